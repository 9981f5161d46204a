#include "http/server/request.h"

#include <algorithm>

namespace kept::http {
namespace {

std::optional<std::string> find(const std::vector<std::pair<std::string, std::string>>& pairs,
                                std::string_view name) {
  const auto found = std::find_if(pairs.begin(), pairs.end(),
                                  [&](const auto& pair) { return pair.first == name; });
  if (found == pairs.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::optional<std::string> Request::query_value(std::string_view name) const {
  auto value = find(query, name);
  if (value && value->empty()) return std::nullopt;
  return value;
}

std::optional<std::string> Request::header(std::string_view name) const {
  return find(headers, name);
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  const auto cookies = header("cookie");
  if (!cookies) return std::nullopt;
  std::string_view rest = *cookies;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return std::string(pair.substr(equals + 1));
    }
  }
  return std::nullopt;
}

}  // namespace kept::http
