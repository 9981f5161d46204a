#include "desk/department_link.h"
#include "http/api/problem.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;

json::object shown(desk::Reader& reader, const desk::LinkedDuty& duty) {
  const desk::CaseFile file = reader.case_file(duty.case_id);
  const auto text_of = [&](const domain::PersonalRef& ref) -> std::string {
    const auto found = file.texts.find(ref.id);
    return found == file.texts.end() ? "" : found->second;
  };
  json::object view{{"kind", desk::name_of(duty.kind)},
                    {"case", std::to_string(file.state.number)},
                    {"department", localised({})},
                    {"due", instant(duty.due)},
                    {"done", duty.done},
                    {"contact_name", nullptr},
                    {"phone", nullptr}};
  for (const desk::DepartmentRow& row : reader.departments()) {
    if (row.id == file.state.department) view["department"] = localised(row.name);
  }
  if (duty.kind == domain::DutyKind::ask) {
    view["text"] = text_of(file.state.find_ask(duty.duty)->text);
    return view;
  }
  const domain::Promise& promise = *file.state.find_promise(duty.duty);
  view["text"] = text_of(promise.words);
  // Once it is done nobody needs the resident's number any more.
  if (duty.done) return view;
  view["phone"] = text_of(promise.address);
  const auto contact = file.contacts.find(promise.beneficiary.value);
  if (contact != file.contacts.end()) view["contact_name"] = contact->second.name.value_or("");
  return view;
}

Response read(const ApiOptions& options, const Request& request) {
  Response response;
  options.store.read([&](desk::Reader& reader) {
    const auto duty = desk::open_link(reader, options.signer, request.parameters.at("token"));
    response = duty.ok() ? json_response(200, shown(reader, duty.value())) : problem(duty.error());
  });
  return response;
}

Response use(const ApiOptions& options, const Request& request) {
  using What = desk::LinkForm::What;
  static const std::vector<std::string> kWhats{"answer", "reached", "no_answer", "need_until",
                                               "not_ours"};
  if (const auto reason = unreadable(request)) return problem(*reason);
  const auto body = parse_body(request.body);
  if (!body.ok()) return problem(body.error());
  Mistakes mistakes;
  Form form(body.value(), "", mistakes);
  const std::string what = form.one_of("what", kWhats);
  desk::LinkForm link;
  link.text = form.maybe_text("text", kText).value_or("");
  link.until = form.maybe_instant("until");
  form.done();
  if (!mistakes.empty()) return problem(mistakes);
  for (std::size_t i = 0; i < kWhats.size(); ++i) {
    if (kWhats[i] == what) link.what = static_cast<What>(i);
  }
  const std::string& token = request.parameters.at("token");
  const auto done = options.store.write([&](desk::Transaction& tx) -> Result<base::Done> {
    const auto used = desk::use_link(tx, options.signer, token, link);
    if (!used.ok()) return used.error();
    return base::Done{};
  });
  if (!done.ok()) return problem(done.error());
  return read(options, request);
}

}  // namespace

void add_links(Router& router, Door& door) {
  router.on("GET", "/api/v1/links/{token}",
            [&door](const Request& request) { return read(door.options(), request); });
  router.on("POST", "/api/v1/links/{token}",
            [&door](const Request& request) { return use(door.options(), request); });
}

}  // namespace kept::http
