#include "main/command_line.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <string_view>

namespace kept {
namespace {

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): one thread yet
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::vector<std::string> names_of_variables() {
  std::vector<std::string> names;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string_view entry(*one);
    names.emplace_back(entry.substr(0, entry.find('=')));
  }
  return names;
}

constexpr std::int64_t kMostGenerated = 1'000'000'000;

constexpr const char* kAbout =
    "Kept311: a 311 service that keeps its word.\n"
    "Settings come from the command line, then from KEPT311_... variables, then from the file that "
    "--config names. 'kept311 COMMAND --help' has an example of each command.";

}  // namespace

CommandLine::CommandLine() : app_(std::make_unique<CLI::App>(kAbout, "kept311")) {
  app_->set_version_flag("--version", "kept311 " KEPT311_VERSION);
  app_->require_subcommand(1);
  add_serving();
  add_setting_up();
  add_keeping();
  add_importing();
  add_exporting();
  add_generating();
  add_users();
  add_contacts();
  add_keys();
  add_recordings();
  add_mail();
  add_endpoints();
  add_places();
}

CommandLine::~CommandLine() = default;

CLI::App& CommandLine::add(CLI::App& under, const char* name, const char* what, const char* example,
                           Work work) {
  CLI::App& command = *under.add_subcommand(name, what);
  command.add_option("--data", data_, "directory of the city's data (KEPT311_DATA)");
  command.add_option("--config", config_, "file of settings (KEPT311_CONFIG)");
  command.add_flag("--json", as_json_, "answer with one JSON object, for scripts");
  command.footer(std::string("Example:\n  ") + example);
  command.callback([this, work = std::move(work)] { chosen_ = work; });
  return command;
}

CLI::App& CommandLine::group(const char* name, const char* what) {
  CLI::App& commands = *app_->add_subcommand(name, what);
  commands.require_subcommand(1);
  return commands;
}

void CommandLine::add_serving() {
  auto& serving = add(*app_, "serve", "run the server, until SIGTERM ends it",
                      "kept311 serve --data /var/lib/kept311 --listen 127.0.0.1:3110",
                      [this](const Settings& settings, const Output& output) {
                        return serve(settings, serve_, output);
                      });
  serving.add_option("--listen", listen_, "ADDRESS:PORT (KEPT311_LISTEN)");
  serving.add_option("--console", console_, "directory of the built console (KEPT311_CONSOLE)");
  serving.add_option("--test-clock", serve_.test_clock,
                     "a clock that stands at this instant until it is moved; loopback only");
  serving.add_flag("--confirm-clock", serve_.confirm_clock,
                   "the time is right, although the clock looks wrong");

  add(*app_, "telephone", "run the built-in telephone beside the server, until SIGTERM ends it",
      "kept311 telephone --config /etc/kept311/kept311.toml",
      [](const Settings& settings, const Output& output) {
        return run_telephone(settings, output);
      });

  auto& making = add(*app_, "demo", "make a demo city and tell its sign-ins",
                     "kept311 demo --data build/demo-city",
                     [this](const Settings& settings, const Output& output) {
                       return make_demo(settings, demo_, output);
                     });
  making.add_option("--city", demo_.city, "directory of its set-up (config/demo)");
  making.add_option("--at", demo_.at, "when it is set up, RFC 3339; now");
  making.add_flag("--without-history", demo_.without_history, "only the set-up");
  making.add_flag("--sign-ins", demo_.sign_ins, "make nothing, tell the sign-ins again");
}

void CommandLine::add_setting_up() {
  auto& config = group("config", "the city's set-up, and the program's settings");
  add(config, "import", "take the city's set-up over from a directory of files, all or nothing",
      "kept311 config import my-city --data /var/lib/kept311",
      [this](const Settings& settings, const Output& output) {
        return import_config(settings, path_, output);
      })
      .add_option("directory", path_, "of the files")
      ->required();
  add(config, "check", "say what an import would find wrong; changes nothing",
      "kept311 config check my-city",
      [this](const Settings& settings, const Output& output) {
        return check_config(settings, path_, output);
      })
      .add_option("directory", path_, "of the files")
      ->required();
  add(config, "export", "the city's set-up into a directory of files, as import reads them",
      "kept311 config export my-city --data /var/lib/kept311",
      [this](const Settings& settings, const Output& output) {
        return export_config(settings, path_, output);
      })
      .add_option("directory", path_, "that is written to; files in it are replaced")
      ->required();
  add(config, "show", "the settings in force", "KEPT311_LOG_LEVEL=debug kept311 config show",
      [](const Settings& settings, const Output& output) {
        return show_settings(settings, output);
      });
  add(config, "example", "a file with every setting, its default, unit and reason",
      "kept311 config example > kept311.toml",
      [](const Settings& /*settings*/, const Output& output) {
        return show_example_settings(output);
      });
}

