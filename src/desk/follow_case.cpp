#include "desk/follow_case.h"

#include "domain/cases/following.h"

namespace kept::desk {

std::vector<NearbyCase> open_nearby(Reader& reader, domain::ServiceId service,
                                    const domain::Point& point, double metres) {
  return reader.nearby({service, point, metres, reader.now() - kNearbyAge, kNearbyShown});
}

base::Result<domain::CaseId> follow_case(Transaction& tx, const Principal& who, const CaseRef& ref,
                                         domain::InteractionId interaction) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  const auto talk = conversation(tx, interaction);
  if (!talk.ok()) return talk.error();
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  if (auto followed = domain::follow(work.decision(), talk.value()); !followed.ok()) {
    return followed.error();
  }
  return work.finish();
}

}  // namespace kept::desk
