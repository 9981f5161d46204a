#include "desk/take_call.h"

#include <algorithm>
#include <set>

#include "base/phone_number.h"
#include "desk/case_work.h"
#include "desk/contacts.h"
#include "desk/telephone/conversation_of_call.h"
#include "desk/telephone/emergency.h"
#include "desk/works_on_case.h"
#include "domain/cases/attempts.h"
#include "domain/cases/obligations.h"
#include "domain/promises/keeping.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::Obligation;

const base::Error kNothingToWithdraw = base::conflict(
    "interaction.nothing_to_withdraw", "This call kept nothing that could be taken back.");

Result<InteractionRow> own_call(Transaction& tx, const Principal& who, domain::InteractionId id) {
  const auto row = tx.interaction(id);
  if (!row) return base::not_found("interaction.unknown", "There is no such conversation.");
  if (row->staff != who.staff) {
    return base::forbidden("interaction.not_yours", "That conversation is somebody else's.");
  }
  if (row->ended_at) {
    return base::conflict("interaction.ended", "That conversation has ended.");
  }
  return *row;
}

/// No step of a conversation takes away what another one noted.
void add_note(InteractionRow& row, const std::string& note) {
  if (note.empty()) return;
  row.notes = row.notes ? *row.notes + "\n" + note : note;
}

Result<Obligation> owed(const domain::Case& state, const Purpose& purpose) {
  const auto all = domain::obligations(state);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Obligation& duty) {
    return duty.kind == purpose.kind && duty.id == purpose.duty;
  });
  if (found == all.end()) {
    return base::conflict("obligation.discharged", "That is no longer owed.");
  }
  return *found;
}

Result<Done> claim(Transaction& tx, const Principal& who, const Purpose& purpose) {
  const auto held = tx.claim(purpose.case_id, purpose.kind, purpose.duty);
  if (held && held->staff != who.staff && held->until > tx.now()) {
    return base::conflict("obligation.claimed", "A colleague is calling about this right now.");
  }
  tx.save(ClaimRow{purpose.case_id, purpose.kind, purpose.duty, who.staff,
                   tx.now() + tx.policy().claim});
  return Done{};
}

/// Claims what the call is for; whom it is owed to becomes the other side of the conversation.
Result<Done> call_for(Transaction& tx, const Principal& who, const Purpose& purpose,
                      InteractionRow& row) {
  const domain::Case state = tx.load_case(purpose.case_id);
  const auto duty = owed(state, purpose);
  if (!duty.ok()) return duty.error();
  // The call shows whom it is owed to, and keeps what it is made for.
  if (auto theirs = require_work(*tx.directory(), who, state); !theirs.ok()) return theirs;
  if (auto claimed = claim(tx, who, purpose); !claimed.ok()) return claimed;
  row.purpose_case = purpose.case_id;
  row.purpose_kind = purpose.kind;
  row.purpose_duty = purpose.duty;
  if (row.contact && duty.value().contact && row.contact != duty.value().contact) {
    return base::refused("interaction.other_contact", "That is owed to somebody else.", "/contact");
  }
  if (!row.contact) row.contact = duty.value().contact;
  if (purpose.kind != domain::DutyKind::promise) return Done{};
  auto work = CaseWork::begin(tx, who, purpose.case_id, {});
  if (!work.ok()) return work.error();
  CaseWork linked = std::move(work).value();
  domain::link_call(linked.decision(), purpose.duty, row.id);
  const domain::Promise& promise = *linked.state().find_promise(purpose.duty);
  if (!row.phone && promise.channel == domain::Channel::call) {
    row.phone = tx.personal(promise.address);
  }
  const auto saved = linked.finish();
  if (!saved.ok()) return saved.error();
  return Done{};
}

/// Where somebody is called whose number nobody named.
std::optional<std::string> usual_number(Reader& reader, domain::ContactId contact) {
  const auto known = reader.contact(contact);
  if (!known || known->phones.empty()) return std::nullopt;
  return known->phones.front();
}