void CommandLine::add_keeping() {
  add(*app_, "migrate", "bring the database up to date with the program; saves it before",
      "kept311 migrate --data /var/lib/kept311",
      [](const Settings& settings, const Output& output) {
        return migrate_data(settings, output);
      });
  add(*app_, "backup", "a consistent copy into a new file, while the server runs",
      "kept311 backup /backup/city-2026-11-25.db --data /var/lib/kept311",
      [this](const Settings& settings, const Output& output) {
        return back_up_data(settings, path_, output);
      })
      .add_option("file", path_, "that is made")
      ->required();
  add(*app_, "restore", "a backup into an empty or new directory",
      "kept311 restore /backup/city-2026-11-25.db --data /var/lib/kept311-new",
      [this](const Settings& settings, const Output& output) {
        return restore_data(settings, path_, output);
      })
      .add_option("file", path_, "of the backup")
      ->required();
  add(*app_, "verify", "replay every event, check every rule; 1 when something differs",
      "kept311 verify --data /var/lib/kept311",
      [](const Settings& settings, const Output& output) { return verify_data(settings, output); });
}

void CommandLine::add_importing() {
  auto& importing = group("import", "records of the time before, and a set-up that comes as CSV");
  auto& csv = add(importing, "csv", "a file of requests as CSV, plain, gzip or zip",
                  "kept311 import csv --map config/maps/chicago.toml 311.csv.gz "
                  "--rejects refused.csv --data /var/lib/kept311",
                  [this](const Settings& settings, const Output& output) {
                    return import_csv(settings, import_, output);
                  });
  csv.add_option("file", import_.file, "that is read")->required();
  csv.add_option("--map", import_.map, "what its columns mean (docs/import.md)")->required();
  auto& open311 = add(importing, "open311",
                      "what an Open311 server answers to GET requests, page by page; its export",
                      "kept311 import open311 requests.json --source toronto "
                      "--data /var/lib/kept311",
                      [this](const Settings& settings, const Output& output) {
                        return import_open311(settings, import_, output);
                      });
  open311.add_option("from", import_.file, "a file or an address, XML or JSON")->required();
  open311.add_option("--source", import_.source,
                     "where they come from, when they do not say so; the host of the address");
  add_set_up_imports(importing);
  for (CLI::App* command : importing.get_subcommands({})) {
    command->add_option("--rejects", import_.rejects,
                        "where refused rows are written, with the reason");
    command->add_flag("--dry-run", import_.dry_run, "say what would happen, change nothing");
  }
}

void CommandLine::add_set_up_imports(CLI::App& importing) {
  struct Part {
    const char* name;
    const char* what;
    records::SetUpKind kind;
  };
  for (const Part& part :
       {Part{"articles", "what residents are told, as CSV", records::SetUpKind::articles},
        Part{"staff", "who works here, as CSV", records::SetUpKind::staff},
        Part{"departments", "who is responsible for what, as CSV", records::SetUpKind::departments},
        Part{"services", "the catalogue, as CSV", records::SetUpKind::services},
        Part{"addresses", "places with a number, as CSV; those that it leaves out stay",
             records::SetUpKind::addresses}}) {
    const bool is_addresses = part.kind == records::SetUpKind::addresses;
    auto& command =
        add(importing, part.name, part.what,
            is_addresses ? "kept311 import addresses addresses.csv --layer addresses "
                           "--id-field ID --name-field ADDRESS --lat-field LAT --lng-field LONG"
                         : "kept311 import articles articles.csv --dry-run --rejects refused.csv "
                           "--data /var/lib/kept311",
            [this, kind = part.kind](const Settings& settings, const Output& output) {
              import_.set_up = kind;
              return import_set_up(settings, import_, output);
            });
    command.add_option("file", import_.file, "with a header (docs/import.md has the columns)")
        ->required();
    if (!is_addresses) continue;
    command.add_option("--layer", import_.layer, "what they belong to")->required();
    command.add_option("--id-field", import_.names["key"],
                       "column with a key of its own for each; else its name");
    command.add_option("--name-field", import_.names["name"], "as people say it; name");
    command.add_option("--lat-field", import_.names["lat"], "column, in degrees; lat");
    command.add_option("--lng-field", import_.names["lng"], "column, in degrees; lng");
  }
}

