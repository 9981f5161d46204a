#pragma once

#include "desk/case_work.h"
#include "desk/forms.h"

namespace kept::desk {

/// How it ended; with the conversation in which the resident was told, or the owner's word that she
/// told him. Where that leaves a question answered that knowledge could not, a draft article is
/// offered to the department.
[[nodiscard]] base::Result<domain::CaseId> record_outcome(Transaction& tx, const Principal& who,
                                                          const CaseRef& ref,
                                                          const OutcomeForm& form);

[[nodiscard]] base::Result<domain::CaseId> record_told(Transaction& tx, const Principal& who,
                                                       const CaseRef& ref,
                                                       domain::InteractionId interaction,
                                                       bool waived);

/// Sends the outcome in writing; without `contact` to the reporter. It counts as told when the next
/// hop has taken the message and it has not come back for a day.
[[nodiscard]] base::Result<domain::CaseId> tell_in_writing(
    Transaction& tx, const Principal& who, const CaseRef& ref,
    std::optional<domain::ContactId> contact);

[[nodiscard]] base::Result<domain::CaseId> record_follow_up(Transaction& tx, const Principal& who,
                                                            const CaseRef& ref,
                                                            const FollowUpForm& form);

/// Answered or referred on the line, a compliment passed on, entered in error.
[[nodiscard]] base::Result<domain::CaseId> close_case(Transaction& tx, const Principal& who,
                                                      const CaseRef& ref, const OutcomeForm& form);

[[nodiscard]] base::Result<domain::CaseId> reopen_case(Transaction& tx, const Principal& who,
                                                       const CaseRef& ref,
                                                       const std::string& reason);

/// 'Where is my answer?'
[[nodiscard]] base::Result<domain::CaseId> record_not_heard(Transaction& tx, const Principal& who,
                                                            const CaseRef& ref,
                                                            domain::InteractionId interaction,
                                                            const std::string& note);

/// Joins a duplicate to the case that stands, in one unit of work.
[[nodiscard]] base::Result<domain::CaseId> join_case(Transaction& tx, const Principal& who,
                                                     const CaseRef& duplicate,
                                                     domain::CaseId survivor,
                                                     domain::InteractionId interaction);

}  // namespace kept::desk
