#pragma once

#include <string>

#include "base/time_zone.h"
#include "desk/department_link.h"

namespace kept::http {

/// A form as the page posts it (application/x-www-form-urlencoded).
struct LinkAnswer {
  std::string what;
  std::string text;
  std::string until;  ///< wall time of the city, as browsers write it

  [[nodiscard]] base::Result<desk::LinkForm> form(const base::TimeZone& zone) const;
};
[[nodiscard]] LinkAnswer read_answer(const std::string& body);

}  // namespace kept::http
