#include <algorithm>
#include <set>

#include "base/phone_number.h"
#include "desk/sees_case.h"
#include "desk/telephone/consult_colleague.h"
#include "desk/telephone/emergency.h"
#include "desk/telephone/on_duty.h"
#include "desk/telephone/recording.h"
#include "desk/word_names.h"
#include "domain/cases/case_number.h"
#include "http/api/telephone_view.h"

namespace kept::http {
namespace {

json::value seconds(const std::optional<std::chrono::seconds>& span) {
  json::value shown;
  if (span) shown = span->count();
  return shown;
}

double seconds(std::int64_t milliseconds) { return static_cast<double>(milliseconds) / 1000.0; }

json::value mean(std::int64_t milliseconds, std::int64_t count) {
  json::value shown;
  if (count > 0) shown = seconds(milliseconds) / static_cast<double>(count);
  return shown;
}

/// Short abandons had dialled by mistake: the telephone's figures leave nobody else out.
json::object figures(const desk::CallFigures& of) {
  return {{"offered", of.offered},
          {"answered", of.answered},
          {"abandoned", of.abandoned},
          {"short_abandoned", of.short_abandoned},
          {"called_back", of.called_back},
          {"within_level", of.within_level},
          {"speed_of_answer_seconds", mean(of.wait_ms, of.answered)},
          {"longest_wait_seconds", seconds(of.longest_wait_ms)},
          {"handled", of.handled},
          {"talk_seconds", mean(of.talk_ms, of.handled)},
          {"hold_seconds", mean(of.hold_ms, of.handled)},
          {"wrap_up_seconds", mean(of.wrap_up_ms, of.wrapped_up)}};
}

void add(const desk::CallFigures& one, desk::CallFigures& all) {
  all.offered += one.offered;
  all.answered += one.answered;
  all.abandoned += one.abandoned;
  all.short_abandoned += one.short_abandoned;
  all.called_back += one.called_back;
  all.within_level += one.within_level;
  all.wait_ms += one.wait_ms;
  all.longest_wait_ms = std::max(all.longest_wait_ms, one.longest_wait_ms);
  all.handled += one.handled;
  all.talk_ms += one.talk_ms;
  all.hold_ms += one.hold_ms;
  all.wrapped_up += one.wrapped_up;
  all.wrap_up_ms += one.wrap_up_ms;
}

desk::CallFigures together(const std::map<std::string, desk::CallFigures>& by_queue) {
  desk::CallFigures all;
  for (const auto& [queue, one] : by_queue) add(one, all);
  return all;
}

json::object queue_ref(const desk::QueueRow& queue) {
  return {{"key", queue.key}, {"name", localised(queue.name)}};
}

base::Instant start_of_today(desk::Reader& reader) {
  return reader.zone().day_start(reader.zone().day_of(reader.now()));
}

}  // namespace

TelephoneView::TelephoneView(View& view, const desk::TelephoneRow& set_up)
    : view_(view), reader_(view.reader()), set_up_(set_up) {}

json::value TelephoneView::queue(const std::string& key) const {
  const auto found = std::ranges::find_if(
      set_up_.queues, [&](const desk::QueueRow& one) { return one.key == key; });
  if (found == set_up_.queues.end()) return nullptr;
  return queue_ref(*found);
}

json::object TelephoneView::call(const desk::CallRow& row) {
  const domain::Call& call = row.call;
  json::object shown{{"id", call.id.value},
                     {"direction", call.inbound ? "inbound" : "outbound"},
                     {"state", desk::name_of(call.state)},
                     {"phone", or_null(row.phone)},
                     {"queue", queue(call.queue)},
                     {"language", row.language},
                     {"arrived_at", instant(call.arrived_at)},
                     {"queued_at", instant(call.queued_at)},
                     {"answered_at", instant(call.answered_at)},
                     {"held_at", instant(call.held_at)},
                     {"ended_at", instant(call.ended_at)},
                     {"ending", nullptr},
                     {"agent", view_.staff_ref(call.agent)},
                     {"handed_by", view_.staff_ref(call.handed_by)},
                     {"third", or_null(row.third)},
                     {"colleague", nullptr},
                     {"relay", call.relay},
                     {"interaction", or_null(row.interaction)},
                     {"told_wait_seconds", seconds(row.told_wait)},
                     {"call_back", nullptr},
                     {"recording", nullptr},
                     {"listener", view_.staff_ref(row.listener)}};
  if (row.recording) shown["recording"] = desk::name_of(desk::state_of(row));
  if (row.colleague) {
    shown["colleague"] = json::object{{"staff", view_.staff_ref(row.colleague->staff)},
                                      {"rings", !row.colleague->accepted}};
  }
  if (call.ending) shown["ending"] = desk::name_of(*call.ending);
  if (row.call_back_number) shown["call_back"] = std::to_string(*row.call_back_number);
  return shown;
}

json::object TelephoneView::call_of_others(const desk::Principal& who, const desk::CallRow& row) {
  json::object shown = call(row);
  // As in the list of its recordings: what is kept from somebody is not there.
  if (row.recording && !desk::may_hear(reader_, who, row.complaints)) shown["recording"] = nullptr;
  return shown;
}

json::array TelephoneView::listed_calls(const desk::Principal& who,
                                        const std::vector<desk::CallRow>& rows) {
  std::vector<domain::CallId> ids;
  for (const desk::CallRow& row : rows) ids.push_back(row.call.id);
  std::map<domain::CallId, json::array> parties;
  for (const desk::CallPartyRow& one : reader_.telephone().parties().parties_of(ids)) {
    parties[one.call].push_back(view_.party(one, true));
  }
  json::array lines;
  for (const desk::CallRow& row : rows) {
    json::object shown = call_of_others(who, row);
    json::array cases;
    for (const std::int64_t one : row.cases) cases.push_back(json::value(std::to_string(one)));
    shown["cases"] = std::move(cases);
    shown["parties"] = std::move(parties[row.call.id]);
    lines.push_back(std::move(shown));
  }
  return lines;
}

json::object TelephoneView::own(const desk::Principal& who, const TelephoneFacts& facts) {
  json::array reasons;
  for (const desk::NotReadyRow& reason : set_up_.reasons) {
    reasons.push_back(json::object{{"key", reason.key}, {"name", localised(reason.name)}});
  }
  const auto all = desk::standings(reader_, who.staff);
  const auto mine = std::ranges::find_if(
      all, [&](const desk::OperatorStanding& one) { return one.duty.staff == who.staff; });
  json::object shown = idle(facts);
  shown["in_use"] = true;
  shown["reasons"] = std::move(reasons);
  shown["duty"] = desk::name_of(mine->duty.duty);
  shown["standing"] = desk::name_of(mine->standing);
  if (!mine->duty.reason.empty()) shown["reason"] = mine->duty.reason;
  if (mine->duty.duty != desk::Duty::off) shown["since"] = instant(mine->since);
  shown["promise_due"] = instant(mine->promise_due);
  shown["ring_seconds"] = set_up_.rules.ring.count();
  if (!set_up_.interpreter.empty()) shown["interpreter"] = set_up_.interpreter;
  shown["emergency"] = emergency();
  json::array colleagues;
  const auto people = reader_.directory();
  for (const desk::OperatorStanding& one : all) {
    const bool is_free =
        one.standing == desk::Standing::ready || one.standing == desk::Standing::kept_free;
    const domain::StaffMember* member = people->find(one.duty.staff);
    const bool is_rung = member != nullptr && desk::rings_for_311(set_up_, *member);
    if (is_free && is_rung && one.duty.staff != who.staff) {
      colleagues.push_back(view_.staff_ref(one.duty.staff));
    }
  }
  shown["colleagues"] = std::move(colleagues);
  int waiting = 0;
  std::optional<base::Instant> longest;
  for (const desk::CallRow& row : reader_.telephone().calls_up()) {
    if (row.call.agent == who.staff || row.call.handed_by == who.staff) {
      shown["call"] = call(row);
      pop(row, shown);
    }
    if (desk::rings_at(row, who.staff) || desk::is_beside(row, who.staff)) {
      json::object asked = call(row);
      asked["cases"] = spoken_of(row, who);
      shown["asked"] = std::move(asked);
      pop(row, shown);
    }
    if (row.listener == who.staff) shown["listening"] = call(row);
    if (row.call.state != domain::CallState::waiting) continue;
    ++waiting;
    const auto since = row.call.queued_at.value_or(row.call.arrived_at);
    longest = std::min(longest.value_or(since), since);
  }
  shown["called"] = called(who);
  shown["waiting"] = waiting;
  shown["longest_since"] = instant(longest);
  return shown;
}

/// Numbers of the cases that the conversation is about by now, of those that they may know.
json::array TelephoneView::spoken_of(const desk::CallRow& row, const desk::Principal& who) {
  json::array cases;
  if (!row.interaction) return cases;
  for (const domain::CaseId id : reader_.telephone().cases_in(*row.interaction)) {
    if (!desk::sees_case(reader_, who, id)) continue;
    cases.push_back(json::value(std::to_string(reader_.load_case(id).number)));
  }
  return cases;
}

/// An operator rings this person's own telephone beside a call: they see about what before they
/// pick it up.
json::value TelephoneView::called(const desk::Principal& who) {
  const auto me = reader_.staff_member(who.staff);
  if (!me || !me->phone) return nullptr;
  const auto mine = base::PhoneNumber::parse(*me->phone, reader_.jurisdiction().default_region);
  if (!mine.ok()) return nullptr;
  for (const desk::CallRow& row : reader_.telephone().calls_up()) {
    if (row.third != mine->e164() || !row.call.agent || !row.interaction) continue;
    const bool is_there = row.call.state == domain::CallState::consulting ||
                          row.call.state == domain::CallState::joined;
    return json::object{{"by", view_.staff_ref(row.call.agent)},
                        {"rings", !is_there},
                        {"cases", spoken_of(row, who)}};
  }
  return nullptr;
}

json::value TelephoneView::audio(const TelephoneFacts& facts) {
  if (facts.audio == nullptr) return nullptr;
  json::array servers;
  for (const IceServer& server : facts.ice_servers) {
    servers.push_back(json::object{
        {"urls", server.url}, {"username", server.user}, {"credential", server.password}});
  }
  return json::object{{"ice_servers", std::move(servers)}};
}

json::object TelephoneView::idle(const TelephoneFacts& facts) {
  return {{"in_use", false},
          {"provider", facts.provider.empty() ? json::value(nullptr) : json::value(facts.provider)},
          {"simulated", facts.simulated},
          {"audio", audio(facts)},
          {"duty", "off"},
          {"standing", "off"},
          {"reason", nullptr},
          {"since", nullptr},
          {"promise_due", nullptr},
          {"reasons", json::array()},
          {"call", nullptr},
          {"asked", nullptr},
          {"called", nullptr},
          {"callers", json::array()},
          {"cases", json::array()},
          {"ask_name", false},
          {"waiting", 0},
          {"longest_since", nullptr},
          {"ring_seconds", 0},
          {"interpreter", nullptr},
          {"emergency", json::array()},
          {"colleagues", json::array()},
          {"listening", nullptr}};
}

/// Each danger once, whatever languages its words stand in.
json::array TelephoneView::emergency() {
  json::array all;
  if (!desk::may_dial_emergencies(reader_)) return all;
  std::set<std::string> numbers;
  for (const desk::DangerRow& danger : reader_.dangers()) {
    if (!numbers.insert(danger.destination).second) continue;
    all.push_back(json::object{{"kind", danger.kind}, {"phone", danger.destination}});
  }
  return all;
}

/// Everything that is known of a call's number before the first word.
void TelephoneView::pop(const desk::CallRow& row, json::object& shown) {
  constexpr int kMostCases = 20;
  if (!row.phone) return;
  json::array callers;
  for (const desk::ContactRow& caller : reader_.contacts_by_phone(*row.phone)) {
    callers.push_back(view_.contact_summary(caller));
  }
  json::array cases;
  view_.add(reader_.cases_by_phone(*row.phone, kMostCases), cases);
  shown["ask_name"] = !callers.empty();
  shown["callers"] = std::move(callers);
  shown["cases"] = std::move(cases);
}

json::object TelephoneView::wall(const desk::Principal& who) {
  auto today = reader_.telephone().call_figures(start_of_today(reader_), base::Instant::max(),
                                                set_up_.rules);
  json::array queues;
  for (const desk::QueueStanding& one : desk::queue_standings(reader_)) {
    queues.push_back(json::object{{"queue", queue_ref(one.queue)},
                                  {"waiting", one.waiting},
                                  {"longest_since", instant(one.longest_since)},
                                  {"expected_wait_seconds", seconds(one.expected_wait)},
                                  {"operators", one.operators},
                                  {"today", figures(today[one.queue.key])}});
  }
  json::array operators;
  for (const desk::OperatorStanding& one : desk::standings(reader_, who.staff)) {
    if (one.duty.duty == desk::Duty::off && one.standing == desk::Standing::off) continue;
    operators.push_back(json::object{
        {"staff", view_.staff_ref(one.duty.staff)},
        {"standing", desk::name_of(one.standing)},
        {"reason", one.duty.reason.empty() ? json::value(nullptr) : json::value(one.duty.reason)},
        {"since", instant(one.since)},
        {"call", or_null(one.call)},
        {"promise_due", instant(one.promise_due)}});
  }
  json::array calls;
  for (const desk::CallRow& row : reader_.telephone().calls_up()) {
    calls.push_back(call_of_others(who, row));
  }
  return {{"now", instant(reader_.now())},
          {"level_percent", set_up_.rules.level_percent},
          {"level_seconds", set_up_.rules.level.count()},
          {"listening", set_up_.listening},
          {"queues", std::move(queues)},
          {"operators", std::move(operators)},
          {"calls", std::move(calls)},
          {"interpreters", interpreters(start_of_today(reader_), base::Instant::max())},
          {"today", figures(together(today))}};
}

json::object TelephoneView::measures(base::Instant from, base::Instant until) {
  const auto by_queue = reader_.telephone().call_figures(from, until, set_up_.rules);
  json::array queues;
  for (const auto& [key, one] : by_queue) {
    json::value of = queue(key);
    // A queue that the city has given up since keeps its figures.
    if (of.is_null()) of = json::object{{"key", key}, {"name", localised({key, key})}};
    queues.push_back(json::object{{"queue", std::move(of)}, {"figures", figures(one)}});
  }
  return {{"from", instant(from)},
          {"until", instant(until)},
          {"level_percent", set_up_.rules.level_percent},
          {"level_seconds", set_up_.rules.level.count()},
          {"all", figures(together(by_queue))},
          {"interpreters", interpreters(from, until)},
          {"queues", std::move(queues)}};
}

}  // namespace kept::http
