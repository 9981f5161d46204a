#include "main/standing_time.h"

#include <algorithm>

namespace kept {
namespace {

using base::Instant;
using base::Result;

/// When something is due next, for any of them; not before now.
std::optional<Instant> next_due(desk::Store& store, const FollowsTime& followers, Instant now) {
  std::optional<Instant> next;
  const auto take = [&](const std::optional<Instant>& due) {
    if (due && (!next || *due < *next)) next = due;
  };
  store.read([&](desk::Reader& reader) {
    take(reader.next_timer());
    take(reader.next_message());
    take(reader.partners().next_due());
  });
  if (followers.switchboard != nullptr) take(followers.switchboard->next_instant());
  if (!next) return next;
  return std::max(*next, now);
}

Result<int> settle(const FollowsTime& followers) {
  if (followers.switchboard == nullptr) return 0;
  return followers.switchboard->settle();
}

/// What is due at the instant that the clock has been moved to.
Result<int> do_what_is_due(const FollowsTime& followers) {
  const auto sent = followers.outbox.deliver_due();
  if (!sent.ok()) return sent.error();
  const auto rung = settle(followers);
  if (!rung.ok()) return rung.error();
  return sent.value() + rung.value() + followers.deliveries.work();
}

}  // namespace

Result<int> advance(desk::Store& store, const FollowsTime& followers, base::ManualClock& clock,
                    Instant target) {
  const auto before = settle(followers);
  if (!before.ok()) return before.error();
  int handled = before.value();
  std::optional<Instant> last;
  while (true) {
    const auto next = next_due(store, followers, clock.now());
    if (!next || *next > target) break;
    const auto kept = followers.keeper.advance(clock, *next);
    if (!kept.ok()) return kept.error();
    const auto due = do_what_is_due(followers);
    if (!due.ok()) return due.error();
    const int done = kept.value() + due.value();
    handled += done;
    // For the telephone an instant may come and change nothing; the same one twice never ends.
    if (done == 0 && last == next) break;
    last = next;
  }
  const auto kept = followers.keeper.advance(clock, target);
  if (!kept.ok()) return kept.error();
  const auto after = settle(followers);
  if (!after.ok()) return after.error();
  if (const auto swept = followers.sweeper.work(); !swept.ok()) return swept.error();
  return handled + kept.value() + after.value();
}

}  // namespace kept
