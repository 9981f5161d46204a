#include "desk/partner_updates.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <variant>

#include "base/secret.h"
#include "base/text.h"
#include "base/time_text.h"
#include "desk/hear_partner.h"
#include "desk/public_text.h"
#include "desk/word_names.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;

const Principal kUpdateWorker{{}, domain::Role::analyst, domain::Origin::outbox};

/// Their clocks are wrong, and what they say late is dated early: so much is read twice.
constexpr std::chrono::hours kReadAgain{2};
constexpr std::chrono::hours kFirstReading{24};
constexpr std::chrono::minutes kFirstPause{1};
constexpr std::chrono::hours kLongestPause{4};
constexpr std::size_t kLongestWords = 4000;
constexpr const char* kReopen = "reopen";

base::Duration pause_after(int tries) {
  base::Duration pause = kFirstPause;
  for (int i = 1; i < tries && pause < kLongestPause; ++i) pause *= 2;
  return std::min<base::Duration>(pause, kLongestPause);
}

bool is_to_be_told(const domain::Event& event) {
  return std::holds_alternative<domain::UpdateReceived>(event) ||
         std::holds_alternative<domain::OutcomeRecorded>(event) ||
         std::holds_alternative<domain::CaseClosed>(event) ||
         std::holds_alternative<domain::CaseReopened>(event);
}

/// The protocol's word for how a case ended here.
const char* status_of(domain::Resolution resolution) {
  using domain::Resolution;
  switch (resolution) {
    case Resolution::completed:
      return "FIXED";
    case Resolution::duplicate:
      return "DUPLICATE";
    case Resolution::not_a_city_matter:
      return "NOT_COUNCILS_RESPONSIBILITY";
    case Resolution::information_not_held:
    case Resolution::could_not_locate:
    case Resolution::no_action_warranted:
      return "NO_FURTHER_ACTION";
    case Resolution::declined_by_resident:
    case Resolution::entered_in_error:
      return "CANCELLED";
    default:
      return "CLOSED";
  }
}

/// A status in the spelling of their lists.
std::string plain_status(std::string status) {
  std::ranges::transform(status, status.begin(), [](unsigned char letter) {
    return letter == ' ' ? '_' : static_cast<char>(std::tolower(letter));
  });
  return status;
}

/// The words that the protocol has for what is over.
bool says_closed(const std::string& status) {
  constexpr std::array kOver{
      "closed",   "fixed", "duplicate", "not_councils_responsibility", "no_further_action",
      "cancelled"};
  return std::ranges::any_of(kOver, [&](const char* word) { return status == word; });
}

/// They have opened it again themselves, in the event before, and need not be told.
bool is_of_their_doing(const domain::Event& event, const domain::Event* before,
                       const std::string& partner) {
  const auto* reopened = std::get_if<domain::CaseReopened>(&event);
  if (reopened == nullptr || reopened->reason != domain::ReopenReason::partner) return false;
  const auto* answered = before == nullptr ? nullptr : std::get_if<domain::PartnerAnswered>(before);
  return answered != nullptr && answered->partner == partner;
}

class Telling {
 public:
  Telling(Reader& reader, const PartnerRow& partner, const domain::Case& state)
      : reader_(reader), partner_(partner), state_(state) {}

  /// What comes before, in order: how the case stands when something is added to it.
  void pass(const domain::Event& event) {
    if (const auto* outcome = std::get_if<domain::OutcomeRecorded>(&event)) {
      standing_ = status_of(outcome->resolution);
    } else if (std::holds_alternative<domain::CaseReopened>(event)) {
      standing_ = "OPEN";
    } else if (std::holds_alternative<domain::CaseClosed>(event) && standing_ == "OPEN") {
      standing_ = "CLOSED";
    }
  }

  /// Status and words of an event.
  [[nodiscard]] std::pair<std::string, std::string> told(const domain::Event& event) {
    if (const auto* update = std::get_if<domain::UpdateReceived>(&event)) {
      return {standing_, shareable(update->text)};
    }
    if (const auto* outcome = std::get_if<domain::OutcomeRecorded>(&event)) {
      return {status_of(outcome->resolution), shareable(outcome->text)};
    }
    if (std::holds_alternative<domain::CaseReopened>(event)) return {"REOPEN", ""};
    return {"CLOSED", ""};
  }

