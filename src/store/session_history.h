#pragma once

#include <string>
#include <vector>

#include "desk/ports/historic_records.h"
#include "domain/cases/case.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// The records of the system that a city had before, over one connection.
class SessionHistory final : public desk::HistoricWriter {
 public:
  explicit SessionHistory(Database& database) : database_(database) {}

  std::vector<desk::StandingRecord> by_number(const std::string& source_id, int limit) override;
  std::vector<desk::StandingRecord> by_words(const std::string& words, int limit) override;
  std::optional<desk::StandingRecord> find(const std::string& source,
                                           const std::string& source_id) override;
  std::vector<desk::NearbyRecord> open_near(const std::string& service_code,
                                            const desk::NearbyQuestion& question) override;
  std::vector<desk::ServiceSpans> spans(const desk::SpanQuestion& question) override;
  desk::HistoricCounts compare(const std::vector<desk::HistoricRecord>& records,
                               desk::ComparedRecords& before) override;
  std::vector<desk::HistoricPoint> points_after(std::int64_t id, int limit) override;
  std::optional<desk::ImportPoint> import_point(const std::string& import) override;
  desk::HistoricCounts save(const std::vector<desk::HistoricRecord>& records) override;
  void set_import_point(const desk::ImportPoint& point) override;
  void drop_import_point(const std::string& import) override;
  int index_words(int limit) override;
  void set_indexes_aside() override;
  void make_indexes() override;

 private:
  void replace(std::int64_t id, const desk::HistoricRecord& record, const std::string& digest,
               std::int64_t indexed);
  [[nodiscard]] std::int64_t indexed_until();

  Database& database_;
};

// Of a record `h`: the number of the case that stands for it and since when, if it was adopted;
// when a case that stood for it last let it go (+: else the times of all are walked); whether it is
// open and nobody has adopted it.
#define KEPT_CASE_OF_RECORD                                                               \
  "(SELECT e.number FROM adopted_records d CROSS JOIN cases e ON e.jurisdiction_id = ?1 " \
  "AND e.id = d.case_id WHERE d.jurisdiction_id = ?1 AND d.record_id = h.id)"
#define KEPT_RECORD_ADOPTED_AT                         \
  "(SELECT d.adopted_at FROM adopted_records d WHERE " \
  "d.jurisdiction_id = ?1 AND d.record_id = h.id)"
#define KEPT_RECORD_LET_GO_AT                              \
  "(SELECT max(+l.let_go_at) FROM let_go_records l WHERE " \
  "l.jurisdiction_id = ?1 AND l.record_id = h.id)"
#define KEPT_RECORD_IS_OPEN                                            \
  "(h.open = 1 AND NOT EXISTS (SELECT 1 FROM adopted_records d WHERE " \
  "d.jurisdiction_id = ?1 AND d.record_id = h.id))"

/// Notes for which record the case stands, or which it let go again.
void derive_adopted(Database& database, const domain::Case& state);

/// The records with their digests as they stand there, in the order of their ids, from after `id`.
struct StoredHistory {
  std::int64_t id = 0;
  std::string digest;
  desk::HistoricRecord record;
};
[[nodiscard]] std::vector<StoredHistory> history_after(Database& database, std::int64_t id,
                                                       int limit);

}  // namespace kept::store
