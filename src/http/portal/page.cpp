#include "http/portal/page.h"

#include <kainjow/mustache.hpp>

#include "http/portal/words.h"

namespace kept::http {
namespace {

constexpr const char* kFrame = R"html(<!doctype html>
<html lang="{{language}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{{title}}</title>
<link rel="stylesheet" href="/portal.css"></head>
<body><header><div><strong>311 {{city}}</strong>
{{#other}}<p><a href="{{other}}" lang="{{other_code}}">{{other_word}}</a></p>{{/other}}</div></header>
<main id="main"><h1>{{title}}</h1>{{{body}}}</main></body></html>
)html";

}  // namespace

std::string escaped(const std::string& text) {
  kainjow::mustache::mustache one("{{text}}");
  return one.render({"text", text});
}

std::string frame(const std::string& title, const std::string& city, const std::string& language,
                  const std::string& other_address, const std::string& body) {
  kainjow::mustache::data data;
  data.set("title", title);
  data.set("city", city);
  data.set("language", language);
  data.set("body", body);
  if (!other_address.empty()) {
    data.set("other", other_address);
    data.set("other_code", language == "en" ? "fr" : "en");
    data.set("other_word", word("other_language", language));
  }
  kainjow::mustache::mustache whole(kFrame);
  return whole.render(data);
}

}  // namespace kept::http
