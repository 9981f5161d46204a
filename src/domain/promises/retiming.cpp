#include "domain/promises/retiming.h"

#include "domain/cases/due_times.h"
#include "domain/cases/obligations.h"

namespace kept::domain {
namespace {

/// The same words by today's rules; nothing where they mean the same instant as before.
std::optional<DueTime> changed(const Context& context, const DueTime& told) {
  const auto zone = told.zone == context.zone.name() ? base::Result<base::TimeZone>(context.zone)
                                                     : base::TimeZone::load(told.zone);
  if (!zone.ok()) return std::nullopt;
  const auto again = told_time(zone.value(), told.wall);
  if (!again.ok() || again.value().due.instant == told.instant) return std::nullopt;
  return again.value().due;
}

/// What was promised at first, told in words too, though by another promise that was moved.
base::Instant first_due(const Decision& decision, const Promise& promise, const DueTime& due) {
  if (promise.first_due == promise.due.instant) return due.instant;
  const Promise* first = &promise;
  while (first != nullptr && first->moved_from) {
    first = decision.state().find_promise(*first->moved_from);
  }
  if (first == nullptr || first == &promise) return promise.first_due;
  const auto again = changed(decision.context(), first->due);
  return again ? again->instant : promise.first_due;
}

int retime_promises(Decision& decision) {
  const Case state = decision.state();
  int count = 0;
  for (const Promise& promise : state.promises) {
    if (promise.state != PromiseState::made || promise.due.instant <= decision.now()) continue;
    const auto due = changed(decision.context(), promise.due);
    if (!due) continue;
    decision.happen(
        PromiseRetimed{promise.id, *due, first_due(decision, promise, *due),
                       reminder_times(decision.context(), promise.owner, due->instant)});
    ++count;
  }
  return count;
}

int retime_other_duties(Decision& decision, const base::ClockRules& before) {
  int count = 0;
  for (const Obligation& duty : obligations(decision.state())) {
    if (duty.kind == DutyKind::promise || duty.due <= decision.now()) continue;
    const base::Instant due = decision.context().zone.to_instant(before.wall_at(duty.due)).instant;
    if (due == duty.due) continue;
    std::vector<base::Instant> reminders;
    if (duty.kind == DutyKind::ask) reminders = reminder_times(decision.context(), duty.owner, due);
    decision.happen(DutyRetimed{duty.kind, duty.id, due, std::move(reminders)});
    ++count;
  }
  return count;
}

}  // namespace

int follow_zone_rules(Decision& decision, const base::ClockRules& before) {
  return retime_promises(decision) + retime_other_duties(decision, before);
}

}  // namespace kept::domain