/// Only a try on the number that was promised makes a promise unreached.
bool went_to_promised_number(Transaction& tx, const domain::Case& state,
                             const InteractionRow& row) {
  const domain::Promise* promise = row.purpose_kind == domain::DutyKind::promise
                                       ? state.find_promise(*row.purpose_duty)
                                       : nullptr;
  if (promise == nullptr || !row.phone) return true;
  return tx.personal(promise->address) == row.phone;
}

/// An incoming caller reached who owes them a promise.
Result<Done> keep_what_was_reached(Transaction& tx, const Principal& who,
                                   const domain::Conversation& talk) {
  for (const domain::CaseId id : tx.cases_promised(talk.staff, talk.contact)) {
    auto begun = CaseWork::begin(tx, who, id, {});
    if (!begun.ok()) return begun.error();
    CaseWork work = std::move(begun).value();
    domain::resident_called(work.decision(), talk);
    const auto saved = work.finish();
    if (!saved.ok()) return saved.error();
  }
  return Done{};
}

Result<domain::ContactId> whoever_is(Transaction& tx, domain::ContactId contact) {
  const auto found = standing_contact(tx, contact);
  if (!found) return base::invalid("/contact", "contact.unknown", "There is no such contact.");
  return found->id;
}

/// Contact may turn out to be none, and who answered may not wish to talk.
bool may_correct(domain::AttemptResult recorded, domain::AttemptResult result) {
  if (!domain::is_contact(recorded)) return false;
  return !domain::is_contact(result) ||
         (recorded == domain::AttemptResult::connected && result == domain::AttemptResult::refused);
}

/// The cases that may have heard of a conversation: those that were spoken of, and all of whoever
/// was on the line, who may be part of another contact since.
std::set<domain::CaseId> cases_reached(Transaction& tx, const InteractionRow& row) {
  std::set<domain::CaseId> reached;
  for (const domain::CaseId id : tx.telephone().cases_in(row.id)) reached.insert(id);
  if (const auto contact = standing_contact(tx, *row.contact)) {
    for (const domain::CaseId id : tx.cases_of_contact(contact->id)) reached.insert(id);
  }
  if (row.purpose_case) reached.insert(*row.purpose_case);
  return reached;
}

/// The conversation as the case knows it: whoever was on the line may be part of another contact
/// since it was held.
domain::Conversation talk_on(Transaction& tx, const domain::Case& state,
                             const InteractionRow& row) {
  domain::Conversation talk = talk_of(row);
  if (const auto contact = standing_contact(tx, talk.contact)) talk.contact = contact->id;
  talk.to_promised_number = went_to_promised_number(tx, state, row);
  return talk;
}

/// Whether the case had heard of it.
Result<bool> withdraw_from(Transaction& tx, const Principal& who, const InteractionRow& row,
                           domain::CaseId id) {
  auto begun = CaseWork::begin(tx, who, id, {});
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  const domain::Conversation talk = talk_on(tx, work.state(), row);
  std::optional<domain::DutyRef> duty;
  if (row.purpose_case == id) duty = domain::DutyRef{*row.purpose_kind, *row.purpose_duty};
  const auto result = row.result.value_or(domain::AttemptResult::somebody_else);
  if (!domain::withdraw_contact(work.decision(), talk, duty, result)) return false;
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  return true;
}

/// The conversation reached nobody after all: every case that heard of it loses it again.
Result<Done> withdraw(Transaction& tx, const Principal& who, const InteractionRow& row) {
  bool is_withdrawn = false;
  for (const domain::CaseId id : cases_reached(tx, row)) {
    const auto withdrawn = withdraw_from(tx, who, row, id);
    if (!withdrawn.ok()) return withdrawn.error();
    is_withdrawn = is_withdrawn || withdrawn.value();
    // What was answered at a follow-up stands: whoever took it down has to say so on its case.
    const bool is_followed_up =
        row.purpose_case == id && row.purpose_kind == domain::DutyKind::follow_up;
    if (is_followed_up && !withdrawn.value()) return kNothingToWithdraw;
  }
  if (is_withdrawn || !row.purpose_case) return Done{};
  return kNothingToWithdraw;
}

