#include "desk/follow_case.h"

#include <algorithm>

#include "desk/contacts.h"
#include "desk/decide_publicity.h"
#include "desk/works_on_case.h"
#include "domain/cases/following.h"

namespace kept::desk {

namespace {

/// As far around and as far back as the service says.
NearbyQuestion question_of(Reader& reader, const ServiceRow* service, const domain::Point& point,
                           std::optional<double> metres) {
  double reach = kNearbyMetres;
  std::chrono::days age{kNearbyDays};
  NearbyQuestion question;
  if (service != nullptr) {
    question.service = service->id;
    reach = service->nearby_metres.value_or(kNearbyMetres);
    age = std::chrono::days(service->nearby_days.value_or(kNearbyDays));
  }
  question.centre = point;
  question.radius = metres.value_or(reach);
  question.since = reader.now() - age;
  question.limit = kNearbyShown;
  return question;
}

const ServiceRow* find(const Catalogue& catalogue, domain::ServiceId service) {
  const auto row = std::ranges::find(catalogue.services, service, &ServiceRow::id);
  return row == catalogue.services.end() ? nullptr : &*row;
}

}  // namespace

std::vector<NearbyCase> open_nearby(Reader& reader, domain::ServiceId service,
                                    const domain::Point& point, std::optional<double> metres) {
  const auto catalogue = reader.catalogue();
  NearbyQuestion question = question_of(reader, find(*catalogue, service), point, metres);
  question.service = service;
  return reader.nearby(question);
}

std::vector<NearbyRecord> open_records_nearby(Reader& reader, domain::ServiceId service,
                                              const domain::Point& point,
                                              std::optional<double> metres) {
  const auto catalogue = reader.catalogue();
  const ServiceRow* row = find(*catalogue, service);
  if (row == nullptr) return {};
  return reader.historic().open_near(row->code, question_of(reader, row, point, metres));
}

base::Result<domain::CaseId> follow_case(Transaction& tx, const Principal& who, const CaseRef& ref,
                                         domain::InteractionId interaction) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  const auto talk = conversation(tx, who, interaction);
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
    const auto talk = conversation(tx, who, *interaction);
    if (!talk.ok()) return talk.error();
    if (talk.value().contact != contact) {
      return base::refused("interaction.other_contact", "That conversation is with somebody else.",
                           "/interaction");
    }
  } else if (auto known_to = may_name(tx, who, contact, nullptr); !known_to.ok()) {
    return known_to.error();
  }
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  auto theirs = require_work(*tx.directory(), who, work.state());
  if (!theirs.ok()) return theirs.error();
  auto named = domain::name_reporter(work.decision(), contact, known->is_reachable(), interaction);
  if (!named.ok()) return named.error();
  check_again(tx, work.decision());
  return work.finish();
}

}  // namespace kept::desk
