#include "records/page_address.h"

#include <curl/curl.h>

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/split.hpp>
#include <charconv>
#include <memory>
#include <string_view>

#include "base/trimmed.h"

namespace kept::records {
namespace {

constexpr std::string_view kPage = "page=";

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

Url parsed(const std::string& address) {
  Url url(curl_url(), curl_url_cleanup);
  curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0);
  return url;
}

std::string part_of(const Url& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owned(text, curl_free);
  return text;
}

/// The arguments of an address as they stand there: "page=2".
std::vector<std::string> arguments_of(const Url& url) {
  std::vector<std::string> arguments;
  const std::string query = part_of(url, CURLUPART_QUERY);
  if (!query.empty()) boost::split(arguments, query, [](char letter) { return letter == '&'; });
  return arguments;
}

/// Whether one of the words of `rel=next` or `rel="last next"` is "next".
bool is_next(std::string_view parameter) {
  const std::size_t parted = parameter.find('=');
  if (parted == std::string_view::npos) return false;
  if (!boost::iequals(base::trimmed(parameter.substr(0, parted)), "rel")) return false;
  std::string value(base::trimmed(parameter.substr(parted + 1)));
  std::erase(value, '"');
  std::vector<std::string> words;
  boost::split(words, value, [](char letter) { return letter == ' '; });
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return boost::iequals(word, "next"); });
}

/// Up to the first of `ends` that stands in no quotes; taken off `rest`, with that letter.
std::string_view taken_off(std::string_view& rest, std::string_view ends) {
  bool is_quoted = false;
  std::size_t i = 0;
  for (; i < rest.size(); ++i) {
    if (rest[i] == '"') is_quoted = !is_quoted;
    if (!is_quoted && ends.find(rest[i]) != std::string_view::npos) break;
  }
  const std::string_view taken = rest.substr(0, i);
  rest.remove_prefix(i);
  return taken;
}

/// Of `<address>; rel="next", <address>; rel="prev"`.
std::optional<std::string> next_of(std::string_view header) {
  for (;;) {
    const std::size_t open = header.find('<');
    const std::size_t close = header.find('>', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
    const std::string_view target = header.substr(open + 1, close - open - 1);
    header.remove_prefix(close + 1);
    bool found = false;
    (void)taken_off(header, ";,");
    while (header.starts_with(';')) {
      header.remove_prefix(1);
      found = is_next(taken_off(header, ";,")) || found;
    }
    if (found) return std::string(target);
  }
}

}  // namespace

std::optional<std::string> next_page(const std::vector<std::string>& links,
                                     const std::string& address) {
  for (const std::string& header : links) {
    const auto target = next_of(header);
    if (!target) continue;
    const Url url = parsed(address);  // a target may be relative to it
    if (curl_url_set(url.get(), CURLUPART_URL, target->c_str(), 0) != CURLUE_OK) continue;
    return part_of(url, CURLUPART_URL);
  }
  return std::nullopt;
}

std::int64_t page_number(const std::string& address) {
  for (const std::string& argument : arguments_of(parsed(address))) {
    if (!argument.starts_with(kPage)) continue;
    std::int64_t page = 1;
    std::from_chars(argument.data() + kPage.size(), argument.data() + argument.size(), page);
    return std::max<std::int64_t>(page, 1);  // servers take 0 for the first as well
  }
  return 1;
}

std::string with_page_number(const std::string& address, std::int64_t page) {
  const Url url = parsed(address);
  std::string query;
  for (const std::string& argument : arguments_of(url)) {
    if (!argument.starts_with(kPage)) query += argument + "&";
  }
  query += std::string(kPage) + std::to_string(page);
  curl_url_set(url.get(), CURLUPART_QUERY, query.c_str(), 0);
  return part_of(url, CURLUPART_URL);
}

}  // namespace kept::records
