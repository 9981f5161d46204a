#include "main/standing_time.h"

#include <algorithm>

namespace kept {
namespace {

using base::Instant;
using base::Result;

/// When something is due next, for the keeper or for the outbox; not before now.
std::optional<Instant> next_due(desk::Store& store, Instant now) {
  std::optional<Instant> timer;
  std::optional<Instant> message;
  store.read([&](desk::Reader& reader) {
    timer = reader.next_timer();
    message = reader.next_message();
  });
  if (!timer && !message) return std::nullopt;
  const Instant next = std::min(timer.value_or(Instant::max()), message.value_or(Instant::max()));
  return std::max(next, now);
}

}  // namespace

Result<int> advance(desk::Store& store, keeper::Keeper& keeper, notify::OutboxWorker& outbox,
                    base::ManualClock& clock, Instant target) {
  int handled = 0;
  while (true) {
    const auto next = next_due(store, clock.now());
    if (!next || *next > target) break;
    const auto kept = keeper.advance(clock, *next);
    if (!kept.ok()) return kept.error();
    const auto sent = outbox.deliver_due();
    if (!sent.ok()) return sent.error();
    handled += kept.value() + sent.value();
    if (kept.value() + sent.value() == 0) break;
  }
  const auto kept = keeper.advance(clock, target);
  if (!kept.ok()) return kept.error();
  return handled + kept.value();
}

}  // namespace kept
