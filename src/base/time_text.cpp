#include "base/time_text.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "base/check.h"

namespace kept::base {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kLongestDuration = days(36'525);

// Reads from the front of a text; a failed step leaves the reader where it was.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly `width` digits.
  std::optional<int> number(std::size_t width) {
    if (count_digits() < width) return std::nullopt;
    return static_cast<int>(take(width));
  }

  // One to nine digits, however many there are.
  std::optional<std::int64_t> any_number() {
    const std::size_t width = count_digits();
    if (width == 0 || width > 9) return std::nullopt;
    return take(width);
  }

  // One to nine digits after the decimal point, cut to milliseconds.
  std::optional<milliseconds> fraction() {
    const std::size_t width = count_digits();
    if (width == 0 || width > 9) return std::nullopt;
    std::int64_t value = take(width);
    for (std::size_t i = width; i < 3; ++i) value *= 10;
    for (std::size_t i = 3; i < width; ++i) value /= 10;
    return milliseconds(value);
  }

 private:
  [[nodiscard]] std::size_t count_digits() const {
    const std::size_t end = rest_.find_first_not_of("0123456789");
    return end == std::string_view::npos ? rest_.size() : end;
  }

  std::int64_t take(std::size_t width) {
    std::int64_t value = 0;
    for (const char c : rest_.substr(0, width)) value = value * 10 + (c - '0');
    rest_.remove_prefix(width);
    return value;
  }

  std::string_view rest_;
};

std::optional<Date> read_date(Reader& in) {
  // Not the first and the last year: an offset must not lead out of what can be written.
  const auto year = in.number(4);
  if (!year || *year == 0 || *year == 9999 || !in.skip('-')) return std::nullopt;
  const auto month = in.number(2);
  if (!month || !in.skip('-')) return std::nullopt;
  const auto day = in.number(2);
  if (!day) return std::nullopt;
  const Date date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return date;
}

enum class Seconds { kRequired, kOptional };

std::optional<milliseconds> read_time_of_day(Reader& in, Seconds rule) {
  const auto hour = in.number(2);
  if (!hour || *hour > 23 || !in.skip(':')) return std::nullopt;
  const auto minute = in.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  const milliseconds to_the_minute = hours(*hour) + minutes(*minute);
  if (!in.skip(':')) {
    if (rule == Seconds::kOptional) return to_the_minute;
    return std::nullopt;
  }
  const auto second = in.number(2);
  if (!second || *second > 59) return std::nullopt;
  const milliseconds to_the_second = to_the_minute + seconds(*second);
  if (!in.skip('.')) return to_the_second;
  const auto fraction = in.fraction();
  if (!fraction) return std::nullopt;
  return to_the_second + *fraction;
}

std::optional<minutes> read_offset(Reader& in) {
  if (in.skip('Z')) return minutes(0);
  const bool west = in.skip('-');
  if (!west && !in.skip('+')) return std::nullopt;
  const auto hour = in.number(2);
  if (!hour || *hour > 23 || !in.skip(':')) return std::nullopt;
  const auto minute = in.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  const minutes offset = hours(*hour) + minutes(*minute);
  return west ? -offset : offset;
}

std::optional<Instant> read_instant(Reader& in) {
  const auto date = read_date(in);
  if (!date || !in.skip('T')) return std::nullopt;
  const auto time = read_time_of_day(in, Seconds::kRequired);
  if (!time) return std::nullopt;
  const auto offset = read_offset(in);
  if (!offset || !in.at_end()) return std::nullopt;
  return Instant(std::chrono::sys_days(*date)) + *time - *offset;
}

std::optional<WallTime> read_wall(Reader& in) {
  const auto date = read_date(in);
  if (!date || !in.skip('T')) return std::nullopt;
  const auto time = read_time_of_day(in, Seconds::kOptional);
  if (!time || !in.at_end()) return std::nullopt;
  return WallTime{*date, *time};
}

struct Unit {
  char letter;
  seconds length;
};

// Any of `units` in their order, each at most once; nothing when something else follows. Only
// seconds may have a fraction.
std::optional<Duration> read_parts(Reader& in, std::span<const Unit> units, bool& any) {
  Duration total{0};
  std::size_t next = 0;
  while (!in.at_end()) {
    Reader ahead = in;
    if (ahead.skip('T')) break;
    const auto number = in.any_number();
    if (!number) return std::nullopt;
    std::optional<milliseconds> fraction;
    if (in.skip('.')) {
      fraction = in.fraction();
      if (!fraction) return std::nullopt;
    }
    while (next < units.size() && !in.skip(units[next].letter)) ++next;
    if (next == units.size() || (fraction && units[next].letter != 'S')) return std::nullopt;
    total += *number * Duration(units[next].length) + fraction.value_or(milliseconds(0));
    any = true;
    ++next;
  }
  return total;
}

std::optional<Duration> read_duration(Reader& in) {
  static constexpr std::array<Unit, 2> kDateUnits{{{'W', days(7)}, {'D', days(1)}}};
  static constexpr std::array<Unit, 3> kTimeUnits{
      {{'H', hours(1)}, {'M', minutes(1)}, {'S', seconds(1)}}};
  if (!in.skip('P')) return std::nullopt;
  bool any = false;
  const auto date_part = read_parts(in, kDateUnits, any);
  if (!date_part) return std::nullopt;
  if (!in.skip('T')) return any ? date_part : std::nullopt;
  any = false;
  const auto time_part = read_parts(in, kTimeUnits, any);
  if (!time_part || !any || !in.at_end()) return std::nullopt;
  return *date_part + *time_part;
}

/// `value` in exactly `width` digits: an answer of a thousand requests has three thousand times.
void append_number(std::string& text, int value, std::size_t width) {
  std::array<char, 8> digits{};
  KEPT_CHECK(value >= 0 && width <= digits.size());
  for (std::size_t i = width; i-- > 0; value /= 10) {
    digits[i] = static_cast<char>('0' + value % 10);
  }
  KEPT_CHECK(value == 0);
  text.append(digits.data(), width);
}

void append_date(std::string& text, Date date) {
  KEPT_CHECK(date.ok());
  append_number(text, static_cast<int>(date.year()), 4);
  append_number(text += '-', static_cast<int>(static_cast<unsigned>(date.month())), 2);
  append_number(text += '-', static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

}  // namespace

std::string format_date(Date date) {
  std::string text;
  append_date(text, date);
  return text;
}

std::string format_wall(const WallTime& wall) {
  constexpr std::size_t kLongest = 32;
  const std::chrono::hh_mm_ss time(wall.time_of_day);
  std::string text;
  text.reserve(kLongest);
  append_date(text, wall.date);
  append_number(text += 'T', static_cast<int>(time.hours().count()), 2);
  append_number(text += ':', static_cast<int>(time.minutes().count()), 2);
  append_number(text += ':', static_cast<int>(time.seconds().count()), 2);
  const int fraction = static_cast<int>(time.subseconds().count());
  if (fraction != 0) append_number(text += '.', fraction, 3);
  return text;
}

std::string format_utc(Instant instant) {
  const auto day = floor<days>(instant);
  return format_wall({Date(day), instant - day}) + "Z";
}

std::string format_local(Instant instant, const TimeZone& zone) {
  const LocalTime local = zone.to_local(instant);
  // RFC 3339 has no seconds in an offset; zones had them before 1972 only. Such an offset is cut to
  // the minute and the clock moved with it, so that the text still names the same instant.
  const auto offset = floor<minutes>(local.utc_offset);
  const WallTime wall = TimeZone::utc().to_local(instant + offset).wall();
  const std::chrono::hh_mm_ss parts(std::chrono::abs(offset));
  std::string text = format_wall(wall);
  append_number(text += offset < minutes(0) ? '-' : '+', static_cast<int>(parts.hours().count()),
                2);
  append_number(text += ':', static_cast<int>(parts.minutes().count()), 2);
  return text;
}

Result<Instant> parse_instant(std::string_view text) {
  Reader in(text);
  if (const auto instant = read_instant(in)) return *instant;
  return invalid("", "time.not_rfc3339",
                 "Write the time with seconds and zone, as in 2026-11-24T14:00:00-05:00.");
}

Result<WallTime> parse_wall(std::string_view text) {
  Reader in(text);
  if (const auto wall = read_wall(in)) return *wall;
  return invalid("", "time.not_local", "Write the local time as in 2026-11-24T14:00:00.");
}

Result<Date> parse_date(std::string_view text) {
  Reader in(text);
  if (const auto date = read_date(in); date && in.at_end()) return *date;
  return invalid("", "time.not_date", "Write the date as in 2026-11-24.");
}

Result<Duration> parse_duration(std::string_view text) {
  Reader in(text);
  const auto duration = read_duration(in);
  if (!duration) {
    return invalid("", "time.not_duration",
                   "Write the length of time in weeks, days, hours, minutes and seconds, as in "
                   "PT1H or P2DT12H.");
  }
  if (*duration > kLongestDuration) {
    return invalid("", "time.duration_too_long", "A hundred years is the longest length of time.");
  }
  return *duration;
}

}  // namespace kept::base
