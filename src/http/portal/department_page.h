#pragma once

#include <string>

#include "desk/department_link.h"

namespace kept::http {

/// The page behind a department's one-time link: what is asked, and the forms to answer with.
/// `just_said`: it answers a form that was sent from here.
[[nodiscard]] std::string department_page(desk::Reader& reader, const desk::LinkedDuty& duty,
                                          const std::string& token, const std::string& language,
                                          bool just_said);

/// Nothing was saved, and why: `reason` is the error's.
[[nodiscard]] std::string sorry_page(const std::string& city, const std::string& reason,
                                     const std::string& back, const std::string& language);

}  // namespace kept::http
