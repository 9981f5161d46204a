#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kept::trunk {

/// What is needed to say goodbye to the other side of a call (RFC 3261, 12.2.1.1), as headers are
/// written.
struct DialogRecord {
  std::string call_id;
  std::string ours;    ///< From of what we say, with our tag
  std::string theirs;  ///< To of it, with theirs
  std::string target;  ///< their Contact
  std::string route;   ///< the proxies on the way; empty: none
};

/// The calls that are up, a file for each, so that whoever runs next can end what a process that
/// was killed has left behind. One thread at a time.
class DialogBook {
 public:
  /// Empty: nothing is kept. Throws std::filesystem::filesystem_error.
  explicit DialogBook(std::filesystem::path directory);

  void keep(const std::string& name, const DialogRecord& record);
  void forget(const std::string& name);
  /// What is there; forgotten by it.
  [[nodiscard]] std::vector<DialogRecord> take_all();

 private:
  [[nodiscard]] std::filesystem::path file_of(const std::string& name) const;

  std::filesystem::path directory_;
};

}  // namespace kept::trunk
