#include "http/server/urlencoded.h"

#include <algorithm>
#include <boost/url/params_view.hpp>
#include <boost/url/parse_query.hpp>
#include <cctype>

#include "base/text.h"

namespace kept::http {
namespace {

std::string with_escapes(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string query;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_plain = std::isalnum(byte) != 0 && byte < 0x80;
    if (letter == '+') {
      query += "%20";
    } else if (is_plain || std::string_view("-._~%&=").find(letter) != std::string_view::npos) {
      query += letter;
    } else {
      query += {'%', kHex[byte >> 4U], kHex[byte & 0xfU]};
    }
  }
  return query;
}

}  // namespace

std::optional<std::vector<std::pair<std::string, std::string>>> read_urlencoded(
    std::string_view text) {
  const std::string query = with_escapes(text);
  const auto parsed = boost::urls::parse_query(query);
  if (!parsed) return std::nullopt;
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto parameter : boost::urls::params_view(*parsed)) {
    pairs.emplace_back(parameter.key, parameter.value);
  }
  return pairs;
}

bool is_text(std::string_view decoded) {
  const bool has_control = std::any_of(decoded.begin(), decoded.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte == 0x7f || (byte < 0x20 && letter != '\t' && letter != '\n' && letter != '\r');
  });
  return !has_control && base::is_utf8(decoded);
}

}  // namespace kept::http