/// Whom the call was made for is another person than who is named now. Who answered in their place
/// is a result of the call, not a name.
bool was_made_for_another(Transaction& tx, const InteractionRow& row, domain::ContactId now_named) {
  if (!row.contact || !row.purpose_case) return false;
  const auto before = standing_contact(tx, *row.contact);
  return !before || before->id != now_named;
}

/// It was somebody else than was named before: what the conversation kept, told or met for them is
/// owed again.
Result<Done> take_back_from(Transaction& tx, const Principal& who, const InteractionRow& row,
                            domain::ContactId now_named) {
  if (!row.contact) return Done{};
  const auto before = standing_contact(tx, *row.contact);
  if (before && before->id == now_named) return Done{};
  return withdraw(tx, who, row);
}

Result<Done> identify(Transaction& tx, const Principal& who, InteractionRow row,
                      domain::ContactId contact) {
  const auto standing = whoever_is(tx, contact);
  if (!standing.ok()) return standing.error();
  if (was_made_for_another(tx, row, standing.value())) {
    return base::refused("interaction.other_contact",
                         "This call was made for somebody else; say what came of it.", "/contact");
  }
  if (auto taken = take_back_from(tx, who, row, standing.value()); !taken.ok()) return taken;
  row.contact = standing.value();
  tx.save(row);
  if (!row.inbound) return Done{};
  return keep_what_was_reached(tx, who, talk_of(row));
}

/// What came of a call, on the case that it was made for.
Result<Done> record_on_purpose(Transaction& tx, const Principal& who, const InteractionRow& row,
                               bool was_contact) {
  auto begun = CaseWork::begin(tx, who, *row.purpose_case, {});
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  const domain::Conversation talk = talk_on(tx, work.state(), row);
  if (was_contact) {
    domain::waive_apologies(work.decision(), talk);
  } else {
    auto recorded = domain::record_attempt(work.decision(), talk, *row.purpose_kind,
                                           *row.purpose_duty, *row.result);
    if (!recorded.ok()) return recorded;
  }
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  return Done{};
}

/// Lists of words in several languages name the same destination.
std::string destination(const std::vector<DangerRow>& dangers, const std::string& kind) {
  const auto found =
      std::ranges::find_if(dangers, [&](const DangerRow& one) { return one.kind == kind; });
  return found == dangers.end() ? "" : found->destination;
}

}  // namespace

Result<domain::InteractionId> start_call(Transaction& tx, const Principal& who,
                                         const CallForm& form) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  InteractionRow row;
  row.id = domain::InteractionId{tx.next_id()};
  row.inbound = form.inbound;
  row.channel = form.channel;
  row.staff = who.staff;
  row.started_at = tx.now();
  if (form.inbound) row.answered_at = tx.now();
  if (form.phone) {
    const auto phone = base::PhoneNumber::parse(*form.phone, tx.jurisdiction().default_region);
    if (!phone.ok()) {
      return base::invalid("/phone", phone.error().reason, phone.error().message);
    }
    row.phone = phone.value().e164();
  }
  if (form.contact) {
    const auto contact = whoever_is(tx, *form.contact);
    if (!contact.ok()) return contact.error();
    if (auto may = may_name(tx, who, contact.value(), nullptr); !may.ok()) return may.error();
    row.contact = contact.value();
  }
  if (form.purpose) {
    if (form.inbound) {
      return base::invalid("/for", "interaction.inbound_purpose",
                           "Only a call that you make is made for an obligation.");
    }
    if (auto called = call_for(tx, who, *form.purpose, row); !called.ok()) return called.error();
  }
  if (!row.inbound && !row.phone && row.contact) row.phone = usual_number(tx, *row.contact);
  tx.save(row);
  if (form.contact) {
    if (auto named = identify(tx, who, row, *form.contact); !named.ok()) return named.error();
  }
  return row.id;
}

