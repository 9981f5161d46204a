#include "desk/team_work.h"

#include "desk/works_on_case.h"
#include "domain/cases/teamwork.h"

namespace kept::desk {

base::Result<domain::CaseId> give_to_team(Transaction& tx, const Principal& who, const CaseRef& ref,
                                          domain::TeamId team) {
  if (auto allowed = require(who, Action::answer_ask); !allowed.ok()) return allowed.error();
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  if (!is_311(who) && !works_there(*tx.directory(), who.staff, work.state().department)) {
    return base::forbidden("case.other_department", "That case is another department's.");
  }
  const auto given = domain::give_to_team(work.decision(), team);
  if (!given.ok()) return given.error();
  return work.finish();
}

}  // namespace kept::desk
