#include "domain/promises/giving_notice.h"

#include <algorithm>

#include "domain/cases/due_times.h"
#include "domain/cases/routing.h"
#include "domain/promises/keeping.h"

namespace kept::domain {
namespace {

using base::Done;
using base::Result;

Result<Promise> owed_promise(const Decision& decision, DutyId id) {
  const Promise* promise = decision.state().find_promise(id);
  if (promise == nullptr) {
    return base::not_found("promise.unknown", "This case has no such promise.");
  }
  if (!promise->is_owed()) {
    return base::conflict("promise.not_live", "That promise is no longer open.");
  }
  return *promise;
}

}  // namespace

Result<Done> want_more_time(Decision& decision, DutyId id, StaffId said_by, base::Instant until) {
  catch_up(decision);
  const auto promise = owed_promise(decision, id);
  if (!promise.ok()) return promise.error();
  if (promise.value().state != PromiseState::made) {
    return base::conflict("promise.too_late_to_move",
                          "The promised time has come; it cannot be moved any more.");
  }
  if (until <= promise.value().due.instant) {
    return base::invalid("/until", "promise.not_later",
                         "It is due later than that already; more time means a later time.");
  }
  if (!within_reach(decision.now(), until).ok()) {
    return base::invalid("/until", "promise.due_too_far",
                         "That is more than two years away; choose an earlier time.");
  }
  decision.happen(MoreTimeWanted{id, until, decision.unless_typed(said_by)});
  return Done{};
}

Result<Done> decline_promise(Decision& decision, DutyId id, StaffId said_by, PersonalRef reason) {
  catch_up(decision);
  const auto found = owed_promise(decision, id);
  if (!found.ok()) return found.error();
  const Promise& promise = found.value();
  const Context& context = decision.context();
  const base::Instant needed = std::max(promise.due.instant, context.now);
  StaffId next = who_acts(decision, decision.state().first_operator, needed);
  if (next == promise.owner) {
    next = who_acts(decision, context.people.duty_supervisor(needed), needed);
  }
  if (next == promise.owner) {
    return base::conflict("promise.nobody_else",
                          "There is nobody else who could keep it; call 311 to move it.");
  }
  decision.happen(PromiseDeclined{id, std::move(reason), decision.unless_typed(said_by)});
  decision.happen(DutyMoved{DutyKind::promise, id, next, {}, MoveReason::reassigned});
  return Done{};
}

}  // namespace kept::domain
