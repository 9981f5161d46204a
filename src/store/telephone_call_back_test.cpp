// Callers who keep their place and are called back, and the hours in which 311 is answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/time_text.h"
#include "tests/support/small_telephone.h"

namespace kept::store {
namespace {

using desk::CallEventKind;
using domain::CallState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAmara;
using testing::kOren;
using namespace std::chrono_literals;

class CallBackTest : public testing::SmallTelephone {
 protected:
  domain::Promise promised(domain::CallId id) {
    return look<domain::Promise>([&](desk::Reader& reader) {
      return reader.load_case(*reader.telephone().call(id)->call_back).promises.front();
    });
  }

  /// 311 is answered from nine to noon, every day.
  void open_in_the_morning() {
    set_up([](desk::TelephoneRow& row) {
      row.hours = domain::WeeklySpans::every_day({{9h, 12h}});
    });
  }
};

TEST_F(CallBackTest, KeepingThePlaceIsAPromiseToCallBack) {
  duty(kOren, desk::Duty::not_ready, "lunch");
  const auto id = rings("a");
  press("a", "9");
  const auto kept = call(id);
  EXPECT_EQ(kept.call.ending, domain::CallEnding::called_back);
  ASSERT_TRUE(kept.call_back);
  const auto state =
      look<domain::Case>([&](desk::Reader& reader) { return reader.load_case(*kept.call_back); });
  ASSERT_EQ(state.promises.size(), 1U);
  EXPECT_EQ(state.promises.front().owner, kOren);
  EXPECT_GE(state.promises.front().due.instant, clock_.now() + 10min);
  EXPECT_THAT(orders(), ElementsAre(desk::Control::announce, desk::Control::announce,
                                    desk::Control::announce, desk::Control::hang_up));
  EXPECT_THAT(testing::differences(directory_.path(), clock_), IsEmpty());
}

TEST_F(CallBackTest, AWithheldNumberCannotBeCalledBackAndWaitsOn) {
  const auto id = rings("a", "");
  press("a", "9");
  EXPECT_EQ(call(id).call.state, CallState::waiting);
}

TEST_F(CallBackTest, InTheHourThatComesTwiceACallBackIsPromisedForATimeThatIsToCome) {
  unit([](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::JurisdictionRow city = tx.jurisdiction();
    city.zone = "America/Toronto";
    tx.save(city);
    return base::Done{};
  });
  // 7 November 2027, 01:20 for the second time: clocks went back at 06:00 UTC.
  ASSERT_TRUE(clock_.set(base::parse_instant("2027-11-07T06:20:00Z").value()).ok());
  duty(kOren, desk::Duty::not_ready, "lunch");
  const auto id = rings("a");
  press("a", "9");
  ASSERT_TRUE(call(id).call_back);
  EXPECT_GT(promised(id).due.instant, clock_.now());
}

TEST_F(CallBackTest, WhoWaitedWhenTheTelephoneStoppedIsCalledBackInOrder) {
  duty(kOren, desk::Duty::ready);
  const auto talking = rings("a");
  answer(kOren, talking, "a");
  const auto first = rings("b", "+14165550143");
  ASSERT_TRUE(clock_.set(clock_.now() + 1min).ok());
  const auto second = rings("c", "+14165550144");
  unit([](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto ended = desk::forget_calls(tx, "test");
    if (!ended.ok()) return ended.error();
    EXPECT_EQ(ended.value(), 3);
    return base::Done{};
  });
  EXPECT_EQ(call(talking).call.ending, domain::CallEnding::lost);
  EXPECT_LT(promised(first).due.instant, promised(second).due.instant);
  EXPECT_THAT(orders(), IsEmpty());
}

TEST_F(CallBackTest, WhoWaitsWhenTheLastOneGoesHomeIsCalledBackInOrder) {
  open_in_the_morning();
  duty(kOren, desk::Duty::ready);
  answer(kOren, rings("a"), "a");
  const auto first = rings("b", "+14165550143");
  pass(1min);
  const auto second = rings("c", "+14165550144");
  const auto withheld = rings("d", "");
  pass(30min);
  EXPECT_EQ(call(first).call.state, CallState::waiting) << "Oren is still there";
  duty(kOren, desk::Duty::off);
  EXPECT_EQ(call(first).call.ending, domain::CallEnding::called_back);
  EXPECT_EQ(call(second).call.ending, domain::CallEnding::called_back);
  EXPECT_EQ(call(withheld).call.ending, domain::CallEnding::closed);
  EXPECT_THAT(look<std::vector<desk::CallRow>>(
                  [](desk::Reader& reader) { return reader.telephone().calls_up(); }),
              ::testing::SizeIs(1))
      << "the one that Oren was in";
}

TEST_F(CallBackTest, CallBacksAreSpreadOverWhoIsOnDuty) {
  duty(kOren, desk::Duty::not_ready, "lunch");
  duty(kAmara, desk::Duty::not_ready, "lunch");
  std::map<domain::StaffId, int> owed;
  for (const char* caller : {"+14165550141", "+14165550142", "+14165550143", "+14165550144"}) {
    const auto id = rings(caller, caller);
    press(caller, "9");
    ++owed[promised(id).owner];
  }
  EXPECT_EQ(owed[kOren], 2);
  EXPECT_EQ(owed[kAmara], 2);
}

TEST_F(CallBackTest, NobodyIsPromisedACallWhen311IsClosed) {
  open_in_the_morning();
  // 11:40, and nobody on duty to tell how fast the line moves: an hour later is past noon.
  const auto id = rings("a");
  press("a", "9");
  EXPECT_EQ(promised(id).due.wall, "2026-11-25T10:00") << "an hour after the next opening";
}

TEST_F(CallBackTest, WhoCalledBeforeClosingTimeIsNotSentAwayAfterTheGreeting) {
  open_in_the_morning();
  duty(kOren, desk::Duty::not_ready, "lunch");
  ASSERT_TRUE(clock_.set(testing::noon_of_the_call() + 20min - 5s).ok());
  const auto id = arrives("a");
  ASSERT_TRUE(clock_.set(clock_.now() + 10s).ok());
  tell("a", CallEventKind::queued);
  EXPECT_EQ(call(id).call.state, CallState::waiting);
  const auto late = rings("b", "+14165550143");
  EXPECT_EQ(call(late).call.ending, domain::CallEnding::closed);
}

}  // namespace
}  // namespace kept::store
