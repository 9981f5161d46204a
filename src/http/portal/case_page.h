#pragma once

#include <string>

#include "desk/ports/store.h"

namespace kept::http {

/// The residents' own page of a case: the promise in large type with its card, and what happened in
/// plain words. Shows nothing that the resident did not say or was not told, and numbers masked.
[[nodiscard]] std::string case_page(desk::Reader& reader, const desk::CaseFile& file,
                                    const std::string& language,
                                    const std::string& other_language_address);

/// `reason`: of the refusal, where there are words of its own for it.
[[nodiscard]] std::string missing_page(const std::string& language, const std::string& reason = "");

}  // namespace kept::http
