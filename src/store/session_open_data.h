#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "desk/ports/open_data.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// Requests as they are published, over one connection.
class SessionOpenData final : public desk::OpenDataReader {
 public:
  SessionOpenData(Database& database, const base::Clock& clock)
      : database_(database), clock_(clock) {}

  desk::OpenDataPage records_after(const desk::OpenDataKey& key, base::Instant until,
                                   const std::set<std::string>& services, int limit) override;
  desk::OpenDataPage cases_after(const desk::OpenDataKey& key, base::Instant until,
                                 const std::optional<std::vector<domain::ServiceId>>& services,
                                 int limit) override;
  std::vector<desk::OpenDataRow> last_changed(const desk::FeedQuestion& question) override;
  std::string open_data_version() override;

  /// Records with these ids, of whichever source; or with these numbers in the store.
  [[nodiscard]] std::vector<desk::OpenDataRow> records_called(const std::vector<std::string>& ids);
  [[nodiscard]] std::vector<desk::OpenDataRow> records_of(const std::vector<std::int64_t>& keys);

 private:
  /// In the order of `cases`.
  [[nodiscard]] std::vector<desk::OpenDataRow> rows_of(const std::vector<domain::CaseId>& cases);

  Database& database_;
  const base::Clock& clock_;
};

}  // namespace kept::store
