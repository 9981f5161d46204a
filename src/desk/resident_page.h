#pragma once

#include <cstdint>
#include <string>

#include "base/signer.h"

namespace kept::desk {

/// The path of a resident's own page of a case. Its key is signed, so nothing is stored and nobody
/// can guess it from the number.
[[nodiscard]] std::string resident_page(const base::Signer& signer, std::int64_t case_number);

/// Whether `key` is the one that opens the page of the case with this number.
[[nodiscard]] bool opens_resident_page(const base::Signer& signer, const std::string& case_number,
                                       const std::string& key);

}  // namespace kept::desk
