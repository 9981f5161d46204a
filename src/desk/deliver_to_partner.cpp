#include "desk/deliver_to_partner.h"

#include <algorithm>
#include <array>

#include "base/secret.h"
#include "desk/case_work.h"
#include "desk/decide_publicity.h"
#include "desk/hear_partner.h"
#include "desk/public_text.h"
#include "domain/cases/partnering.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Duration;
using base::Result;
using domain::PartnerFailure;

const Principal kWorker{{}, domain::Role::analyst, domain::Origin::outbox};

constexpr std::chrono::minutes kFirstWait{1};
constexpr std::chrono::hours kLongestWait{4};
/// With these waits the last of them is made a day after the first.
constexpr int kMostTries = 14;
/// What is not found may only not be listed yet, so it is looked for once more.
constexpr int kLooks = 2;
constexpr std::chrono::minutes kBetweenLooks{5};
/// What has arrived and is not heard of for so long is a person's to ask about; it is asked for by
/// machine as well, all the while. A batch service may take its time for a number.
constexpr std::chrono::hours kSilence{24};
constexpr std::chrono::hours kTokenPatience{48};

/// What had ended on both sides may begin anew over there. Whose updates are not read is asked for
/// so long, and so often at most; and may be silent for longer.
constexpr std::chrono::days kAskedAfterEnd{30};
constexpr std::chrono::hours kBetweenAskedAfterEnd{24};
constexpr std::chrono::hours kSilenceAfterEnd{72};

/// How the reference of a delivery begins, in this city and in others.
constexpr const char* kReference = "K311-";

constexpr const char* kClosed = "closed";

Duration wait_after(int tries) {
  Duration wait = kFirstWait;
  for (int i = 1; i < tries && wait < kLongestWait; ++i) wait *= 2;
  return std::min<Duration>(wait, kLongestWait);
}

/// Letters only: a long number in a text is taken for somebody's.
std::string reference_of(Transaction& tx, domain::DeliveryId id) {
  constexpr std::size_t kLetters = 12;
  const std::string digest =
      base::digest_of(tx.jurisdiction().name + ":" + std::to_string(id.value) + ":" +
                      std::to_string(tx.now().time_since_epoch().count()));
  std::string reference = kReference;
  for (const char digit : digest.substr(0, kLetters)) {
    reference += static_cast<char>(digit <= '9' ? 'A' + (digit - '0') : 'K' + (digit - 'a'));
  }
  return reference;
}

std::optional<PartnerRow> partner_of(Reader& reader, domain::PartnerId id) {
  for (PartnerRow& row : reader.partners().partners()) {
    if (row.id == id) return std::move(row);
  }
  return std::nullopt;
}

bool is_closed(Reader& reader, domain::CaseId id) {
  return reader.load_case(id).state == domain::CaseState::closed;
}

/// One step of one delivery: the row, its log and its case.
class Step {
 public:
  Step(Transaction& tx, DeliveryRow row) : tx_(tx), row_(std::move(row)) {}

  /// Nothing when the delivery is in none of these states any more.
  template <std::size_t count>
  static std::optional<Step> of(Transaction& tx, domain::DeliveryId id,
                                const std::array<DeliveryState, count>& states) {
    auto row = tx.partners().delivery(id);
    if (!row || std::ranges::find(states, row->state) == states.end()) return std::nullopt;
    return Step(tx, *std::move(row));
  }

  [[nodiscard]] DeliveryRow& row() { return row_; }
  [[nodiscard]] std::string partner() {
    const auto partner = partner_of(tx_, row_.partner);
    return partner ? partner->key : "";
  }
  [[nodiscard]] bool takes_updates() {
    const auto partner = partner_of(tx_, row_.partner);
    return partner && partner->takes_updates;
  }
  [[nodiscard]] bool tells_updates() {
    const auto partner = partner_of(tx_, row_.partner);
    return partner && partner->tells_updates;
  }
  [[nodiscard]] Duration poll() {
    const auto partner = partner_of(tx_, row_.partner);
    return partner ? Duration(partner->poll) : Duration(kLongestWait);
  }

