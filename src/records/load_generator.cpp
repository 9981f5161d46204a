#include "records/load_generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/random/discrete_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "records/open_data_text.h"

namespace kept::records {
namespace {

using base::Done;
using base::Instant;
using base::Result;
using std::chrono::milliseconds;

constexpr std::size_t kBuffered = 65'536;
constexpr int kStreets = 200;                // of an area
constexpr int kHouseNumbers = 400;           // of a street
constexpr double kBetweenNumbers = 0.00005;  // degrees: five metres or so
constexpr std::array<const char*, 10> kTrees{"Maple", "Oak",    "Elm",    "Cedar",  "Birch",
                                             "Ash",   "Willow", "Linden", "Poplar", "Chestnut"};
constexpr std::array<const char*, 5> kWays{"Street", "Avenue", "Road", "Lane", "Crescent"};
constexpr const char* kOutcome =
    "The department looked into this request, went to the place, and took the action that was "
    "needed there. Whoever asked was told what was done and when. Where more has to be done, it "
    "was "
    "put on the list of works of that area, and the next inspection of the street will look at it "
    "again. If the condition comes back, please ask again with the number of this request.";

// Boost's engines and distributions give the same numbers on every machine; the standard library's
// distributions do not promise that.
using Random = boost::random::mt19937_64;

double one(Random& random) { return boost::random::uniform_01<double>()(random); }

template <typename List, typename Share>
boost::random::discrete_distribution<std::size_t> choice(const List& list, const Share& share) {
  std::vector<double> weights;
  for (const auto& entry : list) weights.push_back(share(entry));
  return {weights.begin(), weights.end()};
}

/// The value that `share` of all do not exceed; straight lines between what the profile tells, and
/// nothing beyond it.
double value_at(const LoadProfile::Quantiles& quantiles, double share) {
  LoadProfile::Quantile before{0, 0};
  for (const LoadProfile::Quantile& next : quantiles) {
    if (share <= next.share) {
      const double part = (share - before.share) / (next.share - before.share);
      return before.hours + part * (next.hours - before.hours);
    }
    before = next;
  }
  return before.hours;
}

/// Times in their order, as many as are asked for, as dense as each hour of the week has it.
class Times {
 public:
  Times(const LoadProfile& profile, const LoadOptions& options) : left_(options.rows) {
    const Instant begin = options.zone.day_start(options.from);
    end_ = options.zone.day_start(std::chrono::sys_days(options.until) + std::chrono::days(1));
    for (Instant at = begin; at < end_; at += std::chrono::hours(1)) {
      const base::LocalTime local = options.zone.to_local(at);
      const std::size_t day =
          std::chrono::weekday(std::chrono::sys_days(local.date)).iso_encoding() - 1;
      const auto hour = std::chrono::floor<std::chrono::hours>(local.time_of_day).count();
      const double before = hours_.empty() ? 0 : hours_.back().until;
      hours_.push_back({at, before + profile.week.at(day * 24 + static_cast<std::size_t>(hour))});
    }
  }

  [[nodiscard]] Instant end() const { return end_; }

  /// The least of what is left of that many numbers that are drawn evenly, so that none needs to be
  /// kept for sorting.
  Instant next(Random& random) {
    const double least = 1 - std::pow(1 - one(random), 1 / static_cast<double>(left_--));
    share_ += (1 - share_) * least;
    const double wanted = share_ * hours_.back().until;
    while (hours_[hour_].until < wanted && hour_ + 1 < hours_.size()) ++hour_;
    const double before = hour_ == 0 ? 0 : hours_[hour_ - 1].until;
    const double width = hours_[hour_].until - before;
    const double part = width > 0 ? (wanted - before) / width : 0;
    constexpr double kSecondsOfHour = 3599;
    return hours_[hour_].from + std::chrono::seconds(std::lround(part * kSecondsOfHour));
  }

 private:
  struct Hour {
    Instant from;
    double until;  ///< weight of all hours up to here
  };
  std::vector<Hour> hours_;
  std::size_t hour_ = 0;
  std::int64_t left_;
  double share_ = 0;
  Instant end_;
};

class Generator {
 public:
  Generator(const LoadProfile& profile, const LoadOptions& options)
      : profile_(profile),
        options_(options),
        random_(options.seed),
        times_(profile, options),
        services_(choice(profile.services, [](const auto& service) { return service.share; })),
        areas_(choice(profile.areas, [](const auto& area) { return area.second; })),
        channels_(choice(profile.channels, [](const auto& channel) { return channel.second; })),
        system_("generated-" + std::to_string(options.seed)) {
    const std::size_t areas = std::max<std::size_t>(profile.areas.size(), 1);
    for (std::size_t area = 0; area < areas * kStreets; ++area) streets_.push_back(street());
  }

