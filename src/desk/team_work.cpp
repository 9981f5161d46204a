#include "desk/team_work.h"

#include <algorithm>

#include "domain/cases/teamwork.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;

/// Whether `who` speaks for the department that has the case.
bool works_there(const domain::Directory& people, domain::StaffId who,
                 const std::optional<domain::DepartmentId>& id) {
  const domain::Department* department = id ? people.find(*id) : nullptr;
  if (department == nullptr) return false;
  const domain::StaffMember* member = people.find(who);
  return (member != nullptr && member->department == id) || department->manager == who ||
         std::ranges::find(department->delegates, who) != department->delegates.end();
}

}  // namespace

Result<domain::CaseId> give_to_team(Transaction& tx, const Principal& who, const CaseRef& ref,
                                    domain::TeamId team) {
  if (auto allowed = require(who, Action::answer_ask); !allowed.ok()) return allowed.error();
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  const bool is_311 = who.role == domain::Role::operator_ || who.role == domain::Role::supervisor;
  if (!is_311 && !works_there(*tx.directory(), who.staff, work.state().department)) {
    return base::forbidden("case.other_department", "That case is another department's.");
  }
  const auto given = domain::give_to_team(work.decision(), team);
  if (!given.ok()) return given.error();
  return work.finish();
}

}  // namespace kept::desk
