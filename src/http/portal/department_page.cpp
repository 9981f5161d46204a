#include "http/portal/department_page.h"

#include <algorithm>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/params_view.hpp>
#include <boost/url/parse_query.hpp>

#include "base/time_text.h"
#include "http/portal/page.h"
#include "http/portal/words.h"

namespace kept::http {
namespace {

std::string button(const char* what, const char* label, const std::string& language) {
  return std::string("<button name=\"what\" value=\"") + what + "\">" +
         escaped(word(label, language)) + "</button> ";
}

std::string forms(const desk::LinkedDuty& duty, const std::string& token,
                  const std::string& language) {
  const std::string begin = "<form method=\"post\" action=\"/l/" + escaped(token) + "\">";
  if (duty.kind == domain::DutyKind::promise) {
    return begin + button("reached", "reached", language) + "</form><p>" +
           escaped(word("no_answer", language)) + "</p>";
  }
  return begin + "<label for=\"text\">" + escaped(word("your_answer", language)) +
         "</label><textarea id=\"text\" name=\"text\" rows=\"5\" maxlength=\"4000\" required>"
         "</textarea>" +
         button("answer", "send_answer", language) + button("not_ours", "not_ours", language) +
         "</form>" + begin + "<label for=\"until\">" + escaped(word("need_until", language)) +
         "</label><input id=\"until\" type=\"datetime-local\" name=\"until\" required>" +
         button("need_until", "ask_time", language) + "</form>";
}

}  // namespace

std::string department_page(desk::Reader& reader, const desk::LinkedDuty& duty,
                            const std::string& token, const std::string& language) {
  const desk::CaseFile file = reader.case_file(duty.case_id);
  const bool is_ask = duty.kind == domain::DutyKind::ask;
  const domain::PersonalRef& ref =
      is_ask ? file.state.find_ask(duty.duty)->text : file.state.find_promise(duty.duty)->words;
  const auto text = file.texts.find(ref.id);
  std::string body = "<p>" + escaped(text == file.texts.end() ? "" : text->second) + "</p><p>" +
                     escaped(word("due", language)) + ": <strong>" +
                     escaped(spoken_time(duty.due, reader.zone(), language)) + "</strong></p>";
  body += duty.done ? "<p>" + escaped(word("done_thanks", language)) + "</p>"
                    : forms(duty, token, language);
  const std::string other = language == "en" ? "fr" : "en";
  return frame(word(is_ask ? "asked_of_you" : "promised_of_you", language),
               reader.jurisdiction().name, language, "/l/" + token + "?lang=" + other, body);
}

LinkAnswer read_answer(const std::string& body) {
  LinkAnswer answer;
  std::string query = body;
  std::replace(query.begin(), query.end(), '+', ' ');
  std::string spaces;
  for (const char letter : query)
    spaces += letter == ' ' ? std::string("%20") : std::string(1, letter);
  const auto parsed = boost::urls::parse_query(spaces);
  if (!parsed) return answer;
  for (const auto parameter : boost::urls::params_view(*parsed)) {
    if (parameter.key == "what") answer.what = std::string(parameter.value);
    if (parameter.key == "text") answer.text = std::string(parameter.value);
    if (parameter.key == "until") answer.until = std::string(parameter.value);
  }
  return answer;
}

base::Result<desk::LinkForm> LinkAnswer::form(const base::TimeZone& zone) const {
  using What = desk::LinkForm::What;
  desk::LinkForm form;
  form.text = text;
  if (what == "answer") {
    form.what = What::answer;
  } else if (what == "not_ours") {
    form.what = What::not_ours;
  } else if (what == "reached") {
    form.what = What::reached;
  } else if (what == "need_until") {
    form.what = What::need_until;
    const auto wall = base::parse_wall(until);
    if (!wall.ok()) return wall.error();
    form.until = zone.to_instant(wall.value()).instant;
  } else {
    return base::invalid("/what", "link.wrong_answer", "Choose one of the answers.");
  }
  return form;
}

}  // namespace kept::http
