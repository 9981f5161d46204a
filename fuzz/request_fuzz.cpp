// Addresses, cookies, signed texts and posted forms as any stranger may send them: nothing may
// crash, what is let in is text, and only what we signed is ours.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/signer.h"
#include "base/text.h"
#include "http/portal/link_answer.h"
#include "http/server/request_target.h"
#include "http/server/router.h"

namespace kept::http {
namespace {

Router router() {
  Router routes;
  const auto answer = [](const Request& request) {
    for (const auto& [name, value] : request.parameters) KEPT_CHECK(!value.empty());
    return Response{200, "text/plain", request.path, {}};
  };
  routes.on("GET", "/c/{number}", answer);
  routes.on("POST", "/api/v1/cases/{number}/asks", answer);
  routes.on("GET", "/api/v1/cases", answer);
  return routes;
}

void route(const std::string& text) {
  static const Router kRoutes = router();
  const auto target = read_target(text);
  if (!target) return;
  KEPT_CHECK(!target->path.empty() && target->path.front() == '/' && base::is_utf8(target->path));
  Request request;
  request.method = "GET";
  request.path = target->path;
  request.query = target->query;
  for (const auto& [name, value] : request.query) KEPT_CHECK(base::is_utf8(name + value));
  (void)request.query_value("k");
  (void)kRoutes.route_of(request.path);
  const int status = kRoutes.answer(request).status;
  KEPT_CHECK(status == 200 || status == 404 || status == 405);
}

void open_cookie(const std::string& text) {
  Request request;
  request.headers.emplace_back("cookie", text);
  const auto cookie = request.cookie("kept311_session");
  if (cookie) KEPT_CHECK(cookie->find(';') == std::string::npos);
}

void open_signed(const std::string& text) {
  static const base::Signer kSigner(std::string(32, 'k'));
  KEPT_CHECK(!kSigner.verify(text).has_value());
  if (text.find('.') == std::string::npos) KEPT_CHECK(kSigner.verify(kSigner.sign(text)) == text);
}

void post(const std::string& text) {
  const auto form = read_answer(text).form(base::TimeZone::utc());
  if (form.ok())
    KEPT_CHECK(base::is_utf8(form->text) && form->text.find('\0') == std::string::npos);
}

}  // namespace
}  // namespace kept::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  kept::http::route(text);
  kept::http::open_cookie(text);
  kept::http::open_signed(text);
  kept::http::post(text);
  return 0;
}
