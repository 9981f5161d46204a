#pragma once

#include <string>

#include "domain/cases/words.h"
#include "domain/ids.h"
#include "domain/personal_ref.h"

namespace kept::domain {

/// A partner is somebody outside whose system does the work of a service: a utility, the county.
/// `partner` is the key of its entry in the city's set-up.
struct SentToPartner {
  std::string partner;
  std::string number;  ///< the request's number over there; empty: none was given
};
struct PartnerAnswered {  ///< a claim, for staff to read: it ends nothing here
  std::string partner;
  PartnerStatus status = PartnerStatus::open;
  PersonalRef text;
};
struct PartnerNotReached {  ///< it does not go on without a person's doing
  std::string partner;
  PartnerFailure why = PartnerFailure::refused;
  PersonalRef text;  ///< what the partner said
};

}  // namespace kept::domain
