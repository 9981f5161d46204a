#include <algorithm>
#include <optional>

#include "desk/telephone/recording.h"
#include "desk/word_names.h"
#include "domain/cases/event_names.h"
#include "http/api/view.h"

namespace kept::http {
namespace {

/// Who owned each promise, as the events go by: what happens to a promise names only the promise.
class Owners {
 public:
  void take(const domain::Event& event) {
    if (const auto* made = std::get_if<domain::PromiseMade>(&event)) own(made->promise);
    if (const auto* joined = std::get_if<domain::JoinedBy>(&event)) {
      for (const domain::Promise& promise : joined->promises) own(promise);
    }
    const auto* moved = std::get_if<domain::DutyMoved>(&event);
    if (moved != nullptr && moved->kind == domain::DutyKind::promise)
      owners_[moved->id] = moved->to;
  }
  [[nodiscard]] std::optional<domain::StaffId> of(domain::DutyId promise) const {
    const auto found = owners_.find(promise);
    if (found == owners_.end()) return std::nullopt;
    return found->second;
  }

 private:
  void own(const domain::Promise& promise) { owners_[promise.id] = promise.owner; }
  std::map<domain::DutyId, domain::StaffId> owners_;
};

/// What one event says beyond its kind: small facts by name, and the words that were kept apart.
class Facts {
 public:
  Facts(View& view, const Owners& owners, const std::map<std::int64_t, std::string>& texts,
        bool sees_residents)
      : view_(view), owners_(owners), texts_(texts), sees_residents_(sees_residents) {}

