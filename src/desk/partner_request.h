#pragma once

#include <string>
#include <utility>
#include <vector>

#include "desk/ports/store.h"

namespace kept::desk {

/// The arguments of POST requests, in order; names may come several times.
using PartnerFields = std::vector<std::pair<std::string, std::string>>;

/// What a partner is told of a case: its place, what was answered to the questions that the set-up
/// names, the resident's words when a check finds nothing personal in them or the set-up shares
/// them, and of the resident what the set-up shares. The delivery's reference stands at the
/// beginning of the description. The key is not among it.
[[nodiscard]] PartnerFields write_partner_request(Reader& reader, const PartnerRow& partner,
                                                  const DeliveryRow& delivery);

}  // namespace kept::desk
