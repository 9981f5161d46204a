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

Result<Done> set_in_trunk(TrunkSettings& trunk, const TrunkSettingDefinition& setting,
                          const std::string& where, const toml::node& node) {
  const auto wants = [&](const char* what) {
    return wrong(where, fmt::format("telephone.trunk: {} wants {}.", setting.key, what));
  };
  if (const auto* place = std::get_if<std::int64_t TrunkSettings::*>(&setting.place)) {
    const auto* number = node.as_integer();
    if (number == nullptr) return wants("a whole number");
    trunk.** place = number->get();
    return Done{};
  }
  if (const auto* place = std::get_if<std::vector<std::string> TrunkSettings::*>(&setting.place)) {
    const auto* list = node.as_array();
    if (list == nullptr) return wants("a list of texts");
    for (const toml::node& each : *list) {
      if (!each.is_string()) return wants("a list of texts");
      (trunk.**place).push_back(each.as_string()->get());
    }
    return Done{};
  }
  const auto* text = node.as_string();
  if (text == nullptr) return wants("a text in quotes");
  const auto is_it = [&](const char* word) { return text->get() == word; };
  if (!setting.words.empty() && std::ranges::none_of(setting.words, is_it)) {
    return wrong(where, fmt::format("telephone.trunk: {} is one of {}, not '{}'.", setting.key,
                                    fmt::join(setting.words, ", "), text->get()));
  }
  trunk.*std::get<std::string TrunkSettings::*>(setting.place) = text->get();
  return Done{};
}

/// [[telephone.trunk]], one after the other.
Result<Done> take_trunks(Settings& settings, const std::string& file, const toml::node& node) {
  if (!node.is_array_of_tables()) {
    return wrong(fmt::format("{}:{}", file, node.source().begin.line),
                 "trunks are written as tables, each under [[telephone.trunk]].");
  }
  const auto& definitions = trunk_setting_definitions();
  for (const toml::node& each : *node.as_array()) {
    TrunkSettings& trunk = settings.telephone_trunks.emplace_back();
    for (const auto& [name, value] : *each.as_table()) {
      const std::string key(name.str());
      const std::string where = fmt::format("{}:{}", file, name.source().begin.line);
      const auto found =
          std::ranges::find_if(definitions, [&](const auto& one) { return one.key == key; });
      if (found == definitions.end()) {
        return wrong(where, fmt::format("a trunk has no setting '{}'; 'kept311 config example' "
                                        "shows those there are.",
                                        key));
      }
      if (auto set = set_in_trunk(trunk, *found, where, value); !set.ok()) return set;
    }
  }
  return Done{};
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
    if (key == "telephone.trunk") {
      taken = take_trunks(settings, file, node);
    } else if (found != definitions.end()) {
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
