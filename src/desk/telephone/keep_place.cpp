#include "desk/telephone/keep_place.h"

#include <algorithm>

#include "base/time_text.h"
#include "desk/letter_words.h"
#include "desk/open_case.h"
#include "desk/spoken_time.h"
#include "desk/telephone/call_work.h"
#include "desk/telephone/opening_hours.h"
#include "domain/people/duty_operator.h"

namespace kept::desk {
namespace {

using base::Instant;
using base::Result;

/// What a promise has over the wait that is reckoned with; and people are told round times.
constexpr std::chrono::minutes kRoom{10};
constexpr std::chrono::minutes kRound{5};
/// When there is nobody to tell how fast the line moves.
constexpr std::chrono::minutes kOneHour{60};

/// A time that a clock on the wall tells. In the hour that comes twice the earlier one would be
/// meant (rule 6), which has passed: then it is the hour after.
Instant told(Transaction& tx, Instant at) {
  const auto over = at.time_since_epoch() % base::Duration(kRound);
  Instant due = over.count() == 0 ? at : at + (base::Duration(kRound) - over);
  while (tx.zone().to_instant(tx.zone().to_local(due).wall()).instant < due) due += kOneHour;
  return due;
}

/// "2026-11-24T14:00", as promises are told.
std::string to_the_minute(const base::WallTime& wall) {
  const std::string text = base::format_wall(wall);
  return text.substr(0, text.rfind(':'));
}

/// An hour after 311 is answered next.
Result<Instant> after_opening(Transaction& tx, Instant from) {
  constexpr std::chrono::hours kFarthest{24 * 14};
  constexpr std::chrono::minutes kStep{30};
  for (Instant at = from; at < from + kFarthest; at += kStep) {
    if (!is_answered_at(tx, at)) continue;
    while (at - kRound > from && is_answered_at(tx, at - kRound)) at -= kRound;
    return told(tx, at + kOneHour);
  }
  return base::refused("call.never_open", "311 is not answered in the next two weeks.");
}

/// By when this place in line is reached.
Result<Instant> due_at(Transaction& tx, const TelephoneRow& set_up, const CallRow& row) {
  const Instant now = tx.now();
  if (!is_answered_at(tx, now)) return after_opening(tx, now);
  int place = 1;
  const auto since = row.call.queued_at.value_or(now);
  for (const CallRow& other : tx.telephone_writer().calls_up()) {
    if (other.call.id != row.call.id && other.call.queue == row.call.queue &&
        other.call.state == domain::CallState::waiting &&
        other.call.queued_at.value_or(now) < since) {
      ++place;
    }
  }
  const QueueRow& queue = queue_with(set_up, row.call.queue);
  int operators = 0;
  for (const DutyRow& duty : tx.telephone_writer().duties()) {
    if (duty.duty != Duty::off && takes_calls_of(set_up, tx.jurisdiction(), duty.staff, queue)) {
      ++operators;
    }
  }
  const domain::Pace pace{
      tx.telephone_writer().answered_since(queue.key, now - std::chrono::hours(1)), operators};
  const auto wait = domain::expected_wait(place, pace, now);
  const base::Duration after = wait ? *wait + base::Duration(kRoom) : base::Duration(kOneHour);
  const Instant due = told(tx, now + after);
  return is_answered_at(tx, due) ? Result<Instant>(due) : after_opening(tx, due);
}

int promises_owed(Transaction& tx, domain::StaffId staff) {
  ObligationFilter filter;
  filter.owner = staff;
  const auto owed = tx.obligations(filter);
  return static_cast<int>(std::ranges::count_if(owed, [](const ObligationLine& line) {
    return line.what.kind == domain::DutyKind::promise;
  }));
}

/// Who owes the fewest promises, of those who are on duty for the queue; else who is there.
domain::StaffId owner(Transaction& tx, const TelephoneRow& set_up, const CallRow& row,
                      Instant due) {
  const auto people = tx.directory();
  const QueueRow& queue = queue_with(set_up, row.call.queue);
  std::optional<domain::StaffId> best;
  int fewest = 0;
  for (const DutyRow& duty : tx.telephone_writer().duties()) {
    if (duty.duty == Duty::off || !people->is_there(duty.staff, due) ||
        !takes_calls_of(set_up, tx.jurisdiction(), duty.staff, queue)) {
      continue;
    }
    const int owed = promises_owed(tx, duty.staff);
    if (best && owed >= fewest) continue;
    best = duty.staff;
    fewest = owed;
  }
  return best.value_or(domain::duty_operator(*people, due));
}

/// The one person with that number. A household shares one, and then nobody guesses who called.
domain::ContactId caller(Transaction& tx, const CallRow& row) {
  const auto known = tx.contacts_by_phone(*row.phone);
  if (known.size() == 1) return known.front().id;
  ContactRow contact;
  contact.id = domain::ContactId{tx.next_id()};
  contact.phones = {*row.phone};
  contact.language = row.language;
  tx.save(contact);
  tx.journal({}, "contact_created", contact.id.value, {});
  return contact.id;
}

/// The machine said when, and the caller was there to hear it.
InteractionRow spoken(Transaction& tx, const CallRow& row, domain::StaffId owner) {
  InteractionRow talk;
  talk.id = domain::InteractionId{tx.next_id()};
  talk.phone = row.phone;
  talk.contact = caller(tx, row);
  talk.staff = owner;
  talk.started_at = row.call.arrived_at;
  talk.answered_at = tx.now();
  tx.save(talk);
  return talk;
}

}  // namespace

bool keep_place(Transaction& tx, CallRow& row) {
  const auto say = [&](const char* text, const std::map<std::string, std::string>& gaps) {
    command(tx, row, {Control::announce, {}, {}, letter_text(text, row.language, gaps)});
  };
  const auto set_up = tx.telephone().set_up();
  if (!row.phone) {
    say("call_back_withheld", {});
    return false;
  }
  const auto due = due_at(tx, *set_up, row);
  if (!due.ok()) {
    say("call_back_not_now", {});
    return false;
  }
  const domain::StaffId owes = owner(tx, *set_up, row, due.value());
  InteractionRow talk = spoken(tx, row, owes);
  const std::string time = spoken_time(due.value(), tx.now(), tx.zone(), row.language);
  CaseForm form;
  form.interaction = talk.id;
  form.summary = letter_text("call_back_summary", row.language, {});
  form.promise.emplace();
  form.promise->owner = owes;
  form.promise->phone = row.phone;
  form.promise->words = letter_text("call_back_words", row.language, {{"time", time}});
  form.promise->due_local = to_the_minute(tx.zone().to_local(due.value()).wall());
  const auto opened = open_case(tx, principal_of(tx, owes), form);
  talk.ended_at = tx.now();
  talk.wrap_up = "other";
  tx.save(talk);
  if (!opened.ok()) {
    say("call_back_not_now", {});
    return false;
  }
  row.call_back = opened.value();
  row.interaction = talk.id;
  say("call_back_told", {{"time", time}});
  command(tx, row, {Control::hang_up});
  domain::end(row.call, domain::CallEnding::called_back, tx.now());
  tx.telephone_writer().save(row);
  return true;
}

}  // namespace kept::desk
