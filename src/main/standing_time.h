#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "desk/ports/store.h"
#include "keeper/keeper.h"
#include "notify/outbox_worker.h"
#include "partners/delivery_worker.h"
#include "telephony/recording_sweeper.h"
#include "telephony/switchboard.h"

namespace kept {

/// Everything that does something because time has come.
struct FollowsTime {
  keeper::Keeper& keeper;
  notify::OutboxWorker& outbox;
  partners::DeliveryWorker& deliveries;
  telephony::RecordingSweeper& sweeper;
  telephony::Switchboard* switchboard = nullptr;  ///< nothing: there is no telephone
};

/// Moves the standing clock of tests to `target`; on the way all of them do everything that is due,
/// in due order, each at its own instant. Returns how many things that were. What the telephone is
/// to do is done before and after, also when the clock does not move.
[[nodiscard]] base::Result<int> advance(desk::Store& store, const FollowsTime& followers,
                                        base::ManualClock& clock, base::Instant target);

}  // namespace kept
