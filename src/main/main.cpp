#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "main/commands.h"

namespace {

/// `--data` of a command that works on an installation.
void take_data(CLI::App& command, std::filesystem::path& data) {
  command.add_option("--data", data, "directory of the installation")
      ->required()
      ->envname("KEPT311_DATA");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Kept311: a 311 service that keeps its word");
  app.require_subcommand(1);
  int code = 0;

  kept::ServeCommand serve;
  auto& serving = *app.add_subcommand("serve", "run the server");
  take_data(serving, serve.data);
  serving.add_option("--listen", serve.listen, "ADDRESS:PORT")->envname("KEPT311_LISTEN");
  serving.add_option("--console", serve.console, "directory of the built console")
      ->envname("KEPT311_CONSOLE");
  serving.add_option("--test-clock", serve.test_clock,
                     "a clock that stands at this instant until it is moved; loopback only");
  serving.add_flag("--confirm-clock", serve.confirm_clock,
                   "the time is right, although the clock looks wrong");
  serving.callback([&] { code = kept::serve(serve); });

  kept::DemoCommand demo;
  auto& making = *app.add_subcommand("demo", "make a demo city");
  take_data(making, demo.data);
  making.add_option("--config", demo.config, "directory of its set-up");
  making.add_option("--at", demo.at, "when it is set up, RFC 3339; now");
  making.add_flag("--without-history", demo.without_history, "only the set-up");
  making.callback([&] { code = kept::make_demo(demo); });

  std::filesystem::path data;
  std::filesystem::path other;
  std::string key;
  bool as_json = false;

  auto& config = *app.add_subcommand("config", "the city's set-up");
  config.require_subcommand(1);
  auto& importing = *config.add_subcommand("import", "take it over from a directory of files");
  take_data(importing, data);
  importing.add_option("directory", other)->required();
  importing.callback([&] { code = kept::import_config(data, other, false); });
  auto& checking = *config.add_subcommand("check", "say what an import would find wrong");
  take_data(checking, data);
  checking.add_option("directory", other)->required();
  checking.callback([&] { code = kept::import_config(data, other, true); });

  auto& migrating = *app.add_subcommand("migrate", "bring the database up to date");
  take_data(migrating, data);
  migrating.callback([&] { code = kept::migrate_data(data); });
  auto& saving = *app.add_subcommand("backup", "a consistent copy, while the server runs");
  take_data(saving, data);
  saving.add_option("file", other)->required();
  saving.callback([&] { code = kept::back_up_data(data, other); });
  auto& restoring = *app.add_subcommand("restore", "a backup into an empty directory");
  take_data(restoring, data);
  restoring.add_option("file", other)->required();
  restoring.callback([&] { code = kept::restore_data(other, data); });
  auto& verifying = *app.add_subcommand("verify", "replay every event and check every rule");
  take_data(verifying, data);
  verifying.add_flag("--json", as_json);
  verifying.callback([&] { code = kept::verify_data(data, as_json); });

  auto& user = *app.add_subcommand("user", "accounts of staff");
  user.require_subcommand(1);
  auto& listing = *user.add_subcommand("list", "who has an account");
  take_data(listing, data);
  listing.add_flag("--json", as_json);
  listing.callback([&] { code = kept::list_users(data, as_json); });
  auto& disabling = *user.add_subcommand("disable", "what they owe moves to who covers");
  take_data(disabling, data);
  disabling.add_option("name", key)->required();
  disabling.callback([&] { code = kept::disable_user(data, key); });
  auto& password = *user.add_subcommand("password", "set it; read from standard input");
  take_data(password, data);
  password.add_option("name", key)->required();
  password.callback([&] { code = kept::set_password(data, key); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "kept311: %s\n", error.what());
    return 1;
  }
  return code;
}