  void log(DeliveryAct act, const std::string& detail = {}) {
    tx_.partner_writer().add({row_.id, tx_.now(), act, detail});
  }

  void went_well() {
    row_.tries = 0;
    row_.last_error.clear();
    row_.answered_at = tx_.now();
  }

  /// Tried in vain; whether it may be tried again.
  bool try_again(const std::string& detail) {
    ++row_.tries;
    row_.last_error = detail;
    row_.next_at = tx_.now() + wait_after(row_.tries);
    return row_.tries < kMostTries;
  }

  /// It is there.
  Result<Done> arrived(const std::string& number, const std::string& token) {
    went_well();
    row_.looks = 0;
    row_.number = number;
    row_.token = token;
    row_.next_at = tx_.now() + poll();
    row_.state = DeliveryState::followed;
    if (number.empty()) {
      row_.state = token.empty() ? DeliveryState::ended : DeliveryState::waiting;
      row_.next_at = tx_.now() + std::min<Duration>(kFirstWait, poll());
    }
    tx_.partner_writer().save(row_);
    if (row_.state == DeliveryState::waiting) return Done{};
    return on_case(
        [&](domain::Decision& decision) { domain::sent_to_partner(decision, partner(), number); });
  }

  /// A person has to do something.
  Result<Done> stop(DeliveryState state, PartnerFailure why, const std::string& words) {
    row_.state = state;
    tx_.partner_writer().save(row_);
    return on_case([&](domain::Decision& decision) {
      domain::partner_not_reached(decision, partner(), why, tx_.keep_personal(words));
    });
  }

  Result<Done> save() {
    tx_.partner_writer().save(row_);
    return Done{};
  }

  /// Saves, and tells a person when nothing was heard since then for so long: once.
  Result<Done> save_and_tell_of_silence(base::Instant since, Duration patience) {
    if (tx_.now() - since < patience || was_told(DeliveryAct::silent, since)) return save();
    log(DeliveryAct::silent, row_.last_error);
    if (is_closed(tx_, row_.case_id)) {
      row_.state = DeliveryState::ended;
      return save();
    }
    return stop(row_.state, PartnerFailure::silent, row_.last_error);
  }

  /// Nothing can be done until the key is there. That is no fault of theirs, and no try.
  Result<Done> wait_for_key(const std::string& detail) {
    const bool is_told = row_.last_error == detail;
    row_.last_error = detail;
    row_.next_at = tx_.now() + kBetweenLooks;
    if (is_told) return save();
    log(DeliveryAct::no_key, detail);
    return stop(row_.state, PartnerFailure::no_key, detail);
  }

  /// Nothing would tell them where it is unless somebody looks at the words of its place and
  /// releases them. Held back here it stays in sight; sent so, it would be forgotten there.
  Result<Done> wait_for_look() {
    const std::string why = "the words of its place are held back";
    const bool is_told = row_.last_error == why;
    row_.last_error = why;
    row_.next_at = tx_.now() + kBetweenLooks;
    const domain::Case state = tx_.load_case(row_.case_id);
    // Of what is shown to nobody else nobody is asked.
    const bool nobody_will_look =
        !may_be_shown(tx_, state) || decided_by_person(tx_, state.id, state.place).has_value();
    if (nobody_will_look || tx_.now() - row_.created_at >= kSilence) {
      log(DeliveryAct::gave_up, why);
      return stop(DeliveryState::gave_up, PartnerFailure::gave_up, why);
    }
    if (!is_told) log(DeliveryAct::try_again, why);
    return save();
  }

  /// Since when it has ended on both sides.
  [[nodiscard]] base::Instant over_since(const domain::Case& state) {
    base::Instant since = state.closed_at.value_or(tx_.now());
    for (const DeliveryStep& step : tx_.partners().steps(row_.case_id)) {
      const bool ended =
          step.delivery == row_.id && step.act == DeliveryAct::answered && step.detail == kClosed;
      if (ended) since = std::max(since, step.at);
    }
    return since;
  }

