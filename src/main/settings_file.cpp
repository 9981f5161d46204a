#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include "main/settings.h"

namespace kept {
namespace {

using base::Done;
using base::Error;
using base::Result;

/// `where` is "file:line" or the name of a variable.
Error wrong(const std::string& where, const std::string& why) {
  return base::invalid("", "settings.wrong", where + ": " + why);
}

Result<Done> set_text(Settings& settings, const SettingDefinition& setting,
                      const std::string& where, const std::string& value) {
  const auto& words = setting.words;
  const auto is_value = [&](const char* word) { return value == word; };
  if (!words.empty() && std::none_of(words.begin(), words.end(), is_value)) {
    return wrong(where, fmt::format("{} is one of {}, not '{}'.", setting.key,
                                    fmt::join(words, ", "), value));
  }
  // What has a default is never nothing; what may be left out is empty by default.
  if (value.empty() && !(Settings{}.*std::get<std::string Settings::*>(setting.place)).empty()) {
    return wrong(where, fmt::format("{} is empty.", setting.key));
  }
  settings.*std::get<std::string Settings::*>(setting.place) = value;
  return Done{};
}

Result<Done> set_number(Settings& settings, const SettingDefinition& setting,
                        const std::string& where, std::int64_t value) {
  if (value < setting.least || value > setting.most) {
    return wrong(where, fmt::format("{} is {} to {} {}, not {}.", setting.key, setting.least,
                                    setting.most, setting.unit, value));
  }
  settings.*std::get<std::int64_t Settings::*>(setting.place) = value;
  return Done{};
}

std::string wanted(const SettingDefinition& setting) {
  if (std::holds_alternative<std::string Settings::*>(setting.place)) return "a text in quotes";
  return fmt::format("a whole number of {}", setting.unit);
}

Result<Done> set_from_file(Settings& settings, const SettingDefinition& setting,
                           const std::string& where, const toml::node& node) {
  if (std::holds_alternative<std::string Settings::*>(setting.place)) {
    if (const auto* text = node.as_string()) {
      return set_text(settings, setting, where, text->get());
    }
  } else if (const auto* number = node.as_integer()) {
    return set_number(settings, setting, where, number->get());
  }
  return wrong(where, fmt::format("{} wants {}.", setting.key, wanted(setting)));
}

Result<Done> set_from_variable(Settings& settings, const SettingDefinition& setting,
                               const std::string& value) {
  const std::string where = environment_name(setting);
  if (std::holds_alternative<std::string Settings::*>(setting.place)) {
    return set_text(settings, setting, where, value);
  }
  std::int64_t number = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  if (read.ec != std::errc{} || read.ptr != value.data() + value.size()) {
    return wrong(where, fmt::format("{} wants {}.", setting.key, wanted(setting)));
  }
  return set_number(settings, setting, where, number);
}

/// Walks the file's tables; `prefix` is "http." inside [http].
Result<Done> take_table(Settings& settings, const std::string& file, const std::string& prefix,
                        const toml::table& table) {
  const auto& definitions = setting_definitions();
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    const std::string where = fmt::format("{}:{}", file, name.source().begin.line);
    const auto found = std::find_if(definitions.begin(), definitions.end(),
                                    [&](const SettingDefinition& one) { return one.key == key; });
    Result<Done> taken = Done{};
    if (found != definitions.end()) {
      taken = set_from_file(settings, *found, where, node);
    } else if (node.is_table() && prefix.empty() &&
               std::any_of(definitions.begin(), definitions.end(), [&](const auto& one) {
                 return std::string(one.key).starts_with(key + ".");
               })) {
      taken = take_table(settings, file, key + ".", *node.as_table());
    } else {
      taken = wrong(where, fmt::format("there is no setting '{}'; 'kept311 config example' shows "
                                       "those there are.",
                                       key));
    }
    if (!taken.ok()) return taken;
  }
  return Done{};
}

Result<Done> take_file(Settings& settings, const std::filesystem::path& path) {
  std::ifstream stream(path);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream.is_open() || stream.bad()) {
    return base::not_found("settings.no_file", path.string() + " cannot be read.");
  }
  try {
    return take_table(settings, path.string(), "", toml::parse(text.str(), path.string()));
  } catch (const toml::parse_error& error) {
    return wrong(fmt::format("{}:{}", path.string(), error.source().begin.line),
                 std::string(error.description()) + ".");
  }
}

}  // namespace

Result<Settings> load_settings(const std::optional<std::filesystem::path>& file,
                               const Environment& environment) {
  Settings settings;
  if (file) {
    if (auto taken = take_file(settings, *file); !taken.ok()) return taken.error();
  }
  for (const SettingDefinition& setting : setting_definitions()) {
    const auto value = environment(environment_name(setting));
    if (!value) continue;
    if (auto taken = set_from_variable(settings, setting, *value); !taken.ok()) {
      return taken.error();
    }
  }
  return settings;
}

}  // namespace kept
