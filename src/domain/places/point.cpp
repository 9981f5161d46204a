#include "domain/places/point.h"

#include <array>
#include <charconv>
#include <cmath>

#include "base/check.h"
#include "base/trimmed.h"

namespace kept::domain {
namespace {

constexpr double kMostLat = 90;
constexpr double kMostLng = 180;

}  // namespace

std::optional<double> decimal_number(std::string_view text) {
  text = base::trimmed(text);
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::string plain_decimal(double value) {
  std::array<char, 400> digits{};  // the smallest double has 327 of them
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(),
                                     value == 0 ? 0.0 : value, std::chars_format::fixed);
  KEPT_CHECK(written.ec == std::errc{});
  return {digits.data(), written.ptr};
}

std::optional<Point> Point::make(double lat, double lng) {
  const bool is_on_earth = std::abs(lat) <= kMostLat && std::abs(lng) <= kMostLng;
  if (!is_on_earth) return std::nullopt;
  return Point{lat, lng};
}

std::optional<Point> Point::parse(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto lat = decimal_number(text.substr(0, comma));
  const auto lng = decimal_number(text.substr(comma + 1));
  if (!lat || !lng) return std::nullopt;
  return make(*lat, *lng);
}

std::string Point::text() const { return plain_decimal(lat) + ", " + plain_decimal(lng); }

}  // namespace kept::domain
