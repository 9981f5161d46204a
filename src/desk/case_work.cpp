#include "desk/case_work.h"

#include "base/check.h"
#include "desk/partner_updates.h"
#include "desk/ports/historic_records.h"
#include "desk/put_into_outbox.h"
#include "desk/telephone/recording.h"
#include "domain/cases/alerts.h"
#include "domain/cases/case_number.h"
#include "domain/cases/opening.h"
#include "domain/cases/routing.h"
#include "domain/cases/rules.h"

namespace kept::desk {
namespace {

domain::Context context_of(Transaction& tx, const Principal& who, const domain::Directory& people) {
  return {tx.now(),
          who.staff,
          who.origin,
          people,
          tx.policy(),
          tx.zone(),
          [&tx] { return domain::DutyId{tx.next_id()}; },
          [&tx](domain::ContactId id) {
            const auto contact = tx.contact(id);
            return contact && contact->can_be_written_to();
          },
          tx.clock_standing()};
}

/// Whether a complaint is made in a conversation or taken up again: whom it is about hears no more
/// of it.
base::Result<base::Done> keep_from_ears(Transaction& tx, const domain::Case& state) {
  const auto about = domain::complained_about(state);
  if (!about) return base::Done{};
  for (const domain::InteractionId talk : state.interactions) {
    if (auto kept = keep_from_ears_of(tx, *about, talk); !kept.ok()) return kept;
  }
  return base::Done{};
}

}  // namespace

CaseWork::CaseWork(Transaction& tx, const Principal& who, domain::Case state)
    : tx_(tx),
      people_(tx.directory()),
      decision_(std::move(state), context_of(tx, who, *people_)),
      stood_for_record_(domain::stands_for_record(decision_.state())) {}

base::Result<CaseWork> CaseWork::begin(Transaction& tx, const Principal& who, domain::CaseId id,
                                       std::optional<int> expected_version) {
  domain::Case state = tx.load_case(id);
  if (expected_version && *expected_version != state.version) {
    return base::conflict("case.changed",
                          "Somebody else has changed this case; look at what is new first.");
  }
  return CaseWork{tx, who, std::move(state)};
}

CaseWork CaseWork::begin_new(Transaction& tx, const Principal& who) {
  domain::Case state;
  state.id = domain::CaseId{tx.next_id()};
  return {tx, who, std::move(state)};
}

base::Result<domain::CaseId> CaseWork::finish() {
  domain::settle(decision_);
  if (decision_.events().empty()) return state().id;
  const auto breaches = domain::check_rules(state(), *people_);
  // Deciding functions refuse what would break a rule, so this finds only our own mistakes; the
  // unit of work ends, and nothing is stored.
  if (!breaches.empty()) {
    return base::refused("rule." + std::to_string(breaches.front().rule),
                         "Refused, because " + breaches.front().what + ".");
  }
  const bool takes_record = !stood_for_record_ && domain::stands_for_record(state());
  if (takes_record && other_stands_for_record(tx_, state())) {
    return base::conflict("record.adopted",
                          "Another case stands for the record of this one; use that one.");
  }
  tx_.save_case(state(), decision_.events());
  for (const domain::EventRecord& record : decision_.events()) {
    for (const domain::Alert& alert : domain::alerts(state(), record, *people_)) {
      tx_.add(
          AlertRow{0, alert.to, record.occurred_at, alert.kind, state().number, {}, alert.about});
    }
    put_into_outbox(tx_, state(), record, *people_);
  }
  wake_partners(tx_, state(), decision_.events());
  if (auto kept = keep_from_ears(tx_, state()); !kept.ok()) return kept.error();
  return state().id;
}

bool other_stands_for_record(Reader& reader, const domain::Case& state) {
  if (!state.adopted) return false;
  const auto found = reader.historic().find(state.adopted->source, state.adopted->number);
  return found && found->case_number && *found->case_number != state.number;
}

domain::Conversation talk_of(const InteractionRow& row) {
  domain::Conversation talk;
  talk.id = row.id;
  talk.contact = row.contact.value_or(domain::ContactId{});
  talk.staff = row.staff;
  talk.inbound = row.inbound;
  talk.channel = row.channel;
  talk.answered_at = row.answered_at;
  talk.ended_at = row.ended_at;
  return talk;
}

base::Result<InteractionRow> own_talk(Reader& reader, const Principal& who,
                                      domain::InteractionId id) {
  auto row = reader.interaction(id);
  if (!row) {
    return base::invalid("/interaction", "interaction.unknown", "There is no such conversation.");
  }
  // Its number stands in every case that was spoken of in it, for all to read.
  if (row->staff != who.staff && who.role != domain::Role::supervisor) {
    return base::forbidden("interaction.not_yours", "That conversation is somebody else's.");
  }
  return *std::move(row);
}

base::Result<domain::Conversation> conversation(Reader& reader, const Principal& who,
                                                domain::InteractionId id) {
  const auto row = own_talk(reader, who, id);
  if (!row.ok()) return row.error();
  if (!row->contact) {
    return base::refused("interaction.nobody_named", "Name the caller first.", "/interaction");
  }
  return talk_of(row.value());
}

base::Result<domain::CaseId> case_by_number(Reader& reader, const std::string& number) {
  const auto parsed = domain::CaseNumber::parse(number);
  if (!parsed.ok()) return parsed.error();
  const auto id = reader.find_case(parsed.value().value());
  if (!id) return base::not_found("case.unknown", "There is no case with that number.");
  return *id;
}

}  // namespace kept::desk
