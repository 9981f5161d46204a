#pragma once

// Private to http/open311.

#include <optional>
#include <string>

#include "base/signer.h"
#include "domain/ids.h"

namespace kept::http {

/// Stands for a request whose number is not told yet. Signed, so nothing is stored and nobody can
/// guess one; it names the case's inner id, for the number would be told by it.
[[nodiscard]] std::string token_of(const base::Signer& signer, domain::CaseId id);
[[nodiscard]] std::optional<domain::CaseId> case_of_token(const base::Signer& signer,
                                                          const std::string& token);

}  // namespace kept::http
