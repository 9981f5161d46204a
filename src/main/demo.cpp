#include <cstdio>

#include "base/time_text.h"
#include "http/api/sessions.h"
#include "main/commands.h"
#include "main/demo_history.h"
#include "main/installation.h"
#include "main/said.h"
#include "records/city_files.h"

namespace kept {
namespace {

/// Everybody may know it: a city with this password is served on loopback only.
constexpr const char* kPassword = "kept311-demo";

}  // namespace

int make_demo(const DemoCommand& command) {
  base::Instant at = base::SystemClock().now();
  if (command.at) {
    const auto parsed = base::parse_instant(*command.at);
    if (!parsed.ok()) return said(parsed.error());
    at = parsed.value();
  }
  if (std::filesystem::exists(command.data / "kept311.db")) {
    return said(base::conflict("demo.exists", "There is a city in " + command.data.string() +
                                                  " already; remove it or name another place."));
  }
  const auto sign_ins = records::demo_sign_ins(command.config);
  if (!sign_ins.ok()) return said(sign_ins.error());
  base::ManualClock clock(command.without_history ? at : at - kDemoHistory);
  auto opened = open_installation(command.data, clock, true);
  if (!opened.ok()) return said(opened.error());
  const std::string hash = http::hash_password(kPassword);
  const auto imported =
      opened->store->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
        const auto done = records::import_city(tx, command.config, true,
                                               [&](const std::string&) { return hash; });
        if (!done.ok()) return done.error();
        return base::Done{};
      });
  if (!imported.ok()) return said(imported.error());
  if (!command.without_history) {
    const auto lived = live_through_history(*opened->store, clock, at);
    if (!lived.ok()) return said(lived.error());
  }
  for (const auto& [role, name] : *sign_ins) {
    std::printf("%s  %s  %s\n", name.c_str(), role.c_str(), kPassword);
  }
  return 0;
}

}  // namespace kept
