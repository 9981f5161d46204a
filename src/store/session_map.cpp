#include <algorithm>

#include "store/cells.h"
#include "store/codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

// A crowd this large is counted whole, by its cells. Of a larger one the newest are looked at: so
// many cases, and so many records. What does not fit the question is passed over by the reader, so
// that a map costs this and no more.
constexpr int kManyPoints = 20'000;
constexpr int kLookedAt = 50'000;
/// A map from south to north in so many cells (30 km) may still be a small crowd.
constexpr std::int64_t kMostRows = 200;

#define KEPT_MAP_CASE                                                                    \
  "SELECT c.number, p.lat, p.lng, c.state, c.opened_at, c.service_id, c.department_id, " \
  "c.complaint_about FROM "
#define KEPT_MAP_RECORD                                    \
  "SELECT h.source_id, h.lat, h.lng, " KEPT_RECORD_IS_OPEN \
  ", h.requested_at, h.service_code, h.service_name, "     \
  "h.source FROM "
// CROSS JOIN: the ranges of cells lead.
#define KEPT_MAP_RANGES "json_each(?2) range CROSS JOIN "
#define KEPT_MAP_IN_RANGE(cell)                      \
  cell " BETWEEN json_extract(range.value, '$[0]') " \
       "AND json_extract(range.value, '$[1]') "

const Query kMapCrowd{
    "map.crowd",
    "SELECT count(*) FROM (SELECT 1 FROM " KEPT_MAP_RANGES
    "case_points p ON p.jurisdiction_id = ?1 AND " KEPT_MAP_IN_RANGE(
        "p.cell") "UNION ALL SELECT 1 FROM " KEPT_MAP_RANGES
                  "historic_records h ON h.jurisdiction_id = ?1 AND " KEPT_MAP_IN_RANGE(
                      "h.cell") "LIMIT ?3)"};
const Query kMapCasesAround{
    "map.cases_around",
    KEPT_MAP_CASE KEPT_MAP_RANGES "case_points p ON p.jurisdiction_id = ?1 AND " KEPT_MAP_IN_RANGE(
        "p.cell") "CROSS JOIN cases c ON c.jurisdiction_id = ?1 AND c.id = p.case_id"};
const Query kMapRecordsAround{
    "map.records_around", KEPT_MAP_RECORD KEPT_MAP_RANGES
    "historic_records h ON h.jurisdiction_id = ?1 AND " KEPT_MAP_IN_RANGE("h.cell")};

const Query kMapNewestCases{"map.newest_cases", KEPT_MAP_CASE
                            "case_points p CROSS JOIN cases c "
                            "ON c.jurisdiction_id = ?1 AND c.id = p.case_id "
                            "WHERE p.jurisdiction_id = ?1 ORDER BY p.case_id DESC LIMIT ?2"};
const Query kMapNewestOpenCases{"map.newest_open_cases", KEPT_MAP_CASE
                                "cases c INDEXED BY cases_by_state CROSS JOIN case_points p "
                                "ON p.jurisdiction_id = ?1 AND p.case_id = c.id "
                                "WHERE c.jurisdiction_id = ?1 AND c.state = 'open' "
                                "ORDER BY c.id DESC LIMIT ?2"};
const Query kMapNewestRecords{"map.newest_records", KEPT_MAP_RECORD
                              "historic_records h WHERE h.jurisdiction_id = ?1 "
                              "AND h.requested_at BETWEEN ?3 AND ?4 AND h.lat IS NOT NULL "
                              "ORDER BY h.requested_at DESC, h.id DESC LIMIT ?2"};

/// The cells of a rectangle, row by row, as [first, last] each; nothing when they are many.
std::optional<std::string> cells_in(const desk::Area& area) {
  const auto first = cell_row(area.south, kCellsPerDegree);
  const auto last = cell_row(area.north, kCellsPerDegree);
  if (last - first >= kMostRows) return std::nullopt;
  codec::json::array ranges;
  for (auto row = first; row <= last; ++row) {
    const double lat = (static_cast<double>(row) + 0.5) / kCellsPerDegree - 90;
    ranges.push_back(codec::json::array{cell_of({lat, area.west}, kCellsPerDegree),
                                        cell_of({lat, area.east}, kCellsPerDegree)});
  }
  return codec::json::serialize(ranges);
}

/// Reads rows that may fit the question, and keeps those that do.
class Picking {
 public:
  explicit Picking(const desk::MapQuestion& question) : question_(question) {}

