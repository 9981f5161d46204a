#pragma once

#include <cstdint>
#include <string>

namespace kept::domain {

/// Stands in an event for a personal value (a name, a number, words told). The value lives in a row
/// of its own that redaction can delete; `digest` is the salted digest that proves it unchanged.
struct PersonalRef {
  std::int64_t id = 0;
  std::string digest;

  [[nodiscard]] explicit operator bool() const { return id != 0; }
  bool operator==(const PersonalRef&) const = default;
};

}  // namespace kept::domain
