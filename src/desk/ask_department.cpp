#include "desk/ask_department.h"

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

}  // namespace

Result<Done> add_ask(Transaction& tx, CaseWork& work, const AskForm& form) {
  const auto asked = domain::ask_department(
      work.decision(), {form.department, tx.keep_personal(form.text), form.answer_by});
  if (!asked.ok()) return asked.error();
  return Done{};
}

Result<CaseId> ask_department(Transaction& tx, const Principal& who, const CaseRef& ref,
                              const AskForm& form) {
  return on_case(tx, who, Action::talk, ref,
                 [&](CaseWork& work) { return add_ask(tx, work, form); });
}

Result<CaseId> answer_ask(Transaction& tx, const Principal& who, const CaseRef& ref,
                          domain::DutyId ask, std::optional<domain::StaffId> answered_by,
                          const std::string& text) {
  if (answered_by && !tx.directory()->find(*answered_by)) {
    return base::invalid("/on_behalf_of", "staff.unknown", "There is no such staff member.");
  }
  return on_case(tx, who, Action::answer_ask, ref, [&](CaseWork& work) {
    return domain::answer_ask(work.decision(), ask, answered_by.value_or(who.staff),
                              tx.keep_personal(text));
  });
}

Result<CaseId> extend_ask(Transaction& tx, const Principal& who, const CaseRef& ref,
                          domain::DutyId ask, base::Instant until,
                          std::optional<domain::StaffId> said_by) {
  return on_case(tx, who, Action::answer_ask, ref, [&](CaseWork& work) {
    return domain::extend_ask(work.decision(), ask, until, said_by);
  });
}

Result<CaseId> return_ask(Transaction& tx, const Principal& who, const CaseRef& ref,
                          domain::DutyId ask, const std::string& reason,
                          std::optional<domain::DepartmentId> belongs_to,
                          std::optional<domain::StaffId> said_by) {
  return on_case(tx, who, Action::answer_ask, ref, [&](CaseWork& work) {
    return domain::return_ask(work.decision(), ask, tx.keep_personal(reason), belongs_to, said_by);
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
    if (!form.promise_was_kept) {
      return base::invalid("/promise_was_kept", "decision.verdict_missing",
                           "Say whether the promise was kept.");
    }
    return domain::decide_dispute(work.decision(), *form.promise, *form.promise_was_kept, reason);
  });
}

}  // namespace kept::desk
