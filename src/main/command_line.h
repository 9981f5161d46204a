#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "main/commands.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's
class App;
}

namespace kept {

/// The words of the command line, and which command they ask for.
class CommandLine {
 public:
  CommandLine();
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  /// Reads the words, runs the command; the exit code.
  int run(int argc, const char* const* argv);

 private:
  using Work = std::function<int(const Settings&, const Output&)>;

  /// A command with the options that all have. `example` is shown below its help.
  CLI::App& add(CLI::App& under, const char* name, const char* what, const char* example,
                Work work);
  CLI::App& group(const char* name, const char* what);
  void add_serving();
  void add_setting_up();
  void add_keeping();
  void add_importing();
  void add_set_up_imports(CLI::App& importing);
  void add_exporting();
  void add_generating();
  void add_users();
  void add_contacts();
  void add_keys();
  void add_recordings();
  void add_mail();
  void add_endpoints();
  void add_places();
  void add_gazetteer(CLI::App& imports, const char* name, const char* what, bool intersections);
  [[nodiscard]] base::Result<Settings> settings() const;

  std::unique_ptr<CLI::App> app_;
  Work chosen_;

  // What the options were given as; each command reads its own.
  std::optional<std::string> data_;
  std::optional<std::string> config_;
  std::optional<std::string> listen_;
  std::optional<std::string> console_;
  bool as_json_ = false;
  std::string name_;
  KeyCommand key_;
  std::string path_;
  ServeCommand serve_;
  DemoCommand demo_;
  UserCommand user_;
  RedactCommand redact_;
  RetryCommand retry_;
  ImportCommand import_;
  ExportCommand export_;
  GenerateCommand generate_;
  ImportAreasCommand import_areas_;
  ImportPlacesCommand import_places_;
  FindAreasCommand find_areas_;
  CountAreasCommand count_areas_;
};

}  // namespace kept
