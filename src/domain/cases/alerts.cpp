#include "domain/cases/alerts.h"

#include <algorithm>

#include "domain/cases/obligations.h"
#include "domain/cases/routing.h"

namespace kept::domain {
namespace {

template <typename... Kinds>
bool is_one_of(const Event& event) {
  return (std::holds_alternative<Kinds>(event) || ...);
}

/// What somebody did himself. All else comes of the clock or of the rules, and is told to whoever's
/// work brought it to light, too.
bool is_own_act(const Event& event) {
  if (const auto* reopened = std::get_if<CaseReopened>(&event)) {
    return reopened->reason == ReopenReason::staff;
  }
  return is_one_of<CaseOpened, AskMade, AskAnswered, AskExtended, AskReturned, NotHeard,
                   MoreTimeWanted, PromiseDeclined>(event);
}

class Tell {
 public:
  Tell(const Case& state, const Directory& people) : case_(state), people_(people) {}

  /// A compliment reaches whom it names, and their manager.
  void operator()(const CaseOpened& event) {
    if (event.kind != CaseKind::compliment || !event.about_staff) return;
    tell(*event.about_staff, "compliment");
    const StaffMember* member = people_.find(*event.about_staff);
    if (member != nullptr && member->manager) tell(*member->manager, "compliment");
  }
  void operator()(const PromiseBroken& event) {
    owner_and_above(case_.find_promise(event.id)->owner, "promise_broken", promise(event.id));
  }
  void operator()(const PromiseDisputed& event) {
    owner_and_above(case_.find_promise(event.id)->owner, "promise_disputed", promise(event.id));
  }
  void operator()(const PromiseRetimed& event) {
    tell(case_.find_promise(event.id)->owner, "promise_retimed", promise(event.id));
    tell(case_.first_operator, "promise_retimed", promise(event.id));
  }
  void operator()(const MoreTimeWanted& event) {
    tell(case_.first_operator, "more_time_wanted", promise(event.id));
  }
  void operator()(const PromiseDeclined& event) {
    owner_and_above(case_.find_promise(event.id)->owner, "promise_declined", promise(event.id));
  }
  void operator()(const ReminderSent& event) {
    const bool last = event.number > 1;
    const StaffId owner = event.kind == DutyKind::promise ? case_.find_promise(event.id)->owner
                                                          : case_.find_ask(event.id)->owner;
    const DutyRef about{event.kind, event.id};
    tell(owner, last ? "not_yet_confirmed" : "reminder", about);
    if (last) tell(case_.first_operator, "not_yet_confirmed", about);
  }
  void operator()(const DutyOverdue& event) {
    for (const Obligation& duty : obligations(case_)) {
      if (duty.kind != event.kind || duty.id != event.id) continue;
      owner_and_above(duty.owner, "overdue", DutyRef{duty.kind, duty.id});
    }
  }
  void operator()(const DutyMoved& event) {
    tell(event.to, "handed_to_you", DutyRef{event.kind, event.id});
  }
  void operator()(const AskMade& event) {
    tell(event.owner, "asked", DutyRef{DutyKind::ask, event.id});
  }
  void operator()(const AskAnswered& event) {
    tell(case_.find_ask(event.id)->asked_by, "ask_answered");
  }
  void operator()(const AskExtended& event) {
    tell(case_.find_ask(event.id)->asked_by, "ask_extended", DutyRef{DutyKind::ask, event.id});
  }
  void operator()(const AskReturned& event) {
    tell(case_.find_ask(event.id)->asked_by, "ask_returned");
  }
  void operator()(const DecisionOwed& event) {
    tell(event.owner, "decision_owed", DutyRef{DutyKind::decision, event.id});
  }
  void operator()(const CaseReopened& event) {
    owner_and_above(case_.first_operator, "reopened");
    if (event.reason == ReopenReason::partner) department("reopened");
  }
  void operator()(const NotHeard&) {
    for (const Obligation& duty : obligations(case_)) {
      owner_and_above(duty.owner, "not_heard", DutyRef{duty.kind, duty.id});
    }
  }
  void operator()(const UpdateReceived&) { everybody_here("update_received"); }
  /// 'Closed' over there is a proposal: whoever owes something here looks at it and decides.
  void operator()(const PartnerAnswered& event) {
    const bool is_done = event.status == PartnerStatus::closed;
    const char* const kind = is_done ? "partner_done" : "partner_answered";
    everybody_here(kind);
    if (case_.state == CaseState::closed) department(kind);  // nobody owes anything on it
  }
  void operator()(const PartnerNotReached&) {
    for (const Obligation& duty : obligations(case_)) {
      owner_and_above(duty.owner, "partner_not_reached");
    }
    tell(case_.first_operator, "partner_not_reached");
  }
  void operator()(const MessageFailed&) { tell(case_.first_operator, "message_failed"); }
  void operator()(const MessageBounced&) { tell(case_.first_operator, "message_bounced"); }
  void operator()(const auto&) {}

  std::vector<Alert> take() { return std::move(alerts_); }

 private:
  static DutyRef promise(DutyId id) { return {DutyKind::promise, id}; }
  /// Once of each kind, about the first that comes due.
  void tell(StaffId to, const char* kind, const std::optional<DutyRef>& about = {}) {
    const bool is_told = std::any_of(alerts_.begin(), alerts_.end(), [&](const Alert& one) {
      return one.to == to && one.kind == kind;
    });
    if (to && !is_told) alerts_.push_back({to, kind, about});
  }
  /// Whoever owes something, and the first operator.
  void everybody_here(const char* kind) {
    for (const Obligation& duty : obligations(case_)) tell(duty.owner, kind);
    tell(case_.first_operator, kind);
  }
  void department(const char* kind) {
    const Department* department = case_.department ? people_.find(*case_.department) : nullptr;
    if (department != nullptr) tell(department->manager, kind);
  }
  void owner_and_above(StaffId owner, const char* kind, const std::optional<DutyRef>& about = {}) {
    tell(owner, kind, about);
    const StaffMember* member = people_.find(owner);
    if (member != nullptr && member->manager) tell(*member->manager, kind, about);
    tell(case_.first_operator, kind, about);
  }

  const Case& case_;
  const Directory& people_;
  std::vector<Alert> alerts_;
};

}  // namespace

std::vector<Alert> alerts(const Case& state, const EventRecord& record, const Directory& people) {
  Tell tell(state, people);
  std::visit(tell, record.what);
  std::vector<Alert> told = tell.take();
  std::erase_if(
      told, [&](const Alert& one) { return is_barred(people, complained_about(state), one.to); });
  if (is_own_act(record.what)) {
    std::erase_if(told, [&](const Alert& one) { return one.to == record.who; });
  }
  return told;
}

}  // namespace kept::domain
