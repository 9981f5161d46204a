#include <set>

#include "base/phone_number.h"
#include "base/time_text.h"
#include "desk/contacts.h"
#include "desk/find_cases.h"
#include "desk/word_names.h"
#include "domain/cases/case_number.h"
#include "domain/people/at_work.h"
#include "http/api/telephone_view.h"
#include "http/api/view.h"

namespace kept::http {

json::value instant(base::Instant at) { return json::string(base::format_utc(at)); }

json::value instant(const std::optional<base::Instant>& at) {
  return at ? instant(*at) : json::value(nullptr);
}

json::object localised(const desk::Localised& text) { return {{"en", text.en}, {"fr", text.fr}}; }

json::object card(const desk::CardRow& card, const std::string& language) {
  const bool french = language == "fr";
  return {{"name", card.name},
          {"role", french && !card.role_fr.empty() ? card.role_fr : card.role},
          {"phone", card.phone},
          {"hours", french && !card.hours_fr.empty() ? card.hours_fr : card.hours}};
}

std::string View::staff_name(domain::StaffId id) {
  if (!names_) {
    names_.emplace();
    for (const desk::StaffRow& row : reader_.staff()) (*names_)[row.id] = row.name;
  }
  const auto found = names_->find(id);
  return found == names_->end() ? "" : found->second;
}

json::object View::staff_ref(domain::StaffId id) {
  return {{"id", id.value}, {"name", staff_name(id)}};
}

json::value View::staff_ref(const std::optional<domain::StaffId>& id) {
  return id ? json::value(staff_ref(*id)) : json::value(nullptr);
}

namespace {

json::object presence(const domain::PresenceNow& now) {
  return {{"state", desk::name_of(now.presence)}, {"until", instant(now.until)}};
}

}  // namespace

json::object View::staff(const desk::StaffRow& row) {
  const auto people = reader_.directory();
  const domain::StaffMember* member = people->find(row.id);
  const bool away = member != nullptr && member->plan.is_away(reader_.now());
  json::object view{{"id", row.id.value},
                    {"name", row.name},
                    {"role", desk::name_of(row.role)},
                    {"department", or_null(row.department)},
                    {"phone", or_null(row.phone)},
                    {"active", row.active},
                    {"away", away}};
  view["away_until"] =
      away ? instant(member->plan.next_present_from(reader_.now())) : json::value(nullptr);
  view["presence"] = presence(domain::presence_of(*people, row.id, reader_.now()));
  return view;
}

json::object View::team(const desk::TeamRow& row) {
  json::array members;
  for (const domain::StaffId id : row.members) members.push_back(staff_ref(id));
  return {{"id", row.id.value},
          {"name", localised(row.name)},
          {"lead", staff_ref(row.lead)},
          {"members", std::move(members)}};
}

json::object View::department(const desk::DepartmentRow& row) {
  json::array teams;
  for (const desk::TeamRow& one : row.teams) teams.push_back(team(one));
  json::array delegates;
  for (const domain::StaffId id : row.delegates) delegates.push_back(staff_ref(id));
  // Who is asked now answers when the department does.
  const auto people = reader_.directory();
  const base::Instant opens = domain::opens_at(*people, row.id, reader_.now());
  return {{"id", row.id.value},
          {"name", localised(row.name)},
          {"manager", staff_ref(row.manager)},
          {"delegates", std::move(delegates)},
          {"responsible", staff_ref(people->responsible(row.id, opens))},
          {"opens_at", opens == reader_.now() ? json::value(nullptr) : instant(opens)},
          {"card", card(row.card)},
          {"teams", std::move(teams)}};
}

json::object View::service(const desk::ServiceRow& row) {
  json::array questions;
  for (const desk::QuestionRow& question : row.questions) {
    if (question.automated) continue;  // nobody is asked
    json::array values;
    for (const auto& [key, name] : question.values) {
      values.push_back(json::object{{"key", key}, {"name", localised(name)}});
    }
    json::object view{{"code", question.code},
                      {"text", localised(question.text)},
                      {"datatype", question.datatype},
                      {"required", question.required},
                      {"values", std::move(values)},
                      {"when", nullptr},
                      {"hint", localised(question.hint)},
                      {"variable", question.variable}};
    if (question.when) {
      view["when"] =
          json::object{{"code", question.when->first}, {"equals", question.when->second}};
    }
    questions.push_back(std::move(view));
  }
  return {{"id", row.id.value},
          {"code", row.code},
          {"name", localised(row.name)},
          {"description", localised(row.description)},
          {"group", row.group},
          {"department", row.department.value},
          {"team", or_null(row.team)},
          {"target_hours", static_cast<double>(row.target.count()) / 60},
          {"follow_up", desk::name_of(row.follow_up)},
          {"place_required", row.place_required},
          {"questions", std::move(questions)}};
}

json::object View::referral(const desk::ReferralRow& row) {
  return {{"key", row.key}, {"name", localised(row.name)}, {"card", card(row.card)}};
}

json::object View::contact_summary(const desk::ContactRow& row) {
  shown_contacts_.insert(row.id);
  json::array phones;
  for (const std::string& phone : row.phones) phones.emplace_back(phone);
  return {{"id", row.id.value},
          {"name", or_null(row.name)},
          {"phones", std::move(phones)},
          {"can_be_written_to", row.can_be_written_to()}};
}

json::object View::contact(const desk::ContactRow& row) {
  json::object view = contact_summary(row);
  view["email"] = or_null(row.email);
  view["language"] = row.language;
  view["accessibility"] = or_null(row.accessibility);
  view["anonymous"] = row.anonymous;
  view["merged_into"] = or_null(row.merged_into);
  view["address"] = or_null(row.address);
  view["channel"] = nullptr;
  if (row.channel) view["channel"] = desk::name_of(*row.channel);
  view["version"] = row.version;
  json::array cases;
  desk::CaseFilter filter;
  filter.contact = row.id;
  filter.limit = 20;
  auto theirs = reader_.cases(filter);
  desk::leave_out_hidden(reader_, who_, theirs);
  add(theirs, cases);
  view["cases"] = std::move(cases);
  return view;
}

json::value View::call_of(domain::InteractionId interaction) {
  const auto row = reader_.telephone().call_of(interaction);
  if (!row || !row->call.is_up()) return nullptr;
  const auto set_up = reader_.telephone().set_up();
  if (!set_up) return nullptr;
  return TelephoneView(*this, *set_up).call(*row);
}

/// The cases on which whoever is on the line is owed an apology: somebody says it, or it stays
/// owed.
json::array View::apologies_owed(const desk::InteractionRow& row) {
  json::array numbers;
  if (!row.contact || !row.answered_at || row.ended_at) return numbers;
  std::set<std::int64_t> listed;
  desk::ObligationFilter theirs;
  theirs.contact = row.contact;
  for (const desk::ObligationLine& line : reader_.obligations(theirs)) {
    if (line.what.kind != domain::DutyKind::apology) continue;
    if (!desk::sees_case(reader_, who_, line.complained_about)) continue;
    if (listed.insert(line.case_number).second) {
      numbers.emplace_back(std::to_string(line.case_number));
    }
  }
  return numbers;
}

json::object View::interaction(const desk::InteractionRow& row) {
  json::array callers;
  if (row.inbound && row.phone) {
    for (const desk::ContactRow& caller : reader_.contacts_by_phone(*row.phone)) {
      if (desk::may_name(reader_, who_, caller.id, &row).ok()) callers.push_back(contact(caller));
    }
  }
  const bool ask_name = !callers.empty() && !row.contact;
  json::object view{{"id", row.id.value},
                    {"direction", row.inbound ? "inbound" : "outbound"},
                    {"channel", desk::name_of(row.channel)},
                    {"phone", or_null(row.phone)},
                    {"started_at", instant(row.started_at)},
                    {"answered_at", instant(row.answered_at)},
                    {"ended_at", instant(row.ended_at)},
                    {"result", nullptr},
                    {"wrap_up", or_null(row.wrap_up)},
                    {"staff", staff_ref(row.staff)},
                    {"contact", nullptr},
                    {"callers", std::move(callers)},
                    {"ask_name", ask_name},
                    {"for", nullptr},
                    {"call", call_of(row.id)},
                    {"parties", parties_in(row.id)},
                    {"without_name", json::array()},
                    {"apologies_owed", apologies_owed(row)}};
  if (row.result) view["result"] = desk::name_of(*row.result);
  // Whoever holds the conversation was asked whether they may name them (desk::may_name).
  if (row.contact) {
    if (const auto known = reader_.contact(*row.contact)) view["contact"] = contact(*known);
  }
  for (const domain::CaseId id : reader_.cases_without_reporter(row.id)) {
    const domain::Case state = reader_.load_case(id);
    view["without_name"].as_array().push_back(
        json::object{{"number", std::to_string(state.number)}, {"version", state.version}});
  }
  if (row.purpose_case) {
    const domain::Case state = reader_.load_case(*row.purpose_case);
    view["for"] = json::object{{"case", std::to_string(state.number)},
                               {"kind", desk::name_of(*row.purpose_kind)},
                               {"id", row.purpose_duty->value}};
  }
  return view;
}

}  // namespace kept::http