 private:
  [[nodiscard]] std::string shareable(const domain::PersonalRef& ref) {
    std::string text = ref ? reader_.personal(ref).value_or("") : "";
    const bool shares =
        std::ranges::find(partner_.shares, PartnerShare::description) != partner_.shares.end();
    if (!shares && !may_leave(reader_, state_, ref, text)) text.clear();
    return std::string(base::cut_to(text, kLongestWords));
  }

  Reader& reader_;
  const PartnerRow& partner_;
  const domain::Case& state_;
  std::string standing_ = "OPEN";
};

/// Nothing more is told or taken of a case that somebody's words were taken out of.
bool was_redacted(Reader& reader, domain::CaseId id) {
  return std::ranges::any_of(reader.events(id, 0), [](const domain::EventRecord& record) {
    return std::holds_alternative<domain::Redacted>(record.what);
  });
}

std::string service_code(const PartnerRow& partner, const domain::Case& state) {
  const auto found = std::ranges::find_if(
      partner.services, [&](const PartnerService& one) { return one.service == state.service; });
  return found == partner.services.end() ? "" : found->their_code;
}

}  // namespace

void wake_partners(Transaction& tx, const domain::Case& state,
                   const std::vector<domain::EventRecord>& events) {
  const bool is_news = std::ranges::any_of(
      events, [](const domain::EventRecord& record) { return is_to_be_told(record.what); });
  if (!is_news) return;
  auto rows = tx.partners().of_case(state.id);
  if (rows.empty()) return;
  const auto partners = tx.partners().partners();
  const bool begins_anew =
      std::ranges::any_of(events,
                          [](const domain::EventRecord& record) {
                            return std::holds_alternative<domain::CaseReopened>(record.what);
                          }) &&
      !was_redacted(tx, state.id);
  for (DeliveryRow& row : rows) {
    const auto partner = std::ranges::find(partners, row.partner, &PartnerRow::id);
    if (partner == partners.end()) continue;
    // It had ended on both sides.
    if (begins_anew && row.state == DeliveryState::ended && !row.number.empty()) {
      row.state = DeliveryState::followed;
      row.next_at = base::Instant::max();
    }
    if (row.state != DeliveryState::followed) continue;
    // What had ended is asked for seldom.
    base::Instant next = begins_anew ? tx.now() + partner->poll : row.next_at;
    if (partner->takes_updates) next = tx.now();
    if (next >= row.next_at) continue;
    row.next_at = next;
    tx.partner_writer().save(row);
  }
}

Result<std::optional<PartnerUpdate>> next_update(Transaction& tx, const PartnerRow& partner,
                                                 domain::DeliveryId id) {
  auto row = tx.partners().delivery(id);
  if (!row || row->state != DeliveryState::followed) return std::optional<PartnerUpdate>{};
  const domain::Case state = tx.load_case(row->case_id);
  Telling telling(tx, partner, state);
  const auto events = tx.events(row->case_id, 0);
  const domain::Event* before = nullptr;
  for (const domain::EventRecord& record : events) {
    const bool is_theirs = is_of_their_doing(record.what, before, partner.key);
    before = &record.what;
    if (record.seq <= row->told_seq || is_theirs) {
      telling.pass(record.what);
      continue;
    }
    if (!is_to_be_told(record.what)) continue;
    // That it was closed says no more than how it ended.
    if (std::holds_alternative<domain::CaseClosed>(record.what) && state.outcome) continue;
    const auto [status, text] = telling.told(record.what);
    PartnerUpdate update{record.seq, row->reference + "-" + std::to_string(record.seq), {}};
    const std::string moment =
        base::format_utc(std::chrono::floor<std::chrono::seconds>(record.recorded_at));
    update.fields = {{"service_request_id", row->number},
                     {"update_id", update.id},
                     {"status", status},
                     {"updated_datetime", moment},
                     {"description", text},
                     {"service_code", service_code(partner, state)}};
    // Before it leaves: it may come back although no answer does.
    tx.partner_writer().add_update(id, base::digest_of(update.id));
    return std::optional(std::move(update));
  }
  if (row->told_seq != state.version) {
    row->told_seq = state.version;
    tx.partner_writer().save(*row);
  }
  return std::optional<PartnerUpdate>{};
}