  /// When they were last heard of.
  [[nodiscard]] base::Instant heard_at() const {
    return row_.answered_at.value_or(row_.sent_at.value_or(row_.created_at));
  }

  template <typename Decide>
  Result<Done> on_case(const Decide& decide) {
    return act_on_case(tx_, kWorker, row_.case_id, decide);
  }

 private:
  bool was_told(DeliveryAct act, base::Instant since) {
    return std::ranges::any_of(tx_.partners().steps(row_.case_id), [&](const DeliveryStep& step) {
      return step.delivery == row_.id && step.act == act && step.at >= since;
    });
  }

  Transaction& tx_;
  DeliveryRow row_;
};

/// Why it is not to be sent; empty: it is.
std::string no_need(Transaction& tx, const PartnerRow& partner, const DeliveryRow& row) {
  const domain::Case state = tx.load_case(row.case_id);
  if (state.state != domain::CaseState::open) return "the case is not open any more";
  const auto received = tx.received(row.case_id);
  if (!received) return "";
  // They might show it to all; whoever owns the case here finds another way.
  if (received->non_public) return "whoever sent it does not want it shown to all";
  // Two cities that send each other what they receive would never end.
  const bool was_sent_on =
      tx.personal(state.summary).value_or("").find(kReference) != std::string::npos;
  if (was_sent_on) return "a city sent it on already";
  if (partner.their_key.empty()) return "";
  for (const ApiKeyRow& key : tx.api_keys()) {
    if (key.id == received->api_key && key.name == partner.their_key) return "it came from them";
  }
  return "";
}

}  // namespace

void queue_for_partners(Transaction& tx, const domain::Case& state) {
  if (state.kind != domain::CaseKind::service_request || !state.service) return;
  for (const PartnerRow& partner : tx.partners().partners()) {
    const bool does_it = std::ranges::any_of(
        partner.services, [&](const PartnerService& one) { return one.service == state.service; });
    if (!partner.active || !does_it) continue;
    DeliveryRow row;
    row.id = domain::DeliveryId{tx.next_id()};
    row.partner = partner.id;
    row.case_id = state.id;
    row.reference = reference_of(tx, row.id);
    row.created_at = tx.now();
    row.next_at = row.created_at;
    tx.partner_writer().save(row);
    tx.partner_writer().add({row.id, row.created_at, DeliveryAct::queued, {}});
  }
}

Result<std::optional<PartnerFields>> begin_sending(Transaction& tx, domain::DeliveryId id) {
  auto step = Step::of(tx, id, std::array{DeliveryState::queued});
  if (!step) return std::optional<PartnerFields>{};
  DeliveryRow& row = step->row();
  const auto partner = partner_of(tx, row.partner);
  const std::string why =
      partner ? no_need(tx, *partner, row) : std::string("there is no such partner any more");
  if (!why.empty()) {
    row.state = DeliveryState::withdrawn;
    step->log(DeliveryAct::withdrawn, why);
    if (const auto saved = step->save(); !saved.ok()) return saved.error();
    return std::optional<PartnerFields>{};
  }
  if (lacks_place(tx, *partner, row)) {
    if (const auto held = step->wait_for_look(); !held.ok()) return held.error();
    return std::optional<PartnerFields>{};
  }
  row.state = DeliveryState::sending;
  ++row.attempts;
  if (!row.sent_at) row.sent_at = tx.now();
  // What has happened so far stands in what is sent.
  row.told_seq = tx.load_case(row.case_id).version;
  step->log(DeliveryAct::sending);
  if (const auto saved = step->save(); !saved.ok()) return saved.error();
  return std::optional(write_partner_request(tx, *partner, row));
}

