#include "http/open311/request_query.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "domain/cases/case_number.h"
#include "http/open311/exchange.h"
#include "http/open311/moment.h"

namespace kept::http {
namespace {

using base::Instant;

/// Where only a centre is named (as SeeClickFix does): a box of about 750 m.
constexpr double kUsualRadius = 375;
constexpr std::size_t kLongestWords = 200;
constexpr double kWidestRadius = 50'000;

class QueryReading {
 public:
  QueryReading(const Arguments& arguments, const base::TimeZone& zone, Instant now,
               std::vector<base::Error>& mistakes)
      : arguments_(arguments), zone_(zone), now_(now), mistakes_(mistakes) {}

  [[nodiscard]] std::optional<Instant> moment(const char* name, Edge edge) {
    const auto text = arguments_.one(name);
    if (!text) return std::nullopt;
    const auto read = read_moment(*text, zone_, edge);
    if (read.ok()) return read.value();
    return mistake<Instant>(name, "time.unreadable");
  }

  [[nodiscard]] std::optional<double> decimal(const char* name) {
    const auto text = arguments_.one(name);
    if (!text) return std::nullopt;
    if (const auto value = domain::decimal_number(*text)) return value;
    return mistake<double>(name, "point.unreadable");
  }

  template <typename T>
  std::optional<T> mistake(const std::string& name, const char* reason) {
    mistakes_.push_back(base::invalid("/" + name, reason, ""));
    return std::nullopt;
  }

  /// Neither end given: the last 90 days, unless `whole` past is meant.
  [[nodiscard]] desk::TimeWindow opened(bool whole_past) {
    const auto start = moment("start_date", Edge::from);
    const auto end = moment("end_date", Edge::until);
    if (start && end && *end < *start) {
      mistakes_.push_back(base::invalid("/end_date", "time.backwards", ""));
    }
    if (start && end && is_too_wide(*start, *end)) {
      mistakes_.push_back(base::invalid("/end_date", "time.too_wide", ""));
    }
    if (!start && !end && whole_past) return {Instant{}, now_};
    if (!start && !end) return {now_ - kWidestWindow, now_};
    if (!start) return {*end - kWidestWindow, *end};
    return {*start, end.value_or(std::min(now_, *start + kWidestWindow))};
  }

  [[nodiscard]] std::optional<desk::TimeWindow> changed() {
    const auto after = moment("updated_after", Edge::from);
    const auto before = moment("updated_before", Edge::until);
    if (!after && !before) return std::nullopt;
    return desk::TimeWindow{after.value_or(Instant{}), before.value_or(now_)};
  }

