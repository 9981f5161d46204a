#include "domain/people/duty_operator.h"

namespace kept::domain {

StaffId duty_operator(const Directory& people, base::Instant at) {
  for (const StaffMember& member : people.staff()) {
    if (member.role == Role::operator_ && people.is_there(member.id, at)) return member.id;
  }
  return people.duty_supervisor(at);
}

}  // namespace kept::domain
