#include "http/server/request_target.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "base/text.h"
#include "http/server/urlencoded.h"

namespace kept::http {
namespace {

bool is_text(std::string_view decoded) {
  const bool has_control = std::any_of(decoded.begin(), decoded.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte == 0x7f || (byte < 0x20 && letter != '\t' && letter != '\n' && letter != '\r');
  });
  return !has_control && base::utf8_length(decoded).has_value();
}

}  // namespace

std::optional<RequestTarget> read_target(std::string_view target) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  const boost::urls::string_view text(target.data(), mark);
  const auto url = target.starts_with('/') ? boost::urls::parse_origin_form(text)
                                           : boost::urls::parse_absolute_uri(text);
  if (!url) return std::nullopt;
  RequestTarget read;
  for (const std::string decoded : url->segments()) {
    if (!is_text(decoded) || decoded.find('/') != std::string::npos) return std::nullopt;
    read.path += "/" + decoded;
  }
  if (read.path.empty()) read.path = "/";
  if (mark + 1 >= target.size()) return read;
  auto query = read_urlencoded(target.substr(mark + 1));
  if (!query) return std::nullopt;
  for (const auto& [name, value] : *query) {
    if (!is_text(name) || !is_text(value)) return std::nullopt;
  }
  read.query = std::move(*query);
  return read;
}

}  // namespace kept::http
