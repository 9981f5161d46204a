#include "domain/telephone/queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace kept::domain {
namespace {

using base::Instant;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr StaffId kFirstDesk{1};
constexpr StaffId kSecondDesk{2};
constexpr CallId kFirst{10};
constexpr CallId kSecond{11};
const Instant kNow{std::chrono::hours(1000)};

Waiting call(CallId id, seconds waited) { return {id, "en", "", kNow - waited, 0, {}}; }
Ready ready(StaffId id, seconds idle) { return {id, {"en"}, {}, kNow - idle, {}}; }

std::optional<Pairing> pick(const std::vector<Waiting>& calls,
                            const std::vector<Ready>& operators) {
  return next_pairing(calls, operators, QueueRules{}, kNow);
}

TEST(QueueTest, WhoWaitsLongestGetsWhoIsIdleLongest) {
  EXPECT_EQ(pick({call(kFirst, seconds(5)), call(kSecond, seconds(9))},
                 {ready(kFirstDesk, seconds(30)), ready(kSecondDesk, seconds(60))}),
            (Pairing{kSecond, kSecondDesk}));
}

TEST(QueueTest, NobodyIsOfferedACallInALanguageThatTheyDoNotSpeak) {
  Waiting french = call(kFirst, minutes(30));
  french.language = "fr";
  EXPECT_EQ(pick({french}, {ready(kFirstDesk, seconds(30))}), std::nullopt);
  EXPECT_EQ(pick({french, call(kSecond, seconds(1))}, {ready(kFirstDesk, seconds(30))}),
            (Pairing{kSecond, kFirstDesk}));
}

TEST(QueueTest, ATopicIsWaivedAfterTheOverflow) {
  const QueueRules rules;
  Waiting parks = call(kFirst, rules.overflow - seconds(1));
  parks.skill = "parks";
  const std::vector<Ready> operators{ready(kFirstDesk, seconds(30))};
  EXPECT_EQ(pick({parks}, operators), std::nullopt);
  EXPECT_EQ(next_change({parks}, operators, rules, kNow), kNow + seconds(1));
  parks.since = kNow - rules.overflow;
  EXPECT_EQ(pick({parks}, operators), (Pairing{kFirst, kFirstDesk}));
}

TEST(QueueTest, PriorityIsWaitingTimeAndNoMore) {
  const QueueRules rules;
  Waiting urgent = call(kSecond, seconds(1));
  urgent.priority = 2;
  const std::vector<Ready> operators{ready(kFirstDesk, seconds(30))};
  EXPECT_EQ(pick({call(kFirst, rules.step * 2), urgent}, operators),
            (Pairing{kSecond, kFirstDesk}));
  EXPECT_EQ(pick({call(kFirst, rules.step * 2 + seconds(2)), urgent}, operators),
            (Pairing{kFirst, kFirstDesk}))
      << "nobody is overtaken for ever";
}

TEST(QueueTest, WhoeverWasSpokenWithAlreadyIsFirstInLine) {
  Waiting lost = call(kSecond, seconds(1));
  lost.was_spoken_with = true;
  Waiting urgent = call(kFirst, minutes(30));
  urgent.priority = 10;
  EXPECT_EQ(pick({urgent, lost}, {ready(kFirstDesk, seconds(30))}), (Pairing{kSecond, kFirstDesk}));
}

TEST(QueueTest, AnOperatorIsKeptFreeForAPromise) {
  const QueueRules rules;
  Ready first = ready(kFirstDesk, minutes(60));
  first.promise_due = kNow + rules.promise_room;
  EXPECT_EQ(pick({call(kFirst, seconds(5))}, {first}), std::nullopt);
  EXPECT_EQ(pick({call(kFirst, seconds(5))}, {first, ready(kSecondDesk, seconds(1))}),
            (Pairing{kFirst, kSecondDesk}));
  first.promise_due = kNow + rules.promise_room + base::Duration{1};
  EXPECT_EQ(pick({call(kFirst, seconds(5))}, {first}), (Pairing{kFirst, kFirstDesk}));
  first.promise_due = kNow - base::Duration{1};
  EXPECT_EQ(pick({call(kFirst, seconds(5))}, {first}), (Pairing{kFirst, kFirstDesk}))
      << "what is late keeps nobody from the line";
}

TEST(QueueTest, WhomItRangAtInVainComesLast) {
  Waiting passed = call(kFirst, seconds(50));
  passed.passed_by = {kFirstDesk};
  EXPECT_EQ(pick({passed}, {ready(kFirstDesk, minutes(60)), ready(kSecondDesk, seconds(1))}),
            (Pairing{kFirst, kSecondDesk}));
  EXPECT_EQ(pick({passed}, {ready(kFirstDesk, minutes(60))}), (Pairing{kFirst, kFirstDesk}));
}

/// Random lines and crews: whoever is chosen may take the call, and nobody who waits longer with
/// the same wants could have been served instead.
TEST(QueueTest, NobodyIsPassedOverWhoWantsTheSame) {
  std::mt19937 random(311);
  const auto upto = [&](int most) {
    return static_cast<int>(random() % static_cast<unsigned>(most + 1));
  };
  const QueueRules rules;
  int served = 0;
  for (int round = 0; round < 2000; ++round) {
    std::vector<Waiting> calls;
    for (int i = 0; i <= upto(6); ++i) {
      calls.push_back({CallId{i + 1},
                       upto(1) == 0 ? "en" : "fr",
                       upto(2) == 0 ? "parks" : "",
                       kNow - seconds(upto(300)),
                       upto(2),
                       {}});
    }
    std::vector<Ready> operators;
    for (int i = 0; i <= upto(3); ++i) {
      Ready one = ready(StaffId{i + 1}, seconds(upto(600)));
      if (upto(1) == 0) one.languages.emplace_back("fr");
      if (upto(1) == 0) one.skills.emplace_back("parks");
      if (upto(3) == 0) one.promise_due = kNow + minutes(upto(20));
      operators.push_back(one);
    }
    const auto pair = next_pairing(calls, operators, rules, kNow);
    const bool anybody = std::ranges::any_of(calls, [&](const Waiting& one) {
      return std::ranges::any_of(operators,
                                 [&](const Ready& who) { return can_take(who, one, rules, kNow); });
    });
    ASSERT_EQ(pair.has_value(), anybody);
    if (!pair) continue;
    ++served;
    const auto& chosen =
        *std::ranges::find_if(calls, [&](const Waiting& one) { return one.call == pair->call; });
    const auto& agent =
        *std::ranges::find_if(operators, [&](const Ready& one) { return one.id == pair->agent; });
    ASSERT_TRUE(can_take(agent, chosen, rules, kNow));
    for (const Waiting& other : calls) {
      if (!can_take(agent, other, rules, kNow) || other.priority < chosen.priority) continue;
      ASSERT_GE(other.since, chosen.since) << "one who waited longer could have been served";
    }
    for (const Ready& other : operators) {
      if (!can_take(other, chosen, rules, kNow)) continue;
      ASSERT_GE(other.idle_since, agent.idle_since);
    }
  }
  EXPECT_GT(served, 500);
}

TEST(ExpectedWaitTest, FollowsTheLastHourOfTheQueue) {
  Pace pace;
  pace.operators = 3;
  // Five calls, one every two minutes, the last two minutes ago.
  for (int i = 5; i >= 1; --i) pace.answered.push_back(kNow - minutes(2 * i));
  // From the first of them until now ten minutes for four gaps.
  EXPECT_EQ(expected_wait(1, pace, kNow), seconds(150));
  EXPECT_EQ(expected_wait(4, pace, kNow), seconds(600));
}

TEST(ExpectedWaitTest, WithoutAPastItIsAGuessFromWhoIsThere) {
  Pace pace;
  pace.operators = 2;
  EXPECT_EQ(expected_wait(3, pace, kNow), seconds(360));
  pace.operators = 0;
  EXPECT_EQ(expected_wait(1, pace, kNow), std::nullopt);
}

}  // namespace
}  // namespace kept::domain
