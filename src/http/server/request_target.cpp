#include "http/server/request_target.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "base/text.h"

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
  const boost::urls::string_view text(target.data(), target.size());
  const auto url = target.starts_with('/') ? boost::urls::parse_origin_form(text)
                                           : boost::urls::parse_absolute_uri(text);
  if (!url) return std::nullopt;
  RequestTarget read;
  for (const auto segment : url->segments()) {
    const std::string decoded(segment);
    if (!is_text(decoded) || decoded.find('/') != std::string::npos) return std::nullopt;
    read.path += "/" + decoded;
  }
  if (read.path.empty()) read.path = "/";
  for (const auto parameter : url->params()) {
    if (!is_text(parameter.key) || !is_text(parameter.value)) return std::nullopt;
    read.query.emplace_back(parameter.key, parameter.value);
  }
  return read;
}

}  // namespace kept::http
