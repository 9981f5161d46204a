#include <algorithm>
#include <chrono>

#include "base/time_text.h"
#include "desk/make_promise.h"
#include "desk/outcome_times.h"
#include "domain/cases/due_times.h"
#include "domain/people/at_work.h"
#include "http/api/due_sentence.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;

/// One's own; the team's; the department's; all, for those who may see all.
Result<desk::ObligationFilter> owed_filter_of(Look& look) {
  desk::ObligationFilter filter;
  const auto limit = look.number("limit", 1, filter.limit);
  if (!limit.ok()) return limit.error();
  filter.limit = static_cast<int>(limit.value().value_or(filter.limit));
  const std::string scope = look.request.query_value("scope").value_or("mine");
  if (scope != "mine" && scope != "team" && scope != "department" && scope != "all") {
    return base::invalid("/scope", "field.unknown_word", "Say mine, team, department or all.");
  }
  const auto named = look.number("owner");
  if (!named.ok()) return named.error();
  const auto owner = named.value();
  const bool of_others = scope == "all" || (owner && *owner != look.who.staff.value);
  if (of_others) {
    if (auto allowed = desk::require(look.who, desk::Action::read_all_owed); !allowed.ok()) {
      return allowed.error();
    }
  }
  if (owner) {
    filter.owner = domain::StaffId{*owner};
  } else if (scope == "team") {
    filter.owners = look.reader.directory()->team_mates(look.who.staff);
    if (filter.owners.empty()) filter.owner = look.who.staff;
  } else if (scope == "department") {
    const domain::StaffMember* me = look.reader.directory()->find(look.who.staff);
    if (me == nullptr || !me->department) filter.owner = look.who.staff;
    if (me != nullptr) filter.department = me->department;
  } else if (scope != "all") {
    filter.owner = look.who.staff;
  }
  return filter;
}

Result<json::object> obligations(Look& look) {
  const auto filter = owed_filter_of(look);
  if (!filter.ok()) return filter.error();
  json::array owed;
  const bool reads_cases = desk::may(look.who.role, desk::Action::read_cases);
  for (const desk::ObligationLine& line : look.reader.obligations(filter.value())) {
    if (!desk::sees_case(look.reader, look.who, line.complained_about)) continue;
    json::object shown = look.view.obligation(line);
    if (!reads_cases) shown["summary"] = "";
    owed.push_back(std::move(shown));
  }
  return json::object{{"obligations", std::move(owed)}, {"now", instant(look.reader.now())}};
}

constexpr int kMostAlerts = 100;

json::object alerts_of(desk::Reader& reader, View& view, domain::StaffId staff) {
  json::array alerts;
  for (const desk::AlertRow& row : reader.alerts(staff, kMostAlerts))
    alerts.push_back(view.alert(row));
  return {{"alerts", std::move(alerts)}};
}

Result<json::object> alerts(Look& look) {
  return alerts_of(look.reader, look.view, look.who.staff);
}

/// Kept with the person, whatever desk they sit at.
Result<json::object> see_alerts(Change& change) {
  Form form = change.form();
  const auto ids = form.numbers("alerts", kMostAlerts);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  change.tx.see_alerts(change.who.staff, ids);
  return alerts_of(change.tx, change.view, change.who.staff);
}

/// When `id` is at work again from `at` on; null while they are, or where that is not known.
json::value back_at(const domain::Directory& people, domain::StaffId id, base::Instant at) {
  const auto now = domain::presence_of(people, id, at);
  if (now.presence == domain::Presence::at_work) return nullptr;
  return instant(now.until);
}

json::value opens_at(Look& look, std::optional<domain::DepartmentId> asked) {
  if (!asked) return nullptr;
  const base::Instant now = look.reader.now();
  const base::Instant opens = domain::opens_at(*look.reader.directory(), *asked, now);
  return opens == now ? json::value(nullptr) : instant(opens);
}