  /// How many were looked at, and the oldest of them.
  struct Seen {
    int rows = 0;
    base::Instant oldest = base::Instant::max();
  };

  Seen cases(Statement rows) {
    Seen seen;
    while (rows.step()) {
      if (!begin(rows, seen)) continue;
      desk::MapPoint one = at(rows);
      one.state = codec::enum_value<domain::CaseState>(rows.get<std::string>(3));
      one.service = rows.get<std::optional<domain::ServiceId>>(5);
      if (!fits(one.state == domain::CaseState::open)) continue;
      if (question_.service && one.service != question_.service) continue;
      one.number = rows.get<std::int64_t>(0);
      one.department = rows.get<std::optional<domain::DepartmentId>>(6);
      one.complained_about = rows.get<std::optional<domain::StaffId>>(7);
      found_.points.push_back(std::move(one));
    }
    return seen;
  }

  Seen records(Statement rows) {
    Seen seen;
    while (rows.step()) {
      if (!begin(rows, seen)) continue;
      const bool is_open = rows.get<bool>(3);
      if (!fits(is_open)) continue;
      if (question_.service && rows.get<std::string>(5) != question_.code) continue;
      desk::MapPoint one = at(rows);
      one.state = is_open ? domain::CaseState::open : domain::CaseState::closed;
      one.source_id = rows.get<std::string>(0);
      one.service_name = rows.get<std::string>(6);
      if (one.service_name.empty()) one.service_name = rows.get<std::string>(5);
      one.source = rows.get<std::string>(7);
      found_.points.push_back(std::move(one));
    }
    return seen;
  }

  /// Of these rows only so many were looked at.
  void stopped_at(const Seen& seen, int limit) {
    if (seen.rows < limit || seen.oldest <= question_.opened.from) return;
    found_.since = std::max(found_.since.value_or(seen.oldest), seen.oldest);
  }

  [[nodiscard]] desk::MapPoints take() {
    if (!found_.since) return std::move(found_);
    // Of both kinds what is told is told from the same instant on.
    std::erase_if(found_.points,
                  [&](const desk::MapPoint& one) { return one.opened_at < *found_.since; });
    return std::move(found_);
  }

 private:
  /// Counts a row; whether its place and time are those that are asked for.
  [[nodiscard]] bool begin(const Statement& row, Seen& seen) const {
    const auto opened_at = row.get<base::Instant>(4);
    ++seen.rows;
    seen.oldest = std::min(seen.oldest, opened_at);
    const auto lat = row.get<double>(1);
    const auto lng = row.get<double>(2);
    const desk::Area& area = question_.area;
    return opened_at >= question_.opened.from && opened_at <= question_.opened.until &&
           lat >= area.south && lat <= area.north && lng >= area.west && lng <= area.east;
  }
  [[nodiscard]] bool fits(bool is_open) const {
    return !question_.open || *question_.open == is_open;
  }
  [[nodiscard]] static desk::MapPoint at(const Statement& row) {
    desk::MapPoint one;
    one.point = {row.get<double>(1), row.get<double>(2)};
    one.opened_at = row.get<base::Instant>(4);
    return one;
  }

  const desk::MapQuestion& question_;
  desk::MapPoints found_;
};

}  // namespace

desk::MapPoints Session::map_points(const desk::MapQuestion& question) {
  Picking picking(question);
  const auto ranges = cells_in(question.area);
  const auto crowd =
      ranges ? database_.value<std::int64_t>(kMapCrowd, kJurisdiction, *ranges, kManyPoints + 1)
             : std::nullopt;
  if (crowd && *crowd <= kManyPoints) {
    Statement cases = database_.prepare(kMapCasesAround);
    cases.bind_all(kJurisdiction, *ranges);
    picking.cases(std::move(cases));
    Statement records = database_.prepare(kMapRecordsAround);
    records.bind_all(kJurisdiction, *ranges);
    picking.records(std::move(records));
    return picking.take();
  }
  const bool only_open = question.open.value_or(false);
  Statement cases = database_.prepare(only_open ? kMapNewestOpenCases : kMapNewestCases);
  cases.bind_all(kJurisdiction, kLookedAt);
  picking.stopped_at(picking.cases(std::move(cases)), kLookedAt);
  Statement records = database_.prepare(kMapNewestRecords);
  records.bind_all(kJurisdiction, kLookedAt, question.opened.from, question.opened.until);
  picking.stopped_at(picking.records(std::move(records)), kLookedAt);
  return picking.take();
}

}  // namespace kept::store