void CommandLine::add_exporting() {
  auto& exporting = group("export", "requests as the city publishes them, without personal data");
  struct Form {
    const char* name;
    const char* what;
    desk::OpenDataFormat format;
  };
  for (const Form& form :
       {Form{"csv", "as CSV, which 'import csv' reads with config/maps/kept311.toml",
             desk::OpenDataFormat::csv},
        Form{"geojson", "as points with properties", desk::OpenDataFormat::geojson},
        Form{"open311", "as Open311's bulk extension has it, in JSON",
             desk::OpenDataFormat::open311_json}}) {
    auto& command =
        add(exporting, form.name, form.what,
            "kept311 export csv --from 2026-01-01 --until 2026-12-31 --out 2026.csv "
            "--data /var/lib/kept311",
            [this, format = form.format](const Settings& settings, const Output& output) {
              export_.format = export_.as_xml ? desk::OpenDataFormat::open311_xml : format;
              return export_requests(settings, export_, output);
            });
    command.add_option("--out", export_.out,
                       "file that is made when it is whole; else standard output");
    command.add_option("--from", export_.from, "first day on which they were made (2026-01-01)");
    command.add_option("--until", export_.until, "last day, with all of it");
    command.add_option("--service", export_.services, "code; several may be named; else all");
    if (form.format == desk::OpenDataFormat::open311_json) {
      command.add_flag("--xml", export_.as_xml, "in XML instead");
    }
  }
}

void CommandLine::add_generating() {
  auto& generating =
      add(*app_, "generate", "write requests that look like a city's, for trying out its load",
          "kept311 generate --profile profile.csv --rows 1000000 --seed 1 --out load.csv\n"
          "  kept311 import csv --map config/maps/kept311.toml load.csv --data /tmp/try",
          [this](const Settings& /*settings*/, const Output& output) {
            return generate_requests(generate_, output);
          });
  generating
      .add_option("--profile", generate_.profile,
                  "shares of services, hours, places (docs/import.md)")
      ->required();
  generating.add_option("--rows", generate_.rows, "how many requests")
      ->required()
      ->check(CLI::Range(std::int64_t{1}, kMostGenerated));
  generating.add_option("--seed", generate_.seed, "the same seed gives the same requests; 1");
  generating.add_option("--out", generate_.out, "the file; standard output");
  generating.add_option("--from", generate_.from, "first day; " + generate_.from);
  generating.add_option("--until", generate_.until, "last day; " + generate_.until);
  generating.add_option("--zone", generate_.zone, "of the hours of the week; " + generate_.zone);
  generating.add_option("--box", generate_.box,
                        "south,west,north,east of the places; " + generate_.box);
}

void CommandLine::add_users() {
  auto& user = group("user", "accounts of staff");
  auto& adding = add(user, "add", "a new account; its password is read from standard input",
                     "kept311 user add maya.stone --name 'Maya Stone' --role operator --generate",
                     [this](const Settings& settings, const Output& output) {
                       return add_user(settings, user_, output);
                     });
  adding.add_option("sign-in", user_.key, "the name to sign in with")->required();
  adding.add_option("--name", user_.name, "as colleagues say it")->required();
  adding.add_option("--role", user_.role,
                    "operator, supervisor, department_staff, "
                    "department_manager, administrator or analyst");
  adding.add_option("--department", user_.department, "its key in the city's set-up");
  adding.add_option("--manager", user_.manager, "sign-in name");
  adding.add_option("--phone", user_.phone, "office number");
  adding.add_flag("--generate", user_.generate, "make a password and show it once");
  add(user, "list", "who has an account", "kept311 user list --json",
      [](const Settings& settings, const Output& output) { return list_users(settings, output); });
  add(user, "disable", "ends the account at once; what it owed moves to who covers",
      "kept311 user disable maya.stone",
      [this](const Settings& settings, const Output& output) {
        return disable_user(settings, name_, output);
      })
      .add_option("sign-in", name_)
      ->required();
  add(user, "enable", "lets a disabled account sign in again", "kept311 user enable maya.stone",
      [this](const Settings& settings, const Output& output) {
        return enable_user(settings, name_, output);
      })
      .add_option("sign-in", name_)
      ->required();
  auto& password = add(user, "password", "a new password, read from standard input",
                       "kept311 user password maya.stone --generate",
                       [this](const Settings& settings, const Output& output) {
                         return set_password(settings, user_, output);
                       });
  password.add_option("sign-in", user_.key)->required();
  password.add_flag("--generate", user_.generate, "make one and show it once");
}

