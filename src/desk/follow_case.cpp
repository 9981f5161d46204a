#include "desk/follow_case.h"

#include <algorithm>

#include "desk/decide_publicity.h"
#include "domain/cases/following.h"

namespace kept::desk {

std::vector<NearbyCase> open_nearby(Reader& reader, domain::ServiceId service,
                                    const domain::Point& point, std::optional<double> metres) {
  const auto catalogue = reader.catalogue();
  const auto row = std::ranges::find_if(catalogue->services,
                                        [&](const ServiceRow& one) { return one.id == service; });
  double reach = kNearbyMetres;
  std::chrono::days age{kNearbyDays};
  if (row != catalogue->services.end()) {
    reach = row->nearby_metres.value_or(kNearbyMetres);
    age = std::chrono::days(row->nearby_days.value_or(kNearbyDays));
  }
  return reader.nearby({service, point, metres.value_or(reach), reader.now() - age, kNearbyShown});
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

base::Result<domain::CaseId> name_reporter(Transaction& tx, const Principal& who,
                                           const CaseRef& ref, domain::ContactId contact,
                                           std::optional<domain::InteractionId> interaction) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  const auto known = tx.contact(contact);
  if (!known) return base::invalid("/contact", "contact.unknown", "There is no such contact.");
  if (known->merged_into) {
    return base::invalid("/contact", "contact.merged",
                         "That record is part of another; name the other.");
  }
  if (interaction) {
    const auto talk = conversation(tx, *interaction);
    if (!talk.ok()) return talk.error();
    if (talk.value().contact != contact) {
      return base::refused("interaction.other_contact", "That conversation is with somebody else.",
                           "/interaction");
    }
  }
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  auto named = domain::name_reporter(work.decision(), contact, known->is_reachable(), interaction);
  if (!named.ok()) return named.error();
  check_again(tx, work.decision());
  return work.finish();
}

}  // namespace kept::desk
