#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <cstdlib>

#include "main/commands.h"
#include "main/import_map.h"
#include "main/installation.h"
#include "records/city_export.h"
#include "records/city_files.h"

namespace kept {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// Undoes the unit of work in which a set-up was only tried.
const base::Error kOnlyChecked{base::ErrorKind::kConflict, "config.checked", "", ""};

struct Imported {
  records::ImportCounts counts;
  int areas = 0;
  std::vector<std::string> cannot_sign_in;  ///< active, without a password
};

base::Result<Imported> import_into(const Installation& city, const fs::path& files,
                                   bool only_check) {
  Imported imported;
  const auto done = city.store->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
    imported = {};
    const auto counts = records::import_city(tx, files, tx.jurisdiction().demo,
                                             [](const std::string&) { return std::string(); });
    if (!counts.ok()) return counts.error();
    imported.counts = counts.value();
    const auto areas = import_map(tx, files);
    if (!areas.ok()) return areas.error();
    imported.areas = areas.value();
    for (const desk::StaffRow& row : tx.staff()) {
      if (row.active && row.password_hash.empty()) imported.cannot_sign_in.push_back(row.key);
    }
    if (only_check) return kOnlyChecked;
    return base::Done{};
  });
  if (!done.ok() && done.error().reason != kOnlyChecked.reason) return done.error();
  return imported;
}

int told(const Imported& imported, const std::string& what, const Output& output) {
  const records::ImportCounts& counts = imported.counts;
  std::string sentence =
      fmt::format("{} {} calendars, {} departments, {} staff, {} services, {} articles, {} areas.",
                  what, counts.calendars, counts.departments, counts.staff, counts.services,
                  counts.articles, imported.areas);
  if (counts.endpoints > 0) sentence += fmt::format(" {} endpoints of others.", counts.endpoints);
  if (counts.queues > 0) sentence += fmt::format(" {} queues of the telephone.", counts.queues);
  json::array warnings;
  for (const std::string& warning : counts.warnings) {
    sentence += "\nLook again: " + warning;
    warnings.emplace_back(warning);
  }
  json::array waiting;
  for (const std::string& key : imported.cannot_sign_in) waiting.emplace_back(key);
  if (!waiting.empty()) {
    sentence += fmt::format(
        "\n{} of the staff cannot sign in yet: 'kept311 user password NAME' gives them a "
        "password, 'kept311 user list' shows who.",
        waiting.size());
  }
  return output.done(sentence, {{"calendars", counts.calendars},
                                {"departments", counts.departments},
                                {"staff", counts.staff},
                                {"services", counts.services},
                                {"articles", counts.articles},
                                {"endpoints", counts.endpoints},
                                {"queues", counts.queues},
                                {"areas", imported.areas},
                                {"warnings", std::move(warnings)},
                                {"cannot_sign_in", std::move(waiting)}});
}

/// A directory that is gone with this object: for trying a set-up where there is no city yet.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "kept311-check-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

int import_config(const Settings& settings, const fs::path& city, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::make);
  if (!opened.ok()) return output.failed(opened.error());
  const auto imported = import_into(*opened, city, false);
  if (!imported.ok()) return output.failed(imported.error());
  if (const auto places = import_gazetteer(*opened->store, city); !places.ok()) {
    return output.failed(places.error());
  }
  return told(*imported, "Taken over:", output);
}

int check_config(const Settings& settings, const fs::path& city, const Output& output) {
  const base::SystemClock clock;
  const Scratch scratch;
  const bool exists = fs::exists(database_in(settings.data));
  const auto opened = open_installation(exists ? fs::path(settings.data) : scratch.path(), clock,
                                        exists ? Opening::existing : Opening::make);
  if (!opened.ok()) return output.failed(opened.error());
  const auto imported = import_into(*opened, city, true);
  if (!imported.ok()) return output.failed(imported.error());
  return told(*imported, "In order, nothing was changed:", output);
}

int export_config(const Settings& settings, const fs::path& target, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  base::Result<base::Done> written = base::Done{};
  opened->store->read(
      [&](desk::Reader& reader) { written = records::export_city(reader, target); });
  if (!written.ok()) return output.failed(written.error());
  return output.done(
      fmt::format("Written to {}. Passwords, absences, drafts and the map are left out.",
                  target.string()),
      {{"directory", target.string()}});
}

int show_settings(const Settings& settings, const Output& output) {
  std::string lines;
  json::object values;
  for (const SettingDefinition& setting : setting_definitions()) {
    const std::string value = written(setting, settings);
    lines += fmt::format("{}{} = {}", lines.empty() ? "" : "\n", setting.key, value);
    if (const auto* text = std::get_if<std::string Settings::*>(&setting.place)) {
      values[setting.key] = settings.**text;
    } else {
      values[setting.key] = settings.*std::get<std::int64_t Settings::*>(setting.place);
    }
  }
  return output.done(lines, values);
}

int show_example_settings(const Output& output) {
  std::string example = example_settings();
  example.pop_back();  // the line's end is added again
  return output.done(example, {{"example", example}});
}

}  // namespace kept
