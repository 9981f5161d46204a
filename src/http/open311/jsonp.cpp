#include "http/open311/jsonp.h"

#include <cctype>

namespace kept::http {
namespace {

constexpr std::size_t kLongestFunction = 100;

bool may_begin(char letter) {
  return std::isalpha(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '$';
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), with);
    at += with.size();
  }
}

}  // namespace

bool is_callback_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestFunction) return false;
  bool begins = true;
  for (const char letter : name) {
    if (letter == '.' && !begins) {
      begins = true;
      continue;
    }
    const bool is_digit = std::isdigit(static_cast<unsigned char>(letter)) != 0;
    if (!may_begin(letter) && (begins || !is_digit)) return false;
    begins = false;
  }
  return !begins;
}

void wrap_in_callback(Response& response, const std::string& name) {
  // Ends of lines in scripts, though not in JSON.
  replace_all(response.body, "\u2028", "\\u2028");
  replace_all(response.body, "\u2029", "\\u2029");
  // The comment keeps the answer from being taken for anything but a script.
  response.body = "/**/" + name + "(" + response.body + ");";
  response.content_type = "application/javascript; charset=utf-8";
}

}  // namespace kept::http
