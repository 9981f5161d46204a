#include "records/load_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "domain/places/point.h"
#include "records/set_up_rows.h"
#include "records/text_file.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

/// "p05" is 0.05; "0.5" is itself.
std::optional<double> share_of(const std::string& text) {
  if (!text.starts_with('p')) return domain::decimal_number(text);
  const auto percent = domain::decimal_number(text.substr(1));
  return percent ? std::optional(*percent / 100) : std::nullopt;
}

/// "dow0_h13": Monday, one o'clock in the afternoon.
std::optional<std::size_t> hour_of_week(const std::string& key) {
  unsigned day = 0;
  unsigned hour = 0;
  constexpr std::string_view kDay = "dow";
  const std::size_t parted = key.find("_h");
  if (!key.starts_with(kDay) || parted == std::string::npos) return std::nullopt;
  const char* const end = key.data() + key.size();
  const bool is_day = std::from_chars(key.data() + kDay.size(), key.data() + parted, day).ptr ==
                      key.data() + parted;
  const bool is_hour = std::from_chars(key.data() + parted + 2, end, hour).ptr == end;
  if (!is_day || !is_hour || day > 6 || hour > 23) return std::nullopt;
  return std::size_t{day} * 24 + hour;
}

class ProfileReader {
 public:
  /// What is wrong with the row, if something is.
  std::optional<std::string> take(const std::string& kind, const std::string& key,
                                  const std::string& sub, double value) {
    if (kind == "type_share") {
      profile_.services.push_back({key, sub, value});
    } else if (kind == "hour_of_week") {
      const auto hour = hour_of_week(key);
      if (!hour) return "the hour of a week is written dow0_h13: Monday, 13:00";
      profile_.week.at(*hour) = value;
    } else if (kind == "close_hours_quantile") {
      auto& of = key == "*ALL*" ? profile_.closing_of_all : profile_.closing[key];
      return quantile(of, sub, value);
    } else if (kind == "resolution_text_len") {
      return quantile(profile_.resolution_length, key, value);
    } else if (kind == "community_board_share") {
      boards_.emplace_back(key, value);
    } else if (kind == "borough_share") {
      boroughs_.emplace_back(key, value);
    } else if (kind == "channel_share") {
      profile_.channels.emplace_back(key, value);
    } else if (kind == "null_share" || kind == "quality") {
      share(key, value);
    }
    return std::nullopt;
  }

  LoadProfile finish() {
    const bool has_boards = !boards_.empty();
    profile_.areas = std::move(has_boards ? boards_ : boroughs_);
    if (!profile_.areas.empty()) profile_.area_kind = has_boards ? "community board" : "borough";
    for (auto& [service, quantiles] : profile_.closing) order(quantiles);
    order(profile_.closing_of_all);
    order(profile_.resolution_length);
    const bool is_told = std::ranges::any_of(profile_.week, [](double share) { return share > 0; });
    if (!is_told) profile_.week.fill(1);
    return std::move(profile_);
  }

 private:
  static std::optional<std::string> quantile(LoadProfile::Quantiles& of, const std::string& text,
                                             double value) {
    const auto share = share_of(text);
    if (!share || *share <= 0 || *share >= 1) return "a quantile is written p05 or 0.05";
    of.push_back({*share, value});
    return std::nullopt;
  }

  void share(const std::string& key, double value) {
    if (key == "Latitude") profile_.without_place = value;
    if (key == "Incident Address") profile_.without_address = value;
    if (key == "created_exactly_midnight") profile_.at_midnight = value;
    if (key == "closed_before_created") profile_.closed_before_created = value;
  }

  static void order(LoadProfile::Quantiles& quantiles) {
    std::ranges::sort(quantiles, {}, &LoadProfile::Quantile::share);
  }

  LoadProfile profile_;
  LoadProfile::Shares boards_;
  LoadProfile::Shares boroughs_;
};

}  // namespace

Result<LoadProfile> read_load_profile(const std::filesystem::path& file) {
  const auto opened =
      SetUpRows::open(file, {{"kind", "kind"}, {"key", "key"}, {"sub", "sub"}, {"value", "value"}},
                      {"kind", "key", "sub", "value"});
  if (!opened.ok()) return wrong(file, 0, opened.error().message);
  ProfileReader reader;
  bool has_service = false;
  for (;;) {
    const auto next = (*opened)->next();
    if (!next.ok()) return next.error();
    if (!*next) break;
    const SetUpRow& row = **next;
    const auto line = static_cast<std::size_t>(row.line());
    if (row.refusal()) return wrong(file, line, row.refusal()->reason);
    const auto value = domain::decimal_number(row.cell("value"));
    if (!value || *value < 0) return wrong(file, line, "the value is no number, or below 0");
    const auto fault = reader.take(row.cell("kind"), row.cell("key"), row.cell("sub"), *value);
    if (fault) return wrong(file, line, *fault);
    has_service = has_service || (row.cell("kind") == "type_share" && *value > 0);
  }
  if (!has_service) return wrong(file, 0, "there is no type_share, so no services to ask for");
  return reader.finish();
}

}  // namespace kept::records
