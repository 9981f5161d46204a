#pragma once

#include "desk/case_work.h"
#include "desk/forms.h"

namespace kept::desk {

/// Makes a promise to whom the conversation is with.
[[nodiscard]] base::Result<domain::CaseId> make_promise(Transaction& tx, const Principal& who,
                                                        const CaseRef& ref,
                                                        domain::InteractionId interaction,
                                                        const PromiseForm& form);

/// The same inside a unit that has begun: used when a case is opened.
[[nodiscard]] base::Result<base::Done> add_promise(Transaction& tx, CaseWork& work,
                                                   const domain::Conversation& talk,
                                                   const PromiseForm& form);

[[nodiscard]] base::Result<domain::CaseId> hand_over_promise(Transaction& tx, const Principal& who,
                                                             const CaseRef& ref,
                                                             domain::DutyId promise,
                                                             domain::InteractionId interaction,
                                                             const PromiseForm& successor);

struct MoveForm {
  domain::InteractionId interaction;
  std::string due_local;
  std::string words;
  bool asked_by_resident = false;
};
[[nodiscard]] base::Result<domain::CaseId> move_promise(Transaction& tx, const Principal& who,
                                                        const CaseRef& ref, domain::DutyId promise,
                                                        const MoveForm& form);

struct ReleaseForm {
  domain::InteractionId interaction;
  std::string note;
};
[[nodiscard]] base::Result<domain::CaseId> release_promise(Transaction& tx, const Principal& who,
                                                           const CaseRef& ref,
                                                           domain::DutyId promise,
                                                           const ReleaseForm& form);

/// Whether `who` may write down what `said_by` (without it `who`) says of a promise: the owner's
/// people do ("promise.not_theirs", "promise.not_yours"), and 311 types for them.
[[nodiscard]] base::Result<base::Done> may_give_word(Reader& reader, const Principal& who,
                                                     const domain::Case& state,
                                                     domain::DutyId promise,
                                                     std::optional<domain::StaffId> said_by);

struct KeptForm {
  base::Instant contact_at{};
  std::optional<domain::StaffId> said_by;  ///< whose word it is; without it that of `who`
  std::string note;
};
/// Somebody's word that the resident was reached; whose: may_give_word.
[[nodiscard]] base::Result<domain::CaseId> record_kept(Transaction& tx, const Principal& who,
                                                       const CaseRef& ref, domain::DutyId promise,
                                                       const KeptForm& form);

struct MoreTimeForm {
  std::optional<domain::StaffId> said_by;  ///< without it that is `who`
  base::Instant until{};
};
/// The owner needs longer; who may say so: record_kept. Nothing moves before the resident agreed.
[[nodiscard]] base::Result<domain::CaseId> want_more_time(Transaction& tx, const Principal& who,
                                                          const CaseRef& ref,
                                                          domain::DutyId promise,
                                                          const MoreTimeForm& form);

struct DeclineForm {
  std::optional<domain::StaffId> said_by;
  std::string reason;
};
/// The owner says that it is not theirs; who may say so: record_kept.
[[nodiscard]] base::Result<domain::CaseId> decline_promise(Transaction& tx, const Principal& who,
                                                           const CaseRef& ref,
                                                           domain::DutyId promise,
                                                           const DeclineForm& form);

/// The due time that a form means: told as a wall time, or the policy's 'shortly': so much time at
/// work of `owner`, from when the department that was asked answers.
[[nodiscard]] base::Result<domain::DueTime> due_time(Reader& reader,
                                                     const std::optional<std::string>& due_local,
                                                     domain::StaffId owner,
                                                     std::optional<domain::DepartmentId> asked);

}  // namespace kept::desk
