#pragma once

#include "desk/ports/store.h"

namespace kept::desk {

/// Puts into the outbox what has to be sent because of one event of a case, in the unit of work
/// that the event belongs to: what the domain decided to write to residents, and for people of
/// departments, who may never sign in, each ask and promise of theirs with its one-time link, and
/// for partners outside the case itself.
/// `state` is the case after the event.
void put_into_outbox(Transaction& tx, const domain::Case& state, const domain::EventRecord& record,
                     const domain::Directory& people);

}  // namespace kept::desk
