#pragma once

#include "desk/case_work.h"
#include "desk/forms.h"

namespace kept::desk {

/// Asks a department, and makes the one-time link by which a department without an account answers.
[[nodiscard]] base::Result<domain::CaseId> ask_department(Transaction& tx, const Principal& who,
                                                          const CaseRef& ref, const AskForm& form);

/// The same inside a unit that has begun: used when a case is opened.
[[nodiscard]] base::Result<base::Done> add_ask(Transaction& tx, CaseWork& work,
                                               const AskForm& form);

/// What a department says to an ask. Whose words they are (`answered_by`, `said_by`; without it
/// `who` speaks) is somebody who was asked: the owner, whoever works in that department or covers
/// there. 311 types for them, and for itself; other departments do not ("ask.not_yours").
[[nodiscard]] base::Result<domain::CaseId> answer_ask(Transaction& tx, const Principal& who,
                                                      const CaseRef& ref, domain::DutyId ask,
                                                      std::optional<domain::StaffId> answered_by,
                                                      const std::string& text);

[[nodiscard]] base::Result<domain::CaseId> extend_ask(Transaction& tx, const Principal& who,
                                                      const CaseRef& ref, domain::DutyId ask,
                                                      std::optional<domain::StaffId> said_by,
                                                      base::Instant until);

struct ReturnForm {
  std::optional<domain::StaffId> said_by;
  std::string reason;
  std::optional<domain::DepartmentId> belongs_to;
};
[[nodiscard]] base::Result<domain::CaseId> return_ask(Transaction& tx, const Principal& who,
                                                      const CaseRef& ref, domain::DutyId ask,
                                                      const ReturnForm& form);

struct DecisionForm {
  std::optional<domain::DepartmentId> department;
  std::optional<domain::DutyId> promise;
  std::optional<bool> promise_was_kept;
  std::string reason;
};

/// What only a supervisor decides.
[[nodiscard]] base::Result<domain::CaseId> decide(Transaction& tx, const Principal& who,
                                                  const CaseRef& ref, const DecisionForm& form);

}  // namespace kept::desk
