#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "main/commands.h"
#include "main/installation.h"
#include "records/history_import.h"
#include "records/set_up_import.h"
#include "store/sqlite/data_directory.h"

namespace kept {
namespace {

using SteadyClock = std::chrono::steady_clock;

double seconds_since(SteadyClock::time_point begun) {
  return std::chrono::duration<double>(SteadyClock::now() - begun).count();
}

/// On a terminal, ten times a second: how far it is, how fast, and for how long still.
std::function<void(const records::ImportProgress&)> bar(SteadyClock::time_point begun) {
  if (isatty(STDERR_FILENO) == 0) return {};
  return [begun, last = 0.0](const records::ImportProgress& far) mutable {
    const double seconds = seconds_since(begun);
    const bool is_last = far.size > 0 && far.position >= far.size;
    if (seconds - last < 0.1 && !is_last) return;
    last = seconds;
    const double rate = static_cast<double>(far.rows) / seconds;
    if (far.size == 0) {
      fmt::print(stderr, "\r{} rows, {:.0f}/s   ", far.rows, rate);
      std::fflush(stderr);
      return;
    }
    const double share = static_cast<double>(far.position) / static_cast<double>(far.size);
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(kBarWidth));
    fmt::print(stderr, "\r[{:<{}}] {:.0f} %, {} rows, {:.0f}/s, {:.0f} s left   ",
               std::string(filled, '#'), kBarWidth, 100 * share, far.rows, rate,
               share > 0 ? seconds / share - seconds : 0.0);
    std::fflush(stderr);
  };
}

std::string sentence(const records::ImportReport& report, bool dry_run, double seconds) {
  return fmt::format(
      "{}{} rows read: {} created, {} updated, {} unchanged, {} refused; {:.1f} s, "
      "{:.0f} rows/s.",
      dry_run ? "Nothing was changed. An import would give: " : "", report.read,
      report.counts.created, report.counts.updated, report.counts.unchanged, report.refused,
      seconds, static_cast<double>(report.read) / std::max(seconds, 0.001));
}

/// What stands beside the counts, on standard error.
void tell(const records::ImportReport& report, const ImportCommand& command, const Output& output) {
  if (report.resumed_after > 0) {
    output.warn(fmt::format("Went on after row {}, where an import of the same had stopped.",
                            report.resumed_after));
  }
  for (const std::string& remark : report.remarks) output.warn(remark);
  for (const auto& [reason, count] : report.reasons) {
    output.warn(fmt::format("{} refused: {}", count, reason));
  }
  if (report.refused > 0 && command.rejects.empty()) {
    output.warn("'--rejects FILE' writes the refused rows into a file, each with its reason.");
  }
}

using Import =
    std::function<base::Result<records::ImportReport>(desk::Store&, const records::ImportOptions&)>;

int run(const Settings& settings, const ImportCommand& command, const Output& output,
        const Import& import) {
  std::error_code not_there;
  if (std::filesystem::equivalent(command.file, command.rejects, not_there)) {
    return output.failed(base::invalid("/rejects", "import.rejects_over_file",
                                       "The refused rows would be written over the file that is "
                                       "read; name another with --rejects."));
  }
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  // A server holds its directory while it runs; and while this is alone, none may start.
  const auto held = store::DataDirectory::open(settings.data);
  const auto begun = SteadyClock::now();
  records::ImportOptions options;
  options.dry_run = command.dry_run;
  options.rejects = command.rejects;
  options.alone = held.ok();
  options.progress = bar(begun);
  const auto report = import(*opened->store, options);
  if (options.progress) fmt::print(stderr, "\n");
  if (!report.ok()) return output.failed(report.error());
  tell(*report, command, output);
  const double seconds = seconds_since(begun);
  return output.done(sentence(*report, command.dry_run, seconds),
                     {{"read", report->read},
                      {"created", report->counts.created},
                      {"updated", report->counts.updated},
                      {"unchanged", report->counts.unchanged},
                      {"refused", report->refused},
                      {"seconds", seconds}});
}

}  // namespace

int import_csv(const Settings& settings, const ImportCommand& command, const Output& output) {
  return run(settings, command, output,
             [&](desk::Store& store, const records::ImportOptions& options) {
               return records::import_csv(store, at_the_command_line(), command.map, command.file,
                                          options);
             });
}

int import_open311(const Settings& settings, const ImportCommand& command, const Output& output) {
  return run(settings, command, output,
             [&](desk::Store& store, const records::ImportOptions& options) {
               return records::import_open311(store, at_the_command_line(), command.file.string(),
                                              command.source, options);
             });
}

int import_set_up(const Settings& settings, const ImportCommand& command, const Output& output) {
  return run(
      settings, command, output, [&](desk::Store& store, const records::ImportOptions& options) {
        return records::import_set_up(store, at_the_command_line(),
                                      {command.set_up, command.file, command.layer, command.names},
                                      options);
      });
}

}  // namespace kept
