#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "base/time_text.h"
#include "desk/open_data.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/target_file.h"
#include "records/open_data_export.h"

namespace kept {
namespace {

using base::Result;
using SteadyClock = std::chrono::steady_clock;

/// On a terminal, ten times a second: the day that is being written, how many came, how fast.
records::OpenDataProgress day_by_day(const base::TimeZone& zone) {
  if (isatty(STDERR_FILENO) == 0) return [](base::Instant, std::int64_t) { return true; };
  const auto begun = SteadyClock::now();
  return [zone, begun, last = begun](base::Instant at, std::int64_t requests) mutable {
    const auto now = SteadyClock::now();
    if (requests == 0 || now - last < std::chrono::milliseconds(100)) return true;
    last = now;
    fmt::print(stderr, "\r{}  {} requests, {:.0f}/s   ", base::format_date(zone.day_of(at)),
               requests,
               static_cast<double>(requests) / std::chrono::duration<double>(now - begun).count());
    std::fflush(stderr);
    return true;
  };
}

struct Wanted {
  desk::OpenDataQuery query;
  base::TimeZone zone = base::TimeZone::utc();
};

Result<Wanted> wanted(desk::Store& store, const ExportCommand& command) {
  Result<desk::OpenDataQuery> period = desk::OpenDataQuery{};
  Wanted found;
  store.read([&](desk::Reader& reader) {
    period = desk::open_data_period(reader, command.from, command.until);
    found.zone = reader.zone();
  });
  if (!period.ok()) return period.error();
  found.query = *period;
  found.query.services.insert(command.services.begin(), command.services.end());
  return found;
}

}  // namespace

int export_requests(const Settings& settings, const ExportCommand& command, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  const auto what = wanted(*opened->store, command);
  if (!what.ok()) return output.failed(what.error());
  TargetFile target(command.out);
  if (auto ready = target.open(); !ready.ok()) return output.failed(ready.error());
  const auto begun = SteadyClock::now();
  const auto requests = records::export_open_data(
      *opened->store, what->query, command.format,
      [&](std::string_view piece) { return target.write(piece); }, day_by_day(what->zone));
  if (isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\n");
  if (!requests.ok()) return output.failed(requests.error());
  if (auto whole = target.finish(); !whole.ok()) return output.failed(whole.error());
  if (command.out.empty()) return kDone;  // standard output has the requests and nothing else
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - begun).count();
  return output.done(fmt::format("{} requests, {} bytes, in {}; {:.1f} s.", *requests,
                                 target.bytes(), command.out.string(), seconds),
                     {{"requests", *requests},
                      {"bytes", target.bytes()},
                      {"file", command.out.string()},
                      {"seconds", seconds}});
}

}  // namespace kept
