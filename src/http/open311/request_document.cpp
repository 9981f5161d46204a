#include "http/open311/request_document.h"

#include <algorithm>

#include "domain/places/block.h"
#include "http/open311/exchange.h"
#include "http/open311/moment.h"
#include "http/open311/photos.h"
#include "http/open311/update_words.h"

namespace kept::http {
namespace {

/// Of all requests of a page together; more than a page of a busy city has.
constexpr int kMostNotes = 50 * kMostEntries;

const std::string kNothing;

bool is_rejection(domain::Resolution resolution) {
  using domain::Resolution;
  return resolution == Resolution::not_a_city_matter ||
         resolution == Resolution::no_action_warranted ||
         resolution == Resolution::entered_in_error || resolution == Resolution::could_not_locate;
}

/// CitySDK's words for what is behind open and closed.
std::string detailed_status(const desk::RequestLine& line) {
  if (line.resolution && is_rejection(*line.resolution)) return "REJECTED";
  switch (line.state) {
    case domain::CaseState::open:
      return line.is_under_way ? "IN_PROCESS" : "RECEIVED";
    case domain::CaseState::resolved:
      return "PROCESSED";
    case domain::CaseState::closed:
      break;
  }
  return "ARCHIVED";
}

/// The kinds of notes that clients know.
const char* note_type(const domain::Event& event) {
  if (std::holds_alternative<domain::CaseOpened>(event)) return "submitted";
  if (std::holds_alternative<domain::CaseReopened>(event)) return "opened";
  const bool ends = std::holds_alternative<domain::OutcomeRecorded>(event) ||
                    std::holds_alternative<domain::CaseClosed>(event);
  return ends ? "closed" : "activity";
}

/// What people write freely may be about themselves; what they choose from a list is not.
bool is_chosen(const desk::QuestionRow& question) { return !question.values.empty(); }

/// The names of the values chosen, which an answer has by their keys and with commas.
std::string named(const desk::QuestionRow& question, const std::string& answer,
                  const std::function<std::string(const desk::Localised&)>& in_language) {
  std::string names;
  for (std::size_t from = 0; from <= answer.size();) {
    const std::size_t end = std::min(answer.find(',', from), answer.size());
    const std::string key = answer.substr(from, end - from);
    const auto value = std::find_if(question.values.begin(), question.values.end(),
                                    [&](const auto& one) { return one.first == key; });
    names += (names.empty() ? "" : ", ") +
             (value == question.values.end() ? key : in_language(value->second));
    from = end + 1;
  }
  return names;
}

}  // namespace

RequestExtras RequestExtras::of(desk::Reader& reader, const std::vector<desk::RequestLine>& lines) {
  RequestExtras extras;
  std::vector<domain::CaseId> cases;
  desk::UpdateFilter filter;
  filter.limit = kMostNotes;
  for (const desk::RequestLine& line : lines) {
    cases.push_back(line.id);
    filter.numbers.push_back(line.number);
  }
  if (lines.empty()) return extras;
  for (auto& answer : reader.request_answers(cases)) {
    extras.answers[answer.case_id].push_back(std::move(answer));
  }
  for (auto& area : reader.request_areas(cases)) {
    extras.areas[area.case_id].push_back(std::move(area.area));
  }
  for (auto& update : reader.request_updates(filter)) {
    extras.updates[update.case_id].push_back(std::move(update));
  }
  return extras;
}

RequestDocument::RequestDocument(const Exchange& exchange, desk::Reader& reader,
                                 ReadingRights rights, PhotosOfCases photos)
    : exchange_(exchange),
      photos_(std::move(photos)),
      zone_(reader.zone()),
      language_(exchange.language),
      rights_(std::move(rights)),
      updates_(exchange, reader, rights_),
      catalogue_(reader.catalogue()) {
  for (const desk::ServiceRow& row : catalogue_->services) services_.emplace(row.id, &row);
  for (const auto& row : catalogue_->departments) departments_.emplace(row.id, &row.name);
}

const std::string& RequestDocument::in_language(const desk::Localised& text) const {
  return language_ == "fr" && !text.fr.empty() ? text.fr : text.en;
}

Node RequestDocument::attributes(const desk::RequestLine& line, const RequestExtras& extras,
                                 bool in_full) const {
  std::vector<Node> shown;
  const auto service = services_.find(line.service);
  const auto answers = extras.answers.find(line.id);
  if (service == services_.end() || answers == extras.answers.end()) {
    return Node::list("attribute", {});
  }
  const auto& questions = service->second->questions;
  for (const desk::RequestAnswer& answer : answers->second) {
    const auto question =
        std::find_if(questions.begin(), questions.end(),
                     [&](const desk::QuestionRow& one) { return one.code == answer.code; });
    if (question == questions.end()) continue;
    if (!in_full && !(shows_detail(line, false) && is_chosen(*question))) continue;
    const std::string name =
        named(*question, answer.value, [&](const auto& text) { return in_language(text); });
    shown.push_back(Node::fields({{"label", Node::text(in_language(question->text))},
                                  {"name", Node::text(name)},
                                  {"value", Node::text(answer.value)},
                                  {"code", Node::text(answer.code)}}));
  }
  return Node::list("attribute", std::move(shown));
}

/// Of a public service everybody sees more than state and times, unless who sent the request wants
/// otherwise.
bool RequestDocument::shows_detail(const desk::RequestLine& line, bool in_full) const {
  const auto service = services_.find(line.service);
  return in_full || (service != services_.end() && service->second->is_public && !line.non_public);
}

bool RequestDocument::shows(const desk::PhotoRow& photo, const desk::RequestLine& line,
                            bool in_full) const {
  return in_full || (photo.is_public && shows_detail(line, false));
}

std::string RequestDocument::media_url(const desk::RequestLine& line, bool in_full) const {
  const auto photos = photos_.find(line.id);
  if (photos == photos_.end()) return "";
  for (const desk::PhotoRow& photo : photos->second) {
    if (!shows(photo, line, in_full)) continue;
    return photo_address(exchange_, photo.id, desk::PhotoSize::image, shows(photo, line, false));
  }
  return "";
}

std::vector<Node> RequestDocument::photos(const desk::RequestLine& line, bool in_full) const {
  std::vector<Node> shown;
  const auto photos = photos_.find(line.id);
  if (photos == photos_.end()) return shown;
  for (const desk::PhotoRow& photo : photos->second) {
    if (!shows(photo, line, in_full)) continue;
    const bool for_all = shows(photo, line, false);
    const auto address = [&](desk::PhotoSize size) {
      return Node::text(photo_address(exchange_, photo.id, size, for_all));
    };
    shown.push_back(Node::fields({{"media_url", address(desk::PhotoSize::image)},
                                  {"thumbnail_url", address(desk::PhotoSize::thumbnail)},
                                  {"width", Node::number(std::to_string(photo.width))},
                                  {"height", Node::number(std::to_string(photo.height))},
                                  {"created_at", Node::text(told_moment(photo.added_at, zone_))}}));
  }
  return shown;
}

/// As the city had drawn them when it came.
Node RequestDocument::areas(const desk::RequestLine& line, const RequestExtras& extras) {
  std::vector<Node> shown;
  const auto areas = extras.areas.find(line.id);
  if (areas == extras.areas.end()) return Node::list("area", {});
  for (const domain::CaseArea& area : areas->second) {
    shown.push_back(Node::fields({{"layer", Node::text(area.layer)},
                                  {"id", Node::text(area.code)},
                                  {"name", Node::text(area.name)}}));
  }
  return Node::list("area", std::move(shown));
}

Node RequestDocument::extended_attributes(const desk::RequestLine& line,
                                          const RequestExtras& extras, bool in_full) const {
  const bool detail = shows_detail(line, in_full);
  const bool has_parent = detail && line.joined_to.has_value();
  return Node::fields({{"detailed_status", Node::text(detail ? detailed_status(line) : "")},
                       {"duplicate", Node::truth(has_parent)},
                       {"parent_service_request_id",
                        has_parent ? Node::text(std::to_string(*line.joined_to)) : Node::absent()},
                       {"areas", detail ? areas(line, extras) : Node::list("area", {})},
                       {"photos", Node::list("photo", photos(line, in_full))}});
}

Node RequestDocument::notes(const desk::RequestLine& line, const RequestExtras& extras) const {
  std::vector<Node> shown;
  const auto updates = extras.updates.find(line.id);
  if (updates == extras.updates.end()) return Node::list("note", {});
  for (const desk::RequestUpdate& update : updates->second) {
    shown.push_back(Node::fields({{"datetime", Node::text(told_moment(update.at, zone_))},
                                  {"type", Node::text(note_type(update.what))},
                                  {"summary", Node::text(updates_.plain(update))},
                                  {"description", Node::text(updates_.text(update))}}));
  }
  return Node::list("note", std::move(shown));
}

void RequestDocument::show(EntryWriter& out, const desk::RequestLine& line,
                           const RequestExtras* extras) const {
  const auto service = services_.find(line.service);
  const bool known = service != services_.end();
  const bool in_full = rights_.cover(line.id, line.api_key);
  const bool detail = shows_detail(line, in_full);
  const bool shows_description = in_full || (detail && line.description_is_public);
  const bool open = line.state == domain::CaseState::open;
  out.begin();
  out.text("service_request_id", std::to_string(line.number));
  out.text("status", open ? "open" : "closed");
  out.text("status_notes",
           detail && line.resolution ? told_outcome(*line.resolution, language_) : "");
  out.text("service_name", known ? in_language(service->second->name) : kNothing);
  out.text("service_code", known ? service->second->code : kNothing);
  out.text("description", shows_description && line.description ? *line.description : kNothing);
  out.text("agency_responsible", detail ? agency(line) : kNothing);
  out.text("service_notice", "");
  out.text("requested_datetime", told_moment(line.opened_at, zone_));
  out.text("updated_datetime", told_moment(line.updated_at, zone_));
  if (line.target) {
    out.text("expected_datetime", told_moment(*line.target, zone_));
  } else {
    out.absent("expected_datetime");
  }
  const bool to_block = !in_full && known && service->second->place_to_block;
  place(out, line, in_full, detail, to_block);
  out.text("media_url", line.has_photos ? media_url(line, in_full) : "");
  if (extras != nullptr) {
    out.number("non_public", shows_detail(line, false) ? "0" : "1");
    out.node("attributes", attributes(line, *extras, in_full));
    out.node("extended_attributes", extended_attributes(line, *extras, in_full));
    out.node("notes", notes(line, *extras));
  }
  out.end();
}

const std::string& RequestDocument::agency(const desk::RequestLine& line) const {
  if (!line.department) return kNothing;
  const auto found = departments_.find(*line.department);
  return found == departments_.end() ? kNothing : in_language(*found->second);
}

void RequestDocument::place(EntryWriter& out, const desk::RequestLine& line, bool in_full,
                            bool detail, bool to_block) const {
  const bool shows_words = in_full || (detail && line.place_is_public);
  if (!shows_words || !line.place) {
    out.text("address", "");
  } else if (to_block) {
    out.text("address", domain::rounded_to_block(std::string_view(*line.place)));
  } else {
    out.text("address", *line.place);
  }
  out.text("address_id", "");
  out.text("zipcode", "");
  if (!detail || !line.point) {
    out.absent("lat");
    out.absent("long");
    return;
  }
  const domain::Point point = to_block ? domain::rounded_to_block(*line.point) : *line.point;
  out.number("lat", domain::plain_decimal(point.lat));
  out.number("long", domain::plain_decimal(point.lng));
}

}  // namespace kept::http
