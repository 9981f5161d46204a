#include "desk/confirm_clock.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

base::Result<json::object> confirm(Change& change) {
  const auto done = desk::confirm_clock(change.tx, change.who);
  if (!done.ok()) return done.error();
  return json::object{};
}

}  // namespace

void add_clock(Router& router, Door& door) {
  router.on("POST", "/api/v1/clock/confirmation",
            [&door, change = door.change("confirm_clock", 204, confirm)](const Request& request) {
              Response response = change(request);
              // After the commit: a unit of work touches nothing but its transaction.
              if (response.status == 204) door.options().confirm_clock();
              return response;
            });
}

}  // namespace kept::http
