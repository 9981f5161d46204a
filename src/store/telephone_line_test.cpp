// What callers hear while they wait in the queue of a small city, what becomes of who waits alone,
// and what the figures count of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/support/small_telephone.h"

namespace kept::store {
namespace {

using desk::CallEventKind;
using domain::CallState;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kAmara;
using testing::kOren;
using testing::kRosa;
using namespace std::chrono_literals;

class LineTest : public testing::SmallTelephone {
 protected:
  /// What this caller has heard since this was asked last.
  std::vector<std::string> said_to(domain::CallId who) {
    std::vector<std::string> said;
    for (const auto& order : whole_orders()) {
      if (order.call == who) said.push_back(order.text);
    }
    return said;
  }
  std::map<std::string, desk::CallFigures> figures_until_now() {
    return look<std::map<std::string, desk::CallFigures>>([&](desk::Reader& reader) {
      return reader.telephone().call_figures(testing::noon_of_the_call(), clock_.now(), {});
    });
  }
};

TEST_F(LineTest, WhoWaitsHearsTheirPlaceAndTheWaitEveryTwoMinutes) {
  duty(kOren, desk::Duty::not_ready, "lunch");
  rings("a");
  const auto second = rings("b", "+14165550143");
  const auto words = [&] { return said_to(second); };
  const std::string busy = "All operators are speaking with others. ";
  const std::string keep = " To keep your place and be called back, press 9.";
  EXPECT_THAT(words(), ElementsAre("Welcome to 311.", busy +
                                                          "You are number 2 in line. The wait is "
                                                          "about 8 minutes." +
                                                          keep));
  EXPECT_EQ(look<std::optional<base::Instant>>(desk::next_queue_instant), clock_.now() + 2min);
  pass(2min - 1s);
  EXPECT_THAT(words(), IsEmpty());
  tell("a", CallEventKind::abandoned);
  pass(1s);
  EXPECT_THAT(words(),
              ElementsAre(busy + "You are next in line. The wait is about 4 minutes." + keep));
  EXPECT_EQ(call(second).told_wait, 240s);
}

TEST_F(LineTest, WhoCallsWhileNobodyIsOnDutyHearsThat) {
  const std::string nobody = "Nobody who could answer you is on duty just now. ";
  const auto id = rings("a");
  EXPECT_THAT(said_to(id), ElementsAre("Welcome to 311.",
                                       nobody + "To keep your place and be called back, press 9."));
  EXPECT_FALSE(call(id).told_wait) << "nobody moves that line";
  const auto withheld = rings("b", "");
  EXPECT_THAT(
      said_to(withheld),
      ElementsAre("Welcome to 311.", nobody + "We cannot see your number, so we cannot call you "
                                              "back. Please stay on the line."));
  duty(kOren, desk::Duty::not_ready, "lunch");
  pass(2min);
  EXPECT_THAT(said_to(id), ElementsAre(HasSubstr("You are next in line.")));
}

/// Callers who speak French, where only Oren is on duty, who does not.
class WaitsAloneTest : public LineTest {
 protected:
  domain::CallId rings_in_french(const std::string& call, const std::string& caller) {
    const auto id = arrives(call, caller);
    press(call, "2");
    tell(call, CallEventKind::queued);
    return id;
  }
  void may_be_interpreted() {
    set_up([](desk::TelephoneRow& row) {
      row.interpreter = "+14165550190";
      row.with_interpreter = true;
    });
  }
};

TEST_F(WaitsAloneTest, WhoWaitsWithNobodyOfTheirLanguageIsCalledBack) {
  duty(kOren, desk::Duty::ready);
  const auto alone = rings_in_french("a", kRosa);
  EXPECT_EQ(said_to(alone).back(),
            "Personne n'est en poste en ce moment pour vous répondre. Pour garder votre place et "
            "être rappelé, faites le 9.");
  pass(5min - 1ms);
  EXPECT_EQ(call(alone).call.state, CallState::waiting);
  orders();
  pass(1ms);
  EXPECT_EQ(call(alone).call.ending, domain::CallEnding::called_back);
  EXPECT_THAT(orders(), ElementsAre(desk::Control::announce, desk::Control::hang_up));
  const auto withheld = rings_in_french("b", "");
  pass(10min);
  EXPECT_EQ(call(withheld).call.state, CallState::waiting) << "nobody could call them back";
}

TEST_F(WaitsAloneTest, TheyAreCalledBackInTheirOrder) {
  duty(kOren, desk::Duty::not_ready, "lunch");
  const auto first = rings_in_french("a", kRosa);
  const auto second = rings_in_french("b", "+14165550143");
  pass(5min);
  EXPECT_EQ(call(first).call.ending, domain::CallEnding::called_back);
  EXPECT_EQ(call(second).call.ending, domain::CallEnding::called_back);
  EXPECT_LT(call(second).call_back->value, call(first).call_back->value)
      << "the last in line first";
}

TEST_F(WaitsAloneTest, WhoSpeaksTheirLanguageIsAwaitedEvenFromLunch) {
  set_up([](desk::TelephoneRow& row) { row.operators = {{kAmara, {"en", "fr"}, {}}}; });
  duty(kAmara, desk::Duty::not_ready, "lunch");
  const auto id = rings_in_french("a", kRosa);
  pass(20min);
  EXPECT_EQ(call(id).call.state, CallState::waiting);
}

TEST_F(WaitsAloneTest, WithAnInterpreterAnybodyAnswersThem) {
  may_be_interpreted();
  duty(kOren, desk::Duty::ready);
  const auto id = rings_in_french("a", kRosa);
  pass(2min);
  EXPECT_EQ(call(id).call.state, CallState::waiting);
  EXPECT_EQ(look<std::optional<base::Instant>>(desk::next_queue_instant), clock_.now() + 2min);
  pass(2min);
  EXPECT_EQ(look<std::optional<base::Instant>>(desk::next_queue_instant), clock_.now() + 1min);
  pass(1min);
  EXPECT_EQ(call(id).call.agent, kOren);
}

TEST_F(WaitsAloneTest, WithAnInterpreterAndNobodyAtAllTheyAreCalledBack) {
  may_be_interpreted();
  const auto id = rings_in_french("a", kRosa);
  pass(5min);
  EXPECT_EQ(call(id).call.ending, domain::CallEnding::called_back);
}

TEST_F(LineTest, FiguresCountWhatHappened) {
  duty(kOren, desk::Duty::ready);
  const auto answered = rings("a");
  ASSERT_TRUE(clock_.set(clock_.now() + 10s).ok());
  answer(kOren, answered, "a");
  rings("short", "+14165550143");
  tell("short", CallEventKind::abandoned);
  rings("relay", "+14165550144", "711");
  tell("relay", CallEventKind::abandoned);
  rings("long", "+14165550145");
  pass(1min);
  tell("long", CallEventKind::abandoned);
  tell("a", CallEventKind::ended);
  const auto figures = figures_until_now();
  const desk::CallFigures& general = figures.at("general");
  EXPECT_EQ(general.offered, 3);
  EXPECT_EQ(general.answered, 1);
  EXPECT_EQ(general.within_level, 1);
  EXPECT_EQ(general.wait_ms, 10'000);
  EXPECT_EQ(general.abandoned, 1);
  EXPECT_EQ(general.short_abandoned, 1);
  EXPECT_EQ(general.handled, 1);
  EXPECT_EQ(general.talk_ms, 60'000);
  EXPECT_EQ(figures.at("relay").abandoned, 1) << "setting up a relay call takes its time";
  EXPECT_EQ(figures.at("relay").short_abandoned, 0);
}

TEST_F(LineTest, HowLongRelayCallsTakeIsNobodysFigure) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("relay", kRosa, "711");
  answer(kOren, id, "relay");
  pass(20min);
  tell("relay", CallEventKind::ended);
  pass(2min);
  wrap_up(kOren);
  const auto figures = figures_until_now();
  const desk::CallFigures& relay = figures.at("relay");
  EXPECT_EQ(relay.answered, 1);
  EXPECT_EQ(relay.handled, 0);
  EXPECT_EQ(relay.talk_ms, 0);
  EXPECT_EQ(relay.wrap_up_ms, 0);
}

TEST_F(LineTest, HowLongTheWrapUpTookIsCounted) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  answer(kOren, id, "a");
  pass(1min);
  tell("a", CallEventKind::ended);
  pass(90s);
  const auto general = [&] { return figures_until_now().at("general"); };
  EXPECT_EQ(general().wrap_up_ms, 0) << "it goes on";
  EXPECT_EQ(general().wrapped_up, 0);
  wrap_up(kOren);
  EXPECT_EQ(general().wrap_up_ms, 90'000);
  EXPECT_EQ(general().wrapped_up, 1);
  // Whose wrap-up ends the call had none after it.
  answer(kOren, rings("b", "+14165550143"), "b");
  pass(1min);
  wrap_up(kOren);
  EXPECT_EQ(general().wrap_up_ms, 90'000);
  EXPECT_EQ(general().wrapped_up, 2);
}

TEST_F(LineTest, CallersHearWhatTheCityHasToSayToday) {
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::NoticeRow notice;
    notice.id = domain::NoticeId{tx.next_id()};
    notice.text = {"No water on Mill Lane until four.", "Pas d'eau allée du Moulin jusqu'à 16 h."};
    notice.from = clock_.now() - 1h;
    notice.until = clock_.now() + 1h;
    tx.save(notice);
    return base::Done{};
  });
  rings("a");
  EXPECT_EQ(whole_orders().at(0).text, "Welcome to 311.\nNo water on Mill Lane until four.");
}

}  // namespace
}  // namespace kept::store
