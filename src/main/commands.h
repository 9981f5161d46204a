#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "desk/ports/open_data.h"
#include "main/output.h"
#include "main/settings.h"
#include "records/set_up_import.h"

/// What `kept311` can be told to do; each returns the exit code, and says what was done, or what
/// went wrong and what to do about it.
namespace kept {

struct ServeCommand {
  std::optional<std::string> test_clock;  ///< RFC 3339: the clock stands there
  bool confirm_clock = false;             ///< an administrator says that the time is right
};
int serve(const Settings& settings, const ServeCommand& command, const Output& output);

/// The built-in telephone, a process of its own beside the server.
int run_telephone(const Settings& settings, const Output& output);

struct DemoCommand {
  std::filesystem::path city = "config/demo";
  std::optional<std::string> at;  ///< RFC 3339: when the city is set up; now
  bool without_history = false;
  bool sign_ins = false;  ///< make nothing, tell the sign-ins of the city that is there
};
int make_demo(const Settings& settings, const DemoCommand& command, const Output& output);

int import_config(const Settings& settings, const std::filesystem::path& city,
                  const Output& output);
int check_config(const Settings& settings, const std::filesystem::path& city, const Output& output);
int export_config(const Settings& settings, const std::filesystem::path& target,
                  const Output& output);
int show_settings(const Settings& settings, const Output& output);
int show_example_settings(const Output& output);

int migrate_data(const Settings& settings, const Output& output);
int back_up_data(const Settings& settings, const std::filesystem::path& target,
                 const Output& output);
int restore_data(const Settings& settings, const std::filesystem::path& backup,
                 const Output& output);
int verify_data(const Settings& settings, const Output& output);

/// Records of the system that the city had before.
struct ImportCommand {
  std::filesystem::path file;  ///< or an address of the web
  std::filesystem::path map;
  std::string source;  ///< what the records are said to come from
  std::filesystem::path rejects;
  bool dry_run = false;
  records::SetUpKind set_up = records::SetUpKind::articles;
  std::string layer;                         ///< of addresses
  std::map<std::string, std::string> names;  ///< what the file calls their columns
};
int import_csv(const Settings& settings, const ImportCommand& command, const Output& output);
int import_open311(const Settings& settings, const ImportCommand& command, const Output& output);
/// A part of the city's set-up.
int import_set_up(const Settings& settings, const ImportCommand& command, const Output& output);

/// Requests as the city publishes them.
struct ExportCommand {
  desk::OpenDataFormat format = desk::OpenDataFormat::csv;
  std::filesystem::path out;  ///< empty: standard output
  std::optional<std::string> from;
  std::optional<std::string> until;
  std::vector<std::string> services;
  bool as_xml = false;  ///< of Open311's two forms
};
int export_requests(const Settings& settings, const ExportCommand& command, const Output& output);

/// Requests that look like a city's, for trying out what its load would do.
struct GenerateCommand {
  std::filesystem::path profile;
  std::filesystem::path out;  ///< empty: standard output
  std::int64_t rows = 0;
  std::uint64_t seed = 1;
  std::string from = "2025-01-01";
  std::string until = "2025-12-31";
  std::string zone = "America/New_York";
  std::string box = "40.50,-74.25,40.91,-73.70";
};
int generate_requests(const GenerateCommand& command, const Output& output);

struct UserCommand {
  std::string key;
  std::string name;
  std::string role = "operator";
  std::optional<std::string> department;
  std::optional<std::string> manager;
  std::optional<std::string> phone;
  bool generate = false;  ///< a password, shown once
};
int add_user(const Settings& settings, const UserCommand& command, const Output& output);
int list_users(const Settings& settings, const Output& output);
int disable_user(const Settings& settings, const std::string& key, const Output& output);
int enable_user(const Settings& settings, const std::string& key, const Output& output);
int set_password(const Settings& settings, const UserCommand& command, const Output& output);

struct RedactCommand {
  std::int64_t contact = 0;
  std::string reason;
};
int redact_contact(const Settings& settings, const RedactCommand& command, const Output& output);

/// Others whose Open311 endpoints cases are sent to.
int list_endpoints(const Settings& settings, const Output& output);
int show_deliveries(const Settings& settings, const std::string& number, const Output& output);
struct RetryCommand {
  std::string number;  ///< of the case
  std::string endpoint;
  std::string their_number;
  bool anyway = false;
};
int retry_deliveries(const Settings& settings, const RetryCommand& command, const Output& output);

/// Writes to this address and says what became of it; for whoever sets mail up.
int try_mail(const Settings& settings, const std::string& to, const Output& output);
/// Reads one mail from standard input: a report that something could not be delivered.
int take_returned_mail(const Settings& settings, const Output& output);

struct ImportAreasCommand {
  std::filesystem::path file;
  std::string layer;
  std::string id_field;
  std::string name_field;
  std::optional<std::string> from;
  std::optional<std::string> until;
};
int import_areas(const Settings& settings, const ImportAreasCommand& command, const Output& output);
struct ImportPlacesCommand {
  std::filesystem::path file;
  std::string layer;
  bool intersections = false;  ///< else addresses
  std::string id_field;
  std::string name_field = "name";
  std::string lat_field = "lat";
  std::string lng_field = "lng";
};
int import_places(const Settings& settings, const ImportPlacesCommand& command,
                  const Output& output);
int list_areas(const Settings& settings, const Output& output);
struct FindAreasCommand {
  std::string point;
  std::optional<std::string> on;  ///< a day; today
};
int find_areas(const Settings& settings, const FindAreasCommand& command, const Output& output);
struct CountAreasCommand {
  std::string layer;
  std::optional<std::string> on;  ///< the areas as they are drawn on that day; today
  bool of_its_day = false;        ///< as each case was told
};
int count_areas(const Settings& settings, const CountAreasCommand& command, const Output& output);

struct KeyCommand {
  std::string name;
  std::string scope = "all";
  std::optional<int> rate;  ///< requests a minute
};
int create_key(const Settings& settings, const KeyCommand& command, const Output& output);
int list_keys(const Settings& settings, const Output& output);
int revoke_key(const Settings& settings, const std::string& name, const Output& output);

/// Recordings of calls.
int new_recording_key(const Settings& settings, const Output& output);

}  // namespace kept
