#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time_zone.h"

namespace kept::base {

/// How other systems write times: strptime's specifiers with those of cctz beside them, such as
/// %E*S (seconds with any fraction) and %Ez (an offset, ±hh:mm).
class TimeFormat {
 public:
  /// Refused when it does not tell year, month, day and, where it has an hour, whether that is
  /// before noon.
  static Result<TimeFormat> make(const std::string& format);

  /// The whole of `text`, read in `zone` unless it has an offset. Nothing when it is written
  /// otherwise, when there is no such day, and outside of the years 1900 to 2199: "18" is no year.
  [[nodiscard]] std::optional<ResolvedTime> parse(const std::string& text,
                                                  const TimeZone& zone) const;

 private:
  TimeFormat(std::string format, bool has_offset)
      : format_(std::move(format)), has_offset_(has_offset) {}

  std::string format_;
  bool has_offset_;
};

}  // namespace kept::base
