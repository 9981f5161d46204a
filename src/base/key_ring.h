#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace kept::base {

/// One key of 256 bits. What is sealed with it names it, so that others can follow it.
struct NamedKey {
  std::string name;
  std::string key;  ///< 32 bytes
};

/// Keys in a file for its owner only, one a line: a name and the key in base64url. The last one
/// seals, all of them open.
class KeyRing {
 public:
  /// kUnavailable ("keys.unreadable") when there is no such file, or it holds no keys.
  [[nodiscard]] static Result<KeyRing> read(const std::filesystem::path& file);
  /// The same; where there is no file yet one is made, with a key in it.
  [[nodiscard]] static Result<KeyRing> read_or_make(const std::filesystem::path& file);
  /// From now on another key seals; returns its name.
  [[nodiscard]] static Result<std::string> add_key(const std::filesystem::path& file);

  [[nodiscard]] const NamedKey& newest() const { return keys_.back(); }
  /// Nothing: it is not there any more.
  [[nodiscard]] const NamedKey* find(const std::string& name) const;

 private:
  explicit KeyRing(std::vector<NamedKey> keys) : keys_(std::move(keys)) {}

  std::vector<NamedKey> keys_;  ///< never empty
};

}  // namespace kept::base
