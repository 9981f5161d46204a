#include "desk/follow_zone_rules.h"

#include <charconv>
#include <utility>

#include "desk/case_work.h"
#include "domain/promises/retiming.h"

namespace kept::desk {
namespace {

using base::ClockRules;
using base::Done;
using base::Result;

constexpr auto kRules = "clocks.rules";
/// The last case that follows other rules already; empty when all follow the same.
constexpr auto kProgress = "clocks.rules_followed_to";

/// As far as calendars know, so that the text is the same from year to year.
std::string rules_now(Reader& reader) {
  using std::chrono::January;
  const std::chrono::sys_days from(std::chrono::year(2020) / January / 1);
  const std::chrono::sys_days until(std::chrono::year(2100) / January / 1);
  return reader.zone().rules_between(from, until);
}

domain::CaseId followed_to(Reader& reader) {
  const std::string text = reader.setting(kProgress).value_or("");
  domain::CaseId last;
  std::from_chars(text.data(), text.data() + text.size(), last.value);
  return last;
}

Result<int> retime_case(Transaction& tx, domain::CaseId id, const ClockRules& before) {
  const Principal clock{{}, domain::Role::analyst, domain::Origin::keeper};
  auto begun = CaseWork::begin(tx, clock, id, {});
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  const int retimed = domain::follow_zone_rules(work.decision(), before);
  if (retimed > 0) {
    const auto saved = work.finish();
    if (!saved.ok()) return saved.error();
  }
  tx.set_setting(kProgress, std::to_string(id.value));
  return retimed;
}

/// What somebody entered for a time to come; what has passed stays as it was.
class EnteredTimes {
 public:
  EnteredTimes(Transaction& tx, const ClockRules& before) : tx_(tx), before_(before) {}

  void retime_absences() {
    for (const StaffRow& member : tx_.staff()) {
      for (AbsenceRow absence : tx_.absences(member.id)) {
        if (!follow(absence.from, absence.until)) continue;
        tx_.save(absence);
        tx_.journal({}, "absence_retimed", member.id.value, {});
      }
    }
  }
  void retime_notices() {
    for (NoticeRow notice : tx_.notices()) {
      if (!follow(notice.from, notice.until)) continue;
      tx_.save(notice);
      tx_.journal({}, "notice_retimed", notice.id.value, {});
    }
  }

 private:
  bool follow(base::Instant& from, base::Instant& until) {
    const bool begins_later = follow(from);
    return follow(until) || begins_later;
  }
  bool follow(base::Instant& at) {
    const bool open_ended = at == base::Instant::max();
    if (open_ended || at <= tx_.now()) return false;
    const base::Instant again = tx_.zone().to_instant(before_.wall_at(at)).instant;
    return std::exchange(at, again) != again;
  }

  Transaction& tx_;
  const ClockRules& before_;
};

Result<int> retime_all(Store& store, const ClockRules& before) {
  std::vector<domain::CaseId> cases;
  store.read(
      [&](Reader& reader) { cases = reader.cases_owed_after(reader.now(), followed_to(reader)); });
  int changed = 0;
  for (const domain::CaseId id : cases) {
    auto done = write<int>(store, [&](Transaction& tx) { return retime_case(tx, id, before); });
    if (!done.ok()) return done;
    changed += *done;
  }
  return changed;
}

}  // namespace

Result<int> follow_zone_rules(Store& store) {
  std::string rules;
  std::optional<std::string> last;
  store.read([&](Reader& reader) {
    rules = rules_now(reader);
    last = reader.setting(kRules);
  });
  if (last == rules) return 0;
  // At the first start nothing was ever owed by other rules.
  const auto before = ClockRules::read(last.value_or(rules));
  if (!before) return base::conflict("clocks.rules", "The kept rules of clocks cannot be read.");
  auto changed = retime_all(store, *before);
  if (!changed.ok()) return changed;
  const auto noted = store.write([&](Transaction& tx) -> Result<Done> {
    EnteredTimes entered(tx, *before);
    entered.retime_absences();
    entered.retime_notices();
    tx.set_setting(kRules, rules);
    tx.set_setting(kProgress, "");
    return Done{};
  });
  if (!noted.ok()) return noted.error();
  return changed;
}

}  // namespace kept::desk