Result<json::object> due_time(Look& look) {
  const auto named = look.number("owner");
  if (!named.ok()) return named.error();
  const auto owner = named.value();
  const auto people = look.reader.directory();
  if (!owner || !people->find(domain::StaffId{*owner})) {
    return base::invalid("/owner", "staff.unknown", "There is no such staff member.");
  }
  const auto department = look.number("department");
  if (!department.ok()) return department.error();
  std::optional<domain::DepartmentId> asked;
  if (department.value()) asked = domain::DepartmentId{*department.value()};
  if (asked && people->find(*asked) == nullptr) {
    return base::invalid("/department", "department.unknown", "There is no such department.");
  }
  const domain::StaffId id{*owner};
  const auto local = look.request.query_value("local");
  const auto due = desk::due_time(look.reader, local, id, asked);
  if (!due.ok()) return base::invalid("/local", due.error().reason, due.error().message);
  auto kind = base::WallTimeKind::kUnique;
  if (local) kind = domain::told_time(look.reader.zone(), *local).value().kind;
  const base::Instant at = due.value().instant;
  const bool present = people->is_there(id, at);
  const base::Instant now = look.reader.now();
  // Work until five includes what is due at five.
  const auto span = domain::next_at_work(*people, id, at - base::Duration(1));
  const bool in_hours = span && span->from <= at;
  const bool self = id == look.who.staff;
  return json::object{
      {"due", instant(at)},
      {"due_local", due.value().wall},
      {"sentence", localised(due_sentence(due.value(), look.reader.zone(), now,
                                          self ? "" : look.view.staff_name(id)))},
      {"owner_present", present},
      {"in_hours", in_hours},
      {"owner_back_at", back_at(*people, id, now)},
      {"department_opens_at", opens_at(look, asked)},
      {"cover", present ? json::value(nullptr)
                        : json::value(look.view.staff_ref(people->acting_for(id, at)))},
      {"next_possible", in_hours ? json::value(nullptr) : back_at(*people, id, std::max(now, at))},
      {"clock_change", kind == base::WallTimeKind::kRepeated  ? "repeated"
                       : kind == base::WallTimeKind::kSkipped ? "skipped"
                                                              : "none"}};
}

/// Who could keep a promise by a time of the city: those who cannot, and when they are back.
Result<json::object> availability(Look& look) {
  const auto due = desk::due_time(look.reader, look.request.query_value("local").value_or(""),
                                  look.who.staff, {});
  if (!due.ok()) return base::invalid("/local", due.error().reason, due.error().message);
  const base::Instant at = due.value().instant;
  const base::Instant now = look.reader.now();
  const auto people = look.reader.directory();
  json::array staff;
  for (const domain::StaffMember& member : people->staff()) {
    if (!member.active) continue;
    const bool there = people->is_there(member.id, at);
    const auto span = domain::next_at_work(*people, member.id, at - base::Duration(1));
    const bool at_work = there && span && span->from <= at;
    staff.push_back(
        json::object{{"id", member.id.value},
                     {"there", there},
                     {"at_work", at_work},
                     {"back_at", at_work ? json::value(nullptr)
                                         : back_at(*people, member.id, std::max(now, at))}});
  }
  return json::object{{"staff", std::move(staff)}};
}

json::value in_seconds(const std::optional<base::Duration>& span) {
  if (!span) return nullptr;
  return std::chrono::round<std::chrono::seconds>(*span).count();
}

json::object time_view(const desk::TimeToOutcome& time) {
  return {{"requests", time.requests},
          {"with_outcome", time.with_outcome},
          {"half_within_seconds", in_seconds(time.half)},
          {"nine_in_ten_within_seconds", in_seconds(time.nine_in_ten)}};
}

Result<json::object> outcome_times(Look& look) {
  const desk::PeriodForm form{look.request.query_value("from"), look.request.query_value("until"),
                              look.request.query_value("layer"), look.request.query_value("area")};
  const auto times = desk::outcome_times(look.reader, form);
  if (!times.ok()) return times.error();
  json::array services;
  for (const desk::ServiceTimes& one : times->services) {
    services.push_back(
        json::object{{"service", or_null(one.service)},
                     {"code", one.code},
                     {"name", one.name.empty() ? json::value(nullptr) : json::value(one.name)},
                     {"sampled", !one.is_whole},
                     {"all", time_view(one.all)},
                     {"cases", time_view(one.cases)},
                     {"records", time_view(one.records)}});
  }
  return json::object{{"from", base::format_date(times->from)},
                      {"until", base::format_date(times->until)},
                      {"services", std::move(services)}};
}

Result<json::object> usual_time(Look& look) {
  const auto service = look.path_id<domain::ServiceId>("service");
  if (!service.ok()) return service.error();
  const auto usual = desk::usual_time(look.reader, service.value());
  if (!usual.ok()) return usual.error();
  return json::object{{"days", or_null(usual->days)}, {"requests", usual->requests}};
}

}  // namespace

void add_lists(Router& router, Door& door) {
  router.on("GET", "/api/v1/obligations", door.read({}, obligations));
  router.on("GET", "/api/v1/alerts", door.read({}, alerts));
  router.on("POST", "/api/v1/alerts/seen", door.change("see_alerts", 200, see_alerts));
  router.on("GET", "/api/v1/due-time", door.read(desk::Action::read_cases, due_time));
  router.on("GET", "/api/v1/availability", door.read(desk::Action::read_cases, availability));
  router.on("GET", "/api/v1/measures",
            door.read(desk::Action::read_all_owed,
                      [](Look& look) -> Result<json::object> { return look.view.measures(); }));
  router.on("GET", "/api/v1/measures/outcome-times",
            door.read(desk::Action::read_all_owed, outcome_times));
  router.on("GET", "/api/v1/services/{service}/usual-time",
            door.read(desk::Action::read_cases, usual_time));
}

}  // namespace kept::http