  [[nodiscard]] std::optional<bool> open() {
    bool wants_open = false;
    bool wants_closed = false;
    for (std::string word : arguments_.list("status")) {
      std::transform(word.begin(), word.end(), word.begin(),
                     [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
      wants_open = wants_open || word == "open";
      wants_closed = wants_closed || word == "closed";
      if (word != "open" && word != "closed") {
        mistakes_.push_back(base::invalid("/status", "status.unknown", ""));
      }
    }
    if (wants_open == wants_closed) return std::nullopt;
    return wants_open;
  }

  [[nodiscard]] std::string words() {
    std::string words = arguments_.one("q").value_or("");
    if (words.size() > kLongestWords) mistakes_.push_back(base::invalid("/q", "text.too_long", ""));
    return words;
  }

  [[nodiscard]] std::optional<desk::Area> area() {
    if (const auto box = arguments_.one("bbox")) return rectangle();
    const auto lat = decimal("lat");
    const auto lng = decimal("long");
    const auto radius = decimal("radius");
    if (!lat && !lng) return std::nullopt;
    if (!lat || !lng) return mistake<desk::Area>(lat ? "long" : "lat", "point.incomplete");
    const auto centre = domain::Point::make(*lat, *lng);
    if (!centre) return mistake<desk::Area>("lat", "point.unreadable");
    const double reach = std::clamp(radius.value_or(kUsualRadius), 0.0, kWidestRadius);
    const double up = reach / domain::kMetresPerDegree;
    const double narrower = std::max(0.01, std::cos(centre->lat * std::numbers::pi / 180));
    desk::Area area{centre->lat - up,
                    centre->lat + up,
                    centre->lng - up / narrower,
                    centre->lng + up / narrower,
                    {},
                    0};
    if (radius) {
      area.centre = centre;
      area.radius = reach;
    }
    return area;
  }

 private:
  [[nodiscard]] std::optional<desk::Area> rectangle() {
    std::vector<double> sides;
    for (const std::string& text : arguments_.list("bbox")) {
      if (const auto side = domain::decimal_number(text)) sides.push_back(*side);
    }
    constexpr std::size_t kSides = 4;
    if (sides.size() != kSides) return mistake<desk::Area>("bbox", "area.unreadable");
    return desk::Area{sides[1], sides[3], sides[0], sides[2], {}, 0};
  }

  const Arguments& arguments_;
  const base::TimeZone& zone_;
  Instant now_;
  std::vector<base::Error>& mistakes_;
};

/// Of codes that there are not nothing is found; never everything.
std::optional<std::vector<domain::ServiceId>> wanted_services(
    const Arguments& arguments, const std::vector<desk::ServiceRow>& services,
    const std::function<bool(const desk::ServiceRow&)>& may_be_found) {
  const auto codes = arguments.list("service_code");
  if (codes.empty() && std::all_of(services.begin(), services.end(), may_be_found)) {
    return std::nullopt;
  }
  std::vector<domain::ServiceId> wanted;
  for (const desk::ServiceRow& row : services) {
    const bool asked =
        codes.empty() || std::find(codes.begin(), codes.end(), row.code) != codes.end();
    if (asked && may_be_found(row)) wanted.push_back(row.id);
  }
  return wanted;
}

/// Where exactly the others are is not told by asking where, either: nor by asking for words, of
/// which those of the place are some.
bool tells_its_place(const desk::ServiceRow& row) { return row.is_public && !row.place_to_block; }

std::vector<std::string> hidden_from_areas(const std::vector<desk::ServiceRow>& services) {
  std::vector<std::string> codes;
  for (const desk::ServiceRow& row : services) {
    if (!tells_its_place(row)) codes.push_back(row.code);
  }
  return codes;
}

/// Numbers that were never issued are left out; one that cannot be stands for all of them, so that
/// the list is empty.
std::vector<std::int64_t> wanted_numbers(const Arguments& arguments) {
  const auto texts = arguments.list("service_request_id");
  std::vector<std::int64_t> numbers;
  for (const std::string& text : texts) {
    const auto number = domain::CaseNumber::parse(text);
    if (number.ok()) numbers.push_back(number.value().value());
    if (numbers.size() == kMostEntries) break;
  }
  if (numbers.empty() && !texts.empty()) numbers.push_back(0);
  return numbers;
}

}  // namespace

RequestQuery read_request_query(const Arguments& arguments,
                                const std::vector<desk::ServiceRow>& services,
                                const base::TimeZone& zone, Instant now,
                                std::vector<base::Error>& mistakes) {
  RequestQuery query;
  query.filter.numbers = wanted_numbers(arguments);
  if (!query.filter.numbers.empty()) {
    query.filter.record_ids = arguments.list("service_request_id");
    if (query.filter.record_ids.size() > kMostEntries) query.filter.record_ids.resize(kMostEntries);
    return query;
  }
  QueryReading reading(arguments, zone, now, mistakes);
  query.filter.changed = reading.changed();
  query.filter.opened = reading.opened(query.filter.changed.has_value());
  query.filter.open = reading.open();
  query.filter.area = reading.area();
  query.filter.words = reading.words();
  const bool by_words = !query.filter.words.empty();
  query.filter.services = wanted_services(arguments, services, [&](const desk::ServiceRow& row) {
    return tells_its_place(row) || (!query.filter.area && !by_words);
  });
  if (const auto codes = arguments.list("service_code"); !codes.empty()) query.filter.codes = codes;
  // Their words are service and address, so that words may ask for a place, too.
  if (query.filter.area || by_words) query.filter.hidden_codes = hidden_from_areas(services);
  query.page = read_page(arguments, kMostEntries, mistakes);
  query.filter.limit = query.page.limit;
  query.filter.skip = query.page.skip();
  return query;
}

}  // namespace kept::http
