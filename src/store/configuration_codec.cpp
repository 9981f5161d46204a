#include "store/configuration_codec.h"

#include "base/check.h"
#include "store/case_area_codec.h"
#include "store/codec.h"

namespace kept::desk {

BOOST_DESCRIBE_STRUCT(Localised, (), (en, fr))
BOOST_DESCRIBE_STRUCT(CardRow, (), (name, role, phone, hours, role_fr, hours_fr))
BOOST_DESCRIBE_STRUCT(BoundaryRow, (), (layer, free_text))
BOOST_DESCRIBE_STRUCT(JurisdictionRow, (),
                      (name, zone, default_region, languages, demo, boundary, free_text_is_open))
BOOST_DESCRIBE_STRUCT(QuestionRow, (),
                      (code, text, datatype, required, values, when, hint, variable, automated))
BOOST_DESCRIBE_STRUCT(RouteRow, (), (layer, areas, when, department, team))
BOOST_DESCRIBE_STRUCT(ServiceRow, (),
                      (id, code, name, description, group, keywords, department, target, follow_up,
                       place_required, is_public, type, questions, routes, place_to_block, team,
                       nearby_metres, nearby_days))
BOOST_DESCRIBE_STRUCT(ReferralRow, (), (key, name, card))
BOOST_DESCRIBE_STRUCT(DangerRow, (), (kind, language, words, script, destination))
BOOST_DESCRIBE_STRUCT(ArticleText, (), (question, answer, script, synonyms))
BOOST_DESCRIBE_STRUCT(ArticleRow, (),
                      (id, key, state, department, texts, services, card, review_date, from_case,
                       cursor))
BOOST_DESCRIBE_STRUCT(ProposedText, (), (before, after))
BOOST_DESCRIBE_STRUCT(ProposalRow, (),
                      (id, article, by, at, reason, begun_with, texts, state, decided_by,
                       decided_at, answer))
BOOST_DESCRIBE_STRUCT(NoticeRow, (), (id, text, area, gathers_in, services, from, until, owner))
BOOST_DESCRIBE_STRUCT(TeamRow, (), (id, key, name, lead, members))
BOOST_DESCRIBE_STRUCT(DepartmentRow, (), (id, key, name, manager, delegates, card, teams))
BOOST_DESCRIBE_STRUCT(QueueRow, (),
                      (key, name, language, skill, digit, numbers, priority, relay, recorded))
BOOST_DESCRIBE_STRUCT(NotReadyRow, (), (key, name))
BOOST_DESCRIBE_STRUCT(SkillsRow, (), (staff, languages, skills))
BOOST_DESCRIBE_STRUCT(RecordingRules, (), (announcement, days, with_emergency))
BOOST_DESCRIBE_STRUCT(TelephoneRow, (),
                      (queues, reasons, operators, rules, greeting, closed, call_back_digit,
                       interpreter, with_interpreter, presented, live, recording, listening))

}  // namespace kept::desk

namespace kept::domain {

BOOST_DESCRIBE_STRUCT(AttemptSpan, (), (from_hour, until_hour))
BOOST_DESCRIBE_STRUCT(Policy, (),
                      (shortly, ask_answer_by, apology_within, tell_within, decide_within,
                       question_target, follow_up_working_days, follow_up_hours, follow_up_room,
                       silence_working_days, bounce_days, reminder_percents, attempts, attempt_days,
                       attempt_spans, spans, moves_before_supervisor, wrap_up, claim,
                       link_valid_after_due))
BOOST_DESCRIBE_STRUCT(DaySpan, (), (from, until))
BOOST_DESCRIBE_STRUCT(QueueRules, (),
                      (ring, overflow, alone, tell_again, step, promise_room, short_abandon, level,
                       level_percent))

}  // namespace kept::domain

