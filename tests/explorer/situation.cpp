#include "situation.h"

#include <algorithm>
#include <vector>

namespace kept::explorer {
namespace {

using namespace domain;

class Hash {
 public:
  explicit Hash(const Situation& situation) : situation_(situation) { renamed_.reserve(32); }

  std::uint64_t take() {
    add(situation_.now);
    add(situation_.checked);
    for (const auto& away : situation_.presence.away) add_all(away);
    add(static_cast<std::int64_t>(situation_.presence.disabled.to_ulong()));
    add(*situation_.state);
    if (situation_.talk) add(*situation_.talk);
    return hash_;
  }

 private:
  void add(std::int64_t value) {
    hash_ ^=
        static_cast<std::uint64_t>(value) + 0x9e3779b97f4a7c15U + (hash_ << 6U) + (hash_ >> 2U);
    hash_ *= 0xff51afd7ed558ccdU;
    hash_ ^= hash_ >> 32U;
  }
  void add(bool value) { add(static_cast<std::int64_t>(value)); }
  void add(base::Instant at) { add(at.time_since_epoch().count()); }
  template <typename Enum>
    requires std::is_enum_v<Enum>
  void add(Enum value) {
    add(static_cast<std::int64_t>(value));
  }
  template <typename Tag>
  void add(base::Id<Tag> id) {
    add(id.value);
  }
  void add(DutyId id) {
    const auto known = std::find(renamed_.begin(), renamed_.end(), id);
    add(static_cast<std::int64_t>(known - renamed_.begin()));
    if (known == renamed_.end()) renamed_.push_back(id);
  }
  void add(const Absence& away) {
    add(away.from);
    add(away.until);
  }
  template <typename T>
  void add_all(const std::optional<T>& value) {
    add(value.has_value());
    if (value) add(*value);
  }
  void add_all(const std::vector<Attempt>& attempts) {
    for (const Attempt& attempt : attempts) {
      add(std::int64_t{attempt.local_day});
      add(std::int64_t{attempt.span});
    }
  }
  template <typename Duty>
  void add_duty(DutyKind kind, const Duty& duty) {
    add(kind);
    add(duty.id);
    add(duty.owner);
    add_all(duty.covering_for);
  }
  template <typename Duty>
  void add_reminders(const Duty& duty) {
    const auto sent = static_cast<std::size_t>(duty.reminders_sent);
    for (std::size_t i = sent; i < duty.reminders.size(); ++i) add(duty.reminders[i]);
  }
  template <typename Duty>
  void add_dated(DutyKind kind, const Duty& duty) {
    add_duty(kind, duty);
    add(duty.due);
    add(duty.escalated);
  }

  void add(const Promise& promise) {
    add_duty(DutyKind::promise, promise);
    add(promise.state);
    add(promise.beneficiary);
    add(promise.action);
    add(promise.due.instant);
    add(promise.made_at);
    add(promise.mended);
    add(std::int64_t{promise.moves});
    add_all(promise.evidence);
    add_all(promise.claimed_contact_at);
    add(promise.dialled.has_value());
    add(is_current(promise.dialled));
    add(is_current(promise.contacted_in));
    add(situation_.talk && promise.made_in == situation_.talk->with.id);
    add(promise.contact_at);
    add_reminders(promise);
  }
  void add(const Ask& ask) {
    if (ask.state != AskState::asked) return;
    add_dated(DutyKind::ask, ask);
    add(ask.department);
    add_reminders(ask);
  }
  void add(const AttemptSeries& series) {
    const bool may_be_withdrawn = is_current(series.met_in);
    if (series.met && !may_be_withdrawn) return;
    add(may_be_withdrawn);
    add_dated(DutyKind::contact_attempts, series);
    add(series.contact);
    add(series.met);
    add(series.exhausted);
    add_all(series.attempts);
  }
  void add(const FollowUp& follow_up) {
    if (follow_up.done || follow_up.exhausted) return;
    add_dated(DutyKind::follow_up, follow_up);
    add(follow_up.contact);
    add(follow_up.by_message);
    add(follow_up.message_queued);
    add(follow_up.message_sent);
    add_all(follow_up.attempts);
  }
  void add(const Message& message) {
    if (message.state != MessageState::queued && message.state != MessageState::accepted) return;
    add(message.state);
    add(message.purpose);
    add(message.contact);
    add(message.duty);
    add(message.accepted_at);
  }
  void add(const Case& state) {
    add(state.state);
    add(state.follow_up_policy);
    add_all(state.department);
    add(std::int64_t{state.returns});
    add_all(state.joined_to);
    if (state.target) add_dated(DutyKind::target, *state.target);
    for (const Promise& promise : state.promises) add(promise);
    for (const Ask& ask : state.asks) add(ask);
    for (const Apology& apology : state.apologies) {
      if (apology.given && !is_current(apology.given_in)) continue;
      add(apology.given);
      add_dated(DutyKind::apology, apology);
      add(apology.contact);
      if (apology.promise) add(apology.promise);
    }
    for (const AttemptSeries& series : state.series) add(series);
    for (const FollowUp& follow_up : state.follow_ups) add(follow_up);
    for (const PendingDecision& decision : state.decisions) {
      if (decision.made) continue;
      add_dated(DutyKind::decision, decision);
      add(decision.subject);
      if (decision.promise) add(*decision.promise);
    }
    add(state.outcome.has_value());
    if (state.outcome) add(state.outcome->resolution);
    for (const Told& told : state.told) {
      add(told.contact);
      add(told.how);
    }
    for (const Message& message : state.messages) add(message);
  }
  void add(const Talk& talk) {
    add(talk.with.contact);
    add(talk.with.staff);
    add(talk.with.inbound);
    add_all(talk.with.answered_at);
    add_all(talk.result);
    if (!talk.purpose) return;
    add(talk.purpose->kind);
    add(talk.purpose->id);
  }
  [[nodiscard]] bool is_current(std::optional<InteractionId> interaction) const {
    return interaction && situation_.talk && *interaction == situation_.talk->with.id;
  }

  const Situation& situation_;
  std::uint64_t hash_ = 0x243f6a8885a308d3U;
  std::vector<DutyId> renamed_;  ///< in order of appearance; few, so that looking through is quick
};

}  // namespace

std::uint64_t canonical_hash(const Situation& situation) { return Hash(situation).take(); }

}  // namespace kept::explorer
