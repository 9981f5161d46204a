#include "http/portal/portal.h"

#include "desk/case_work.h"
#include "desk/department_link.h"
#include "desk/resident_page.h"
#include "http/portal/case_page.h"
#include "http/portal/department_page.h"
#include "http/portal/link_answer.h"
#include "http/portal/style.h"

namespace kept::http {
namespace {

Response html(int status, std::string text) {
  return {status, "text/html; charset=utf-8", std::move(text), {}};
}

std::string language_of(const Request& request, const std::string& otherwise) {
  const auto wanted = request.query_value("lang");
  if (wanted == "en" || wanted == "fr") return *wanted;
  return otherwise;
}

Response show_case(const PortalOptions& options, const Request& request) {
  const std::string& number = request.parameters.at("number");
  const std::string key = request.query_value("k").value_or("");
  const bool admitted = desk::opens_resident_page(options.signer, number, key);
  Response response = html(404, missing_page(language_of(request, "en")));
  if (!admitted) return response;
  options.store.read([&](desk::Reader& reader) {
    const auto id = desk::case_by_number(reader, number);
    if (!id.ok()) return;
    const desk::CaseFile file = reader.case_file(id.value());
    std::string language = "en";
    if (file.state.reporter) {
      const auto contact = file.contacts.find(file.state.reporter->value);
      if (contact != file.contacts.end()) language = contact->second.language;
    }
    language = language_of(request, language);
    const std::string other = language == "en" ? "fr" : "en";
    response = html(
        200, case_page(reader, file, language, "/c/" + number + "?k=" + key + "&lang=" + other));
  });
  return response;
}

Response show_link(const PortalOptions& options, const Request& request, bool just_said) {
  const std::string& token = request.parameters.at("token");
  Response response;
  options.store.read([&](desk::Reader& reader) {
    const auto duty = desk::open_link(reader, options.signer, token);
    const std::string language = language_of(request, "en");
    response = duty.ok()
                   ? html(200, department_page(reader, duty.value(), token, language, just_said))
                   : html(404, missing_page(language, duty.error().reason));
  });
  return response;
}

}  // namespace

void add_portal(Router& router, const PortalOptions& options) {
  router.on("GET", "/c/{number}",
            [options](const Request& request) { return show_case(options, request); });
  router.on("GET", "/l/{token}",
            [options](const Request& request) { return show_link(options, request, false); });
  router.on("POST", "/l/{token}", [options](const Request& request) {
    const LinkAnswer answer = read_answer(request.body);
    const std::string& token = request.parameters.at("token");
    const auto done = options.store.write([&](desk::Transaction& tx) -> base::Result<base::Done> {
      const auto form = answer.form(tx.zone());
      if (!form.ok()) return form.error();
      const auto result = desk::use_link(tx, options.signer, token, form.value());
      if (!result.ok()) return result.error();
      return base::Done{};
    });
    if (done.ok()) return show_link(options, request, true);
    const std::string language = language_of(request, "en");
    std::string city;
    options.store.read([&](desk::Reader& reader) { city = reader.jurisdiction().name; });
    return html(
        done.error().kind == base::ErrorKind::kUnavailable ? 503 : 422,
        sorry_page(city, done.error().reason, "/l/" + token + "?lang=" + language, language));
  });
  router.on("GET", "/portal.css", [](const Request&) {
    Response response{200, "text/css; charset=utf-8", kPortalStyle, {}};
    response.headers.emplace_back("Cache-Control", "public, max-age=3600");
    return response;
  });
}

}  // namespace kept::http
