#include "desk/works_on_case.h"

#include <algorithm>

#include "domain/cases/obligations.h"

namespace kept::desk {
namespace {

using domain::StaffId;

bool takes_calls(domain::Role role) {
  return role == domain::Role::operator_ || role == domain::Role::supervisor;
}

}  // namespace

bool is_311(const Principal& who) { return takes_calls(who.role); }

bool works_there(const domain::Directory& people, StaffId who,
                 const std::optional<domain::DepartmentId>& id) {
  const domain::Department* department = id ? people.find(*id) : nullptr;
  if (department == nullptr) return false;
  const domain::StaffMember* member = people.find(who);
  return (member != nullptr && member->department == id) || department->manager == who ||
         std::ranges::find(department->delegates, who) != department->delegates.end();
}

bool works_with_owner(const domain::Directory& people, const domain::Promise& promise,
                      StaffId who) {
  if (who == promise.owner || who == promise.covering_for) return true;
  const domain::StaffMember* member = people.find(who);
  const domain::StaffMember* owner = people.find(promise.owner);
  if (member == nullptr || owner == nullptr) return false;
  return people.reports_to(promise.owner, who) ||
         (owner->department && member->department == owner->department);
}

bool was_asked(const domain::Directory& people, const domain::Ask& ask, StaffId who) {
  return who == ask.owner || who == ask.covering_for || works_there(people, who, ask.department);
}

bool works_on_case(const domain::Directory& people, StaffId who, const domain::Case& state) {
  const domain::StaffMember* member = people.find(who);
  if (member != nullptr && takes_calls(member->role)) return true;
  if (who == state.first_operator || works_there(people, who, state.department)) return true;
  const auto owed = domain::obligations(state);
  return std::ranges::any_of(state.promises,
                             [&](const domain::Promise& promise) {
                               return works_with_owner(people, promise, who);
                             }) ||
         std::ranges::any_of(state.asks,
                             [&](const domain::Ask& ask) {
                               return ask.state != domain::AskState::returned &&
                                      was_asked(people, ask, who);
                             }) ||
         std::ranges::any_of(owed, [&](const domain::Obligation& duty) {
           return who == duty.owner || who == duty.covering_for ||
                  people.reports_to(duty.owner, who);
         });
}

base::Result<base::Done> require_work(const domain::Directory& people, const Principal& who,
                                      const domain::Case& state) {
  if (is_311(who) || works_on_case(people, who.staff, state)) return base::Done{};
  return base::forbidden("case.other_department", "That case is another department's.");
}

}  // namespace kept::desk
