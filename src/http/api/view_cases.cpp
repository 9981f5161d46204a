#include <algorithm>

#include "desk/add_photos.h"
#include "desk/word_names.h"
#include "domain/cases/case_number.h"
#include "domain/cases/messages.h"
#include "domain/cases/telling.h"
#include "domain/places/point.h"
#include "http/api/view.h"

namespace kept::http {
namespace {

template <typename Things, typename Show>
json::array array_of(const Things& things, const Show& show) {
  json::array shown;
  for (const auto& thing : things) shown.push_back(show(thing));
  return shown;
}

std::string text_of(const std::map<std::int64_t, std::string>& texts,
                    const domain::PersonalRef& ref) {
  const auto found = texts.find(ref.id);
  return found == texts.end() ? "" : found->second;
}

json::value maybe_text(const std::map<std::int64_t, std::string>& texts,
                       const domain::PersonalRef& ref) {
  const auto found = texts.find(ref.id);
  return found == texts.end() ? json::value(nullptr) : json::value(found->second);
}

json::value point_of(const std::map<std::int64_t, std::string>& texts,
                     const domain::PersonalRef& ref) {
  const auto point = domain::Point::parse(text_of(texts, ref));
  if (!point) return nullptr;
  return json::object{{"lat", point->lat}, {"lng", point->lng}};
}

template <typename Word>
json::value maybe_name(const std::optional<Word>& word) {
  return word ? json::value(desk::name_of(*word)) : json::value(nullptr);
}

json::value contact_name(const desk::CaseFile& file, const std::optional<domain::ContactId>& id) {
  if (!id) return nullptr;
  const auto found = file.contacts.find(id->value);
  if (found == file.contacts.end()) return nullptr;
  return json::object{{"id", id->value}, {"name", found->second.name.value_or("")}};
}

/// Promises show whom they are owed to by the number promised; all else by the contact's own.
json::value phone_for(const desk::CaseFile& file, const domain::Obligation& owed) {
  if (owed.kind == domain::DutyKind::promise) {
    return maybe_text(file.texts, file.state.find_promise(owed.id)->address);
  }
  if (!owed.contact) return nullptr;
  const auto found = file.contacts.find(owed.contact->value);
  if (found == file.contacts.end() || found->second.phones.empty()) return nullptr;
  json::value first(found->second.phones.front());
  return first;
}

json::object resolution(const domain::Outcome& outcome,
                        const std::map<std::int64_t, std::string>& texts) {
  json::array qualifiers;
  for (const auto qualifier : outcome.qualifiers) qualifiers.emplace_back(desk::name_of(qualifier));
  return {{"resolution", desk::name_of(outcome.resolution)},
          {"qualifiers", std::move(qualifiers)},
          {"text", text_of(texts, outcome.text)}};
}

json::array areas(const std::vector<domain::CaseArea>& told) {
  json::array areas;
  for (const domain::CaseArea& area : told) areas.push_back(case_area(area));
  return areas;
}

/// What an apology is owed for; nothing where it is for our silence.
std::optional<desk::ObligationLine::Broken> broken_by(const domain::Case& state,
                                                      const domain::Obligation& duty) {
  if (duty.kind != domain::DutyKind::apology) return std::nullopt;
  const auto owed = std::ranges::find(state.apologies, duty.id, &domain::Apology::id);
  if (owed == state.apologies.end()) return std::nullopt;
  const domain::Promise* promise = state.find_promise(owed->promise);
  if (promise == nullptr) return std::nullopt;
  return desk::ObligationLine::Broken{promise->owner, promise->due.instant};
}

/// Takes out of a case, or a line of a list, whom it is about.
void hide_residents(json::object& view) {
  const auto clear = [&](json::object& object, const char* name) {
    if (object.contains(name)) object[name] = nullptr;
  };
  for (const char* name : {"contact", "place", "point", "phone"}) clear(view, name);
  for (const char* name : {"followers", "untold"}) {
    if (view.contains(name)) view[name] = json::array{};
  }
  if (view.contains("attributes")) view["attributes"] = json::object{};
  if (view.contains("photos")) view["photos"] = json::array{};
  if (json::value* promise = view.if_contains("promise"); promise && promise->is_object()) {
    clear(promise->as_object(), "address");
  }
  for (const char* list : {"promises", "obligations"}) {
    if (!view.contains(list)) continue;
    for (json::value& one : view[list].as_array()) {
      for (const char* name : {"address", "contact", "phone"}) clear(one.as_object(), name);
    }
  }
}

}  // namespace

json::object case_area(const domain::CaseArea& area) {
  return {{"layer", area.layer}, {"code", area.code}, {"name", area.name}};
}

std::string spoken(std::int64_t number) {
  const auto parsed = domain::CaseNumber::parse(std::to_string(number));
  return parsed.ok() ? parsed.value().formatted() : std::to_string(number);
}

bool View::sees_residents(const desk::CaseHands& hands) {
  return desk::sees_residents(who_, *reader_.directory(), hands);
}

json::object View::promise(const domain::Promise& promise, const Texts& texts) {
  const base::Instant now = reader_.now();
  const bool live = promise.state == domain::PromiseState::made;
  const bool unconfirmed = live && !promise.reminders.empty() && now >= promise.reminders.back();
  const bool has_contact = promise.state == domain::PromiseState::kept || promise.mended;
  return {
      {"id", promise.id.value},
      {"state", desk::name_of(promise.state)},
      {"owner", staff_ref(promise.owner)},
      {"covering_for", staff_ref(promise.covering_for)},
      {"said_by", staff_ref(promise.said_by)},
      {"typed_by", staff_ref(promise.typed_by)},
      {"action", desk::name_of(promise.action)},
      {"channel", desk::name_of(promise.channel)},
      {"address", maybe_text(texts, promise.address)},
      {"words", text_of(texts, promise.words)},
      {"due", instant(promise.due.instant)},
      {"due_local", promise.due.wall},
      {"first_due", instant(promise.first_due)},
      {"moves", promise.moves},
      {"moved_by_resident", promise.moved_by_resident},
      {"card", json::object{{"name", text_of(texts, promise.card.name)},
                            {"role", text_of(texts, promise.card.role)},
                            {"phone", text_of(texts, promise.card.phone)},
                            {"hours", text_of(texts, promise.card.hours)}}},
      {"late", promise.is_late(now)},
      {"mended", promise.mended},
      {"time_wanted", promise.time_wanted ? instant(*promise.time_wanted) : json::value(nullptr)},
      {"not_yet_confirmed", unconfirmed},
      {"evidence", maybe_name(promise.evidence)},
      {"kept_at", has_contact ? instant(promise.contact_at) : json::value(nullptr)},
      {"broken_reason", maybe_name(promise.broken_reason)}};
}

json::object View::ask(const domain::Ask& ask, const Texts& texts) {
  return {{"id", ask.id.value},
          {"state", desk::name_of(ask.state)},
          {"department", ask.department.value},
          {"owner", staff_ref(ask.owner)},
          {"asked_by", staff_ref(ask.asked_by)},
          {"text", text_of(texts, ask.text)},
          {"due", instant(ask.due)},
          {"answer", maybe_text(texts, ask.answer)}};
}

json::object View::case_by_id(domain::CaseId id) { return case_file(reader_.case_file(id)); }

json::array View::obligations(const desk::CaseFile& file) {
  json::array owed;
  for (const domain::Obligation& one : domain::obligations(file.state)) {
    const auto claim = std::find_if(file.claims.begin(), file.claims.end(), [&](const auto& row) {
      return row.kind == one.kind && row.duty == one.id && row.until > reader_.now();
    });
    desk::ObligationLine line;
    line.what = one;
    line.broken = broken_by(file.state, one);
    line.case_number = file.state.number;
    line.summary = text_of(file.texts, file.state.summary);
    if (claim != file.claims.end()) line.claim = *claim;
    json::object shown = obligation(line);
    shown["contact"] = contact_name(file, one.contact);
    shown["phone"] = phone_for(file, one);
    owed.push_back(std::move(shown));
  }
  return owed;
}

json::object View::follow_up(const domain::Case& state) {
  const domain::FollowUp& last = state.follow_ups.back();
  const domain::Told* heard = nullptr;
  for (const domain::Told& told : state.told) {
    if (told.contact == last.contact && (heard == nullptr || told.at > heard->at)) heard = &told;
  }
  return {{"owner", staff_ref(last.owner)},
          {"told_at", heard ? instant(heard->at) : json::value(nullptr)},
          {"told_in", heard ? or_null(heard->interaction) : json::value(nullptr)},
          {"due", instant(last.due)},
          {"done_at", last.done && last.heard ? instant(last.done_at) : json::value(nullptr)},
          {"satisfied_with_call", or_null(last.satisfied_with_call)},
          {"satisfied_with_outcome", or_null(last.satisfied_with_outcome)}};
}

/// With addresses that are signed: whoever sees the case sees its pictures.
json::array View::photos(domain::CaseId id) {
  json::array shown;
  for (const desk::PhotoRow& photo : reader_.photos({id})) {
    const auto path = [&](desk::PhotoSize size) {
      return desk::photo_path(signer_, photo.id, size, false);
    };
    shown.push_back(json::object{{"image", path(desk::PhotoSize::image)},
                                 {"thumbnail", path(desk::PhotoSize::thumbnail)},
                                 {"width", photo.width},
                                 {"height", photo.height},
                                 {"added_at", instant(photo.added_at)}});
  }
  return shown;
}

json::object View::case_file(const desk::CaseFile& file) {
  const domain::Case& state = file.state;
  for (const auto& [id, row] : file.contacts) shown_contacts_.insert(row.id);
  json::object view{{"number", std::to_string(state.number)},
                    {"spoken_number", spoken(state.number)},
                    {"kind", desk::name_of(state.kind)},
                    {"state", desk::name_of(state.state)},
                    {"version", state.version},
                    {"summary", text_of(file.texts, state.summary)},
                    {"contact", nullptr},
                    {"first_operator", staff_ref(state.first_operator)},
                    {"department", or_null(state.department)},
                    {"team", or_null(state.team)},
                    {"service", or_null(state.service)},
                    {"place", maybe_text(file.texts, state.place ? state.place : state.point)},
                    {"point", point_of(file.texts, state.point)},
                    {"areas", areas(state.areas)},
                    {"notice", or_null(state.notice)},
                    {"opened_at", instant(state.opened_at)},
                    {"resolved_at", instant(state.resolved_at)},
                    {"closed_at", instant(state.closed_at)},
                    {"resolution", nullptr},
                    {"told", domain::everybody_heard(state) && state.outcome.has_value()},
                    {"follow_up", nullptr},
                    {"joined_to", nullptr},
                    {"adopted", nullptr},
                    {"draft_article", or_null(file.draft_article)}};
  const auto summary_of = [&](domain::ContactId id) -> json::value {
    const auto found = file.contacts.find(id.value);
    return found == file.contacts.end() ? json::value(nullptr) : contact_summary(found->second);
  };
  if (state.reporter) view["contact"] = summary_of(*state.reporter);
  view["followers"] = array_of(state.followers, summary_of);
  view["untold"] = array_of(domain::waiting_for_outcome(state), summary_of);
  json::object attributes;
  for (const domain::Answer& answer : state.answers) {
    attributes[answer.code] = text_of(file.texts, answer.value);
  }
  view["attributes"] = std::move(attributes);
  if (state.outcome) view["resolution"] = resolution(*state.outcome, file.texts);
  if (!state.follow_ups.empty()) view["follow_up"] = follow_up(state);
  if (state.adopted) {
    view["adopted"] =
        json::object{{"source", state.adopted->source}, {"number", state.adopted->number}};
  }
  if (state.joined_to) view["joined_to"] = std::to_string(state.joined_to_number);
  view["photos"] = state.photos.empty() ? json::array{} : photos(state.id);
  view["promises"] = array_of(state.promises,
                              [&](const domain::Promise& one) { return promise(one, file.texts); });
  view["asks"] = array_of(state.asks, [&](const domain::Ask& one) { return ask(one, file.texts); });
  view["obligations"] = obligations(file);
  const bool sees = sees_residents(desk::hands_of(state));
  view["timeline"] = timeline(file, sees);
  view["conversations"] = conversations(file, sees);
  if (!sees) hide_residents(view);
  return view;
}

void View::add(const std::vector<desk::CaseLine>& lines, json::array& to) {
  for (const desk::CaseLine& line : lines) {
    if (desk::sees_case(reader_, who_, line.complained_about)) to.push_back(case_line(line));
  }
}

json::object View::case_line(const desk::CaseLine& line) {
  json::object view{{"id", line.id.value},
                    {"number", std::to_string(line.number)},
                    {"spoken_number", spoken(line.number)},
                    {"kind", desk::name_of(line.kind)},
                    {"state", desk::name_of(line.state)},
                    {"summary", line.summary},
                    {"contact", nullptr},
                    {"department", or_null(line.department)},
                    {"service", or_null(line.service)},
                    {"opened_at", instant(line.opened_at)},
                    {"version", line.version},
                    {"promise", nullptr}};
  if (line.contact) {
    shown_contacts_.insert(*line.contact);
    view["contact"] =
        json::object{{"id", line.contact->value}, {"name", line.contact_name.value_or("")}};
  }
  if (line.promise) view["promise"] = promise(*line.promise, line.texts);
  if (!sees_residents(desk::hands_of(line))) hide_residents(view);
  return view;
}

json::object View::obligation(const desk::ObligationLine& line) {
  json::object view{{"kind", desk::name_of(line.what.kind)},
                    {"id", line.what.id.value},
                    {"case", std::to_string(line.case_number)},
                    {"spoken_number", spoken(line.case_number)},
                    {"summary", line.summary},
                    {"owner", staff_ref(line.what.owner)},
                    {"covering_for", staff_ref(line.what.covering_for)},
                    {"due", instant(line.what.due)},
                    {"late", reader_.now() > line.what.due},
                    {"not_yet_confirmed", line.not_yet_confirmed},
                    {"contact", nullptr},
                    {"phone", or_null(line.phone)},
                    {"broken", nullptr},
                    {"claimed_by", nullptr},
                    {"claimed_until", nullptr}};
  if (line.what.contact) {
    shown_contacts_.insert(*line.what.contact);
    view["contact"] =
        json::object{{"id", line.what.contact->value}, {"name", line.contact_name.value_or("")}};
  }
  if (line.broken) {
    view["broken"] =
        json::object{{"owner", staff_ref(line.broken->owner)}, {"due", instant(line.broken->due)}};
  }
  if (line.claim) {
    view["claimed_by"] = staff_ref(line.claim->staff);
    view["claimed_until"] = instant(line.claim->until);
  }
  if (!sees_residents({{}, {line.what.owner}})) hide_residents(view);
  return view;
}

json::object View::alert(const desk::AlertRow& row) {
  json::object values;
  for (const auto& [name, value] : row.values) values[name] = value;
  desk::CaseHands hands;
  if (const auto owes = row.values.find("owner"); owes != row.values.end()) {
    hands.owners.emplace_back(std::stoll(owes->second));
    values["owner"] = staff_name(hands.owners.front());
  }
  if (const auto away = row.values.find("covering_for"); away != row.values.end()) {
    values["covering_for"] = staff_name(domain::StaffId{std::stoll(away->second)});
  }
  if (row.resident) shown_contacts_.insert(*row.resident);
  if (!sees_residents(hands)) values.erase("resident");
  json::object view{{"id", row.id},    {"at", instant(row.at)}, {"kind", row.kind},
                    {"case", nullptr}, {"article", nullptr},    {"spoken_number", nullptr},
                    {"seen", row.seen}};
  if (const auto article = row.values.find("article"); article != row.values.end()) {
    view["article"] = std::stoll(article->second);
    values.erase("article");
    values["person"] = staff_name(domain::StaffId{std::stoll(row.values.at("person"))});
  } else {
    view["case"] = std::to_string(row.case_number);
    view["spoken_number"] = spoken(row.case_number);
  }
  view["values"] = std::move(values);
  return view;
}

}  // namespace kept::http