  desk::OpenRecord next() {
    desk::OpenRecord record;
    record.system = system_;
    record.id = std::to_string(++number_);
    record.requested_at = times_.next(random_);
    if (one(random_) < profile_.at_midnight) {
      record.requested_at = options_.zone.day_start(options_.zone.day_of(record.requested_at));
    }
    const LoadProfile::Service& service = profile_.services[services_(random_)];
    record.service_code = service.name;
    record.service_name = service.name;
    record.department = service.department;
    if (!profile_.channels.empty()) record.channel = profile_.channels[channels_(random_)].first;
    put_somewhere(record);
    close(record);
    return record;
  }

 private:
  struct Street {
    domain::Point from;
    double north = 0;  ///< degrees from one number to the next
    double east = 0;
  };

  Street street() {
    const double turn = one(random_) * 6.283185307179586;
    const double lat = options_.south + one(random_) * (options_.north - options_.south);
    const double lng = options_.west + one(random_) * (options_.east - options_.west);
    return {{lat, lng}, kBetweenNumbers * std::cos(turn), kBetweenNumbers * std::sin(turn)};
  }

  void put_somewhere(desk::OpenRecord& record) {
    const std::size_t area = profile_.areas.empty() ? 0 : areas_(random_);
    const auto any = [&](int most) {
      return boost::random::uniform_int_distribution<int>(0, most - 1)(random_);
    };
    // Some streets and some houses ask often: that is what finding duplicates has to do with.
    const int street = std::min(any(kStreets), any(kStreets));
    const int number = std::min(any(kHouseNumbers), any(kHouseNumbers));
    if (!profile_.areas.empty()) record.areas[profile_.area_kind] = profile_.areas[area].first;
    if (one(random_) >= profile_.without_address) {
      const auto name = static_cast<std::size_t>(street);
      record.address = fmt::format("{} {} {}", number + 1, kTrees.at(name % kTrees.size()),
                                   kWays.at(name / kTrees.size() % kWays.size()));
      const std::size_t again = name / (kTrees.size() * kWays.size());
      if (again > 0) record.address += fmt::format(" {}", again + 1);
    }
    if (one(random_) < profile_.without_place) return;
    const Street& along = streets_[area * kStreets + static_cast<std::size_t>(street)];
    const auto degrees = [](double exact) { return std::round(exact * 1e6) / 1e6; };
    record.point = domain::Point::make(degrees(along.from.lat + number * along.north),
                                       degrees(along.from.lng + number * along.east));
  }

  void close(desk::OpenRecord& record) {
    record.open = true;
    record.status_word = "Open";
    record.updated_at = record.requested_at;
    const auto own = profile_.closing.find(record.service_code);
    const auto& quantiles = own == profile_.closing.end() ? profile_.closing_of_all : own->second;
    // Drawn for every row, so that what one row draws does not hang on what another got.
    const double hours = value_at(quantiles, one(random_));
    const bool is_early = one(random_) < profile_.closed_before_created;
    const double length = value_at(profile_.resolution_length, one(random_));
    if (quantiles.empty()) return;
    constexpr double kSecondsOfHour = 3600;
    const auto taken = std::chrono::seconds(std::lround(hours * kSecondsOfHour));
    const Instant closed = is_early ? record.requested_at - std::min<base::Duration>(taken, kDay)
                                    : record.requested_at + taken;
    if (closed >= times_.end()) return;
    record.open = false;
    record.status_word = "Closed";
    record.closed_at = closed;
    record.updated_at = std::max(closed, record.requested_at);
    record.notes = base::cut_to(kOutcome, static_cast<std::size_t>(length));
  }

  static constexpr std::chrono::hours kDay{24};

  const LoadProfile& profile_;
  const LoadOptions& options_;
  Random random_;
  Times times_;
  boost::random::discrete_distribution<std::size_t> services_;
  boost::random::discrete_distribution<std::size_t> areas_;
  boost::random::discrete_distribution<std::size_t> channels_;
  std::string system_;
  std::vector<Street> streets_;
  std::int64_t number_ = 0;
};

}  // namespace

Result<Done> generate_load(const LoadProfile& profile, const LoadOptions& options,
                           const LoadSink& sink, const LoadProgress& progress) {
  if (options.rows < 1 || options.from > options.until || options.south >= options.north ||
      options.west >= options.east) {
    return base::invalid("", "generate.nothing",
                         "There is nothing to generate: rows, a first day before the last, and an "
                         "area whose south is south of its north.");
  }
  OpenDataText text(desk::OpenDataFormat::csv, options.zone);
  Generator generator(profile, options);
  std::string piece = text.head();
  for (std::int64_t row = 1; row <= options.rows; ++row) {
    piece += text.entry(generator.next());
    if (piece.size() < kBuffered && row < options.rows) continue;
    if (auto taken = sink(piece); !taken.ok()) return taken;
    piece.clear();
    progress(row);
  }
  return Done{};
}

}  // namespace kept::records
