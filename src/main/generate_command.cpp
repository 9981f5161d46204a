#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>

#include "base/time_text.h"
#include "domain/places/point.h"
#include "main/commands.h"
#include "main/target_file.h"
#include "records/load_generator.h"

namespace kept {
namespace {

using base::Done;
using base::Result;

/// "40.50,-74.25,40.91,-73.70": south, west, north, east.
Result<Done> read_box(const std::string& text, records::LoadOptions& options) {
  std::array<double*, 4> sides{&options.south, &options.west, &options.north, &options.east};
  std::string_view left(text);
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const std::size_t comma = std::min(left.find(','), left.size());
    const auto degrees = domain::decimal_number(left.substr(0, comma));
    const bool is_last = i + 1 == sides.size();
    if (!degrees || is_last != (comma == left.size())) {
      return base::invalid("/box", "generate.box",
                           "--box is south,west,north,east in degrees: 43.58,-79.64,43.86,-79.12");
    }
    *sides.at(i) = *degrees;
    if (!is_last) left.remove_prefix(comma + 1);
  }
  return Done{};
}

Result<records::LoadOptions> options_of(const GenerateCommand& command) {
  records::LoadOptions options;
  options.rows = command.rows;
  options.seed = command.seed;
  auto zone = base::TimeZone::load(command.zone);
  if (!zone.ok()) return zone.error();
  options.zone = std::move(zone).value();
  const auto from = base::parse_date(command.from);
  if (!from.ok()) return from.error();
  const auto until = base::parse_date(command.until);
  if (!until.ok()) return until.error();
  options.from = *from;
  options.until = *until;
  if (auto box = read_box(command.box, options); !box.ok()) return box.error();
  return options;
}

}  // namespace

int generate_requests(const GenerateCommand& command, const Output& output) {
  const auto profile = records::read_load_profile(command.profile);
  if (!profile.ok()) return output.failed(profile.error());
  const auto options = options_of(command);
  if (!options.ok()) return output.failed(options.error());
  TargetFile target(command.out);
  if (auto ready = target.open(); !ready.ok()) return output.failed(ready.error());
  const auto begun = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  };
  const auto bar = output.progress("requests");
  const auto done = records::generate_load(
      *profile, *options, [&](std::string_view piece) { return target.write(piece); },
      [&](std::int64_t rows) { bar(rows, command.rows); });
  if (!done.ok()) return output.failed(done.error());
  if (auto whole = target.finish(); !whole.ok()) return output.failed(whole.error());
  if (command.out.empty()) return kDone;  // standard output has the requests and nothing else
  const double took = seconds();
  return output.done(fmt::format("{} requests, {} bytes, in {}; {:.1f} s, {:.0f} rows/s.",
                                 command.rows, target.bytes(), command.out.string(), took,
                                 static_cast<double>(command.rows) / std::max(took, 0.001)),
                     {{"requests", command.rows},
                      {"bytes", target.bytes()},
                      {"file", command.out.string()},
                      {"seconds", took}});
}

}  // namespace kept
