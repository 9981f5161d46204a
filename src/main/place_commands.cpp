#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "base/time_text.h"
#include "desk/count_by_area.h"
#include "main/commands.h"
#include "main/import_map.h"
#include "main/installation.h"

namespace kept {
namespace {

namespace json = boost::json;

std::string shown(const desk::AreaLayerRow& layer) {
  if (!layer.from && !layer.until) return layer.key;
  return fmt::format("{} {} to {}", layer.key, layer.from ? base::format_date(*layer.from) : "ever",
                     layer.until ? base::format_date(*layer.until) : "today");
}

json::value as_json(const std::optional<base::Date>& date) {
  return date ? json::value(base::format_date(*date)) : json::value(nullptr);
}

json::object as_json(const desk::AreaLayerRow& layer) {
  return {{"layer", layer.key}, {"from", as_json(layer.from)}, {"until", as_json(layer.until)}};
}

json::object as_json(const desk::AreaCount& count) {
  json::array areas;
  for (const desk::AreaFigures& area : count.areas) {
    areas.push_back(json::object{{"code", area.code},
                                 {"name", area.name},
                                 {"open", area.open},
                                 {"resolved", area.resolved},
                                 {"closed", area.closed},
                                 {"records", area.records}});
  }
  json::object told = as_json(count.layer);
  told["areas"] = std::move(areas);
  return told;
}

std::string shown(const desk::AreaCount& count) {
  std::string lines = fmt::format("{}\n{:<8} {:<36} {:>9} {:>9} {:>9} {:>9}", shown(count.layer),
                                  "code", "name", "open", "resolved", "closed", "before");
  for (const desk::AreaFigures& area : count.areas) {
    lines += fmt::format("\n{:<8} {:<36} {:>9} {:>9} {:>9} {:>9}", area.code,
                         area.code.empty() ? "in no area" : area.name, area.open, area.resolved,
                         area.closed, area.records);
  }
  return lines;
}

}  // namespace

int import_areas(const Settings& settings, const ImportAreasCommand& command,
                 const Output& output) {
  const auto import = read_areas(command);
  if (!import.ok()) return output.failed(import.error());
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  const auto imported =
      desk::write<desk::AreasImported>(*opened->store, [&](desk::Transaction& tx) {
        return desk::import_areas(tx, at_the_command_line(), *import);
      });
  if (!imported.ok()) return output.failed(imported.error());
  std::string sentence =
      fmt::format("{}: {} areas are new, {} changed, {} are as they were.", shown(imported->layer),
                  imported->created, imported->updated, imported->unchanged);
  if (imported->ended) {
    sentence += fmt::format(" Those before end on {}.", base::format_date(*imported->ended->until));
  }
  json::object values = as_json(imported->layer);
  values["created"] = imported->created;
  values["updated"] = imported->updated;
  values["unchanged"] = imported->unchanged;
  return output.done(sentence, values);
}

int import_places(const Settings& settings, const ImportPlacesCommand& command,
                  const Output& output) {
  const auto import = read_places(command);
  if (!import.ok()) return output.failed(import.error());
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  const auto imported = desk::import_places(*opened->store, at_the_command_line(), *import);
  if (!imported.ok()) return output.failed(imported.error());
  return output.done(
      fmt::format("{}: {} places are new, {} changed, {} are as they were, {} are gone.",
                  command.layer, imported->created, imported->updated, imported->unchanged,
                  imported->dropped),
      {{"layer", command.layer},
       {"created", imported->created},
       {"updated", imported->updated},
       {"unchanged", imported->unchanged},
       {"dropped", imported->dropped}});
}

int list_areas(const Settings& settings, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  std::string lines;
  json::array layers;
  opened->store->read([&](desk::Reader& reader) {
    for (const desk::AreaLayerRow& layer : reader.area_layers()) {
      const std::size_t areas = reader.areas(layer.id).size();
      lines += fmt::format("{}{}: {} areas", lines.empty() ? "" : "\n", shown(layer), areas);
      json::object& told = layers.emplace_back(as_json(layer)).as_object();
      told["areas"] = areas;
    }
  });
  return output.done(lines.empty() ? "There are no areas." : lines,
                     {{"layers", std::move(layers)}});
}

int find_areas(const Settings& settings, const FindAreasCommand& command, const Output& output) {
  const auto point = domain::Point::parse(command.point);
  if (!point) {
    return output.failed(base::invalid("/point", "point.unreadable",
                                       "A point is written latitude,longitude: 43.6532,-79.3832"));
  }
  const auto day = maybe_date(command.on);
  if (!day.ok()) return output.failed(day.error());
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  std::string lines;
  json::array areas;
  opened->store->read([&](desk::Reader& reader) {
    const base::Date on = day.value().value_or(reader.zone().day_of(reader.now()));
    for (const domain::CaseArea& area : reader.areas_at(*point, on)) {
      lines +=
          fmt::format("{}{}: {} {}", lines.empty() ? "" : "\n", area.layer, area.code, area.name);
      areas.push_back(
          json::object{{"layer", area.layer}, {"code", area.code}, {"name", area.name}});
    }
  });
  return output.done(lines.empty() ? "It lies in no area." : lines, {{"areas", std::move(areas)}});
}

int count_areas(const Settings& settings, const CountAreasCommand& command, const Output& output) {
  const auto day = maybe_date(command.on);
  if (!day.ok()) return output.failed(day.error());
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  std::vector<desk::AreaCount> counts;
  if (command.of_its_day) {
    auto counted = desk::count_by_area_of_its_day(*opened->store, command.layer);
    if (!counted.ok()) return output.failed(counted.error());
    counts = std::move(counted).value();
  } else {
    base::Date today{};
    opened->store->read([&](desk::Reader& reader) { today = reader.zone().day_of(reader.now()); });
    auto counted = desk::count_by_area(*opened->store, command.layer, day.value().value_or(today));
    if (!counted.ok()) return output.failed(counted.error());
    counts.push_back(std::move(counted).value());
  }
  std::string lines;
  json::array drawings;
  for (const desk::AreaCount& count : counts) {
    lines += (lines.empty() ? "" : "\n\n") + shown(count);
    drawings.push_back(as_json(count));
  }
  return output.done(lines, {{"drawings", std::move(drawings)}});
}

}  // namespace kept