  void operator()(const domain::CaseOpened& event) {
    word("case_kind", event.kind);
    text(event.summary);
  }
  void operator()(const domain::TargetSet& event) {
    who("owner", event.owner);
    at("due", event.due);
  }
  void operator()(const domain::AskMade& event) {
    number("department", event.department.value);
    who("owner", event.owner);
    if (event.covering_for) who("covering_for", *event.covering_for);
    at("due", event.due);
    text(event.text);
  }
  void operator()(const domain::AskAnswered& event) {
    who("said_by", event.answered_by);
    text(event.text);
  }
  void operator()(const domain::AskReturned& event) {
    said_by(event.said_by);
    text(event.reason);
  }
  void operator()(const domain::AskExtended& event) {
    said_by(event.said_by);
    at("due", event.due);
  }
  void operator()(const domain::PromiseMade& event) {
    number("promise", event.promise.id.value);
    who("owner", event.promise.owner);
    who("said_by", event.promise.said_by);
    values["due_local"] = event.promise.due.wall;
    at("due", event.promise.due.instant);
    number("moves", event.promise.moves);
    text(event.promise.words);
  }
  void operator()(const domain::PromiseKept& event) {
    of_promise(event.id);
    word("evidence", event.evidence);
    at("contact_at", event.contact_at);
    said_by(event.said_by);
    text(event.note);
  }
  void operator()(const domain::PromiseWordGiven& event) {
    of_promise(event.id);
    at("contact_at", event.contact_at);
    said_by(event.said_by);
    text(event.note);
  }
  void operator()(const domain::PromiseMended& event) {
    of_promise(event.id);
    at("contact_at", event.contact_at);
  }
  void operator()(const domain::PromiseBroken& event) {
    of_promise(event.id);
    word("reason", event.reason);
  }
  void operator()(const domain::PromiseUnreached& event) { of_promise(event.id); }
  void operator()(const domain::PromiseDisputed& event) { of_promise(event.id); }
  void operator()(const domain::PromiseReleased& event) {
    of_promise(event.id);
    text(event.note);
  }
  void operator()(const domain::PromiseRetimed& event) {
    of_promise(event.id);
    values["due_local"] = event.due.wall;
    at("due", event.due.instant);
  }
  void operator()(const domain::MoreTimeWanted& event) {
    of_promise(event.id);
    said_by(event.said_by);
    at("until", event.until);
  }
  void operator()(const domain::PromiseDeclined& event) {
    of_promise(event.id);
    said_by(event.said_by);
    text(event.reason);
  }
  void operator()(const domain::ReminderSent& event) {
    word("duty", event.kind);
    number("number", event.number);
  }
  void operator()(const domain::DutyOverdue& event) { word("duty", event.kind); }
  void operator()(const domain::DutyMoved& event) {
    word("duty", event.kind);
    who("to", event.to);
    if (event.covering_for) who("covering_for", *event.covering_for);
    word("reason", event.reason);
  }
  void operator()(const domain::TeamGiven& event) { number("team", event.team.value); }
  void operator()(const domain::DutyRetimed& event) {
    word("duty", event.kind);
    at("due", event.due);
  }
  void operator()(const domain::ApologyOwed& event) {
    who("owner", event.owner);
    at("due", event.due);
  }
  void operator()(const domain::AttemptsOwed& event) {
    who("owner", event.owner);
    at("due", event.due);
  }
  void operator()(const domain::AttemptMade& event) {
    word("duty", event.kind);
    word("result", event.result);
    at("next_due", event.next_due);
  }
  void operator()(const domain::OutcomeRecorded& event) {
    word("resolution", event.resolution);
    std::string qualifiers;
    for (const auto qualifier : event.qualifiers) {
      qualifiers += (qualifiers.empty() ? "" : " ") + desk::name_of(qualifier);
    }
    values["qualifiers"] = qualifiers;
    text(event.text);
  }
  void operator()(const domain::ResidentTold& event) { word("how", event.how); }
  void operator()(const domain::FollowUpOwed& event) {
    who("owner", event.owner);
    if (event.covering_for) who("covering_for", *event.covering_for);
    at("due", event.due);
  }
  void operator()(const domain::MessageQueued& event) { word("purpose", event.purpose); }
  void operator()(const domain::MessageFailed& event) { word("why", event.why); }
  void operator()(const domain::FollowUpMessageSent& event) {
    at("silence_until", event.silence_until);
  }
  void operator()(const domain::ContactDue& event) {
    word("duty", event.kind);
    who("owner", event.owner);
    at("due", event.due);
  }
  void operator()(const domain::FollowUpDone& event) {
    flag("heard", event.heard);
    if (event.satisfied_with_call) flag("satisfied_with_call", *event.satisfied_with_call);
    if (event.satisfied_with_outcome) {
      flag("satisfied_with_outcome", *event.satisfied_with_outcome);
    }
    text(event.note);
  }
  void operator()(const domain::DecisionOwed& event) {
    word("subject", event.subject);
    who("owner", event.owner);
  }
  void operator()(const domain::DecisionMade& event) { text(event.reason); }
  void operator()(const domain::CaseClosed& event) { word("reason", event.reason); }
  void operator()(const domain::CaseReopened& event) {
    word("reason", event.reason);
    text(event.note);
  }
  void operator()(const domain::NotHeard& event) { text(event.note); }
  void operator()(const domain::PublicityDecided& event) {
    flag("shown", event.is_public);
    if (event.by_check) flag("by_check", true);
    if (event.is_of_whole()) flag("whole_request", true);
  }
  void operator()(const domain::UpdateReceived& event) {
    word("claimed_status", event.status);
    const auto from = texts_.find(event.from.id);
    if (sees_residents_ && from != texts_.end()) values["from"] = from->second;
    text(event.text);
  }
  void operator()(const domain::SentToPartner& event) {
    partner(event.partner);
    values["their_number"] = event.number;
  }
  void operator()(const domain::PartnerAnswered& event) {
    partner(event.partner);
    word("their_status", event.status);
    text(event.text);
  }
  void operator()(const domain::PartnerNotReached& event) {
    partner(event.partner);
    word("partner_failure", event.why);
    text(event.text);
  }
  void operator()(const domain::JoinedTo& event) { number("number", event.survivor_number); }
  void operator()(const auto&) {}

