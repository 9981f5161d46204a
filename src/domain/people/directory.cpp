#include "domain/people/directory.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/check.h"

namespace kept::domain {

Directory::Directory(std::vector<StaffMember> staff, std::vector<Department> departments,
                     Calendar fallback)
    : staff_(std::move(staff)),
      departments_(std::move(departments)),
      fallback_(std::move(fallback)) {
  for (std::size_t i = 0; i < staff_.size(); ++i) staff_index_[staff_[i].id] = i;
  for (std::size_t i = 0; i < departments_.size(); ++i) {
    department_index_[departments_[i].id] = i;
  }
}

const StaffMember* Directory::find(StaffId id) const {
  const auto found = staff_index_.find(id);
  return found == staff_index_.end() ? nullptr : &staff_[found->second];
}

const Department* Directory::find(DepartmentId id) const {
  const auto found = department_index_.find(id);
  return found == department_index_.end() ? nullptr : &departments_[found->second];
}

const Team* Directory::find(TeamId id) const {
  for (const Department& department : departments_) {
    const auto found = std::ranges::find(department.teams, id, &Team::id);
    if (found != department.teams.end()) return &*found;
  }
  return nullptr;
}

std::vector<StaffId> Directory::team_mates(StaffId id) const {
  std::vector<StaffId> mates;
  const auto add = [&](StaffId mate) {
    if (std::ranges::find(mates, mate) == mates.end()) mates.push_back(mate);
  };
  for (const Department& department : departments_) {
    for (const Team& team : department.teams) {
      const bool is_in =
          team.lead == id || std::ranges::find(team.members, id) != team.members.end();
      if (!is_in) continue;
      add(team.lead);
      std::ranges::for_each(team.members, add);
    }
  }
  return mates;
}

const Calendar& Directory::calendar_of(StaffId id) const {
  const StaffMember* member = find(id);
  if (member == nullptr || !member->department) return fallback_;
  const Department* department = find(*member->department);
  return department == nullptr ? fallback_ : department->calendar;
}

bool Directory::is_there(StaffId id, base::Instant at) const {
  const StaffMember* member = find(id);
  return member != nullptr && member->active && !member->plan.is_away(at);
}

StaffId Directory::acting_for(StaffId owner, base::Instant at) const {
  // Breadth-first: all delegates of one person come before that person's manager's delegates.
  std::vector<StaffId> chain{owner};
  std::unordered_set<StaffId> seen{owner};
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (is_there(chain[i], at)) return chain[i];
    const StaffMember* member = find(chain[i]);
    if (member == nullptr) continue;
    const auto follow = [&](StaffId next) {
      if (seen.insert(next).second) chain.push_back(next);
    };
    for (const StaffId delegate : member->delegates) follow(delegate);
    const Department* department = member->department ? find(*member->department) : nullptr;
    if (department != nullptr && department->manager == member->id) {
      for (const StaffId delegate : department->delegates) follow(delegate);
    }
    if (department != nullptr) follow(department->manager);
    if (member->manager) follow(*member->manager);
  }
  return duty_supervisor(at);
}

StaffId Directory::responsible(DepartmentId id, base::Instant at) const {
  const Department* department = find(id);
  return department == nullptr ? duty_supervisor(at) : acting_for(department->manager, at);
}

StaffId Directory::duty_supervisor(base::Instant at) const {
  const StaffMember* active = nullptr;
  for (const StaffMember& member : staff_) {
    if (member.role != Role::supervisor || !member.active) continue;
    if (is_there(member.id, at)) return member.id;
    if (active == nullptr) active = &member;
  }
  // desk/ refuses to disable the last supervisor, so an installation in service always has one.
  KEPT_CHECK(active != nullptr);
  return active->id;
}

bool Directory::reports_to(StaffId id, StaffId other) const {
  std::unordered_set<StaffId> seen;
  const StaffMember* member = find(id);
  while (member != nullptr && member->manager && seen.insert(member->id).second) {
    if (*member->manager == other) return true;
    member = find(*member->manager);
  }
  return false;
}

int Directory::supervisors_there(base::Instant at) const {
  return static_cast<int>(
      std::count_if(staff_.begin(), staff_.end(), [&](const StaffMember& member) {
        return member.role == Role::supervisor && is_there(member.id, at);
      }));
}

}  // namespace kept::domain
