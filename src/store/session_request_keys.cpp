#include "store/session_request_keys.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "store/cells.h"
#include "store/codec.h"
#include "store/full_text.h"
#include "store/session.h"

namespace kept::store {
namespace {

// What a case and a record must be, whichever way a list comes to them. What is not asked for is
// NULL, and costs no look at another table. Where one is that is not shown to all is not told by
// asking where, either. A request whose number is not told yet is in no list:
// only those since ?22 can be such.
#define KEPT_CASE_FITS \
  "c.jurisdiction_id = ?1 AND c.kind = 'service_request' "                      \
  "AND c.opened_at BETWEEN ?3 AND ?4 "                                          \
  "AND (c.opened_at < ?22 OR NOT EXISTS (SELECT 1 FROM received_requests r "    \
  "WHERE r.jurisdiction_id = ?1 AND r.case_id = c.id AND r.number_from > ?2)) " \
  "AND (?5 IS NULL OR c.updated_at BETWEEN ?5 AND ?6) "                         \
  "AND (?7 IS NULL OR (c.state = 'open') = ?7) "                                \
  "AND (?8 IS NULL OR c.service_id IN (SELECT value FROM json_each(?8))) "      \
  "AND (?9 IS NULL OR (EXISTS (SELECT 1 FROM case_points q "                    \
  "WHERE q.jurisdiction_id = ?1 AND q.case_id = c.id AND " KEPT_LIES_THERE("q") ") " \
  "AND NOT EXISTS (SELECT 1 FROM received_requests n WHERE n.jurisdiction_id = ?1 " \
  "AND n.case_id = c.id AND n.non_public = 1))) "
#define KEPT_RECORD_FITS                                                             \
  "h.jurisdiction_id = ?1 AND h.requested_at BETWEEN ?3 AND ?4 "                     \
  "AND (?5 IS NULL OR coalesce(" KEPT_RECORD_ADOPTED_AT ", max(" KEPT_RECORD_CHANGED \
  ", coalesce(" KEPT_RECORD_LET_GO_AT ", " KEPT_RECORD_CHANGED                       \
  "))) BETWEEN ?5 AND ?6) "                                                          \
  "AND (?7 IS NULL OR " KEPT_RECORD_IS_OPEN                                          \
  " = ?7) "                                                                          \
  "AND (?20 IS NULL OR h.service_code IN (SELECT value FROM json_each(?20))) "       \
  "AND (?21 IS NULL OR h.service_code NOT IN (SELECT value FROM json_each(?21))) "   \
  "AND (?9 IS NULL OR (" KEPT_LIES_THERE("h") ")) "
// One degree of latitude is 111,195 metres; ?14 is that of longitude at the centre.
#define KEPT_LIES_THERE(point)                                             \
  point ".lat BETWEEN ?9 AND ?10 AND " point                               \
        ".lng BETWEEN ?11 AND ?12 "                                        \
        "AND (?13 IS NULL OR ((" point ".lat - ?13) * 111195) * ((" point  \
        ".lat - ?13) * 111195) + ((" point ".lng - ?15) * ?14) * ((" point \
        ".lng - ?15) * ?14) <= ?16 * ?16)"
// As schema/0016 has it.
#define KEPT_RECORD_CHANGED "coalesce(h.updated_at, h.closed_at, h.requested_at)"

// Both come out of their indexes in order, and are merged.
#define KEPT_BOTH(case_time, cases, case_is, record_time, records, record_is) \
  "SELECT 0, " case_time ", c.id FROM " cases "WHERE " case_is KEPT_CASE_FITS \
  "UNION ALL SELECT 1, " record_time ", h.id FROM " records "WHERE " record_is KEPT_RECORD_FITS
#define KEPT_LIST(both) both "ORDER BY 2 DESC, 3 DESC LIMIT ?17 OFFSET ?18"
#define KEPT_COUNT(both) "SELECT count(*) FROM (" both "LIMIT ?17)"

#define KEPT_BY_TIME                                                                     \
  KEPT_BOTH("c.opened_at", "cases c INDEXED BY requests_by_time ", "", "h.requested_at", \
            "historic_records h INDEXED BY historic_by_time ", "")
const Query kByTime{"requests.by_time", KEPT_LIST(KEPT_BY_TIME)};
const Query kCountByTime{"requests.count_by_time", KEPT_COUNT(KEPT_BY_TIME)};

#define KEPT_OPEN                                                                        \
  KEPT_BOTH("c.opened_at", "cases c INDEXED BY requests_open ", "c.state = 'open' AND ", \
            "h.requested_at", "historic_records h INDEXED BY historic_open ", "h.open = 1 AND ")
const Query kOpen{"requests.open", KEPT_LIST(KEPT_OPEN)};
const Query kCountOpen{"requests.count_open", KEPT_COUNT(KEPT_OPEN)};

#define KEPT_BY_SERVICE                                                                          \
  KEPT_BOTH("c.opened_at", "cases c INDEXED BY requests_by_service ", "c.service_id = ?24 AND ", \
            "h.requested_at", "historic_records h INDEXED BY historic_by_service ",              \
            "h.service_code = ?25 AND ")
const Query kByService{"requests.by_service", KEPT_LIST(KEPT_BY_SERVICE)};
const Query kCountByService{"requests.count_by_service", KEPT_COUNT(KEPT_BY_SERVICE)};

// What was adopted changed when its case began to stand for it, what was let go again when that
// case did so for the last time, unless its source tells of a later change. Each record has one of
// these times, and is in one of these ranges.
#define KEPT_NOT_ADOPTED                               \
  "NOT EXISTS (SELECT 1 FROM adopted_records d WHERE " \
  "d.jurisdiction_id = ?1 AND d.record_id = h.id) AND "
#define KEPT_LET_GO_THAT(is)                                      \
  "(SELECT 1 FROM let_go_records o WHERE o.jurisdiction_id = ?1 " \
  "AND o.record_id = h.id AND " is ") AND "
#define KEPT_BY_CHANGE                                                                     \
  KEPT_BOTH("c.updated_at", "cases c INDEXED BY requests_by_change ",                      \
            "c.updated_at BETWEEN ?5 AND ?6 AND ", KEPT_RECORD_CHANGED,                    \
            "historic_records h INDEXED BY historic_by_change ",                           \
            KEPT_RECORD_CHANGED                                                            \
            " BETWEEN ?5 AND ?6 AND " KEPT_NOT_ADOPTED                                     \
            "NOT EXISTS " KEPT_LET_GO_THAT("o.let_go_at > " KEPT_RECORD_CHANGED))          \
  "UNION ALL SELECT 1, a.adopted_at, a.record_id FROM adopted_records a "                  \
  "INDEXED BY adopted_records_by_time CROSS JOIN historic_records h ON "                   \
  "h.id = a.record_id WHERE a.jurisdiction_id = ?1 AND "                                   \
  "a.adopted_at BETWEEN ?5 AND ?6 AND " KEPT_RECORD_FITS                                   \
  "UNION ALL SELECT 1, b.let_go_at, b.record_id FROM let_go_records b "                    \
  "INDEXED BY let_go_records_by_time CROSS JOIN historic_records h ON "                    \
  "h.id = b.record_id WHERE b.jurisdiction_id = ?1 AND b.let_go_at BETWEEN ?5 AND ?6 AND " \
  "b.let_go_at > " KEPT_RECORD_CHANGED " AND " KEPT_NOT_ADOPTED                            \
  "NOT EXISTS " KEPT_LET_GO_THAT("(o.let_go_at, o.case_id) > (b.let_go_at, b.case_id)")    \
      KEPT_RECORD_FITS
const Query kByChange{"requests.by_change", KEPT_LIST(KEPT_BY_CHANGE)};
const Query kCountByChange{"requests.count_by_change", KEPT_COUNT(KEPT_BY_CHANGE)};

// By words only what everybody may read of a description is found; of the newest so many that have
// the words.
#define KEPT_BY_WORDS                                                            \
  KEPT_BOTH("c.opened_at",                                                       \
            "(SELECT rowid AS id FROM case_words WHERE case_words MATCH ?26 "    \
            "ORDER BY rowid DESC LIMIT 10000) w CROSS JOIN cases c "             \
            "ON c.jurisdiction_id = ?1 AND c.id = w.id ",                        \
            "EXISTS (SELECT 1 FROM public_texts t WHERE t.jurisdiction_id = ?1 " \
            "AND t.value_id = c.summary_id) AND NOT EXISTS (SELECT 1 FROM "      \
            "withheld_texts x WHERE x.jurisdiction_id = ?1 "                     \
            "AND x.value_id = c.place_id) AND ",                                 \
            "h.requested_at",                                                    \
            "(SELECT rowid AS id FROM historic_words WHERE historic_words "      \
            "MATCH ?26 ORDER BY rowid DESC LIMIT 10000) v "                      \
            "CROSS JOIN historic_records h ON h.id = v.id ",                     \
            "")
const Query kByWords{"requests.by_words", KEPT_LIST(KEPT_BY_WORDS)};
const Query kCountByWords{"requests.count_by_words", KEPT_COUNT(KEPT_BY_WORDS)};

// CROSS JOIN: the cells lead.
#define KEPT_CELLS_OF_CASES(cell)                                                \
  "json_each(?23) cell CROSS JOIN case_points p INDEXED BY case_points_by_" cell \
  " ON p.jurisdiction_id = ?1 AND p." cell " = cell.value AND p.opened_at BETWEEN ?3 AND ?4 "
#define KEPT_CELLS_OF_RECORDS(cell)                                                \
  "json_each(?23) cell CROSS JOIN historic_records h INDEXED BY historic_by_" cell \
  " ON h.jurisdiction_id = ?1 AND h." cell " = cell.value AND h.requested_at BETWEEN ?3 AND ?4 "
#define KEPT_BY_PLACE(cell) \
  KEPT_BOTH("c.opened_at",                                                          \
            KEPT_CELLS_OF_CASES(cell) "CROSS JOIN cases c ON c.jurisdiction_id = ?1 " \
                                      "AND c.id = p.case_id ",                      \
            "", "h.requested_at", KEPT_CELLS_OF_RECORDS(cell), "")
#define KEPT_CROWD(cell)                                      \
  "SELECT count(*) FROM (SELECT 1 FROM " KEPT_CELLS_OF_CASES( \
      cell) "UNION ALL SELECT 1 FROM " KEPT_CELLS_OF_RECORDS(cell) "LIMIT ?2)"
const Query kByCell{"requests.by_cell", KEPT_LIST(KEPT_BY_PLACE("cell"))};
const Query kCountByCell{"requests.count_by_cell", KEPT_COUNT(KEPT_BY_PLACE("cell"))};
const Query kCellCrowd{"requests.crowd_of_cells", KEPT_CROWD("cell")};
const Query kByWideCell{"requests.by_wide_cell", KEPT_LIST(KEPT_BY_PLACE("wide_cell"))};
const Query kCountByWideCell{"requests.count_by_wide_cell", KEPT_COUNT(KEPT_BY_PLACE("wide_cell"))};
const Query kWideCellCrowd{"requests.crowd_of_wide_cells", KEPT_CROWD("wide_cell")};

// What is open of one service, which applications ask for before somebody asks for the same, lies
// in indexes of its own.
#define KEPT_OPEN_CELLS_OF_CASES                                                \
  "json_each(?23) cell CROSS JOIN case_points p INDEXED BY case_points_open "   \
  "ON p.jurisdiction_id = ?1 AND p.open_service = ?24 AND p.cell = cell.value " \
  "AND p.opened_at BETWEEN ?3 AND ?4 "
#define KEPT_OPEN_CELLS_OF_RECORDS                                                   \
  "json_each(?23) cell CROSS JOIN historic_records h INDEXED BY historic_open_near " \
  "ON h.jurisdiction_id = ?1 AND h.service_code = ?25 AND h.open = 1 "               \
  "AND h.cell IS NOT NULL AND h.cell = cell.value AND h.requested_at BETWEEN ?3 AND ?4 "
#define KEPT_OPEN_BY_PLACE                                  \
  KEPT_BOTH("c.opened_at",                                  \
            KEPT_OPEN_CELLS_OF_CASES                        \
            "CROSS JOIN cases c ON c.jurisdiction_id = ?1 " \
            "AND c.id = p.case_id ",                        \
            "", "h.requested_at", KEPT_OPEN_CELLS_OF_RECORDS, "")
const Query kOpenByCell{"requests.open_by_cell", KEPT_LIST(KEPT_OPEN_BY_PLACE)};
const Query kCountOpenByCell{"requests.count_open_by_cell", KEPT_COUNT(KEPT_OPEN_BY_PLACE)};
const Query kOpenCellCrowd{"requests.crowd_of_open_cells",
                           "SELECT count(*) FROM (SELECT 1 FROM " KEPT_OPEN_CELLS_OF_CASES
                           "UNION ALL SELECT 1 FROM " KEPT_OPEN_CELLS_OF_RECORDS "LIMIT ?2)"};

constexpr int kLimit = 17;
constexpr int kOffset = 18;
constexpr int kCells = 23;
constexpr int kService = 24;
constexpr int kCode = 25;
constexpr int kWords = 26;

/// The list and its count, which walk the same way, and what that way is given.
struct Way {
  const Query* list;
  const Query* count;
  std::optional<std::string> cells = {};
  std::optional<std::string> words = {};
  std::optional<std::int64_t> service = {};
  std::optional<std::string> code = {};
};

/// The cells of a rectangle; nothing when they are many.
std::optional<std::string> cells_of(const desk::Area& area, double per_degree) {
  constexpr std::int64_t kMostCells = 1000;
  const auto south = cell_row(area.south, per_degree);
  const auto north = cell_row(area.north, per_degree);
  const auto of_row = [&](std::int64_t row, double lng) {
    return cell_of({(static_cast<double>(row) + 0.5) / per_degree - 90, lng}, per_degree);
  };
  const auto columns = of_row(south, area.east) - of_row(south, area.west) + 1;
  const auto rows = north - south + 1;
  if (columns > kMostCells || rows > kMostCells || rows * columns > kMostCells) return std::nullopt;
  codec::json::array cells;
  for (auto row = south; row <= north; ++row) {
    const auto first = of_row(row, area.west);
    for (auto cell = first; cell < first + columns; ++cell) cells.push_back(cell);
  }
  return codec::json::serialize(cells);
}

/// To read a crowd whole and sort it, or to pass over the others until a page is full: which costs
/// less turns where the crowd is about the root of what is wanted times all that there is in a
/// time.
std::int64_t largest_crowd(const desk::RequestFilter& filter) {
  constexpr double kInATime = 800'000;  // the busiest city that we know, in 90 days
  const auto wanted = static_cast<double>(filter.skip + filter.limit);
  return std::clamp<std::int64_t>(std::llround(std::sqrt(wanted * kInATime)), 2'000, 30'000);
}

/// What is asked for is of one service at most, by our number and by its code.
bool is_of_one_service(const desk::RequestFilter& filter) {
  return filter.codes && filter.codes->size() == 1 && filter.services &&
         filter.services->size() <= 1;
}

Way of_one_service(Way way, const desk::RequestFilter& filter) {
  way.service = filter.services->empty() ? 0 : filter.services->front().value;
  way.code = filter.codes->front();
  return way;
}

std::optional<Way> way_of_place(Database& database, const desk::RequestFilter& filter) {
  struct Size {
    double per_degree;
    const Query& crowd;
    Way way;
  };
  std::vector<Size> sizes;
  if (is_of_one_service(filter) && filter.open.value_or(false)) {
    sizes.push_back({kCellsPerDegree, kOpenCellCrowd,
                     of_one_service({&kOpenByCell, &kCountOpenByCell}, filter)});
  }
  sizes.push_back({kCellsPerDegree, kCellCrowd, {&kByCell, &kCountByCell}});
  sizes.push_back({kWideCellsPerDegree, kWideCellCrowd, {&kByWideCell, &kCountByWideCell}});
  for (const Size& size : sizes) {
    const auto cells = cells_of(*filter.area, size.per_degree);
    if (!cells) continue;
    const std::int64_t most = largest_crowd(filter);
    Statement crowd = database.prepare(size.crowd);
    crowd.bind_all(kJurisdiction, most + 1, filter.opened.from, filter.opened.until);
    crowd.bind(kCells, *cells);
    if (size.way.service) crowd.bind(kService, *size.way.service);
    if (size.way.code) crowd.bind(kCode, *size.way.code);
    crowd.step();
    if (crowd.get<std::int64_t>(0) > most) return std::nullopt;
    Way way = size.way;
    way.cells = *cells;
    return way;
  }
  return std::nullopt;
}

/// Nothing: no word was typed that could be found.
std::optional<Way> way_of(Database& database, const desk::RequestFilter& filter) {
  if (!filter.words.empty()) {
    const std::string match = match_words_as_typed(filter.words);
    if (match.empty()) return std::nullopt;
    Way way{&kByWords, &kCountByWords};
    way.words = match;
    return way;
  }
  if (filter.changed) return Way{&kByChange, &kCountByChange};
  if (filter.area) {
    if (auto way = way_of_place(database, filter)) return way;
  }
  if (is_of_one_service(filter)) {
    return of_one_service({&kByService, &kCountByService}, filter);
  }
  if (filter.open.value_or(false)) return Way{&kOpen, &kCountOpen};
  return Way{&kByTime, &kCountByTime};
}

void bind(Statement& query, base::Instant now, const desk::RequestFilter& filter, const Way& way) {
  const auto as_text = [](const auto& list) {
    return list ? std::optional(codec::to_text(*list)) : std::nullopt;
  };
  std::optional<double> south;
  std::optional<double> lat;
  const desk::Area area = filter.area.value_or(desk::Area{});
  if (filter.area) south = area.south;
  if (area.centre) lat = area.centre->lat;
  const double lng = area.centre ? area.centre->lng : 0;
  const double narrower = std::cos(lat.value_or(0) * std::numbers::pi / 180);
  std::optional<base::Instant> changed_from;
  std::optional<base::Instant> changed_until;
  if (filter.changed) {
    changed_from = filter.changed->from;
    changed_until = filter.changed->until;
  }
  std::optional<std::string> hidden;
  if (!filter.hidden_codes.empty()) hidden = codec::to_text(filter.hidden_codes);
  query.bind_all(kJurisdiction, now, filter.opened.from, filter.opened.until, changed_from,
                 changed_until, filter.open, as_text(filter.services), south, area.north, area.west,
                 area.east, lat, domain::kMetresPerDegree * narrower, lng, area.radius,
                 filter.limit, filter.skip, std::nullopt, as_text(filter.codes), hidden,
                 now - kLongestWithheld);
  if (way.cells) query.bind(kCells, *way.cells);
  if (way.service) query.bind(kService, *way.service);
  if (way.code) query.bind(kCode, *way.code);
  if (way.words) query.bind(kWords, *way.words);
}

}  // namespace

RequestKeys request_keys(Database& database, base::Instant now, const desk::RequestFilter& filter) {
  RequestKeys keys;
  const auto way = way_of(database, filter);
  if (!way) return keys;
  Statement rows = database.prepare(*way->list);
  bind(rows, now, filter, *way);
  rows.bind(kLimit, filter.limit + 1);  // whether there are more
  for (int seen = 0; rows.step(); ++seen) {
    if (seen == filter.limit) {
      keys.has_more = true;
      break;
    }
    const bool is_record = rows.get<bool>(0);
    (is_record ? keys.records : keys.cases).push_back(rows.get<std::int64_t>(2));
    if (is_record) keys.places.push_back(keys.cases.size());
  }
  return keys;
}

std::optional<std::int64_t> request_count(Database& database, base::Instant now,
                                          const desk::RequestFilter& filter) {
  const auto way = way_of(database, filter);
  if (!way) return 0;
  Statement count = database.prepare(*way->count);
  bind(count, now, filter, *way);
  count.bind(kLimit, desk::kCountedRequests + 1);
  count.step();
  const auto counted = count.get<std::int64_t>(0);
  if (counted > desk::kCountedRequests) return std::nullopt;
  return counted;
}

}  // namespace kept::store
