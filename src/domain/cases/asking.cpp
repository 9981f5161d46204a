#include "domain/cases/asking.h"

#include <algorithm>

#include "domain/cases/due_times.h"
#include "domain/cases/routing.h"

namespace kept::domain {
namespace {

using base::Done;
using base::Result;

/// No ping-pong: who passes it on the second time passes it to a supervisor.
constexpr int kReturnsForSupervisor = 2;

base::Error too_far(const char* field) {
  return base::invalid(field, "ask.due_too_far",
                       "That is more than two years away; choose an earlier time.");
}

Result<Ask> open_ask(const Decision& decision, DutyId id) {
  const Ask* ask = decision.state().find_ask(id);
  if (ask == nullptr) return base::not_found("ask.unknown", "This case has no such question.");
  if (ask->state != AskState::asked) {
    return base::conflict("ask.not_open", "That question is no longer open.");
  }
  return *ask;
}

void owe_department_decision(Decision& decision) {
  const Context& context = decision.context();
  const StaffId supervisor = context.people.duty_supervisor(context.now);
  const base::Instant due =
      working_time_later(context, supervisor, context.now, context.policy.decide_within);
  decision.happen(DecisionOwed{decision.next_id(),
                               DecisionSubject::department,
                               {},
                               context.people.acting_for(supervisor, due),
                               due});
}

const PendingDecision* pending_department(const Case& state) {
  const auto pending =
      std::find_if(state.decisions.begin(), state.decisions.end(), [](const PendingDecision& owed) {
        return !owed.made && owed.subject == DecisionSubject::department;
      });
  return pending == state.decisions.end() ? nullptr : &*pending;
}

/// Asks, whoever decided that this department is the one.
Result<DutyId> put_ask(Decision& decision, const NewAsk& ask) {
  const Context& context = decision.context();
  if (decision.state().state != CaseState::open) {
    return base::conflict("case.not_open", "The case is not open; reopen it first.");
  }
  const Department* department = context.people.find(ask.department);
  if (department == nullptr) {
    return base::invalid("/department", "department.unknown", "There is no such department.");
  }
  if (ask.answer_by && *ask.answer_by <= context.now) {
    return base::invalid("/answer_by", "ask.due_in_past", "That time has passed.");
  }
  if (ask.answer_by && !within_reach(context.now, *ask.answer_by).ok())
    return too_far("/answer_by");
  AskMade made;
  made.id = decision.next_id();
  made.department = ask.department;
  made.asked_by = context.who;
  made.due = ask.answer_by.value_or(
      working_time_later(context, department->manager, context.now, context.policy.ask_answer_by));
  made.owner = who_acts(decision, department->manager, made.due);
  if (made.owner != department->manager && !is_barred(decision, department->manager)) {
    made.covering_for = department->manager;
  }
  made.reminders = reminder_times(context, department->manager, made.due);
  made.text = ask.text;
  const DutyId id = made.id;
  decision.happen(std::move(made));
  return id;
}

}  // namespace

Result<DutyId> ask_department(Decision& decision, const NewAsk& wanted) {
  const PendingDecision* pending = pending_department(decision.state());
  if (pending != nullptr && decision.state().returns >= kReturnsForSupervisor) {
    return base::conflict("ask.supervisor_decides",
                          "It was returned twice; the supervisor decides who gets it.");
  }
  const std::optional<DutyId> settled =
      pending == nullptr ? std::nullopt : std::optional(pending->id);
  auto asked = put_ask(decision, wanted);
  if (!asked.ok()) return asked;
  if (settled) decision.happen(DecisionMade{*settled, {}});
  return asked;
}

Result<Done> answer_ask(Decision& decision, DutyId id, StaffId answered_by, PersonalRef text) {
  const auto ask = open_ask(decision, id);
  if (!ask.ok()) return ask.error();
  decision.happen(AskAnswered{id, answered_by, std::move(text)});
  return Done{};
}

Result<Done> extend_ask(Decision& decision, DutyId id, StaffId said_by, base::Instant until) {
  const auto ask = open_ask(decision, id);
  if (!ask.ok()) return ask.error();
  if (until <= decision.now()) {
    return base::invalid("/until", "ask.due_in_past", "That time has passed; name a later one.");
  }
  if (until <= ask.value().due) {
    return base::invalid("/until", "ask.not_later",
                         "The answer is due later than that already; more time means a later "
                         "time. If the answer comes sooner, nothing has to be changed.");
  }
  if (!within_reach(decision.now(), until).ok()) return too_far("/until");
  // Of the department's working time, whoever covers.
  const Ask& open = ask.value();
  decision.happen(AskExtended{
      id, until, decision.unless_typed(said_by),
      reminder_times(decision.context(), open.covering_for.value_or(open.owner), until)});
  return Done{};
}

Result<Done> return_ask(Decision& decision, DutyId id, StaffId said_by, PersonalRef reason,
                        std::optional<DepartmentId> belongs_to) {
  const auto returned = open_ask(decision, id);
  if (!returned.ok()) return returned.error();
  if (belongs_to && *belongs_to == returned.value().department) {
    return base::invalid("/department", "ask.same_department",
                         "That is the department which returns it.");
  }
  decision.happen(AskReturned{id, std::move(reason), decision.unless_typed(said_by)});
  if (decision.state().returns < kReturnsForSupervisor && belongs_to) {
    const auto asked = put_ask(decision, {*belongs_to, returned.value().text, {}});
    if (!asked.ok()) return asked.error();
    return Done{};
  }
  if (pending_department(decision.state()) == nullptr) owe_department_decision(decision);
  return Done{};
}

Result<Done> decide_department(Decision& decision, DepartmentId department, PersonalRef reason) {
  const Case& state = decision.state();
  const PendingDecision* pending = pending_department(state);
  if (pending == nullptr) {
    return base::conflict("decision.none", "No such decision is owed on this case.");
  }
  const DutyId id = pending->id;
  const PersonalRef text = state.asks.empty() ? state.summary : state.asks.back().text;
  const auto asked = put_ask(decision, {department, text, {}});
  if (!asked.ok()) return asked.error();
  decision.happen(DecisionMade{id, std::move(reason)});
  return Done{};
}

}  // namespace kept::domain
