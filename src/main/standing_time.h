#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "desk/ports/store.h"
#include "keeper/keeper.h"
#include "notify/outbox_worker.h"
#include "partners/delivery_worker.h"

namespace kept {

/// Moves the standing clock of tests to `target`; on the way keeper, outbox and partners do
/// everything that is due, in due order, each at its own instant. Returns how many things that
/// were.
[[nodiscard]] base::Result<int> advance(desk::Store& store, keeper::Keeper& keeper,
                                        notify::OutboxWorker& outbox,
                                        partners::DeliveryWorker& deliveries,
                                        base::ManualClock& clock, base::Instant target);

}  // namespace kept
