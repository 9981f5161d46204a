#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "main/trunk_settings.h"

namespace kept {

/// What an installation can be told to do otherwise: the values in force, here with their defaults.
/// settings.cpp has for each its key, unit and reason.
struct Settings {
  std::string data = "/var/lib/kept311";
  std::string listen = "127.0.0.1:3110";
  std::string console = "console/dist";
  std::string log_level = "info";
  std::string basemap;

  std::int64_t io_threads = 1;
  std::int64_t workers = 8;
  std::int64_t max_body = 1024 * 1024L;
  std::int64_t max_upload = 20L * 1024 * 1024;
  std::int64_t max_header = 16 * 1024L;
  std::int64_t max_connections = 10'000;
  std::int64_t max_waiting = 1024;
  std::int64_t idle_timeout = 60;
  std::int64_t request_timeout = 15;
  std::int64_t drain = 20;

  std::int64_t session_hours = 12;
  std::int64_t password_failures = 10;
  std::int64_t lock_out = 15;

  std::int64_t requests_a_minute = 300;
  std::int64_t downloads_a_minute = 30;
  std::int64_t read_connections = 4;

  std::string public_url;
  std::string mail_server;
  std::string mail_from = "311@localhost";
  std::string mail_user;
  std::string mail_tls = "required";
  std::string mail_authorities;

  std::string telephone_provider = "none";
  std::string telephone_name = "contact_centre";
  std::string telephone_webhook;
  std::string telephone_secret_file;
  std::string telephone_queues_by_itself = "no";
  std::string telephone_control = "127.0.0.1:3119";
  std::string telephone_server = "http://127.0.0.1:3110";
  std::string telephone_sip = "127.0.0.1:5060";
  std::string telephone_gateway = "127.0.0.1:5080";
  std::string telephone_address = "127.0.0.1";
  std::string telephone_address6;
  std::vector<TrunkSettings> telephone_trunks;
  std::int64_t telephone_first_port = 20'000;
  std::int64_t telephone_last_port = 21'999;
  std::string telephone_nat = "no";
  std::string telephone_law = "mu";
  std::string telephone_presented = "311";
  std::string telephone_edge = "127.0.0.1:22222";
  std::string telephone_sounds;
  std::int64_t telephone_most_calls = 400;
  std::int64_t telephone_ring = 30;
  std::int64_t telephone_choice = 3;
  std::int64_t telephone_silence = 300;
  std::int64_t telephone_unheard = 15;
  std::int64_t telephone_drain = 60;
  std::int64_t telephone_keep_alive = 30;
  std::int64_t telephone_session = 1800;
  std::int64_t telephone_fail_over = 6;
  std::string telephone_turn;
  std::string telephone_turn_user;
  std::string telephone_turn_password_file;
};

/// One key, defined once: the file, the environment, the example and the checks all come from this.
struct SettingDefinition {
  using Place = std::variant<std::string Settings::*, std::int64_t Settings::*>;

  const char* key;  ///< "http.workers": a table of the file and the name in it
  Place place;
  const char* unit;        ///< "seconds"; of a text, what kind of text
  const char* reason;      ///< why one might want another value
  std::int64_t least = 0;  ///< of numbers
  std::int64_t most = 0;
  std::vector<const char*> words = {};  ///< of texts: these and no others; empty: any
};
[[nodiscard]] const std::vector<SettingDefinition>& setting_definitions();

/// KEPT311_HTTP_WORKERS for "http.workers".
[[nodiscard]] std::string environment_name(const SettingDefinition& setting);

/// Which of these names of variables speak to kept311 and say nothing to it: a slip of the pen.
[[nodiscard]] std::vector<std::string> unknown_variables(const std::vector<std::string>& names);

/// The value as TOML writes it.
[[nodiscard]] std::string written(const SettingDefinition& setting, const Settings& settings);

/// What stands in a variable of the environment; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// Defaults, over them the file's values, over them the environment's. Errors name file and line,
/// or the variable.
[[nodiscard]] base::Result<Settings> load_settings(const std::optional<std::filesystem::path>& file,
                                                   const Environment& environment);

/// A file with every key at its default, with unit, reason and variable.
[[nodiscard]] std::string example_settings();

}  // namespace kept