  json::object values;
  json::value words = nullptr;

 private:
  template <typename Word>
  void word(const char* name, Word value) {
    values[name] = desk::name_of(value);
  }
  void partner(const std::string& key) { values["partner"] = view_.partner_name(key); }
  void of_promise(domain::DutyId id) {
    number("promise", id.value);
    if (const auto owner = owners_.of(id)) who("owner", *owner);
  }
  void who(const char* name, domain::StaffId id) { values[name] = view_.staff_name(id); }
  void said_by(const std::optional<domain::StaffId>& id) {
    if (id) who("said_by", *id);
  }
  void at(const char* name, base::Instant when) { values[name] = instant(when); }
  void number(const char* name, std::int64_t value) { values[name] = std::to_string(value); }
  void flag(const char* name, bool value) { values[name] = value ? "yes" : "no"; }
  void text(const domain::PersonalRef& ref) {
    const auto found = texts_.find(ref.id);
    if (found != texts_.end()) words = found->second;
  }

  View& view_;
  const Owners& owners_;
  const std::map<std::int64_t, std::string>& texts_;
  bool sees_residents_;
};

}  // namespace

json::array View::timeline(const desk::CaseFile& file, bool sees_residents) {
  json::array entries;
  Owners owners;
  for (const domain::EventRecord& record : file.events) {
    owners.take(record.what);
    Facts facts(*this, owners, file.texts, sees_residents);
    std::visit(facts, record.what);
    entries.push_back(json::object{
        {"seq", record.seq},
        {"kind", domain::name_of(record.what)},
        {"occurred_at", instant(record.occurred_at)},
        {"recorded_at", instant(record.recorded_at)},
        {"who", record.who ? json::value(staff_ref(record.who)) : json::value(nullptr)},
        {"values", std::move(facts.values)},
        {"text", std::move(facts.words)}});
  }
  return entries;
}

json::array View::conversations(const desk::CaseFile& file, bool sees_residents) {
  json::array talks;
  const auto calls = reader_.telephone().calls_about(file.state.id);
  const auto parties = reader_.telephone().parties().parties_about(file.state.id);
  const bool hears = desk::require(who_, desk::Action::hear_calls).ok();
  for (const desk::CaseConversation& one : file.conversations) {
    const desk::InteractionRow& talk = one.talk;
    const bool reads = desk::sees_notes(reader_, who_, one, sees_residents);
    json::object shown{{"id", talk.id.value},
                       {"direction", talk.inbound ? "inbound" : "outbound"},
                       {"channel", desk::name_of(talk.channel)},
                       {"started_at", instant(talk.started_at)},
                       {"answered_at", instant(talk.answered_at)},
                       {"ended_at", instant(talk.ended_at)},
                       {"result", nullptr},
                       {"wrap_up", or_null(talk.wrap_up)},
                       {"notes", reads ? or_null(talk.notes) : json::value(nullptr)},
                       {"staff", staff_ref(talk.staff)},
                       {"call", nullptr},
                       {"parties", json::array()},
                       {"recorded", false},
                       {"can_hear", false}};
    const auto call = std::ranges::find(calls, talk.id, &desk::TalkCall::talk);
    if (call != calls.end()) {
      shown["call"] = call->call.value;
      // To be kept from hearing just this one would tell whom a complaint in it is about.
      const bool is_kept_from =
          hears && call->has_recording && !desk::may_hear(reader_, who_, call->complaints);
      const bool recorded = call->has_recording && !is_kept_from;
      shown["recorded"] = recorded;
      shown["can_hear"] = recorded && hears;
    }
    for (const desk::CallPartyRow& row : parties) {
      if (row.talk == talk.id) shown["parties"].as_array().push_back(party(row, false));
    }
    if (talk.result) shown["result"] = desk::name_of(*talk.result);
    talks.push_back(std::move(shown));
  }
  return talks;
}

}  // namespace kept::http
