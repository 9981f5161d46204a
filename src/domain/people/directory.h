#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/calendar/calendar.h"
#include "domain/ids.h"
#include "domain/people/shift_plan.h"

namespace kept::domain {

enum class Role {
  operator_,
  supervisor,
  department_staff,
  department_manager,
  administrator,
  analyst
};

struct StaffMember {
  StaffId id;
  Role role = Role::operator_;
  bool active = true;
  std::optional<DepartmentId> department;
  std::optional<StaffId> manager;
  std::vector<StaffId> delegates;  ///< who covers, in this order
  ShiftPlan plan;
};

/// People of a department who do one kind of its work. The lead owes what the team is given.
struct Team {
  TeamId id;
  DepartmentId department;
  StaffId lead;
  std::vector<StaffId> members = {};  ///< besides the lead
};

struct Department {
  DepartmentId id;
  StaffId manager;
  std::vector<StaffId> delegates;
  Calendar calendar;
  std::vector<Team> teams = {};
};

/// Who works here, who is there, and who covers. Immutable once built; any thread may read it.
class Directory {
 public:
  /// `fallback` is the calendar of whoever has no department (the intake team's).
  Directory(std::vector<StaffMember> staff, std::vector<Department> departments, Calendar fallback);

  [[nodiscard]] const StaffMember* find(StaffId id) const;
  [[nodiscard]] const Department* find(DepartmentId id) const;
  [[nodiscard]] const Team* find(TeamId id) const;
  /// Who works in the same teams as `id`, themselves among them; nobody where they are in none.
  [[nodiscard]] std::vector<StaffId> team_mates(StaffId id) const;
  [[nodiscard]] const std::vector<StaffMember>& staff() const { return staff_; }
  [[nodiscard]] const std::vector<Department>& departments() const { return departments_; }

  [[nodiscard]] const Calendar& calendar_of(StaffId id) const;

  /// Active, and not away by absence or shift plan.
  [[nodiscard]] bool is_there(StaffId id, base::Instant at) const;

  /// Who owes what `owner` would owe at `at`: the owner when there, else the first who is there
  /// along delegates, responsible manager, duty supervisor (cycles are skipped). When nobody is
  /// there, the first active duty supervisor: an obligation always has an owner.
  [[nodiscard]] StaffId acting_for(StaffId owner, base::Instant at) const;

  /// Who answers for a department at `at`.
  [[nodiscard]] StaffId responsible(DepartmentId id, base::Instant at) const;

  /// The first supervisor who is there, else the first active one.
  [[nodiscard]] StaffId duty_supervisor(base::Instant at) const;

  /// Whether `id` reports to `other`, directly or through others.
  [[nodiscard]] bool reports_to(StaffId id, StaffId other) const;

  /// How many supervisors are active and there: the last may not go (rule 2).
  [[nodiscard]] int supervisors_there(base::Instant at) const;

 private:
  std::vector<StaffMember> staff_;
  std::vector<Department> departments_;
  Calendar fallback_;
  std::unordered_map<StaffId, std::size_t> staff_index_;
  std::unordered_map<DepartmentId, std::size_t> department_index_;
};

}  // namespace kept::domain
