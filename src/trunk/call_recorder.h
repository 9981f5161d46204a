#pragma once

#include <optional>
#include <string>

namespace kept::trunk {

/// Keeps what is said in calls. One recording for each call at a time.
class CallRecorder {
 public:
  virtual ~CallRecorder() = default;

  /// Its name; nothing when it cannot be kept. Hushed until it is said otherwise.
  [[nodiscard]] virtual std::optional<std::string> begin(const std::string& call) = 0;
  /// While it is hushed silence is kept in place of what is said.
  virtual void hush(const std::string& call, bool hushed) = 0;
  virtual void end(const std::string& call) = 0;
};

}  // namespace kept::trunk
