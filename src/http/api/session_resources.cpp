#include "base/time_text.h"
#include "desk/telephone/on_duty.h"
#include "http/api/problem.h"
#include "http/api/resources.h"
#include "http/server/client_address.h"

namespace kept::http {
namespace {

/// Behind a proxy that speaks TLS the cookie never leaves TLS.
std::string cookie_header(const Request& request, const std::string& value) {
  return "kept311_session=" + value + "; Path=/; HttpOnly; SameSite=Strict" +
         (value.empty() ? "; Max-Age=0" : "") +
         (request.header("x-forwarded-proto") == "https" ? "; Secure" : "");
}

json::object session(Door& door, desk::Reader& reader, View& view, const desk::StaffRow& staff,
                     const std::string& cookie) {
  const desk::JurisdictionRow& city = reader.jurisdiction();
  json::array languages;
  for (const std::string& language : city.languages) languages.emplace_back(language);
  return {
      {"staff", view.staff(staff)},
      {"csrf", door.sessions().csrf(cookie)},
      {"now", instant(reader.now())},
      {"clock_in_doubt", or_null(door.options().clock_doubt())},
      {"demo", city.demo},
      {"test_clock", static_cast<bool>(door.options().advance)},
      {"city", json::object{
                   {"name", city.name}, {"zone", city.zone}, {"languages", std::move(languages)}}}};
}

Response show_session(Door& door, const desk::StaffRow& staff, const std::string& cookie) {
  Response response;
  door.options().store.read([&](desk::Reader& reader) {
    View view(reader, door.options().signer, {staff.id, staff.role, domain::Origin::console});
    response = json_response(200, session(door, reader, view, staff, cookie));
  });
  return response;
}

Response locked_out(const Door& door) {
  const std::chrono::seconds wait = door.options().sessions.lock_out;
  Response response = problem(base::Error{base::ErrorKind::kTooMany, "session.locked",
                                          "Too many attempts; wait a while and try again.", ""});
  response.headers = {{"Retry-After", std::to_string(wait.count())}};
  return response;
}

Response sign_in(Door& door, const Request& request) {
  if (const auto reason = unreadable(request)) return problem(*reason);
  const auto body = parse_body(request.body);
  if (!body.ok()) return problem(body.error());
  Mistakes mistakes;
  Form form(body.value(), "", mistakes);
  const std::string name = form.text("name", {1, 100});
  const std::string password = form.text("password", {1, 1024});
  form.done();
  if (!mistakes.empty()) return problem(mistakes);
  std::optional<desk::StaffRow> staff;
  door.options().store.read([&](desk::Reader& reader) { staff = reader.staff_by_key(name); });
  const auto hash = staff && staff->active ? std::optional(staff->password_hash) : std::nullopt;
  switch (door.passwords().check(name, client_address(request), password, hash)) {
    case PasswordGate::Answer::right:
      break;
    case PasswordGate::Answer::locked:
      return locked_out(door);
    case PasswordGate::Answer::busy:
      return problem(base::Error{base::ErrorKind::kTooMany, "session.busy",
                                 "Many people are signing in; try again in a moment.", ""});
    case PasswordGate::Answer::wrong:
      return problem(base::Error{base::ErrorKind::kUnauthenticated, "session.wrong",
                                 "The name or the password is not right.", ""});
  }
  const std::string cookie = door.sessions().open(*staff);
  Response response = show_session(door, *staff, cookie);
  response.headers.emplace_back("Set-Cookie", cookie_header(request, cookie));
  return response;
}

Response not_signed_in() {
  return problem(
      base::Error{base::ErrorKind::kUnauthenticated, "session.missing", "Sign in first.", ""});
}

/// Without a CSRF token: the cookie is not sent from other sites, and ending a session harms
/// nobody.
Response sign_out(Door& door, const Request& request) {
  const auto me = door.signed_in(request);
  if (!me) return not_signed_in();
  const auto ending = door.sessions().ending(*request.cookie("kept311_session"));
  const auto ended = door.options().store.write([&](desk::Transaction& tx) {
    tx.end_session(ending.session, ending.now, ending.until);
    return desk::leave_duty(tx, me->id);
  });
  if (!ended.ok()) return problem(ended.error());
  Response response = json_response(204, {});
  response.headers.emplace_back("Set-Cookie", cookie_header(request, ""));
  return response;
}

}  // namespace

void add_sessions(Router& router, Door& door) {
  router.on("POST", "/api/v1/session",
            [&door](const Request& request) { return sign_in(door, request); });
  router.on("GET", "/api/v1/session", [&door](const Request& request) {
    const auto me = door.signed_in(request);
    if (!me) return not_signed_in();
    return show_session(door, *me, *request.cookie("kept311_session"));
  });
  router.on("DELETE", "/api/v1/session",
            [&door](const Request& request) { return sign_out(door, request); });
}

}  // namespace kept::http
