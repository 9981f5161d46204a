#include "desk/people_away.h"

#include <algorithm>

#include "desk/case_work.h"
#include "desk/telephone/on_duty.h"
#include "domain/cases/covering.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;

/// Whoever is entered as away is so for others too: one's own absence needs no permission. A
/// department's manager answers for its own people only.
Result<Done> may_manage(Reader& reader, const Principal& who, domain::StaffId staff) {
  if (who.staff == staff) return Done{};
  if (auto allowed = require(who, Action::manage_people); !allowed.ok()) return allowed;
  if (who.role != domain::Role::department_manager) return Done{};
  const auto people = reader.directory();
  const domain::StaffMember* manager = people->find(who.staff);
  const domain::StaffMember* other = people->find(staff);
  const bool own = manager != nullptr && manager->department && other != nullptr &&
                   other->department == manager->department;
  if (own) return Done{};
  return base::forbidden("staff.other_department",
                         "Only absences in one's own department are a manager's to enter.");
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

/// Where it may change in [from, until) which supervisors are there: where an entered absence
/// begins or ends. A weekly plan shows all that it has in the week after.
std::vector<base::Instant> turns(const domain::Directory& people, base::Instant from,
                                 base::Instant until, int days_after) {
  std::vector<base::Instant> edges{from};
  for (const domain::StaffMember& one : people.staff()) {
    if (one.role != domain::Role::supervisor || !one.active) continue;
    for (const domain::Absence& absence : one.plan.absences()) {
      edges.push_back(absence.from);
      edges.push_back(absence.until);
    }
  }
  std::erase_if(edges, [&](base::Instant at) { return at < from || at >= until; });
  std::vector<base::Instant> all = edges;
  const base::TimeZone& zone = people.calendar_of(domain::StaffId{}).zone();
  for (const base::Instant edge : edges) {
    const std::chrono::sys_days day(zone.day_of(edge));
    for (int later = 1; later <= days_after; ++later) {
      const base::Instant at = zone.day_start(day + std::chrono::days(later));
      if (at < until) all.push_back(at);
    }
  }
  return all;
}

Result<Done> last_supervisor() {
  return base::conflict("staff.last_supervisor",
                        "This is the last supervisor there; name another one first.");
}

/// Whether an absence left an instant without the supervisor who was there before it.
Result<Done> somebody_stays(const domain::Directory& before, const domain::Directory& after,
                            base::Instant from, base::Instant until) {
  constexpr int kWeek = 7;
  for (const base::Instant at : turns(after, from, until, kWeek)) {
    if (before.supervisors_there(at) > 0 && after.supervisors_there(at) == 0) {
      return last_supervisor();
    }
  }
  return Done{};
}

/// Whether a supervisor is active and not entered as absent at every instant from now on. Weekly
/// plans do not count: an account may have to be closed at once, and a plan is changed after.
Result<Done> somebody_is_left(const domain::Directory& people, base::Instant now) {
  const auto is_left = [&](base::Instant at) {
    return std::ranges::any_of(people.staff(), [&](const domain::StaffMember& one) {
      return one.role == domain::Role::supervisor && one.active &&
             std::ranges::none_of(one.plan.absences(), [&](const domain::Absence& absence) {
               return absence.from <= at && at < absence.until;
             });
    });
  };
  const auto all = turns(people, now, base::Instant::max(), 0);
  if (std::ranges::all_of(all, is_left)) return Done{};
  return last_supervisor();
}

/// What moves when somebody's obligations are looked at again, both ways.
Result<int> cover_again(Transaction& tx, const Principal& who, domain::StaffId staff) {
  auto away = on_each(tx, who, tx.cases_owed_by(staff, base::Instant::min(), base::Instant::max()),
                      [&](domain::Decision& decision) {
                        return domain::move_duties(decision, staff, base::Instant::min(),
                                                   base::Instant::max(), domain::MoveReason::away);
                      });
  if (!away.ok()) return away;
  auto back = on_each(tx, who, tx.cases_covered_for(staff), [&](domain::Decision& decision) {
    return domain::bring_back(decision, staff);
  });
  if (!back.ok()) return back;
  return *away + *back;
}

}  // namespace

