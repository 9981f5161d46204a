#include "desk/people_away.h"

#include <algorithm>

#include "desk/case_work.h"
#include "domain/cases/covering.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;

/// Whoever is entered as away is so for others too: one's own absence needs no permission.
Result<Done> may_manage(const Principal& who, domain::StaffId staff) {
  if (who.staff == staff) return Done{};
  return require(who, Action::manage_people);
}

/// Runs `change` on each of these cases, and counts what moved.
template <typename Change>
Result<int> on_each(Transaction& tx, const Principal& who, const std::vector<domain::CaseId>& cases,
                    Change change) {
  int moved = 0;
  for (const domain::CaseId id : cases) {
    auto begun = CaseWork::begin(tx, who, id, {});
    if (!begun.ok()) return begun.error();
    CaseWork work = std::move(begun).value();
    moved += change(work.decision());
    const auto saved = work.finish();
    if (!saved.ok()) return saved.error();
  }
  return moved;
}

Result<Done> somebody_stays(Transaction& tx, base::Instant at) {
  if (tx.directory()->supervisors_there(at) > 0) return Done{};
  return base::conflict("staff.last_supervisor",
                        "This is the last supervisor there; name another one first.");
}

}  // namespace

Result<AbsenceEntered> enter_absence(Transaction& tx, const Principal& who,
                                     const AbsenceForm& form) {
  if (auto allowed = may_manage(who, form.staff); !allowed.ok()) return allowed.error();
  const auto people = tx.directory();
  const domain::StaffMember* member = people->find(form.staff);
  if (member == nullptr) return base::not_found("staff.unknown", "There is no such staff member.");
  if (form.until <= form.from || form.until <= tx.now()) {
    return base::invalid("/until", "absence.ends_before_start",
                         "An absence ends after it begins, and after now.");
  }
  if (form.delegate && (people->find(*form.delegate) == nullptr || *form.delegate == form.staff)) {
    return base::invalid("/delegate", "staff.unknown", "Name somebody else who works here.");
  }
  const bool supervisor = member->role == domain::Role::supervisor;
  const bool was_there = people->supervisors_there(std::max(form.from, tx.now())) > 0;
  AbsenceEntered entered{domain::AbsenceId{tx.next_id()}, 0};
  tx.save(AbsenceRow{entered.id, form.staff, form.from, form.until, form.delegate});
  if (supervisor && was_there) {
    if (auto stays = somebody_stays(tx, std::max(form.from, tx.now())); !stays.ok()) {
      return stays.error();
    }
  }
  tx.journal(who.staff, "absence_entered", form.staff.value, {});
  // What is overdue is owed now.
  const base::Instant due_from = form.from <= tx.now() ? base::Instant::min() : form.from;
  const auto inside = tx.cases_owed_by(form.staff, due_from, form.until);
  const auto moved = on_each(tx, who, inside, [&](domain::Decision& decision) {
    return domain::move_duties(decision, form.staff, form.from, form.until,
                               domain::MoveReason::away);
  });
  if (!moved.ok()) return moved.error();
  entered.moved = moved.value();
  return entered;
}

Result<std::vector<AbsenceRow>> absences_of(Reader& reader, const Principal& who,
                                            domain::StaffId staff) {
  if (auto allowed = may_manage(who, staff); !allowed.ok()) return allowed.error();
  if (reader.directory()->find(staff) == nullptr) {
    return base::not_found("staff.unknown", "There is no such staff member.");
  }
  std::vector<AbsenceRow> absences = reader.absences(staff);
  std::erase_if(absences, [&](const AbsenceRow& absence) { return absence.until <= reader.now(); });
  std::sort(absences.begin(), absences.end(),
            [](const AbsenceRow& a, const AbsenceRow& b) { return a.from < b.from; });
  return absences;
}

Result<Done> end_absence(Transaction& tx, const Principal& who, domain::AbsenceId id) {
  const auto absence = tx.absence(id);
  if (!absence) return base::not_found("absence.unknown", "There is no such absence.");
  if (auto allowed = may_manage(who, absence->staff); !allowed.ok()) return allowed;
  if (absence->from < tx.now()) {
    AbsenceRow ended = *absence;
    ended.until = tx.now();
    tx.save(ended);
  } else {
    tx.drop(id);
  }
  tx.journal(who.staff, "absence_ended", absence->staff.value, {});
  const auto moved = on_each(
      tx, who, tx.cases_covered_for(absence->staff),
      [&](domain::Decision& decision) { return domain::bring_back(decision, absence->staff); });
  if (!moved.ok()) return moved.error();
  return Done{};
}

Result<Done> disable_account(Transaction& tx, const Principal& who, domain::StaffId staff) {
  if (auto allowed = require(who, Action::disable_account); !allowed.ok()) return allowed;
  const auto people = tx.directory();
  const domain::StaffMember* member = people->find(staff);
  if (member == nullptr) return base::not_found("staff.unknown", "There is no such staff member.");
  if (!member->active) return Done{};
  int active_supervisors = 0;
  for (const domain::StaffMember& one : people->staff()) {
    if (one.role == domain::Role::supervisor && one.active) ++active_supervisors;
  }
  if (member->role == domain::Role::supervisor && active_supervisors == 1) {
    return base::conflict("staff.last_supervisor",
                          "This is the last supervisor; name another one first.");
  }
  tx.disable(staff);
  tx.journal(who.staff, "account_disabled", staff.value, {});
  const auto all = tx.cases_owed_by(staff, base::Instant::min(), base::Instant::max());
  const auto moved = on_each(tx, who, all, [&](domain::Decision& decision) {
    return domain::move_duties(decision, staff, base::Instant::min(), base::Instant::max(),
                               domain::MoveReason::disabled);
  });
  if (!moved.ok()) return moved.error();
  return Done{};
}

}  // namespace kept::desk