void CommandLine::add_contacts() {
  auto& contact = group("contact", "people who contact the city");
  auto& redacting = add(contact, "redact", "take what is known of a person away, for good",
                        "kept311 contact redact 4711 --reason 'request 2026-18'",
                        [this](const Settings& settings, const Output& output) {
                          return redact_contact(settings, redact_, output);
                        });
  redacting.add_option("contact", redact_.contact, "its id, as the console's address says it")
      ->required();
  redacting
      .add_option("--reason", redact_.reason, "stays in the journal; without anything personal")
      ->required();
}

void CommandLine::add_keys() {
  auto& keys = group("apikey", "keys with which programs send requests and read");
  auto& keys_create = add(keys, "create", "prints the key alone on its last line, this once",
                          "kept311 apikey create --name wall-display | tail -n 1",
                          [this](const Settings& settings, const Output& output) {
                            return create_key(settings, key_, output);
                          });
  keys_create.add_option("--name", key_.name, "what for")->required();
  keys_create
      .add_option("--scope", key_.scope,
                  "what it opens: requests (Open311), figures (the staff API), or all of it")
      ->check(CLI::IsMember({"all", "requests", "figures"}))
      ->capture_default_str();
  keys_create
      .add_option("--rate", key_.rate,
                  "requests a minute; else as many as open311.requests_a_minute says")
      ->check(CLI::Range(1, 1'000'000));
  add(keys, "list", "all keys, and when each was last used", "kept311 apikey list",
      [](const Settings& settings, const Output& output) { return list_keys(settings, output); });
  add(keys, "revoke", "the key opens nothing any more", "kept311 apikey revoke --name wall-display",
      [this](const Settings& settings, const Output& output) {
        return revoke_key(settings, name_, output);
      })
      .add_option("--name", name_, "as it was created")
      ->required();
}

void CommandLine::add_recordings() {
  auto& recording = group("recording", "recordings of calls");
  add(recording, "new-key", "what is recorded from now on is sealed with another key",
      "kept311 recording new-key", [](const Settings& settings, const Output& output) {
        return new_recording_key(settings, output);
      });
}

void CommandLine::add_mail() {
  auto& mail = group("mail", "mail that goes out and comes back");
  add(mail, "try", "one letter to somebody, now; says what the mail server answered",
      "kept311 mail try --to me@example.org --config /etc/kept311.toml",
      [this](const Settings& settings, const Output& output) {
        return try_mail(settings, name_, output);
      })
      .add_option("--to", name_, "an e-mail address")
      ->required();
  add(mail, "returned",
      "a report of undelivered mail, from standard input, as a mail server gives it",
      "kept311 mail returned --config /etc/kept311.toml < report.eml",
      [](const Settings& settings, const Output& output) {
        return take_returned_mail(settings, output);
      });
}

void CommandLine::add_endpoints() {
  auto& endpoints = group("endpoints", "others whose Open311 endpoints cases are sent to");
  add(endpoints, "list", "who they are, and how many cases are how far", "kept311 endpoints list",
      [](const Settings& settings, const Output& output) {
        return list_endpoints(settings, output);
      });
  add(endpoints, "status", "the delivery log of a case, or all that is in trouble",
      "kept311 endpoints status 10-000-0011",
      [this](const Settings& settings, const Output& output) {
        return show_deliveries(settings, name_, output);
      })
      .add_option("case", name_, "its number; without it, what is in trouble");
  auto& retrying = add(endpoints, "retry", "what waits for a person goes on",
                       "kept311 endpoints retry 10-000-0011 --endpoint power",
                       [this](const Settings& settings, const Output& output) {
                         return retry_deliveries(settings, retry_, output);
                       });
  retrying.add_option("case", retry_.number, "its number")->required();
  retrying.add_option("--endpoint", retry_.endpoint, "only to this one, by its key");
  auto* arrived = retrying.add_option("--arrived-as", retry_.their_number,
                                      "it is there, under this number of theirs");
  retrying.add_flag("--anyway", retry_.anyway, "send it although it may be there already")
      ->excludes(arrived);
}

