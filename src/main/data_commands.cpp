#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "main/commands.h"
#include "main/installation.h"
#include "store/sqlite/backup.h"
#include "store/sqlite/data_directory.h"
#include "store/sqlite/migrations.h"
#include "store/verify.h"

namespace kept {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

base::Error no_city(const std::string& data) {
  return base::not_found("installation.none", "There is no city in " + data + ".");
}

/// The signing key goes along with its database: links in residents' hands are signed with it.
fs::path key_beside(const fs::path& backup) { return backup.string() + ".key"; }

/// Without them no recording of a call can be heard. The recordings themselves are not in a backup.
fs::path recording_keys_beside(const fs::path& backup) {
  return backup.string() + ".recording-keys";
}

base::Result<base::Done> copy_key(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::copy_file(from, to, failed);
  if (!failed) fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, failed);
  if (failed) {
    return base::unavailable("backup.no_key", "The signing key " + from.string() +
                                                  " could not be copied to " + to.string() + ": " +
                                                  failed.message() + ".");
  }
  return base::Done{};
}

base::Result<base::Done> save(const fs::path& data, const fs::path& target) {
  if (auto saved = store::back_up(database_in(data), target); !saved.ok()) return saved;
  if (fs::exists(signing_key_in(data))) {
    if (auto kept = copy_key(signing_key_in(data), key_beside(target)); !kept.ok()) return kept;
  }
  if (!fs::exists(recording_keys_in(data))) return base::Done{};
  return copy_key(recording_keys_in(data), recording_keys_beside(target));
}

struct Migrated {
  int from = 0;
  int to = 0;
  std::optional<fs::path> saved;  ///< what stood there before
};

base::Result<Migrated> migrate_in(const fs::path& data) {
  const auto locked = store::DataDirectory::open(data);
  if (!locked.ok()) {
    if (locked.error().reason != "store.in_use") return locked.error();
    return base::conflict("migrate.in_use",
                          "A server works on " + data.string() + "; end it before migrating.");
  }
  try {
    store::Database database(database_in(data), {});
    const auto before = store::schema_version(database);
    if (!before.ok()) return before.error();
    Migrated migrated{before.value(), static_cast<int>(store::embedded_migrations().size()), {}};
    if (migrated.from < migrated.to) {
      migrated.saved = data / fmt::format("before-version-{}.db", migrated.to);
      if (auto saved = save(data, *migrated.saved); !saved.ok()) return saved.error();
    }
    if (auto done = store::migrate(database, base::SystemClock().now()); !done.ok()) {
      return done.error();
    }
    return migrated;
  } catch (const store::SqliteError& error) {
    return base::unavailable("store.cannot_open", error.what());
  }
}

}  // namespace

int migrate_data(const Settings& settings, const Output& output) {
  if (!fs::exists(database_in(settings.data))) return output.failed(no_city(settings.data));
  const auto migrated = migrate_in(settings.data);
  if (!migrated.ok()) return output.failed(migrated.error());
  json::object values{{"from", migrated->from}, {"to", migrated->to}};
  if (!migrated->saved) {
    return output.done(
        fmt::format("The database stands at version {}, as this program wants it.", migrated->to),
        values);
  }
  values["saved"] = migrated->saved->string();
  return output.done(fmt::format("From version {} to {}. What stood there before is in {}.",
                                 migrated->from, migrated->to, migrated->saved->string()),
                     values);
}

int back_up_data(const Settings& settings, const fs::path& target, const Output& output) {
  if (!fs::exists(database_in(settings.data))) return output.failed(no_city(settings.data));
  if (const auto saved = save(settings.data, target); !saved.ok()) {
    return output.failed(saved.error());
  }
  const std::string key = key_beside(target).string();
  return output.done(fmt::format("Saved to {} and {}. Keep the two together, and from others: they "
                                 "hold everything.",
                                 target.string(), key),
                     {{"file", target.string()},
                      {"key", key},
                      {"bytes", static_cast<std::int64_t>(fs::file_size(target))}});
}

int restore_data(const Settings& settings, const fs::path& backup, const Output& output) {
  if (!fs::exists(backup)) {
    return output.failed(
        base::not_found("restore.no_file", "There is no file " + backup.string() + "."));
  }
  if (const auto done = store::restore(backup, settings.data); !done.ok()) {
    return output.failed(done.error());
  }
  const bool with_key = fs::exists(key_beside(backup));
  if (with_key) {
    if (const auto copied = copy_key(key_beside(backup), signing_key_in(settings.data));
        !copied.ok()) {
      return output.failed(copied.error());
    }
  }
  if (fs::exists(recording_keys_beside(backup))) {
    if (const auto copied =
            copy_key(recording_keys_beside(backup), recording_keys_in(settings.data));
        !copied.ok()) {
      return output.failed(copied.error());
    }
  }
  return output.done(
      fmt::format("Restored into {}.{} Check it with 'kept311 verify --data {}'.", settings.data,
                  with_key ? ""
                           : " There was no signing key beside the backup: everybody signs in "
                             "anew, and links sent earlier open nothing.",
                  settings.data),
      {{"data", settings.data}, {"with_key", with_key}});
}

int verify_data(const Settings& settings, const Output& output) {
  if (!fs::exists(database_in(settings.data))) return output.failed(no_city(settings.data));
  const base::SystemClock clock;
  const auto verified = store::verify(settings.data, clock, output.progress("cases"));
  if (!verified.ok()) return output.failed(verified.error());
  const store::VerifyReport& report = verified.value();
  json::array differences;
  for (const std::string& difference : report.differences) {
    differences.emplace_back(difference);
    if (!output.as_json()) fmt::print(stderr, "{}\n", difference);
  }
  output.done(fmt::format("{} cases, {} events, {} personal values, {} promises to be kept, "
                          "{} historic records, {} recordings of calls, {} differences",
                          report.cases, report.events, report.personal_values, report.promises,
                          report.historic_records, report.recordings, report.differences.size()),
              {{"cases", report.cases},
               {"events", report.events},
               {"personal_values", report.personal_values},
               {"promises", report.promises},
               {"historic_records", report.historic_records},
               {"recordings", report.recordings},
               {"differences", std::move(differences)}});
  return report.differences.empty() ? kDone : kFoundWrong;
}

}  // namespace kept
