#include "http/portal/link_answer.h"

#include "base/text.h"
#include "base/time_text.h"
#include "http/server/urlencoded.h"

namespace kept::http {
namespace {

/// As much as the same field takes through the API.
constexpr std::size_t kLongest = 4000;

}  // namespace

LinkAnswer read_answer(const std::string& body) {
  LinkAnswer answer;
  const auto fields = read_urlencoded(body);
  if (!fields) return answer;
  for (const auto& [name, value] : *fields) {
    if (name == "what") answer.what = value;
    if (name == "text") answer.text = value;
    if (name == "until") answer.until = value;
  }
  return answer;
}

base::Result<desk::LinkForm> LinkAnswer::form(const base::TimeZone& zone) const {
  using What = desk::LinkForm::What;
  desk::LinkForm form;
  const auto length = base::utf8_length(text);
  if (!length || *length > kLongest || text.find('\0') != std::string::npos) {
    return base::invalid("/text", "field.not_text", "Write up to 4000 letters.");
  }
  form.text = text;
  if (what == "answer") {
    form.what = What::answer;
  } else if (what == "not_ours") {
    form.what = What::not_ours;
  } else if (what == "reached") {
    form.what = What::reached;
  } else if (what == "no_answer") {
    form.what = What::no_answer;
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
