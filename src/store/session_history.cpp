#include "store/session_history.h"

#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "domain/cases/opening.h"
#include "store/cells.h"
#include "store/codec.h"
#include "store/full_text.h"
#include "store/session.h"

namespace kept::store {
namespace {

#define KEPT_HISTORY_COLUMNS                                                          \
  "source, source_id, service_code, service_name, open, status_word, requested_at, "  \
  "updated_at, closed_at, address, lat, lng, department, areas, channel, parent_id, " \
  "resolution"
#define KEPT_STANDING_RECORD \
  KEPT_HISTORY_COLUMNS ", digest, " KEPT_CASE_OF_RECORD " FROM historic_records h"
#define KEPT_HISTORY_WORDS "service_name || ' ' || address"

const Query kHistoricByNumber{"historic.by_number",
                              "SELECT " KEPT_STANDING_RECORD
                              " WHERE h.jurisdiction_id = ?1 AND h.source_id = ?2 "
                              "ORDER BY h.source LIMIT ?3"};
// Of a common word only the last imported are looked at: sorting all of them would not end soon.
const Query kHistoricByWords{"historic.by_words",
                             "SELECT " KEPT_STANDING_RECORD
                             " JOIN (SELECT rowid AS found FROM historic_words "
                             "WHERE historic_words MATCH ?2 ORDER BY rowid DESC LIMIT 500) w "
                             "ON h.id = w.found WHERE h.jurisdiction_id = ?1 "
                             "ORDER BY h.requested_at DESC, h.id DESC LIMIT ?3"};
const Query kStanding{"historic.standing",
                      "SELECT id, digest, updated_at FROM historic_records "
                      "WHERE jurisdiction_id = ?1 AND source_id = ?2 AND source = ?3"};
const Query kAdd{
    "historic.add",
    "INSERT INTO historic_records (jurisdiction_id, digest, cell, wide_cell, " KEPT_HISTORY_COLUMNS
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
    "?19, ?20, ?21) ON CONFLICT DO NOTHING"};
const Query kReplace{
    "historic.replace",
    "UPDATE historic_records SET digest = ?2, cell = ?3, wide_cell = ?4, service_code = ?7, "
    "service_name = ?8, open = ?9, status_word = ?10, requested_at = ?11, updated_at = ?12, "
    "closed_at = ?13, address = ?14, lat = ?15, lng = ?16, department = ?17, areas = ?18, "
    "channel = ?19, parent_id = ?20, resolution = ?21 "
    "WHERE jurisdiction_id = ?1 AND source_id = ?6 AND source = ?5"};
const Query kFind{"historic.find", "SELECT " KEPT_STANDING_RECORD
                                   " WHERE h.jurisdiction_id = ?1 AND h.source_id = ?2 "
                                   "AND h.source = ?3"};
// The nearest few are found in one index alone. CROSS JOIN: the ranges of cells lead.
const Query kOpenNear{
    "historic.open_near",
    "WITH near AS (SELECT h.id, h.lat, h.lng, " KEPT_SQUARE(
        "h") " AS square FROM json_each(?2) range "
             "CROSS JOIN historic_records h INDEXED BY historic_open_near "
             "ON h.jurisdiction_id = ?1 AND h.service_code = ?7 AND h.cell IS NOT NULL "
             "AND h.cell BETWEEN json_extract(range.value, '$[0]') "
             "AND json_extract(range.value, '$[1]') "
             "WHERE square <= ?6 * ?6 AND h.requested_at >= ?8 AND " KEPT_RECORD_IS_OPEN
             " ORDER BY square, h.id LIMIT ?9) "
             "SELECT r.source, r.source_id, r.address, r.requested_at, near.lat, near.lng, "
             "near.square FROM near CROSS JOIN historic_records r ON r.id = near.id "
             "ORDER BY near.square, near.id"};
const Query kDropAdopted{"adopted_records.drop",
                         "DELETE FROM adopted_records WHERE jurisdiction_id = ?1 "
                         "AND case_id = ?2"};
const Query kAddAdopted{
    "adopted_records.add",
    "INSERT INTO adopted_records (jurisdiction_id, record_id, case_id, "
    "adopted_at) SELECT ?1, id, ?2, ?5 FROM historic_records WHERE jurisdiction_id = ?1 "
    "AND source_id = ?3 AND source = ?4"};
const Query kDropLetGo{"let_go_records.drop",
                       "DELETE FROM let_go_records WHERE jurisdiction_id = ?1 AND case_id = ?2"};
const Query kAddLetGo{"let_go_records.add",
                      "INSERT INTO let_go_records (jurisdiction_id, record_id, case_id, "
                      "let_go_at) SELECT ?1, id, ?2, ?5 FROM historic_records "
                      "WHERE jurisdiction_id = ?1 AND source_id = ?3 AND source = ?4"};
// +jurisdiction_id: else SQLite walks an index of all and sorts.
const Query kAfter{"historic.after",
                   "SELECT " KEPT_HISTORY_COLUMNS
                   ", id, digest FROM historic_records WHERE id > ?2 AND +jurisdiction_id = ?1 "
                   "ORDER BY id LIMIT ?3"};

// Of what was adopted the case has the point.
const Query kPointsAfter{"historic.points_after",
                         "SELECT h.id, h.lat, h.lng, h.requested_at FROM historic_records h "
                         "WHERE h.id > ?2 AND +h.jurisdiction_id = ?1 AND h.lat IS NOT NULL "
                         "AND NOT EXISTS (SELECT 1 FROM adopted_records d "
                         "WHERE d.jurisdiction_id = ?1 AND d.record_id = h.id) "
                         "ORDER BY h.id LIMIT ?3"};

const Query kWordsUntil{"historic.words_until",
                        "SELECT value FROM settings WHERE jurisdiction_id = ?1 "
                        "AND name = 'historic.words'"};
const Query kSetWordsUntil{
    "historic.set_words_until",
    "INSERT INTO settings (jurisdiction_id, name, value) VALUES (?1, 'historic.words', ?2) "
    "ON CONFLICT DO UPDATE SET value = excluded.value"};
const Query kWordsEnd{"historic.words_end",
                      "SELECT max(id) FROM (SELECT id FROM historic_records "
                      "WHERE id > ?1 ORDER BY id LIMIT ?2)"};
const Query kAddHistoricWords{
    "historic.add_words", "INSERT INTO historic_words (rowid, words) SELECT id, " KEPT_HISTORY_WORDS
                          " FROM historic_records WHERE id > ?1 AND id <= ?2 ORDER BY id"};
// An index without content is told what it forgets.
const Query kDropHistoricWords{"historic.drop_words",
                               "INSERT INTO historic_words (historic_words, rowid, words) "
                               "SELECT 'delete', id, " KEPT_HISTORY_WORDS
                               " FROM historic_records WHERE id = ?1"};

const Query kCountChanges{
    "historic.count_changes",
    "INSERT INTO settings (jurisdiction_id, name, value) VALUES (?1, 'historic.changes', '1') "
    "ON CONFLICT DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"};

const Query kImportPoint{"historic_imports.by_import",
                         "SELECT rows, created, updated, unchanged, coalesce((SELECT value "
                         "FROM settings WHERE jurisdiction_id = ?1 "
                         "AND name = 'historic.page.' || ?2), '') FROM historic_imports "
                         "WHERE jurisdiction_id = ?1 AND import = ?2"};
const Query kSetImportPoint{
    "historic_imports.save",
    "INSERT INTO historic_imports (jurisdiction_id, import, rows, created, updated, unchanged) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET rows = excluded.rows, "
    "created = excluded.created, updated = excluded.updated, unchanged = excluded.unchanged"};
const Query kSetImportPage{"historic_imports.set_page",
                           "INSERT INTO settings (jurisdiction_id, name, value) "
                           "VALUES (?1, 'historic.page.' || ?2, ?3) "
                           "ON CONFLICT DO UPDATE SET value = excluded.value"};
const Query kDropImportPage{"historic_imports.drop_page",
                            "DELETE FROM settings WHERE jurisdiction_id = ?1 "
                            "AND name = 'historic.page.' || ?2"};
const Query kDropImportPoint{
    "historic_imports.drop",
    "DELETE FROM historic_imports WHERE jurisdiction_id = ?1 AND import = ?2"};

const Query kAny{"historic.any", "SELECT id FROM historic_records ORDER BY id LIMIT 1"};
const Query kDropByTime{"historic.drop_by_time", "DROP INDEX IF EXISTS historic_by_time"};
const Query kDropByCell{"historic.drop_by_cell", "DROP INDEX IF EXISTS historic_by_cell"};
const Query kDropByWideCell{"historic.drop_by_wide_cell",
                            "DROP INDEX IF EXISTS historic_by_wide_cell"};
const Query kDropByService{"historic.drop_by_service", "DROP INDEX IF EXISTS historic_by_service"};
const Query kDropByChange{"historic.drop_by_change", "DROP INDEX IF EXISTS historic_by_change"};
const Query kDropOpen{"historic.drop_open", "DROP INDEX IF EXISTS historic_open"};
const Query kDropOpenNear{"historic.drop_open_near", "DROP INDEX IF EXISTS historic_open_near"};
// To the letter as schema/0009, schema/0016 and schema/0021 have them: `verify` compares.
const Query kMakeByTime{"historic.make_by_time",
                        "CREATE INDEX IF NOT EXISTS historic_by_time ON historic_records "
                        "(jurisdiction_id, requested_at, id)"};
const Query kMakeByCell{"historic.make_by_cell",
                        "CREATE INDEX IF NOT EXISTS historic_by_cell ON historic_records "
                        "(jurisdiction_id, cell, requested_at, id) WHERE cell IS NOT NULL"};
const Query kMakeByWideCell{
    "historic.make_by_wide_cell",
    "CREATE INDEX IF NOT EXISTS historic_by_wide_cell ON historic_records "
    "(jurisdiction_id, wide_cell, requested_at, id) WHERE wide_cell IS NOT NULL"};
const Query kMakeByService{"historic.make_by_service",
                           "CREATE INDEX IF NOT EXISTS historic_by_service ON historic_records "
                           "(jurisdiction_id, service_code, requested_at, id)"};
const Query kMakeByChange{"historic.make_by_change",
                          "CREATE INDEX IF NOT EXISTS historic_by_change ON historic_records "
                          "(jurisdiction_id, coalesce(updated_at, closed_at, requested_at), id)"};
const Query kMakeOpen{"historic.make_open",
                      "CREATE INDEX IF NOT EXISTS historic_open ON historic_records "
                      "(jurisdiction_id, requested_at, id) WHERE open = 1"};
const Query kMakeOpenNear{
    "historic.make_open_near",
    "CREATE INDEX IF NOT EXISTS historic_open_near ON historic_records (jurisdiction_id, "
    "service_code, cell, requested_at, lat, lng, open) WHERE open = 1 AND cell IS NOT NULL"};

desk::HistoricRecord history(const Statement& row) {
  desk::HistoricRecord record;
  record.source = row.get<std::string>(0);
  record.source_id = row.get<std::string>(1);
  record.service_code = row.get<std::string>(2);
  record.service_name = row.get<std::string>(3);
  record.open = row.get<bool>(4);
  record.status_word = row.get<std::string>(5);
  record.requested_at = row.get<base::Instant>(6);
  record.updated_at = row.get<std::optional<base::Instant>>(7);
  record.closed_at = row.get<std::optional<base::Instant>>(8);
  record.address = row.get<std::string>(9);
  if (const auto lat = row.get<std::optional<double>>(10)) {
    record.point = domain::Point{*lat, row.get<double>(11)};
  }
  record.department = row.get<std::string>(12);
  record.areas = codec::from_text<std::map<std::string, std::string>>(row.get<std::string>(13));
  record.channel = row.get<std::string>(14);
  record.parent_id = row.get<std::string>(15);
  record.resolution = row.get<std::string>(16);
  return record;
}

desk::StandingRecord standing_record(const Statement& row) {
  constexpr int kDigest = 17;
  return {history(row), row.get<std::string>(kDigest),
          row.get<std::optional<std::int64_t>>(kDigest + 1)};
}

std::vector<desk::StandingRecord> standing_records(Statement rows) {
  std::vector<desk::StandingRecord> records;
  while (rows.step()) records.push_back(standing_record(rows));
  return records;
}

/// The parameters of kAdd, which are those of kReplace.
void bind(Statement& query, const desk::HistoricRecord& record, const std::string& digest) {
  std::optional<double> lat;
  std::optional<double> lng;
  std::optional<std::int64_t> cell;
  std::optional<std::int64_t> wide_cell;
  if (record.point) {
    lat = record.point->lat;
    lng = record.point->lng;
    cell = cell_of(*record.point, kCellsPerDegree);
    wide_cell = cell_of(*record.point, kWideCellsPerDegree);
  }
  query.bind_all(kJurisdiction, digest, cell, wide_cell, record.source, record.source_id,
                 record.service_code, record.service_name, record.open, record.status_word,
                 record.requested_at, record.updated_at, record.closed_at, record.address, lat, lng,
                 record.department, codec::to_text(record.areas), record.channel, record.parent_id,
                 record.resolution);
}

/// Whether it was updated before what stands there.
bool is_older(const desk::HistoricRecord& record, const std::optional<base::Instant>& standing) {
  return standing && record.updated_at && *record.updated_at < *standing;
}

/// What stands there of a record, as far as it decides on what comes.
struct Standing {
  std::int64_t id = 0;
  std::string digest;
  std::optional<base::Instant> updated_at;

