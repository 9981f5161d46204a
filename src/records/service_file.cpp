#include "records/service_file.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "desk/follow_case.h"
#include "desk/word_names.h"

namespace kept::records {
namespace {

constexpr std::array<std::string_view, 6> kDatatypes{
    "string", "text", "number", "datetime", "singlevaluelist", "multivaluelist"};

/// ["code", "English", "français"], each.
void read_values(CheckedTable& table, desk::QuestionRow& row) {
  const toml::array* values = table.list("values");
  if (values == nullptr) return;
  for (const auto& entry : *values) {
    const toml::array* value = entry.as_array();
    if (value == nullptr || value->size() != 3 || !value->is_homogeneous<std::string>()) {
      table.wrong("values", "a value is written [\"code\", \"English\", \"français\"]");
      return;
    }
    row.values.emplace_back((*value)[0].value_or(""),
                            desk::Localised{(*value)[1].value_or(""), (*value)[2].value_or("")});
  }
}

desk::QuestionRow question_of(CheckedTable& table, const std::string& service) {
  desk::QuestionRow row;
  row.code = table.needed("code");
  table.call(service + ", question " + row.code);
  row.text = table.both("text");
  row.datatype = table.has("datatype") ? table.needed("datatype") : "string";
  if (std::ranges::find(kDatatypes, row.datatype) == kDatatypes.end()) {
    table.wrong("datatype", "there is no datatype " + row.datatype);
  }
  row.hint = table.both("hint");
  row.variable = table.flag("variable", true);
  row.required = table.flag("required", false);
  if (row.required && !row.variable) {
    table.wrong("required", "a text that is only read needs no answer");
  }
  if (table.has("automated")) {
    row.automated = desk::word_of<desk::Automated>(table.needed("automated"));
    if (!row.automated) table.wrong("automated", "automated is server_set or hidden_field");
  }
  read_values(table, row);
  if (row.datatype.ends_with("list") && row.values.empty()) {
    table.wrong("values", "a list has values");
  }
  const std::vector<std::string> when = table.texts("when");
  if (when.size() == 2) {
    row.when = {when[0], when[1]};
  } else if (!when.empty()) {
    table.wrong("when", R"(when is written ["question", "answer"])");
  }
  (void)table.close();  // noted in the file
  return row;
}

/// Who does it, as the table's department and team say.
struct Doer {
  domain::DepartmentId department;
  std::optional<domain::TeamId> team;
};

Doer doer_of(CheckedTable& table, const std::vector<desk::DepartmentRow>& departments) {
  const std::string key = table.needed("department");
  const auto department = std::ranges::find(departments, key, &desk::DepartmentRow::key);
  if (department == departments.end()) {
    table.wrong("department", "there is no department " + key);
    (void)table.text("team");
    return {};
  }
  if (!table.has("team")) return {department->id, {}};
  const std::string team_key = table.needed("team");
  const auto team = std::ranges::find(department->teams, team_key, &desk::TeamRow::key);
  if (team != department->teams.end()) return {department->id, team->id};
  table.wrong("team", "department " + key + " has no team " + team_key);
  return {};
}

/// In which areas, or for which answer, others do it.
desk::RouteRow route_of(CheckedTable& table, const std::string& service,
                        const std::vector<desk::DepartmentRow>& departments) {
  table.call(service + ", route");
  desk::RouteRow row;
  row.layer = table.text("layer");
  row.areas = table.texts("areas");
  if (row.layer.empty() != row.areas.empty()) {
    table.wrong("areas", "layer and areas come together");
  }
  const std::vector<std::string> when = table.texts("when");
  if (when.size() == 2) {
    row.when = {when[0], when[1]};
  } else if (!when.empty() || row.layer.empty()) {
    table.wrong("when", R"(a route has areas, or when = ["question", "answer"], or both)");
  }
  const Doer doer = doer_of(table, departments);
  row.department = doer.department;
  row.team = doer.team;
  (void)table.close();  // noted in the file
  return row;
}

bool has_answer(const desk::ServiceRow& service, const std::pair<std::string, std::string>& when) {
  return std::ranges::any_of(service.questions, [&](const auto& asked) {
    return asked.code == when.first && std::ranges::any_of(asked.values, [&](const auto& value) {
             return value.first == when.second;
           });
  });
}

}  // namespace

desk::ServiceRow read_service(CheckedTable& table,
                              const std::vector<desk::DepartmentRow>& departments) {
  desk::ServiceRow row;
  row.code = table.needed("code");
  const std::string name = "service " + row.code;
  table.call(name);
  row.name = table.both("name");
  row.description = table.both("description");
  row.group = table.text("group");
  row.keywords = table.texts("keywords");
  const Doer doer = doer_of(table, departments);
  row.department = doer.department;
  row.team = doer.team;
  row.target = std::chrono::minutes(table.number("target_minutes", 0, 0, kLongestTarget));
  const auto follow_up = desk::word_of<domain::FollowUpPolicy>(table.needed("follow_up"));
  if (!follow_up) table.wrong("follow_up", "follow_up is person, message or none");
  row.follow_up = follow_up.value_or(domain::FollowUpPolicy::person);
  row.place_required = table.flag("place_required", false);
  row.is_public = table.flag("public", false);
  row.place_to_block = table.flag("place_to_block", false);
  if (table.has("nearby_metres")) {
    row.nearby_metres = static_cast<int>(
        table.number("nearby_metres", desk::kNearbyMetres, 1, desk::kNearbyMetresAtMost));
  }
  if (table.has("nearby_days")) {
    row.nearby_days = static_cast<int>(
        table.number("nearby_days", desk::kNearbyDays, 1, desk::kNearbyDaysAtMost));
  }
  const auto type =
      desk::word_of<desk::ServiceType>(table.has("type") ? table.needed("type") : "realtime");
  if (!type) table.wrong("type", "type is realtime or batch");
  row.type = type.value_or(desk::ServiceType::realtime);
  for (CheckedTable& question : table.tables("question")) {
    row.questions.push_back(question_of(question, name));
  }
  for (const desk::QuestionRow& asked : row.questions) {
    if (asked.when && !has_answer(row, *asked.when)) {
      table.wrong("question",
                  "question " + asked.code + " waits for an answer that nobody can give");
    }
  }
  for (CheckedTable& route : table.tables("route")) {
    row.routes.push_back(route_of(route, name, departments));
    if (row.routes.back().when && !has_answer(row, *row.routes.back().when)) {
      route.wrong("when", "a route waits for an answer that nobody can give");
    }
  }
  return row;
}

}  // namespace kept::records
