#pragma once

#include <string>

#include "base/time_zone.h"
#include "desk/department_link.h"

namespace kept::http {

/// The page behind a department's one-time link: what is asked, and the forms to answer with.
[[nodiscard]] std::string department_page(desk::Reader& reader, const desk::LinkedDuty& duty,
                                          const std::string& token, const std::string& language);

/// A form as the page posts it (application/x-www-form-urlencoded).
struct LinkAnswer {
  std::string what;
  std::string text;
  std::string until;  ///< wall time of the city, as browsers write it

  [[nodiscard]] base::Result<desk::LinkForm> form(const base::TimeZone& zone) const;
};
[[nodiscard]] LinkAnswer read_answer(const std::string& body);

}  // namespace kept::http
