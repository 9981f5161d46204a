#pragma once

#include <filesystem>
#include <optional>
#include <string>

/// What `kept311` can be told to do; each returns the exit code, and says on stderr what went wrong
/// and what to do about it.
namespace kept {

struct ServeCommand {
  std::filesystem::path data;
  std::string listen = "127.0.0.1:3110";
  std::optional<std::string> test_clock;  ///< RFC 3339: the clock stands there
  bool confirm_clock = false;             ///< an administrator says that the time is right
  std::filesystem::path console = "console/dist";
};
int serve(const ServeCommand& command);

struct DemoCommand {
  std::filesystem::path data;
  std::filesystem::path config = "config/demo";
  std::optional<std::string> at;  ///< RFC 3339: when the city is set up; now
  bool without_history = false;
};
int make_demo(const DemoCommand& command);

int import_config(const std::filesystem::path& data, const std::filesystem::path& config,
                  bool only_check);
int migrate_data(const std::filesystem::path& data);
int back_up_data(const std::filesystem::path& data, const std::filesystem::path& target);
int restore_data(const std::filesystem::path& backup, const std::filesystem::path& data);
int verify_data(const std::filesystem::path& data, bool as_json);

int list_users(const std::filesystem::path& data, bool as_json);
int disable_user(const std::filesystem::path& data, const std::string& key);
/// The new password is read from standard input, so that it stands in no list of processes.
int set_password(const std::filesystem::path& data, const std::string& key);

}  // namespace kept
