#include "desk/follow_zone_rules.h"

#include "desk/case_work.h"
#include "domain/cases/due_times.h"
#include "domain/promises/retiming.h"

namespace kept::desk {
namespace {

using base::Result;

constexpr auto kRules = "clocks.rules";

/// As far as promises reach. From midnight, UTC, of the year's first day on, so that the text stays
/// the same from day to day.
std::string rules_now(Reader& reader) {
  using std::chrono::days;
  const std::chrono::year_month_day today(std::chrono::floor<days>(reader.now()));
  const base::Instant from =
      std::chrono::sys_days(today.year() / std::chrono::January / std::chrono::day{1});
  constexpr days kYear{366};
  return reader.zone().rules_between(from, from + kYear + domain::kLongestPromise);
}

}  // namespace

Result<int> follow_zone_rules(Store& store) {
  std::string rules;
  std::optional<std::vector<domain::CaseId>> cases;
  store.read([&](Reader& reader) {
    rules = rules_now(reader);
    if (reader.setting(kRules) != rules) cases = reader.cases_promised_after(reader.now());
  });
  if (!cases) return 0;
  int changed = 0;
  const Principal clock{{}, domain::Role::analyst, domain::Origin::keeper};
  for (const domain::CaseId id : *cases) {
    const auto done = write<int>(store, [&](Transaction& tx) -> Result<int> {
      auto begun = CaseWork::begin(tx, clock, id, {});
      if (!begun.ok()) return begun.error();
      CaseWork work = std::move(begun).value();
      const int retimed = domain::follow_zone_rules(work.decision());
      if (retimed == 0) return 0;
      const auto saved = work.finish();
      if (!saved.ok()) return saved.error();
      return retimed;
    });
    if (!done.ok()) return done.error();
    changed += done.value();
  }
  const auto noted = store.write([&](Transaction& tx) -> Result<base::Done> {
    tx.set_setting(kRules, rules);
    return base::Done{};
  });
  if (!noted.ok()) return noted.error();
  return changed;
}

}  // namespace kept::desk