Result<Done> record_sent(Transaction& tx, domain::DeliveryId id, const Sent& sent) {
  auto step = Step::of(tx, id, std::array{DeliveryState::sending});
  if (!step) return Done{};
  DeliveryRow& row = step->row();
  switch (sent.answer) {
    case Sent::Answer::arrived:
      step->log(DeliveryAct::arrived, sent.detail);
      return step->arrived(sent.number, sent.token);
    case Sent::Answer::refused:
      row.last_error = sent.detail;
      step->log(DeliveryAct::refused, sent.detail);
      return step->stop(DeliveryState::refused, PartnerFailure::refused, sent.words);
    case Sent::Answer::try_again:
      if (!step->try_again(sent.detail)) {
        step->log(DeliveryAct::gave_up, sent.detail);
        return step->stop(DeliveryState::gave_up, PartnerFailure::gave_up, sent.detail);
      }
      row.state = DeliveryState::queued;
      step->log(DeliveryAct::try_again, sent.detail);
      return step->save();
    case Sent::Answer::unknown:
      break;
  }
  (void)step->try_again(sent.detail);
  row.state = DeliveryState::unknown;
  row.looks = 0;
  row.next_at = tx.now() + kFirstWait;
  step->log(DeliveryAct::may_have_arrived, sent.detail);
  return step->save();
}

Result<Done> record_looked(Transaction& tx, domain::DeliveryId id, const Looked& looked) {
  auto step = Step::of(tx, id, std::array{DeliveryState::sending, DeliveryState::unknown});
  if (!step) return Done{};
  DeliveryRow& row = step->row();
  if (looked.answer == Looked::Answer::found) {
    step->log(DeliveryAct::found, looked.detail);
    return step->arrived(looked.number, "");
  }
  row.state = DeliveryState::unknown;
  if (looked.answer == Looked::Answer::not_found) {
    step->log(DeliveryAct::not_found, looked.detail);
    row.next_at = tx.now() + kBetweenLooks;
    if (++row.looks < kLooks) return step->save();
    if (row.tries >= kMostTries) {
      step->log(DeliveryAct::gave_up, row.last_error);
      return step->stop(DeliveryState::gave_up, PartnerFailure::gave_up, row.last_error);
    }
    row.state = DeliveryState::queued;
    row.next_at = tx.now() + wait_after(row.tries);
    return step->save();
  }
  const bool may_look_again =
      looked.answer == Looked::Answer::failed && step->try_again(looked.detail);
  row.last_error = looked.detail;
  step->log(may_look_again ? DeliveryAct::try_again : DeliveryAct::unclear, looked.detail);
  if (may_look_again) return step->save();
  return step->stop(DeliveryState::unclear, PartnerFailure::unclear, looked.detail);
}

Result<Done> record_token(Transaction& tx, domain::DeliveryId id, const TokenAnswer& answer) {
  auto step = Step::of(tx, id, std::array{DeliveryState::waiting});
  if (!step) return Done{};
  DeliveryRow& row = step->row();
  if (answer.failed) {
    (void)step->try_again(answer.detail);
    if (row.tries == 1) step->log(DeliveryAct::try_again, answer.detail);
    return step->save_and_tell_of_silence(step->heard_at(), kSilence);
  }
  if (answer.number.empty()) {
    step->went_well();
    row.next_at = tx.now() + std::min(wait_after(++row.looks), step->poll());
    return step->save_and_tell_of_silence(row.sent_at.value_or(row.created_at), kTokenPatience);
  }
  step->log(DeliveryAct::number_came);
  return step->arrived(answer.number, row.token);
}

