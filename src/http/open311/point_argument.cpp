#include "http/open311/point_argument.h"

#include <string_view>

namespace kept::http {
namespace {

std::optional<double> degrees(const Arguments& arguments, const char* name,
                              std::vector<base::Error>& mistakes) {
  const auto text = arguments.one(name);
  if (!text) return std::nullopt;
  const auto value = domain::decimal_number(*text);
  const bool fits = value && (std::string_view(name) == "lat" ? domain::Point::make(*value, 0)
                                                              : domain::Point::make(0, *value));
  if (!fits) mistakes.push_back(base::invalid(std::string("/") + name, "point.unreadable", ""));
  return value;
}

}  // namespace

std::optional<domain::Point> read_point(const Arguments& arguments,
                                        std::vector<base::Error>& mistakes) {
  const auto lat = degrees(arguments, "lat", mistakes);
  const auto lng = degrees(arguments, "long", mistakes);
  const bool has_lat = arguments.one("lat").has_value();
  const bool has_lng = arguments.one("long").has_value();
  if (has_lat != has_lng) {
    mistakes.push_back(base::invalid(has_lat ? "/long" : "/lat", "point.incomplete", ""));
  }
  if (!lat || !lng) return std::nullopt;
  return domain::Point::make(*lat, *lng);
}

}  // namespace kept::http