Result<Done> record_update_told(Transaction& tx, domain::DeliveryId id, int seq,
                                const UpdateTold& told) {
  auto row = tx.partners().delivery(id);
  if (!row || row->state != DeliveryState::followed) return Done{};
  if (told.answer == UpdateTold::Answer::try_again) {
    ++row->tries;
    row->last_error = told.detail;
    row->next_at = tx.now() + pause_after(row->tries);
    if (row->tries == 1) {
      tx.partner_writer().add({id, tx.now(), DeliveryAct::try_again, told.detail});
    }
    tx.partner_writer().save(*row);
    return Done{};
  }
  const bool arrived = told.answer == UpdateTold::Answer::arrived;
  row->told_seq = std::max(row->told_seq, seq);
  row->tries = 0;
  row->last_error.clear();
  row->answered_at = tx.now();
  tx.partner_writer().save(*row);
  tx.partner_writer().add({id, tx.now(),
                           arrived ? DeliveryAct::update_sent : DeliveryAct::update_refused,
                           told.detail});
  // It comes back with theirs, and is no news.
  if (!told.their_id.empty()) tx.partner_writer().add_update(id, base::digest_of(told.their_id));
  tx.partner_writer().add_update(id, base::digest_of(row->reference + "-" + std::to_string(seq)));
  return Done{};
}

std::optional<TimeWindow> updates_to_read(Reader& reader, const PartnerRow& partner) {
  if (!partner.tells_updates) return std::nullopt;
  const auto reading = reader.partners().reading(partner.id);
  const base::Instant now = reader.now();
  if (!reading) return TimeWindow{now - kFirstReading, now};
  if (reading->next_at > now) return std::nullopt;
  // After a long silence a day at a time.
  return TimeWindow{reading->read_until - kReadAgain,
                    std::min(now, reading->read_until + kFirstReading)};
}

Result<Done> record_their_update(Transaction& tx, const PartnerRow& partner,
                                 const TheirUpdate& update) {
  auto row = tx.partners().by_number(partner.id, update.number);
  const std::string digest = base::digest_of(update.id);
  if (!row || update.id.empty() || tx.partners().has_update(row->id, digest)) return Done{};
  tx.partner_writer().add_update(row->id, digest);
  const bool is_ours = update.id.starts_with(row->reference + "-");
  const bool had_ended = row->state == DeliveryState::ended;
  if (is_ours || (had_ended && was_redacted(tx, row->case_id))) return Done{};
  const std::string status = plain_status(update.status);
  const bool closed = status.empty() ? row->their_status == "closed" : says_closed(status);
  row->their_status = closed ? "closed" : "open";
  row->answered_at = tx.now();
  if (had_ended && !closed) {
    row->state = DeliveryState::followed;
    row->next_at = tx.now() + partner.poll;
  }
  tx.partner_writer().save(*row);
  tx.partner_writer().add({row->id, tx.now(), DeliveryAct::update_came, row->their_status});
  const std::string words(base::cut_to(update.text, kLongestWords));
  return hear_partner(
      tx, kUpdateWorker, row->case_id,
      {partner.key, closed ? domain::PartnerStatus::closed : domain::PartnerStatus::open, words,
       status == kReopen});
}

Result<Done> record_updates_read(Transaction& tx, const PartnerRow& partner, base::Instant until,
                                 bool failed) {
  auto reading = tx.partners()
                     .reading(partner.id)
                     .value_or(PartnerReading{partner.id, until - kFirstReading, {}, 0});
  if (failed) {
    ++reading.tries;
    reading.next_at = tx.now() + std::max<base::Duration>(pause_after(reading.tries), partner.poll);
  } else {
    reading.tries = 0;
    reading.read_until = until;
    const bool is_behind = until + kFirstPause < tx.now();
    reading.next_at =
        tx.now() + (is_behind ? base::Duration(kFirstPause) : base::Duration(partner.poll));
  }
  tx.partner_writer().save(reading);
  return Done{};
}

}  // namespace kept::desk
