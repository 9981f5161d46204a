#include "base/time_text.h"
#include "http/api/problem.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

Response set_clock(const ApiOptions& options, const Request& request) {
  if (const auto reason = unreadable(request)) return problem(*reason);
  const auto body = parse_body(request.body);
  if (!body.ok()) return problem(body.error());
  Mistakes mistakes;
  Form form(body.value(), "", mistakes);
  const auto set = form.maybe_instant("set");
  const auto step = form.maybe_text("advance", {1, 40});
  form.done();
  const char* place = set ? "/set" : "/advance";
  base::Instant target = set.value_or(options.clock.now());
  if (mistakes.empty() && set.has_value() == step.has_value()) {
    mistakes.push_back(base::invalid(place, "clock.one_of", "Give either set or advance."));
  } else if (step) {
    const auto duration = base::parse_duration(*step);
    if (duration.ok()) target += duration.value();
    if (!duration.ok()) {
      mistakes.push_back(base::invalid(place, duration.error().reason, duration.error().message));
    }
  }
  if (!mistakes.empty()) return problem(mistakes);
  const auto handled = options.advance(target);
  if (!handled.ok()) {
    return problem(base::refused(handled.error().reason, handled.error().message, place));
  }
  return json_response(
      200, json::object{{"now", instant(options.clock.now())}, {"handled", handled.value()}});
}

}  // namespace

void add_test_clock(Router& router, Door& door) {
  if (!door.options().advance) return;
  router.on("POST", "/api/v1/test/clock",
            [&door](const Request& request) { return set_clock(door.options(), request); });
}

}  // namespace kept::http
