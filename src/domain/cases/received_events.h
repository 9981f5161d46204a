#pragma once

#include "domain/cases/words.h"
#include "domain/ids.h"
#include "domain/personal_ref.h"

namespace kept::domain {

struct UpdateReceived {  ///< from the application that the request came with
  ClaimedStatus status = ClaimedStatus::unchanged;
  PersonalRef text;
  PersonalRef from;  ///< who wrote it, and what else was sent with it
};

/// Somebody has looked at a text or a picture, and said whether everybody may see it. One of both;
/// neither: of a request that was sent as not public it is said whether it is shown at all, and
/// what was decided on its parts before counts no more.
struct PublicityDecided {
  PersonalRef text;
  PhotoId photo;
  bool is_public = false;
  bool by_check = false;  ///< nobody has looked: the check found what it did not know before

  [[nodiscard]] bool is_of_whole() const { return !text && !photo; }
};

struct PhotoAdded {  ///< a picture came with the request or with an update
  PhotoId id;
};

}  // namespace kept::domain