Result<Done> record_status(Transaction& tx, domain::DeliveryId id, const StatusAnswer& answer) {
  auto step = Step::of(tx, id, std::array{DeliveryState::followed});
  if (!step) return Done{};
  DeliveryRow& row = step->row();
  if (answer.failed) {
    (void)step->try_again(answer.detail);
    row.next_at = std::max(row.next_at, tx.now() + step->poll());
    if (row.tries == 1) step->log(DeliveryAct::try_again, answer.detail);
    const bool is_over = row.their_status == kClosed && is_closed(tx, row.case_id);
    return step->save_and_tell_of_silence(step->heard_at(), is_over ? kSilenceAfterEnd : kSilence);
  }
  // What could not be told them is tried again with the next question; it stays in sight.
  const std::string untold = step->takes_updates() ? row.last_error : "";
  const int tries = row.tries;
  step->went_well();
  row.next_at = tx.now() + step->poll();
  const domain::Case state = tx.load_case(row.case_id);
  const bool has_news = step->takes_updates() && row.told_seq < state.version;
  if (!untold.empty() && has_news) {
    row.last_error = untold;
    row.tries = tries;
  } else if (has_news) {
    row.next_at = tx.now() + std::min<Duration>(kFirstWait, step->poll());  // it came meanwhile
  }
  const std::string status = answer.closed ? kClosed : "open";
  const std::string seen = base::digest_of(status + "\n" + answer.notes);
  bool is_news = row.seen.empty() ? answer.closed || !answer.notes.empty() : row.seen != seen;
  row.seen = seen;
  // Where updates are read, too, words and reopenings come with them; a list that is slower than
  // they are says nothing new.
  const bool reads_updates = step->tells_updates();
  if (reads_updates) is_news = answer.closed && row.their_status != status;
  const bool opens_again = !reads_updates && !answer.closed && row.their_status == kClosed;
  if (!reads_updates || answer.closed || row.their_status.empty()) row.their_status = status;
  // What ends over there may be taken up again over there, as long as ours goes on.
  const bool is_over = answer.closed && state.state == domain::CaseState::closed && !has_news;
  if (is_news) step->log(DeliveryAct::answered, status);
  if (is_over) {
    const bool was_asked_enough =
        reads_updates || tx.now() - step->over_since(state) >= kAskedAfterEnd;
    if (was_asked_enough) row.state = DeliveryState::ended;
    row.next_at = tx.now() + std::max<Duration>(step->poll(), kBetweenAskedAfterEnd);
  }
  if (auto saved = step->save(); !saved.ok() || !is_news) return saved;
  return hear_partner(
      tx, kWorker, row.case_id,
      {step->partner(), answer.closed ? domain::PartnerStatus::closed : domain::PartnerStatus::open,
       answer.notes, opens_again});
}

Result<Done> record_no_key(Transaction& tx, domain::DeliveryId id, const std::string& detail) {
  auto step =
      Step::of(tx, id,
               std::array{DeliveryState::queued, DeliveryState::sending, DeliveryState::unknown,
                          DeliveryState::waiting, DeliveryState::followed});
  return step ? step->wait_for_key(detail) : Done{};
}

void stop_following(Transaction& tx, domain::CaseId id) {
  for (DeliveryRow& row : tx.partners().of_case(id)) {
    if (row.state != DeliveryState::followed && row.state != DeliveryState::waiting) continue;
    row.state = DeliveryState::ended;
    tx.partner_writer().save(row);
    tx.partner_writer().add({row.id, tx.now(), DeliveryAct::withdrawn, "the case was redacted"});
  }
}

Result<Done> retry_delivery(Transaction& tx, domain::DeliveryId id, const Retry& retry) {
  auto step =
      Step::of(tx, id,
               std::array{DeliveryState::queued, DeliveryState::unknown, DeliveryState::unclear,
                          DeliveryState::refused, DeliveryState::gave_up});
  if (!step) {
    return base::conflict("delivery.nothing_to_retry",
                          "This has arrived, is being sent, or is not needed any more.");
  }
  DeliveryRow& row = step->row();
  if (!retry.number.empty()) {
    step->log(DeliveryAct::retried, "a person found it");
    return step->arrived(retry.number, "");
  }
  const bool may_be_there =
      row.state == DeliveryState::unclear || row.state == DeliveryState::unknown;
  row.state =
      may_be_there && !retry.even_if_arrived ? DeliveryState::unknown : DeliveryState::queued;
  row.next_at = std::min(row.next_at, tx.now());
  row.tries = 0;
  row.looks = 0;
  step->log(DeliveryAct::retried);
  return step->save();
}

}  // namespace kept::desk
