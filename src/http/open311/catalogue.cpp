#include <algorithm>

#include "desk/place_intake.h"
#include "desk/word_names.h"
#include "http/open311/exchange.h"
#include "http/open311/moment.h"
#include "http/open311/point_argument.h"

namespace kept::http {
namespace {

/// When a service or its definition last changed: what clients keep it by.
std::string changeset(desk::Reader& reader) {
  const auto changed = reader.setting("services.changed_at");
  const base::Duration since{changed ? std::stoll(*changed) : 0};
  return told_moment(base::Instant(since), reader.zone());
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  // No space after the comma: there are clients that do not trim.
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

const std::string& in_language(const desk::Localised& text, const std::string& language) {
  return language == "fr" && !text.fr.empty() ? text.fr : text.en;
}

Node service(const desk::ServiceRow& row, const std::string& language) {
  return Node::fields({{"service_code", Node::text(row.code)},
                       {"service_name", Node::text(in_language(row.name, language))},
                       {"description", Node::text(in_language(row.description, language))},
                       {"metadata", Node::truth(!row.questions.empty())},
                       {"type", Node::text(desk::name_of(row.type))},
                       {"keywords", Node::text(joined(row.keywords))},
                       {"group", Node::text(row.group)}});
}

Node attribute(const desk::QuestionRow& question, int order, const std::string& language) {
  // A question that waits for another's answer cannot be required of everybody.
  // Nor one that we answer ourselves.
  const bool required = question.required && !question.when && !question.automated;
  std::vector<Node::Field> fields{
      {"variable", Node::truth(question.variable)},
      {"code", Node::text(question.code)},
      {"datatype", Node::text(question.datatype)},
      {"required", Node::truth(required)},
      {"datatype_description", Node::text(in_language(question.hint, language))},
      {"order", Node::number(std::to_string(order))},
      {"description", Node::text(in_language(question.text, language))}};
  if (question.automated) {
    fields.emplace_back("automated", Node::text(desk::name_of(*question.automated)));
  }
  if (question.datatype == "singlevaluelist" || question.datatype == "multivaluelist") {
    std::vector<Node> values;
    for (const auto& [key, name] : question.values) {
      values.push_back(Node::fields(
          {{"key", Node::text(key)}, {"name", Node::text(in_language(name, language))}}));
    }
    fields.emplace_back("values", Node::list("value", std::move(values)));
  }
  return Node::fields(std::move(fields));
}

Node definition(const desk::ServiceRow& row, const std::string& language) {
  std::vector<Node> attributes;
  int order = 0;
  for (const desk::QuestionRow& question : row.questions) {
    attributes.push_back(attribute(question, ++order, language));
  }
  return Node::fields({{"service_code", Node::text(row.code)},
                       {"attributes", Node::list("attribute", std::move(attributes))}});
}

}  // namespace

Reply show_discovery(const Exchange& exchange) {
  std::string changed;
  desk::JurisdictionRow city;
  exchange.options.store.read([&](desk::Reader& reader) {
    changed = changeset(reader);
    city = reader.jurisdiction();
  });
  const bool french = exchange.language == "fr";
  const Node endpoint = Node::fields(
      {{"specification", Node::text("http://wiki.open311.org/GeoReport_v2")},
       {"url", Node::text(exchange.origin() + "/open311/v2/")},
       {"changeset", Node::text(changed)},
       {"type", Node::text(city.demo ? "test" : "production")},
       {"formats",
        Node::list("format", {Node::text("text/xml"), Node::text("application/json")})}});
  return {
      200,
      {"discovery",
       Node::fields(
           {{"changeset", Node::text(changed)},
            {"contact", Node::text(city.name + ", 311")},
            {"key_service",
             Node::text(french ? "Les clés d'accès sont remises par le 311 de " + city.name + "."
                               : "Keys are given out by the 311 of " + city.name + ".")},
            {"endpoints", Node::list("endpoint", {endpoint})},
            {"max_requests", Node::number(std::to_string(kMostEntries))}})},
      {}};
}

Reply list_services(const Exchange& exchange) {
  std::vector<base::Error> mistakes;
  const auto point = read_point(exchange.arguments, mistakes);
  if (!mistakes.empty()) return refusal(mistakes, exchange.language);
  std::vector<Node> services;
  exchange.options.store.read([&](desk::Reader& reader) {
    const bool is_outside = point && !desk::place_of(reader, point, "").ok();
    const auto catalogue = reader.catalogue();
    for (const desk::ServiceRow& row : catalogue->services) {
      if (is_outside && row.place_required) continue;
      services.push_back(service(row, exchange.language));
    }
  });
  return {200, {"services", Node::list("service", std::move(services))}, {}};
}

Reply show_definition(const Exchange& exchange, const std::string& code) {
  std::shared_ptr<const desk::Catalogue> catalogue;
  exchange.options.store.read([&](desk::Reader& reader) { catalogue = reader.catalogue(); });
  const auto& services = catalogue->services;
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const desk::ServiceRow& row) { return row.code == code; });
  if (found == services.end()) {
    return refusal({base::not_found("service.unknown", "")}, exchange.language);
  }
  return {200, {"service_definition", definition(*found, exchange.language)}, {}};
}

}  // namespace kept::http
