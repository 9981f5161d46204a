#include "desk/keep_time.h"

#include "desk/case_work.h"

namespace kept::desk {

base::Result<base::Done> keep_time(Transaction& tx, const TimerRow& due,
                                   const std::optional<domain::Outage>& outage) {
  auto begun = CaseWork::begin(tx, kClock, due.case_id, {});
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  if (!domain::on_timer(work.decision(), due.timer, outage)) {
    // The case does not know this timer (any more): what is derived from it is written anew.
    tx.save_case(work.state(), {});
    return base::Done{};
  }
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  return base::Done{};
}

}  // namespace kept::desk
