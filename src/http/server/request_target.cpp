#include "http/server/request_target.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "http/server/urlencoded.h"

namespace kept::http {
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
