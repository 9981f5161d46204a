#pragma once

#include "domain/cases/words.h"
#include "domain/ids.h"
#include "domain/personal_ref.h"

namespace kept::domain {

struct MessageQueued {  ///< it stands in the outbox; nothing has been sent yet
  MessageId id;
  MessagePurpose purpose = MessagePurpose::follow_up;
  ContactId contact;
  DutyId duty;  ///< what it is to discharge; none for those who only follow the case
};
struct SentText {  ///< what was written, and where to
  PersonalRef address;
  PersonalRef subject;
  PersonalRef body;
  bool operator==(const SentText&) const = default;
};
struct MessageAccepted {
  MessageId id;
  SentText sent;
};
struct MessageFailed {
  MessageId id;
  MessageFailure why = MessageFailure::refused;
};
struct MessageWithdrawn {  ///< before it was sent, for what it says is not true any more
  MessageId id;
};
struct MessageBounced {  ///< it was accepted, and came back: whom it told has not been told
  MessageId id;
};

}  // namespace kept::domain
