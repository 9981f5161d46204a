#include "desk/import_history.h"

namespace kept::desk {

base::Result<ImportPoint> import_history(Transaction& tx, const Principal& who,
                                         const ImportPoint& before,
                                         const std::vector<HistoricRecord>& records,
                                         const ImportStep& until) {
  if (auto allowed = require(who, Action::import_history); !allowed.ok()) return allowed.error();
  ImportPoint point = before;
  point.rows = until.rows;
  point.counts.add(tx.historic_writer().save(records));
  if (until.can_go_on_here) {
    point.page = until.page;
    tx.historic_writer().set_import_point(point);
  }
  return point;
}

}  // namespace kept::desk
