#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kept::domain {

/// A place on earth, WGS 84, in degrees. Where somebody lives is personal, so a case holds it as a
/// PersonalRef to its text.
struct Point {
  double lat = 0;
  double lng = 0;

  /// Nothing when it lies outside of -90…90 and -180…180, or is no number.
  [[nodiscard]] static std::optional<Point> make(double lat, double lng);
  /// "43.6532, -79.3832", as text() writes it.
  [[nodiscard]] static std::optional<Point> parse(std::string_view text);

  /// Plain decimals, as many as tell the value apart: parse() gives the same point again.
  [[nodiscard]] std::string text() const;

  bool operator==(const Point&) const = default;
};

/// Of latitude, on a sphere of the earth's mean radius (6,371,009 m).
inline constexpr double kMetresPerDegree = 111'195;

/// The whole of `text` as a decimal number ("-79.3832", "+43", " 1.5 "); neither infinite nor in
/// hexadecimal.
[[nodiscard]] std::optional<double> decimal_number(std::string_view text);

/// "-79.3832": never with an exponent.
[[nodiscard]] std::string plain_decimal(double value);

}  // namespace kept::domain
