#include "desk/confirm_clock.h"

namespace kept::desk {

base::Result<base::Done> confirm_clock(Transaction& tx, const Principal& who) {
  if (auto allowed = require(who, Action::confirm_clock); !allowed.ok()) return allowed;
  tx.journal(who.staff, "clock_confirmed", 0, {});
  return base::Done{};
}

}  // namespace kept::desk