Result<Done> identify_caller(Transaction& tx, const Principal& who, domain::InteractionId id,
                             domain::ContactId contact) {
  const auto row = own_call(tx, who, id);
  if (!row.ok()) return row.error();
  const auto standing = whoever_is(tx, contact);
  if (!standing.ok()) return standing.error();
  auto may = may_name(tx, who, standing.value(), &row.value());
  return may.ok() ? identify(tx, who, row.value(), contact) : may;
}

Result<Done> go_on_with(Transaction& tx, const Principal& who, domain::InteractionId id,
                        domain::ContactId contact) {
  const auto row = own_call(tx, who, id);
  if (!row.ok()) return row.error();
  return identify(tx, who, row.value(), contact);
}

Result<Done> record_result(Transaction& tx, const Principal& who, domain::InteractionId id,
                           domain::AttemptResult result, const std::string& note,
                           std::optional<base::Instant> at) {
  const auto found = own_call(tx, who, id);
  if (!found.ok()) return found.error();
  InteractionRow row = found.value();
  if (row.inbound) {
    return base::refused("interaction.inbound", "Only a call that you made has a result.");
  }
  if (row.result && !may_correct(*row.result, result)) {
    return base::conflict("interaction.has_result", "The result of this call is recorded.");
  }
  const bool was_contact = row.result.has_value();
  const bool is_contact = domain::is_contact(result);
  row.result = result;
  add_note(row, note);
  if (!is_contact) {
    row.answered_at.reset();
  } else if (!was_contact) {
    row.answered_at = at.value_or(tx.now());
  }
  tx.save(row);
  if (!row.contact) return Done{};
  if (was_contact && !is_contact) return withdraw(tx, who, row);
  return row.purpose_case ? record_on_purpose(tx, who, row, was_contact) : Done{};
}

Result<Done> record_apology(Transaction& tx, const Principal& who, domain::InteractionId id,
                            domain::CaseId case_id) {
  const auto row = own_call(tx, who, id);
  if (!row.ok()) return row.error();
  const auto talk = conversation(tx, who, id);
  if (!talk.ok()) return talk.error();
  auto begun = CaseWork::begin(tx, who, case_id, {});
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  if (auto said = domain::apologise(work.decision(), talk.value()); !said.ok()) return said;
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  return Done{};
}

Result<Done> end_call(Transaction& tx, const Principal& who, domain::InteractionId id,
                      const std::string& wrap_up, const std::string& notes) {
  const auto found = own_call(tx, who, id);
  if (!found.ok()) return found.error();
  InteractionRow row = found.value();
  row.ended_at = tx.now();
  row.wrap_up = wrap_up;
  add_note(row, notes);
  tx.save(row);
  if (row.purpose_case) tx.drop_claims(*row.purpose_case, *row.purpose_kind, *row.purpose_duty);
  return conversation_wrapped_up(tx, row);
}

Result<DangerRecord> record_danger(Transaction& tx, const Principal& who, domain::InteractionId id,
                                   const std::string& kind, bool transferred) {
  const auto row = own_call(tx, who, id);
  if (!row.ok()) return row.error();
  const auto dangers = tx.dangers();
  const bool known = std::any_of(dangers.begin(), dangers.end(),
                                 [&](const DangerRow& danger) { return danger.kind == kind; });
  if (!known) return base::invalid("/kind", "danger.unknown", "There is no such danger.");
  const std::int64_t record = tx.next_id();
  const bool dialled =
      transferred && dial_emergency(tx, who, row.value(), destination(dangers, kind));
  tx.journal(who.staff, "danger", id.value,
             {{"record", std::to_string(record)},
              {"kind", kind},
              {"choice", transferred ? "transferred" : "not_needed"},
              {"dialled", dialled ? "yes" : "no"}});
  return DangerRecord{record, dialled};
}

}  // namespace kept::desk
