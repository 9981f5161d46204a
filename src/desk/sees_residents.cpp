#include "desk/sees_residents.h"

#include <algorithm>

namespace kept::desk {

CaseHands hands_of(const domain::Case& state) {
  CaseHands hands{state.department, {}};
  for (const domain::Promise& promise : state.promises) hands.owners.push_back(promise.owner);
  for (const domain::Ask& ask : state.asks) hands.owners.push_back(ask.owner);
  return hands;
}

CaseHands hands_of(const CaseLine& line) {
  CaseHands hands{line.department, {}};
  if (line.promise) hands.owners.push_back(line.promise->owner);
  return hands;
}

bool sees_residents(const Principal& who, const domain::Directory& people, const CaseHands& hands) {
  using domain::Role;
  if (who.role == Role::operator_ || who.role == Role::supervisor) return true;
  if (who.role != Role::department_staff && who.role != Role::department_manager) return false;
  const domain::StaffMember* me = people.find(who.staff);
  if (me == nullptr) return false;
  if (me->department && me->department == hands.department) return true;
  return std::any_of(hands.owners.begin(), hands.owners.end(), [&](domain::StaffId id) {
    const domain::StaffMember* owner = people.find(id);
    return id == who.staff ||
           (me->department && owner != nullptr && owner->department == me->department);
  });
}

}  // namespace kept::desk