namespace kept::store {
namespace {

using codec::json::array;
using codec::json::object;
using codec::json::value;

std::int64_t day_number(const base::Date& date) {
  return std::chrono::sys_days(date).time_since_epoch().count();
}
base::Date date_of(std::int64_t day) { return std::chrono::sys_days(std::chrono::days(day)); }

value write_wall(const base::WallTime& wall) {
  return array{day_number(wall.date), wall.time_of_day.count()};
}
base::WallTime read_wall(const value& text) {
  return {date_of(text.as_array().at(0).as_int64()),
          std::chrono::milliseconds(text.as_array().at(1).as_int64())};
}

/// Month, day, weekday and the like as small numbers under one-letter-free names.
struct WriteRule {
  object operator()(const domain::FixedDate& rule) const {
    return {{"kind", "fixed"},
            {"month", unsigned(rule.date.month())},
            {"day", unsigned(rule.date.day())},
            {"observed_on_monday", rule.observed_on_monday}};
  }
  object operator()(const domain::NthWeekday& rule) const {
    return {{"kind", "nth_weekday"},
            {"month", unsigned(rule.month)},
            {"weekday", rule.weekday.weekday().c_encoding()},
            {"nth", rule.weekday.index()}};
  }
  object operator()(const domain::LastWeekday& rule) const {
    return {{"kind", "last_weekday"},
            {"month", unsigned(rule.month)},
            {"weekday", rule.weekday.c_encoding()}};
  }
  object operator()(const domain::WeekdayOnOrBefore& rule) const {
    return {{"kind", "weekday_on_or_before"},
            {"month", unsigned(rule.date.month())},
            {"day", unsigned(rule.date.day())},
            {"weekday", rule.weekday.c_encoding()}};
  }
  object operator()(const domain::EasterOffset& rule) const {
    return {{"kind", "easter"}, {"days", rule.days}};
  }
};

unsigned number(const object& rule, const char* name) {
  return rule.at(name).to_number<unsigned>();
}

domain::HolidayRule read_rule(const object& rule) {
  using std::chrono::month;
  using std::chrono::weekday;
  domain::HolidayRule holiday;
  holiday.name = std::string(rule.at("name").as_string());
  const auto kind = rule.at("kind").as_string();
  if (kind == "fixed") {
    holiday.when =
        domain::FixedDate{month(number(rule, "month")) / std::chrono::day(number(rule, "day")),
                          rule.at("observed_on_monday").as_bool()};
  } else if (kind == "nth_weekday") {
    holiday.when = domain::NthWeekday{month(number(rule, "month")),
                                      weekday(number(rule, "weekday"))[number(rule, "nth")]};
  } else if (kind == "last_weekday") {
    holiday.when =
        domain::LastWeekday{month(number(rule, "month")), weekday(number(rule, "weekday"))};
  } else if (kind == "weekday_on_or_before") {
    holiday.when = domain::WeekdayOnOrBefore{
        month(number(rule, "month")) / std::chrono::day(number(rule, "day")),
        weekday(number(rule, "weekday"))};
  } else {
    holiday.when = domain::EasterOffset{rule.at("days").to_number<int>()};
  }
  const auto year = [&](const char* name, std::optional<std::chrono::year>& into) {
    if (const value* given = rule.if_contains(name)) {
      into = std::chrono::year(given->to_number<int>());
    }
  };
  year("first_year", holiday.first_year);
  year("last_year", holiday.last_year);
  return holiday;
}

object write_rule(const domain::HolidayRule& holiday) {
  object rule = std::visit(WriteRule{}, holiday.when);
  rule["name"] = holiday.name;
  if (holiday.first_year) rule["first_year"] = int(*holiday.first_year);
  if (holiday.last_year) rule["last_year"] = int(*holiday.last_year);
  return rule;
}

value spans_value(const domain::WeeklySpans& spans) {
  array days;
  for (const auto& day : spans.days) days.push_back(codec::encode(day));
  return days;
}
domain::WeeklySpans spans_of(const value& text) {
  domain::WeeklySpans spans;
  for (std::size_t day = 0; day < spans.days.size(); ++day) {
    codec::decode(text.as_array().at(day), spans.days[day]);
  }
  return spans;
}

}  // namespace

std::string write(const desk::JurisdictionRow& row) { return codec::to_text(row); }
desk::JurisdictionRow read_jurisdiction(const std::string& text) {
  return codec::from_text<desk::JurisdictionRow>(text);
}
std::string write(const domain::Policy& policy) { return codec::to_text(policy); }
domain::Policy read_policy(const std::string& text) {
  return codec::from_text<domain::Policy>(text);
}
std::string write(const desk::ServiceRow& row) { return codec::to_text(row); }
desk::ServiceRow read_service(const std::string& text) {
  return codec::from_text<desk::ServiceRow>(text);
}
std::string write(const desk::ReferralRow& row) { return codec::to_text(row); }
desk::ReferralRow read_referral(const std::string& text) {
  return codec::from_text<desk::ReferralRow>(text);
}
std::string write(const desk::TelephoneRow& row) {
  value document = codec::encode(row);
  document.as_object()["hours"] = write_spans(row.hours);
  return codec::json::serialize(document);
}
desk::TelephoneRow read_telephone(const std::string& text) {
  auto row = codec::from_text<desk::TelephoneRow>(text);
  const value document = codec::json::parse(text);
  if (const value* hours = document.as_object().if_contains("hours")) {
    row.hours = read_spans(std::string(hours->as_string()));
  }
  return row;
}
std::string write(const desk::DangerRow& row) { return codec::to_text(row); }
desk::DangerRow read_danger(const std::string& text) {
  return codec::from_text<desk::DangerRow>(text);
}
std::string write(const desk::ArticleRow& row) { return codec::to_text(row); }
desk::ArticleRow read_article(const std::string& text) {
  return codec::from_text<desk::ArticleRow>(text);
}
std::string write(const desk::ProposalRow& row) { return codec::to_text(row); }
desk::ProposalRow read_proposal(const std::string& text) {
  return codec::from_text<desk::ProposalRow>(text);
}
std::string write(const desk::NoticeRow& row) { return codec::to_text(row); }
desk::NoticeRow read_notice(const std::string& text) {
  return codec::from_text<desk::NoticeRow>(text);
}

std::string write(const desk::DepartmentRow& row, const domain::CalendarRules& calendar) {
  object document = codec::encode(row).as_object();
  document["calendar"] = codec::json::parse(write(calendar));
  return codec::json::serialize(document);
}
desk::DepartmentRow read_department(const std::string& text) {
  return codec::from_text<desk::DepartmentRow>(text);
}
std::string read_department_calendar(const std::string& text) {
  return codec::json::serialize(codec::json::parse(text).as_object().at("calendar"));
}

std::string write(const domain::CalendarRules& rules) {
  array holidays;
  for (const domain::HolidayRule& holiday : rules.holidays) holidays.push_back(write_rule(holiday));
  array closures;
  for (const domain::Closure& closure : rules.closures) {
    closures.push_back(object{{"from", write_wall(closure.from)},
                              {"until", write_wall(closure.until)},
                              {"reason", closure.reason}});
  }
  return codec::json::serialize(object{{"zone", rules.zone.name()},
                                       {"hours", spans_value(rules.hours)},
                                       {"holidays", std::move(holidays)},
                                       {"closures", std::move(closures)}});
}

domain::CalendarRules read_calendar(const std::string& text) {
  const object document = codec::json::parse(text).as_object();
  domain::CalendarRules rules;
  const auto zone = base::TimeZone::load(std::string_view(document.at("zone").as_string()));
  KEPT_CHECK(zone.ok());
  rules.zone = zone.value();
  rules.hours = spans_of(document.at("hours"));
  for (const value& holiday : document.at("holidays").as_array()) {
    rules.holidays.push_back(read_rule(holiday.as_object()));
  }
  for (const value& entry : document.at("closures").as_array()) {
    const object& closure = entry.as_object();
    rules.closures.push_back({read_wall(closure.at("from")), read_wall(closure.at("until")),
                              std::string(closure.at("reason").as_string())});
  }
  return rules;
}

std::string write_spans(const domain::WeeklySpans& spans) {
  return codec::json::serialize(spans_value(spans));
}
domain::WeeklySpans read_spans(const std::string& text) {
  return spans_of(codec::json::parse(text));
}

}  // namespace kept::store
