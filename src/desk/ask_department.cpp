#include "desk/ask_department.h"

#include "desk/works_on_case.h"
#include "domain/cases/asking.h"
#include "domain/cases/ending.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::CaseId;

template <typename Decide>
Result<CaseId> on_case(Transaction& tx, const Principal& who, Action action, const CaseRef& ref,
                       Decide decide) {
  if (auto allowed = require(who, action); !allowed.ok()) return allowed.error();
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  const Result<Done> decided = decide(work);
  if (!decided.ok()) return decided.error();
  return work.finish();
}

Result<Done> may_speak(Transaction& tx, const Principal& who, const domain::Case& state,
                       domain::DutyId id, std::optional<domain::StaffId> said_by) {
  const domain::Ask* ask = state.find_ask(id);
  if (ask == nullptr) return Done{};  // the domain says so
  const auto people = tx.directory();
  if (said_by && !people->find(*said_by)) {
    return base::invalid("/on_behalf_of", "staff.unknown", "There is no such staff member.");
  }
  if (said_by && *said_by != who.staff && !was_asked(*people, *ask, *said_by)) {
    return base::refused("ask.not_theirs", "They were not asked; name somebody of that department.",
                         "/on_behalf_of");
  }
  if (is_311(who) || was_asked(*people, *ask, who.staff)) return Done{};
  return base::forbidden("ask.not_yours", "That question is another department's.");
}

}  // namespace

Result<Done> add_ask(Transaction& tx, CaseWork& work, const AskForm& form) {
  const auto asked = domain::ask_department(
      work.decision(), {form.department, tx.keep_personal(form.text), form.answer_by});
  if (!asked.ok()) return asked.error();
  return Done{};
}

Result<CaseId> ask_department(Transaction& tx, const Principal& who, const CaseRef& ref,
                              const AskForm& form) {
  return on_case(tx, who, Action::talk, ref, [&](CaseWork& work) -> Result<Done> {
    auto theirs = require_work(*tx.directory(), who, work.state());
    if (!theirs.ok()) return theirs;
    return add_ask(tx, work, form);
  });
}

Result<CaseId> answer_ask(Transaction& tx, const Principal& who, const CaseRef& ref,
                          domain::DutyId ask, std::optional<domain::StaffId> answered_by,
                          const std::string& text) {
  return on_case(tx, who, Action::answer_ask, ref, [&](CaseWork& work) -> Result<Done> {
    auto may = may_speak(tx, who, work.state(), ask, answered_by);
    if (!may.ok()) return may;
    return domain::answer_ask(work.decision(), ask, answered_by.value_or(who.staff),
                              tx.keep_personal(text));
  });
}

Result<CaseId> extend_ask(Transaction& tx, const Principal& who, const CaseRef& ref,
                          domain::DutyId ask, std::optional<domain::StaffId> said_by,
                          base::Instant until) {
  return on_case(tx, who, Action::answer_ask, ref, [&](CaseWork& work) -> Result<Done> {
    auto may = may_speak(tx, who, work.state(), ask, said_by);
    if (!may.ok()) return may;
    return domain::extend_ask(work.decision(), ask, said_by.value_or(who.staff), until);
  });
}

Result<CaseId> return_ask(Transaction& tx, const Principal& who, const CaseRef& ref,
                          domain::DutyId ask, const ReturnForm& form) {
  return on_case(tx, who, Action::answer_ask, ref, [&](CaseWork& work) -> Result<Done> {
    auto may = may_speak(tx, who, work.state(), ask, form.said_by);
    if (!may.ok()) return may;
    return domain::return_ask(work.decision(), ask, form.said_by.value_or(who.staff),
                              tx.keep_personal(form.reason), form.belongs_to);
  });
}

Result<CaseId> decide(Transaction& tx, const Principal& who, const CaseRef& ref,
                      const DecisionForm& form) {
  return on_case(tx, who, Action::decide, ref, [&](CaseWork& work) -> Result<Done> {
    const domain::PersonalRef reason = tx.keep_personal(form.reason);
    if (form.department) {
      return domain::decide_department(work.decision(), *form.department, reason);
    }
    if (!form.promise) {
      return base::invalid("/department", "decision.subject_missing",
                           "Name the department that gets the case, or the promise to decide on.");
    }
    if (work.state().find_promise(*form.promise) == nullptr) {
      return base::invalid("/promise", "promise.unknown", "This case has no such promise.");
    }
    if (!form.promise_was_kept) {
      return base::invalid("/promise_was_kept", "decision.verdict_missing",
                           "Say whether the promise was kept.");
    }
    return domain::decide_dispute(work.decision(), *form.promise, *form.promise_was_kept, reason);
  });
}

}  // namespace kept::desk
