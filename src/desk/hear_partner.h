#pragma once

#include <string>

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// What a partner says of one of our requests, be it in an update or in what their list shows.
struct PartnerWord {
  std::string partner;  ///< its key
  domain::PartnerStatus status = domain::PartnerStatus::open;
  std::string words;
  bool opens_again = false;  ///< what was over there is not over any more
};

/// It becomes an event of the case. What they opened again is open again here: of a duplicate the
/// case that stands.
[[nodiscard]] base::Result<base::Done> hear_partner(Transaction& tx, const Principal& who,
                                                    domain::CaseId id, const PartnerWord& word);

}  // namespace kept::desk
