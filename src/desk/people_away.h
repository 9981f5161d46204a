#pragma once

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

struct AbsenceForm {
  domain::StaffId staff;
  base::Instant from{};
  base::Instant until{};
  std::optional<domain::StaffId> delegate;
};

struct AbsenceEntered {
  domain::AbsenceId id;
  int moved = 0;  ///< obligations that found a cover
};

/// Enters an absence, one's own, (as a manager) one of the own department's or (as a supervisor or
/// administrator) anybody's, and in the same unit of work moves what falls due inside to who
/// covers. The last supervisor who is there at some instant of it may not go.
[[nodiscard]] base::Result<AbsenceEntered> enter_absence(Transaction& tx, const Principal& who,
                                                         const AbsenceForm& form);

/// The absences of somebody that are not over, the first to begin first: one's own, or (as whoever
/// may enter them) somebody's.
[[nodiscard]] base::Result<std::vector<AbsenceRow>> absences_of(Reader& reader,
                                                                const Principal& who,
                                                                domain::StaffId staff);

/// Back early: the absence ends now, and what the cover has not touched moves back.
[[nodiscard]] base::Result<base::Done> end_absence(Transaction& tx, const Principal& who,
                                                   domain::AbsenceId id);

/// What somebody left undone whose absence has begun: it was late by then, so entering the absence
/// could not move it.
struct LeftUndone {
  domain::CaseId case_id;
  domain::StaffId staff;
  domain::Absence absence;
};
/// That of all whose absence began after `since` and is not over.
[[nodiscard]] std::vector<LeftUndone> left_undone(Reader& reader, base::Instant since);
/// Moves it to who covers; what needs nobody any more stays as it is.
[[nodiscard]] base::Result<base::Done> cover(Transaction& tx, const LeftUndone& left);

/// Disables an account. What it owed moves; a call in progress may still be wrapped up. Refused
/// when a time would come at which every other supervisor is absent.
[[nodiscard]] base::Result<base::Done> disable_account(Transaction& tx, const Principal& who,
                                                       domain::StaffId staff);

/// After the set-up changed people's plans, roles or delegates, in the same unit of work: what is
/// owed moves to who covers now, and back. `before` are the people as they were; accounts are not
/// disabled this way. Returns how many obligations moved.
[[nodiscard]] base::Result<int> people_changed(Transaction& tx, const Principal& who,
                                               const domain::Directory& before);

}  // namespace kept::desk
