#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace kept {

/// One of the city's trunks: a table [[telephone.trunk]] of the settings.
struct TrunkSettings {
  std::string name;
  std::string transport = "udp";
  std::string listen;
  std::string gateway;
  std::string domain;
  std::vector<std::string> sources;
  std::string user;
  std::string password_file;
  std::string registers = "no";
  std::string certificate;
  std::string key;
  std::string authorities;
  std::string wants_certificate = "yes";
  std::int64_t priority = 1;
};

/// One key of it, for the reader of the file and for the example.
struct TrunkSettingDefinition {
  using Place = std::variant<std::string TrunkSettings::*, std::int64_t TrunkSettings::*,
                             std::vector<std::string> TrunkSettings::*>;

  const char* key;
  Place place;
  const char* example;  ///< as TOML writes it
  const char* reason;
  std::vector<const char*> words = {};  ///< these and no others; empty: any
};
[[nodiscard]] const std::vector<TrunkSettingDefinition>& trunk_setting_definitions();

/// A table with all keys, in comments.
[[nodiscard]] std::string example_trunk();

}  // namespace kept
