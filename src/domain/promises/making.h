#pragma once

#include <optional>

#include "domain/cases/telling.h"

namespace kept::domain {

/// A promise as it is told to the resident.
struct NewPromise {
  StaffId owner;
  StaffId said_by;
  PromisedAction action = PromisedAction::call_back;
  Channel channel = Channel::call;
  PersonalRef address;  ///< empty: no usable channel, and then no promise
  PersonalRef words;
  CardRef card;
  DueTime due;
};

/// Makes a promise to whom the conversation is with. Refuses a due time that has passed, an owner
/// who is not there until then, and a contact without a channel.
[[nodiscard]] base::Result<DutyId> make_promise(Decision& decision, const Conversation& talk,
                                                const NewPromise& promise);

/// 'I will call you back' becomes 'she will call you by 2:00': the first promise is kept by the
/// conversation in which the second is told. Both or neither.
[[nodiscard]] base::Result<base::Done> hand_over(Decision& decision, const Conversation& talk,
                                                 DutyId promise, const NewPromise& successor);

struct Move {
  DueTime due;
  PersonalRef words;
  bool asked_by_resident = false;
};

/// To a time that the resident agreed to, in a conversation answered strictly before due. A move
/// beyond the policy's number needs a supervisor.
[[nodiscard]] base::Result<base::Done> move_promise(Decision& decision, const Conversation& talk,
                                                    DutyId promise, const Move& move);

/// The resident says that it is no longer needed.
[[nodiscard]] base::Result<base::Done> release_promise(Decision& decision, const Conversation& talk,
                                                       DutyId promise, PersonalRef note);

}  // namespace kept::domain