  [[nodiscard]] bool stays(const desk::HistoricRecord& record, const std::string& other) const {
    return digest == other || is_older(record, updated_at);
  }
};

std::optional<Standing> standing(Database& database, const desk::HistoricRecord& record) {
  Statement row = database.prepare(kStanding);
  row.bind_all(kJurisdiction, record.source_id, record.source);
  if (!row.step()) return std::nullopt;
  return Standing{row.get<std::int64_t>(0), row.get<std::string>(1),
                  row.get<std::optional<base::Instant>>(2)};
}

}  // namespace

std::vector<desk::StandingRecord> SessionHistory::by_number(const std::string& source_id,
                                                            int limit) {
  Statement rows = database_.prepare(kHistoricByNumber);
  rows.bind_all(kJurisdiction, source_id, limit);
  return standing_records(std::move(rows));
}

std::vector<desk::StandingRecord> SessionHistory::by_words(const std::string& words, int limit) {
  const std::string match = match_words_as_typed(words);
  if (match.empty()) return {};
  Statement rows = database_.prepare(kHistoricByWords);
  rows.bind_all(kJurisdiction, match, limit);
  return standing_records(std::move(rows));
}

std::optional<desk::StandingRecord> SessionHistory::find(const std::string& source,
                                                         const std::string& source_id) {
  Statement row = database_.prepare(kFind);
  row.bind_all(kJurisdiction, source_id, source);
  if (!row.step()) return std::nullopt;
  return standing_record(row);
}

std::vector<desk::NearbyRecord> SessionHistory::open_near(const std::string& service_code,
                                                          const desk::NearbyQuestion& question) {
  const domain::Point& centre = question.centre;
  Statement rows = database_.prepare(kOpenNear);
  rows.bind_all(kJurisdiction, cells_around(centre, question.radius), centre.lat, centre.lng,
                metres_of_longitude(centre), question.radius, service_code, question.since,
                question.limit);
  std::vector<desk::NearbyRecord> records;
  while (rows.step()) {
    records.push_back({rows.get<std::string>(0),
                       rows.get<std::string>(1),
                       rows.get<std::string>(2),
                       rows.get<base::Instant>(3),
                       {rows.get<double>(4), rows.get<double>(5)},
                       std::sqrt(rows.get<double>(6))});
  }
  return records;
}

void derive_adopted(Database& database, const domain::Case& state) {
  if (!state.adopted) return;
  database.run(kDropAdopted, kJurisdiction, state.id);
  database.run(kDropLetGo, kJurisdiction, state.id);
  const bool stands = domain::stands_for_record(state);
  database.run(stands ? kAddAdopted : kAddLetGo, kJurisdiction, state.id, state.adopted->number,
               state.adopted->source, stands ? state.stands_since : *state.closed_at);
}

desk::HistoricCounts SessionHistory::compare(const std::vector<desk::HistoricRecord>& records,
                                             desk::ComparedRecords& before) {
  constexpr std::hash<std::string> kShort;
  desk::HistoricCounts counts;
  for (const desk::HistoricRecord& record : records) {
    const std::string digest = digest_of(record);
    const std::uint64_t key = kShort(record.source + '\n' + record.source_id);
    const auto seen = before.states.find(key);
    const bool is_new = seen == before.states.end();
    const auto found = is_new ? standing(database_, record) : std::nullopt;
    const bool stays =
        is_new ? found && found->stays(record, digest)
               : seen->second.digest == kShort(digest) || is_older(record, seen->second.updated_at);
    if (stays) {
      ++counts.unchanged;
      continue;
    }
    ++(found || !is_new ? counts.updated : counts.created);
    if (is_new && before.states.size() >= desk::ComparedRecords::kMost) continue;
    before.states[key] = {kShort(digest), record.updated_at};
  }
  return counts;
}

std::vector<desk::HistoricPoint> SessionHistory::points_after(std::int64_t id, int limit) {
  Statement rows = database_.prepare(kPointsAfter);
  rows.bind_all(kJurisdiction, id, limit);
  std::vector<desk::HistoricPoint> points;
  while (rows.step()) {
    points.push_back({rows.get<std::int64_t>(0),
                      {rows.get<double>(1), rows.get<double>(2)},
                      rows.get<base::Instant>(3)});
  }
  return points;
}

desk::HistoricCounts SessionHistory::save(const std::vector<desk::HistoricRecord>& records) {
  desk::HistoricCounts counts;
  const std::int64_t indexed = indexed_until();
  for (const desk::HistoricRecord& record : records) {
    const std::string digest = digest_of(record);
    Statement add = database_.prepare(kAdd);
    bind(add, record, digest);
    if (add.run() > 0) {
      ++counts.created;
      continue;
    }
    const auto found = standing(database_, record);
    if (found->stays(record, digest)) {
      ++counts.unchanged;
      continue;
    }
    replace(found->id, record, digest, indexed);
    ++counts.updated;
  }
  if (counts.created + counts.updated > 0) database_.run(kCountChanges, kJurisdiction);
  return counts;
}

void SessionHistory::replace(std::int64_t id, const desk::HistoricRecord& record,
                             const std::string& digest, std::int64_t indexed) {
  if (id <= indexed) database_.run(kDropHistoricWords, id);
  Statement write = database_.prepare(kReplace);
  bind(write, record, digest);
  write.run();
  if (id <= indexed) database_.run(kAddHistoricWords, id - 1, id);
}

std::int64_t SessionHistory::indexed_until() {
  const auto text = database_.value<std::string>(kWordsUntil, kJurisdiction);
  return text ? std::stoll(*text) : 0;
}

int SessionHistory::index_words(int limit) {
  const std::int64_t from = indexed_until();
  const auto until = database_.value<std::optional<std::int64_t>>(kWordsEnd, from, limit);
  if (!until || !*until) return 0;
  const std::int64_t added = database_.run(kAddHistoricWords, from, **until);
  database_.run(kSetWordsUntil, kJurisdiction, std::to_string(**until));
  return static_cast<int>(added);
}

void SessionHistory::set_indexes_aside() {
  if (database_.value<std::int64_t>(kAny)) return;
  for (const Query* drop : {&kDropByTime, &kDropByCell, &kDropByWideCell, &kDropByService,
                            &kDropByChange, &kDropOpen, &kDropOpenNear}) {
    database_.run(*drop);
  }
}

void SessionHistory::make_indexes() {
  for (const Query* make : {&kMakeByTime, &kMakeByCell, &kMakeByWideCell, &kMakeByService,
                            &kMakeByChange, &kMakeOpen, &kMakeOpenNear}) {
    database_.run(*make);
  }
}

std::optional<desk::ImportPoint> SessionHistory::import_point(const std::string& import) {
  Statement row = database_.prepare(kImportPoint);
  row.bind_all(kJurisdiction, import);
  if (!row.step()) return std::nullopt;
  return desk::ImportPoint{
      import,
      row.get<std::int64_t>(0),
      {row.get<std::int64_t>(1), row.get<std::int64_t>(2), row.get<std::int64_t>(3)},
      row.get<std::string>(4)};
}

void SessionHistory::set_import_point(const desk::ImportPoint& point) {
  database_.run(kSetImportPoint, kJurisdiction, point.import, point.rows, point.counts.created,
                point.counts.updated, point.counts.unchanged);
  if (!point.page.empty()) database_.run(kSetImportPage, kJurisdiction, point.import, point.page);
}

void SessionHistory::drop_import_point(const std::string& import) {
  database_.run(kDropImportPoint, kJurisdiction, import);
  database_.run(kDropImportPage, kJurisdiction, import);
}

std::vector<StoredHistory> history_after(Database& database, std::int64_t id, int limit) {
  Statement rows = database.prepare(kAfter);
  rows.bind_all(kJurisdiction, id, limit);
  std::vector<StoredHistory> found;
  constexpr int kId = 17;
  while (rows.step()) {
    found.push_back({rows.get<std::int64_t>(kId), rows.get<std::string>(kId + 1), history(rows)});
  }
  return found;
}

}  // namespace kept::store
