#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "desk/case_work.h"
#include "store/sqlite/migrations.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using base::Done;
using base::Result;
using desk::Transaction;
using domain::DepartmentId;
using domain::TeamId;

constexpr DepartmentId kParks{202};
constexpr TeamId kStripers{1};
constexpr TeamId kGardeners{2};

/// What happens to one case: a department is asked, or a team of it is given the case.
struct Step {
  DepartmentId asked;
  TeamId given;
};
constexpr Step asks(DepartmentId department) { return {department, {}}; }
constexpr Step gives(TeamId team) { return {{}, team}; }

void take(domain::Decision& decision, const Step& step) {
  if (step.given) return decision.happen(domain::TeamGiven{step.given});
  domain::AskMade ask;
  ask.id = decision.next_id();
  ask.department = step.asked;
  ask.owner = testing::kMaya;
  ask.asked_by = testing::kOren;
  ask.due = decision.now() + std::chrono::hours(1);
  decision.happen(ask);
}

/// One alone: what the others changed is there already.
std::string migration(int version) {
  const auto all = embedded_migrations();
  const auto found =
      std::ranges::find_if(all, [&](const Migration& one) { return one.version == version; });
  return found->sql;
}

/// A database of the version before knew of no case which team has it; its events do.
TEST(TeamMigration, FindsWhoHasACaseInItsEvents) {
  const std::vector<std::pair<std::vector<Step>, TeamId>> histories{
      {{}, {}},
      {{asks(testing::kTransportation), gives(kStripers)}, kStripers},
      {{asks(testing::kTransportation), gives(kStripers), asks(testing::kTransportation)},
       kStripers},
      {{asks(testing::kTransportation), gives(kStripers), asks(kParks)}, {}},
      {{asks(testing::kTransportation), gives(kStripers), asks(kParks), gives(kGardeners)},
       kGardeners},
      {{asks(testing::kTransportation), gives(kStripers), asks(kParks),
        asks(testing::kTransportation)},
       {}}};
  const testing::TemporaryDirectory place;
  base::ManualClock clock(testing::noon_of_the_call());
  auto store = testing::open_city(place.path(), clock);
  std::vector<domain::CaseId> cases;
  for (const auto& [steps, team] : histories) {
    const auto opened = desk::write<domain::CaseId>(*store, [&](Transaction& tx) {
      const auto contact = testing::add_resident(tx, "Lena Vogel", "416 555 0163");
      auto id =
          testing::open_promised_case(tx, contact, "Who paints the line?", "2026-11-24T12:40");
      for (const Step& step : steps) {
        const auto done = desk::act_on_case(tx, testing::acting(testing::kOren), id.value(),
                                            [&](domain::Decision& d) { take(d, step); });
        EXPECT_TRUE(done.ok());
      }
      return id;
    });
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    cases.push_back(opened.value());
  }
  store.reset();
  testing::run_sql(place.path(),
                   "DROP TRIGGER cases_of_teams_are_counted; "
                   "DROP TRIGGER changed_cases_of_teams_are_counted; DROP TABLE team_counts; "
                   "DROP INDEX cases_by_team; DROP INDEX cases_of_team_in_state; "
                   "DROP INDEX cases_of_department_in_state; "
                   "ALTER TABLE cases DROP COLUMN team_id");
  for (const int version : {23, 25}) testing::run_sql(place.path(), migration(version));
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(testing::read_sql(place.path(), "SELECT coalesce(team_id, 0) FROM cases WHERE id = " +
                                                  std::to_string(cases[i].value)),
              histories[i].second.value)
        << "history " << i;
  }
  EXPECT_THAT(testing::differences(place.path(), clock), ::testing::IsEmpty());
}

}  // namespace
}  // namespace kept::store
