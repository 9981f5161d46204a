#pragma once

// Private to http/open_data.

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace kept::http {

/// Feeds as they were written last: whoever follows a city asks again every few minutes, and mostly
/// nothing has changed. Any thread.
class FeedCache {
 public:
  /// What was written for `address` from data of this version.
  [[nodiscard]] std::optional<std::string> find(const std::string& address,
                                                const std::string& version);
  void keep(const std::string& address, const std::string& version, std::string feed);

 private:
  struct Written {
    std::string version;
    std::string feed;
  };

  std::mutex mutex_;
  std::map<std::string, Written> written_;
};

}  // namespace kept::http
