#include "main/standing_time.h"

#include <algorithm>

namespace kept {
namespace {

using base::Instant;
using base::Result;

/// When something is due next, for the keeper, the outbox or partners; not before now.
std::optional<Instant> next_due(desk::Store& store, Instant now) {
  std::optional<Instant> timer;
  std::optional<Instant> message;
  std::optional<Instant> delivery;
  store.read([&](desk::Reader& reader) {
    timer = reader.next_timer();
    message = reader.next_message();
    delivery = reader.partners().next_due();
  });
  if (!timer && !message && !delivery) return std::nullopt;
  const Instant next = std::min({timer.value_or(Instant::max()), message.value_or(Instant::max()),
                                 delivery.value_or(Instant::max())});
  return std::max(next, now);
}

}  // namespace

Result<int> advance(desk::Store& store, keeper::Keeper& keeper, notify::OutboxWorker& outbox,
                    partners::DeliveryWorker& deliveries, base::ManualClock& clock,
                    Instant target) {
  int handled = 0;
  while (true) {
    const auto next = next_due(store, clock.now());
    if (!next || *next > target) break;
    const auto kept = keeper.advance(clock, *next);
    if (!kept.ok()) return kept.error();
    const auto sent = outbox.deliver_due();
    if (!sent.ok()) return sent.error();
    const int done = kept.value() + sent.value() + deliveries.work();
    handled += done;
    if (done == 0) break;
  }
  const auto kept = keeper.advance(clock, target);
  if (!kept.ok()) return kept.error();
  return handled + kept.value();
}

}  // namespace kept
