#include "http/portal/page.h"

#include <kainjow/mustache.hpp>

#include "base/phone_number.h"
#include "http/portal/words.h"

namespace kept::http {
namespace {

constexpr const char* kFrame = R"html(<!doctype html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{title}}</title>
<link rel="stylesheet" href="/portal.css">
</head>
<body>
<a class="skip" href="#main">{{skip}}</a>
<header><div>
<span class="brand"><b>311</b>{{city}}</span>
{{#other}}<nav aria-label="{{languages}}"><a href="{{other}}" lang="{{other_code}}" hreflang="{{other_code}}">{{other_word}}</a></nav>{{/other}}
</div></header>
<main id="main" tabindex="-1">
{{{body}}}
</main>
<footer><div>{{{help}}}</div></footer>
</body>
</html>
)html";

}  // namespace

std::string escaped(const std::string& text) {
  kainjow::mustache::mustache one("{{text}}");
  return one.render({"text", text});
}

std::string filled(const std::string& name, const std::string& language,
                   const std::map<std::string, std::string>& values) {
  kainjow::mustache::data data;
  for (const auto& [key, value] : values) {
    if (!value.empty()) data.set(key, value);
  }
  kainjow::mustache::mustache whole(word(name, language));
  return whole.render(data);
}

std::string phone_link(const std::string& phone, const std::string& region) {
  const auto number = base::PhoneNumber::parse(phone, region);
  const std::string dialled = number.ok() ? number.value().e164() : phone;
  const std::string readable = number.ok() ? number.value().for_reading(region) : phone;
  return R"(<a class="phone" href="tel:)" + escaped(dialled) + R"(">)" + escaped(readable) + "</a>";
}

std::string page(const Frame& frame, const std::string& body) {
  const std::string& language = frame.language;
  kainjow::mustache::data data;
  data.set("language", language);
  data.set("title", frame.title);
  data.set("city", frame.city);
  data.set("skip", word("skip", language));
  data.set("body", body);
  data.set("help", filled("help", language, {{"city", frame.city}}));
  if (!frame.other_address.empty()) {
    data.set("other", frame.other_address);
    data.set("languages", word("languages", language));
    data.set("other_code", language == "en" ? "fr" : "en");
    data.set("other_word", word("other_language", language));
  }
  kainjow::mustache::mustache whole(kFrame);
  return whole.render(data);
}

}  // namespace kept::http
