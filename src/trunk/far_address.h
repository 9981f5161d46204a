#pragma once

#include <memory>
#include <string>
#include <vector>

namespace kept::trunk {

/// Whether a trunk may have us send sound there: the network's own addresses (loopback, groups, the
/// link, none at all) would make of the telephone a sender of 50 packets a second to whoever is
/// meant. Loopback is fine where we are on it ourselves. `ours` is where our sound comes in.
[[nodiscard]] bool may_hear(const std::string& far, const std::string& ours);

/// Who may call on a trunk, by address.
class CallSources {
 public:
  /// Each "192.0.2.1", "192.0.2.0/24" or the same of IPv6. Throws std::invalid_argument, which
  /// names the first that is none.
  explicit CallSources(const std::vector<std::string>& allowed);
  ~CallSources();
  CallSources(CallSources&&) noexcept;
  CallSources& operator=(CallSources&&) noexcept;
  CallSources(const CallSources&) = delete;
  CallSources& operator=(const CallSources&) = delete;

  [[nodiscard]] bool allows(const std::string& address) const;

 private:
  struct Networks;
  std::unique_ptr<Networks> networks_;
};

}  // namespace kept::trunk
