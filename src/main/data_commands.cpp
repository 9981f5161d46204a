#include <unistd.h>

#include <cstdio>

#include "main/commands.h"
#include "main/installation.h"
#include "main/said.h"
#include "records/city_files.h"
#include "store/sqlite/backup.h"
#include "store/verify.h"

namespace kept {
namespace {

/// A bar for people; nothing where the output is not a terminal.
void show_progress(std::int64_t done, std::int64_t all) {
  if (isatty(STDERR_FILENO) == 0) return;
  std::fprintf(stderr, "\r%lld of %lld cases", static_cast<long long>(done),
               static_cast<long long>(all));
  if (done == all) std::fprintf(stderr, "\n");
}

}  // namespace

int import_config(const std::filesystem::path& data, const std::filesystem::path& config,
                  bool only_check) {
  const base::SystemClock clock;
  auto opened = open_installation(data, clock, !only_check);
  if (!opened.ok()) return said(opened.error());
  records::ImportCounts counts;
  const base::Error checked{base::ErrorKind::kConflict, "config.checked", "", ""};
  const auto done = opened->store->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto imported = records::import_city(tx, config, tx.jurisdiction().demo,
                                               [](const std::string&) { return std::string(); });
    if (!imported.ok()) return imported.error();
    counts = imported.value();
    // An error undoes the unit of work: that is what a check is.
    if (only_check) return checked;
    return base::Done{};
  });
  if (!done.ok() && done.error().reason != checked.reason) return said(done.error());
  std::printf("%d calendars, %d departments, %d staff, %d services, %d articles\n",
              counts.calendars, counts.departments, counts.staff, counts.services, counts.articles);
  return 0;
}

int migrate_data(const std::filesystem::path& data) {
  const base::SystemClock clock;
  const auto opened = open_installation(data, clock, false);
  if (!opened.ok()) return said(opened.error());
  std::printf("The database is up to date.\n");
  return 0;
}

int back_up_data(const std::filesystem::path& data, const std::filesystem::path& target) {
  const auto done = store::back_up(data / "kept311.db", target);
  if (!done.ok()) return said(done.error());
  std::printf("Saved to %s. Keep %s with it: sign-ins and links need it.\n", target.c_str(),
              (data / "secret.key").c_str());
  return 0;
}

int restore_data(const std::filesystem::path& backup, const std::filesystem::path& data) {
  const auto done = store::restore(backup, data);
  if (!done.ok()) return said(done.error());
  std::printf("Restored into %s. Check it with 'kept311 verify --data %s'.\n", data.c_str(),
              data.c_str());
  return 0;
}

int verify_data(const std::filesystem::path& data, bool as_json) {
  const base::SystemClock clock;
  const auto verified = store::verify(data, clock, as_json ? nullptr : show_progress);
  if (!verified.ok()) return said(verified.error());
  const store::VerifyReport& report = verified.value();
  for (const std::string& difference : report.differences) {
    std::fprintf(stderr, "%s\n", difference.c_str());
  }
  std::printf(as_json ? "{\"cases\":%lld,\"events\":%lld,\"personal_values\":%lld,"
                        "\"differences\":%zu}\n"
                      : "%lld cases, %lld events, %lld personal values, %zu differences\n",
              static_cast<long long>(report.cases), static_cast<long long>(report.events),
              static_cast<long long>(report.personal_values), report.differences.size());
  return report.differences.empty() ? 0 : 1;
}

}  // namespace kept
