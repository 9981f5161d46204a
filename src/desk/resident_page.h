#pragma once

#include <cstdint>
#include <string>

#include "base/signer.h"
#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// The path of a resident's own page of a case. Its key is signed, so nothing is stored and nobody
/// can guess it from the number.
[[nodiscard]] std::string resident_page(const base::Signer& signer, std::int64_t case_number);

/// The same for somebody of staff who wants to send or open it: only who sees the resident in the
/// console sees the page (rule 7).
[[nodiscard]] base::Result<std::string> resident_page_for(Reader& reader, const Principal& who,
                                                          const base::Signer& signer,
                                                          domain::CaseId id);

/// Whether `key` is the one that opens the page of the case with this number.
[[nodiscard]] bool opens_resident_page(const base::Signer& signer, const std::string& case_number,
                                       const std::string& key);

}  // namespace kept::desk
