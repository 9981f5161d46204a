#pragma once

#include <string>
#include <vector>

#include "desk/ports/historic_records.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// The records of the system that a city had before, over one connection.
class SessionHistory final : public desk::HistoricWriter {
 public:
  explicit SessionHistory(Database& database) : database_(database) {}

  std::vector<desk::HistoricRecord> by_number(const std::string& source_id, int limit) override;
  std::vector<desk::HistoricRecord> by_words(const std::string& words, int limit) override;
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

/// The records with their digests as they stand there, in the order of their ids, from after `id`.
struct StoredHistory {
  std::int64_t id = 0;
  std::string digest;
  desk::HistoricRecord record;
};
[[nodiscard]] std::vector<StoredHistory> history_after(Database& database, std::int64_t id,
                                                       int limit);

}  // namespace kept::store