void CommandLine::add_gazetteer(CLI::App& imports, const char* name, const char* what,
                                bool intersections) {
  auto& importing = add(imports, name, what,
                        "kept311 places import addresses addresses.csv --layer addresses "
                        "--id-field ID --name-field ADDRESS --lat-field LAT --lng-field LONG",
                        [this, intersections](const Settings& settings, const Output& output) {
                          import_places_.intersections = intersections;
                          return import_places(settings, import_places_, output);
                        });
  importing.add_option("file", import_places_.file, "with a header; .geojson: points")->required();
  importing
      .add_option("--layer", import_places_.layer,
                  "whatever of it the file leaves out is not found any more")
      ->required();
  importing.add_option("--id-field", import_places_.id_field,
                       "column with a key of its own for each; else its name (GeoJSON: its id)");
  importing.add_option("--name-field", import_places_.name_field, "as people say it; name");
  importing.add_option("--lat-field", import_places_.lat_field, "column, in degrees; lat");
  importing.add_option("--lng-field", import_places_.lng_field, "column, in degrees; lng");
}

void CommandLine::add_places() {
  auto& places = group("places", "the city's map: areas, addresses, crossings");
  auto& imports = *places.add_subcommand("import", "take a layer over from a file");
  imports.require_subcommand(1);
  add_gazetteer(imports, "addresses", "places with a number, from CSV or GeoJSON", false);
  add_gazetteer(imports, "crossings", "where streets meet, from CSV or GeoJSON", true);
  auto& importing = add(imports, "areas", "wards, districts, neighbourhoods: polygons in GeoJSON",
                        "kept311 places import areas wards.geojson --layer ward --id-field CODE "
                        "--name-field NAME --from 2018-12-01 --data /var/lib/kept311",
                        [this](const Settings& settings, const Output& output) {
                          return import_areas(settings, import_areas_, output);
                        });
  importing.add_option("file", import_areas_.file, "in degrees of WGS 84")->required();
  importing.add_option("--layer", import_areas_.layer, "what the areas are: ward")->required();
  importing.add_option("--id-field", import_areas_.id_field,
                       "property with an area's code; else its GeoJSON id");
  importing.add_option("--name-field", import_areas_.name_field,
                       "property with an area's name; else its code");
  importing.add_option("--from", import_areas_.from, "first day (2018-12-01); else ever");
  importing.add_option("--until", import_areas_.until,
                       "first day on which they are not in force any more");
  add(places, "list", "the layers there are", "kept311 places list",
      [](const Settings& settings, const Output& output) { return list_areas(settings, output); });
  auto& finding = add(places, "at", "the areas that a point lies in",
                      "kept311 places at 43.6532,-79.3832 --on 2017-05-01",
                      [this](const Settings& settings, const Output& output) {
                        return find_areas(settings, find_areas_, output);
                      });
  finding.add_option("point", find_areas_.point, "latitude,longitude")->required();
  finding.add_option("--on", find_areas_.on, "as they are on that day; today");
  auto& counting = add(places, "count", "cases by area, by any drawing of a layer",
                       "kept311 places count --layer ward --on 2017-05-01",
                       [this](const Settings& settings, const Output& output) {
                         return count_areas(settings, count_areas_, output);
                       });
  counting.add_option("--layer", count_areas_.layer, "what the areas are: ward")->required();
  auto* on = counting.add_option("--on", count_areas_.on,
                                 "all cases by the areas as they are on that day; today");
  counting
      .add_flag("--of-its-day", count_areas_.of_its_day,
                "each case by the areas of the day on which it was opened")
      ->excludes(on);
}

base::Result<Settings> CommandLine::settings() const {
  const auto file = config_ ? config_ : variable("KEPT311_CONFIG");
  auto loaded = load_settings(file, variable);
  if (!loaded.ok()) return loaded;
  Settings settings = std::move(loaded).value();
  if (data_) settings.data = *data_;
  if (listen_) settings.listen = *listen_;
  if (console_) settings.console = *console_;
  return settings;
}

int CommandLine::run(int argc, const char* const* argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app_->exit(error) == 0 ? kDone : kUsage;
  }
  const Output output(as_json_);
  for (const std::string& name : unknown_variables(names_of_variables())) {
    output.warn("There is no setting for " + name +
                "; 'kept311 config example' shows those there are.");
  }
  const auto in_force = settings();
  if (!in_force.ok()) return output.failed(in_force.error());
  return chosen_(*in_force, output);
}

}  // namespace kept
