#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/cases/case.h"
#include "domain/cases/outage.h"
#include "domain/cases/policy.h"
#include "domain/people/directory.h"

namespace kept::domain {

/// What deciding needs to know beside the case.
struct Context {
  base::Instant now{};
  StaffId who;  ///< who acts; zero for the clock or a resident
  Origin origin = Origin::console;
  const Directory& people;
  const Policy& policy;
  const base::TimeZone& zone;
  std::function<DutyId()> next_id;
  /// Whether somebody can be written to: has a usable address, now.
  std::function<bool(ContactId)> can_be_written_to = [](ContactId) { return false; };
  ClockStanding clock = {};
};

/// One unit of work's view of one case: what it was, what happens, what it is then. Decisions are
/// functions that look at state() and let events happen; the caller stores taken() or, after an
/// error, forgets all of it.
class Decision {
 public:
  Decision(Case state, Context context) : state_(std::move(state)), context_(std::move(context)) {}

  [[nodiscard]] const Case& state() const { return state_; }
  [[nodiscard]] const Context& context() const { return context_; }
  [[nodiscard]] base::Instant now() const { return context_.now; }
  [[nodiscard]] const std::vector<EventRecord>& events() const { return events_; }

  void happen(Event what) { happen_at(context_.now, std::move(what)); }
  /// For what became true before it could be recorded.
  void happen_at(base::Instant occurred_at, Event what);

  DutyId next_id() { return context_.next_id(); }

  /// Who said something is told apart only when somebody else wrote it down.
  [[nodiscard]] std::optional<StaffId> unless_typed(StaffId said_by) const {
    return said_by == context_.who ? std::nullopt : std::optional(said_by);
  }

 private:
  Case state_;
  Context context_;
  std::vector<EventRecord> events_;
};

/// The last step of every decision: keeps rule 1 by creating what is owed next, or closing.
/// Without it a case could be left with nobody who owes anything.
void settle(Decision& decision);

}  // namespace kept::domain