Result<AbsenceEntered> enter_absence(Transaction& tx, const Principal& who,
                                     const AbsenceForm& form) {
  const auto people = tx.directory();
  const domain::StaffMember* member = people->find(form.staff);
  if (member == nullptr) return base::not_found("staff.unknown", "There is no such staff member.");
  if (auto allowed = may_manage(tx, who, form.staff); !allowed.ok()) return allowed.error();
  if (form.until <= form.from || form.until <= tx.now()) {
    return base::invalid("/until", "absence.ends_before_start",
                         "An absence ends after it begins, and after now.");
  }
  if (form.delegate && (people->find(*form.delegate) == nullptr || *form.delegate == form.staff)) {
    return base::invalid("/delegate", "staff.unknown", "Name somebody else who works here.");
  }
  AbsenceEntered entered{domain::AbsenceId{tx.next_id()}, 0};
  tx.save(AbsenceRow{entered.id, form.staff, form.from, form.until, form.delegate});
  if (member->role == domain::Role::supervisor) {
    const base::Instant from = std::max(form.from, tx.now());
    auto stays = somebody_stays(*people, *tx.directory(), from, form.until);
    if (!stays.ok()) return stays.error();
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
  if (reader.directory()->find(staff) == nullptr) {
    return base::not_found("staff.unknown", "There is no such staff member.");
  }
  if (auto allowed = may_manage(reader, who, staff); !allowed.ok()) return allowed.error();
  std::vector<AbsenceRow> absences = reader.absences(staff);
  std::erase_if(absences, [&](const AbsenceRow& absence) { return absence.until <= reader.now(); });
  std::sort(absences.begin(), absences.end(),
            [](const AbsenceRow& a, const AbsenceRow& b) { return a.from < b.from; });
  return absences;
}

Result<Done> end_absence(Transaction& tx, const Principal& who, domain::AbsenceId id) {
  const auto absence = tx.absence(id);
  if (!absence) return base::not_found("absence.unknown", "There is no such absence.");
  if (auto allowed = may_manage(tx, who, absence->staff); !allowed.ok()) return allowed;
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

std::vector<LeftUndone> left_undone(Reader& reader, base::Instant since) {
  std::vector<LeftUndone> left;
  const base::Instant now = reader.now();
  const auto people = reader.directory();
  for (const domain::StaffMember& member : people->staff()) {
    for (const domain::Absence& absence : member.plan.absences()) {
      if (absence.from <= since || absence.from > now || absence.until <= now) continue;
      for (const domain::CaseId id : reader.cases_owed_by(member.id, base::Instant::min(), now)) {
        left.push_back({id, member.id, absence});
      }
    }
  }
  return left;
}

Result<Done> cover(Transaction& tx, const LeftUndone& left) {
  return act_on_case(tx, kClock, left.case_id, [&](domain::Decision& decision) {
    domain::move_duties(decision, left.staff, left.absence.from, left.absence.until,
                        domain::MoveReason::away);
  });
}

Result<Done> disable_account(Transaction& tx, const Principal& who, domain::StaffId staff) {
  if (auto allowed = require(who, Action::disable_account); !allowed.ok()) return allowed;
  const auto people = tx.directory();
  const domain::StaffMember* member = people->find(staff);
  if (member == nullptr) return base::not_found("staff.unknown", "There is no such staff member.");
  if (!member->active) return Done{};
  if (auto left = leave_duty(tx, staff); !left.ok()) return left;
  tx.disable(staff);
  if (member->role == domain::Role::supervisor) {
    if (auto left = somebody_is_left(*tx.directory(), tx.now()); !left.ok()) return left;
  }
  tx.journal(who.staff, "account_disabled", staff.value, {});
  const auto all = tx.cases_owed_by(staff, base::Instant::min(), base::Instant::max());
  const auto moved = on_each(tx, who, all, [&](domain::Decision& decision) {
    return domain::move_duties(decision, staff, base::Instant::min(), base::Instant::max(),
                               domain::MoveReason::disabled);
  });
  if (!moved.ok()) return moved.error();
  return Done{};
}

Result<int> people_changed(Transaction& tx, const Principal& who, const domain::Directory& before) {
  int moved = 0;
  for (const domain::StaffMember& was : before.staff()) {
    const auto people = tx.directory();
    const domain::StaffMember* is = people->find(was.id);
    const bool same = is != nullptr && is->role == was.role && is->department == was.department &&
                      is->manager == was.manager && is->delegates == was.delegates &&
                      is->plan.weekly() == was.plan.weekly();
    if (same) continue;
    auto again = cover_again(tx, who, was.id);
    if (!again.ok()) return again;
    moved += *again;
  }
  return moved;
}

}  // namespace kept::desk
