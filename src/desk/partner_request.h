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

/// Whether it would say nothing of where it is, because the words of a place that has no point are
/// held back.
[[nodiscard]] bool lacks_place(Reader& reader, const PartnerRow& partner,
                               const DeliveryRow& delivery);

/// The pictures that go with it, as their set-up says: those that everybody may see, or all when
/// the description is shared. In the order in which they came.
[[nodiscard]] std::vector<PhotoRow> partner_photos(Reader& reader, const PartnerRow& partner,
                                                   domain::CaseId id);

}  // namespace kept::desk
