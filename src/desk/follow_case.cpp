#include "desk/follow_case.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "desk/contacts.h"
#include "desk/decide_publicity.h"
#include "desk/sees_residents.h"
#include "desk/works_on_case.h"
#include "domain/cases/following.h"
#include "domain/places/block.h"

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

double metres_between(const domain::Point& from, const domain::Point& to) {
  const double narrower = std::cos(from.lat * std::numbers::pi / 180);
  return domain::kMetresPerDegree * std::hypot(to.lat - from.lat, (to.lng - from.lng) * narrower);
}

/// What `find` finds around a point, as far as `who` may know where it lies.
template <typename Find>
auto found_near(Reader& reader, const Principal& who, NearbyQuestion question, const Find& find) {
  if (sees_residents(who, *reader.directory(), {})) return find(question);
  constexpr double kOutOfBlock = 80;  // metres from its middle to the furthest corner, at most
  constexpr int kLookedThrough = 1000;
  constexpr double kHundred = 100;
  const double radius = std::exchange(question.radius, question.radius + kOutOfBlock);
  const int most = std::exchange(question.limit, kLookedThrough);
  auto found = find(question);
  for (auto& one : found) {
    one.point = domain::rounded_to_block(one.point);
    one.metres = metres_between(question.centre, one.point);
  }
  std::erase_if(found, [&](const auto& one) { return one.metres > radius; });
  for (auto& one : found) one.metres = std::round(one.metres / kHundred) * kHundred;
  // Among equals their order would tell who is nearer.
  std::ranges::sort(found, {}, [](const auto& one) { return std::pair(one.metres, one.number); });
  if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
  return found;
}

}  // namespace

std::vector<NearbyCase> open_nearby(Reader& reader, const Principal& who, domain::ServiceId service,
                                    const domain::Point& point, std::optional<double> metres) {
  const auto catalogue = reader.catalogue();
  NearbyQuestion question = question_of(reader, find(*catalogue, service), point, metres);
  question.service = service;
  return found_near(reader, who, question,
                    [&](const NearbyQuestion& asked) { return reader.nearby(asked); });
}

std::vector<NearbyRecord> open_records_nearby(Reader& reader, const Principal& who,
                                              domain::ServiceId service, const domain::Point& point,
                                              std::optional<double> metres) {
  const auto catalogue = reader.catalogue();
  const ServiceRow* row = find(*catalogue, service);
  if (row == nullptr) return {};
  return found_near(
      reader, who, question_of(reader, row, point, metres),
      [&](const NearbyQuestion& asked) { return reader.historic().open_near(row->code, asked); });
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
