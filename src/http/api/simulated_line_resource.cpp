#include <algorithm>

#include "http/api/problem.h"
#include "http/api/resources.h"
#include "http/api/telephony.h"

namespace kept::http {
namespace {

using Act = desk::LineUse::Act;

const std::vector<std::string>& act_names() {
  static const std::vector<std::string> names{"dial",   "digit", "hang_up",
                                              "answer", "busy",  "voicemail"};
  return names;
}

const char* name_of(desk::ResidentLine::State state) {
  switch (state) {
    case desk::ResidentLine::State::calling:
      return "calling";
    case desk::ResidentLine::State::ringing:
      return "ringing";
    case desk::ResidentLine::State::in_call:
      return "in_call";
    default:
      return "idle";
  }
}

Response shown(const base::Result<desk::ResidentLine>& line) {
  if (!line.ok()) return problem(line.error());
  json::array hears;
  for (const std::string& said : line->hears) hears.emplace_back(said);
  json::object body{{"line", line->line},        {"state", name_of(line->state)},
                    {"hears", std::move(hears)}, {"music", line->music},
                    {"with", nullptr},           {"call", nullptr}};
  if (line->with) body["with"] = *line->with;
  if (line->call) body["call"] = line->call->value;
  return json_response(200, body);
}

desk::LineUse use_of(const json::value& body, Mistakes& mistakes) {
  Form form(body, "", mistakes);
  desk::LineUse what;
  const std::string act = form.one_of("act", act_names());
  what.number = form.maybe_text("number", {1, 20}).value_or("311");
  what.withheld = form.maybe_flag("withheld").value_or(false);
  const auto digit = form.maybe_text("digit", {1, 1});
  form.done();
  if (!mistakes.empty()) return what;
  what.act = static_cast<Act>(std::ranges::find(act_names(), act) - act_names().begin());
  what.digit = digit.value_or("");
  if (what.digit.find_first_not_of("0123456789*#") != std::string::npos) {
    mistakes.push_back(base::invalid("/digit", "field.no_digits", "Give one of 0 to 9, * and #."));
  } else if (what.act == Act::digit && !digit) {
    mistakes.push_back(base::invalid("/digit", "field.missing", "This is needed."));
  }
  return what;
}

Response use(desk::ResidentLines& lines, const Request& request) {
  if (const auto reason = unreadable(request)) return problem(*reason);
  const auto body = parse_body(request.body);
  if (!body.ok()) return problem(body.error());
  Mistakes mistakes;
  const desk::LineUse what = use_of(body.value(), mistakes);
  if (!mistakes.empty()) return problem(mistakes);
  return shown(lines.use(request.parameters.at("line"), what));
}

}  // namespace

void add_simulated_lines(Router& router, desk::ResidentLines& lines) {
  router.on("GET", "/api/v1/simulated-telephone/lines/{line}", [&lines](const Request& request) {
    return shown(lines.line(request.parameters.at("line")));
  });
  router.on("POST", "/api/v1/simulated-telephone/lines/{line}",
            [&lines](const Request& request) { return use(lines, request); });
}

}  // namespace kept::http
