#include "trunk/sofia_trunk.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>

namespace kept::trunk {
namespace {

using namespace std::chrono_literals;

/// What a trunk told, one line each, and the call it was about.
struct Log final : TrunkListener {
  struct Line {
    std::string what;
    TrunkCall call;
  };

  void invited(const TrunkCall& call, const std::string& caller, const std::string& callee,
               const std::string& sdp) override {
    add("invited " + caller + " " + callee + " " + sdp, call);
  }
  void changed(const TrunkCall& call, const std::string& sdp) override {
    add("changed " + sdp, call);
  }
  void progressed(const TrunkCall& call, const std::string& sdp) override {
    add("progressed " + sdp, call);
  }
  void answered(const TrunkCall& call, const std::string& sdp) override {
    add("answered " + sdp, call);
  }
  void failed(const TrunkCall& call, int status) override {
    add("failed " + std::to_string(status), call);
  }
  void ended(const TrunkCall& call) override { add("ended", call); }

  void add(const std::string& what, const TrunkCall& call) {
    const std::lock_guard lock(mutex);
    lines.push_back({what, call});
    came.notify_all();
  }

  /// The next line, waited for.
  Line next() {
    std::unique_lock lock(mutex);
    if (!came.wait_for(lock, 10s, [this] { return !lines.empty(); })) return {"nothing", ""};
    Line line = lines.front();
    lines.pop_front();
    return line;
  }

  std::mutex mutex;
  std::condition_variable came;
  std::deque<Line> lines;
};

/// A city's gateway and us, on this machine.
class SofiaTrunkTest : public ::testing::Test {
 protected:
  Log city_log_;
  Log our_log_;
  SofiaTrunk city_{{"127.0.0.1:25062", "127.0.0.1:25061", "127.0.0.1", "city"}, city_log_};
  std::unique_ptr<SofiaTrunk> ours_ = std::make_unique<SofiaTrunk>(
      SofiaTrunkOptions{"127.0.0.1:25061", "127.0.0.1:25062", "127.0.0.1", "ours", 2}, our_log_);
};

TEST_F(SofiaTrunkTest, ACallIsHeardEarlyAnsweredAndHungUpByTheCaller) {
  const auto theirs = city_.dial("311", "+15550100", {"offer", "offer"});
  const auto invited = our_log_.next();
  EXPECT_EQ(invited.what, "invited +15550100 311 offer");
  ours_->progress(invited.call, "early");
  EXPECT_EQ(city_log_.next().what, "progressed early");
  ours_->answer(invited.call, "answer");
  EXPECT_EQ(city_log_.next().what, "answered answer");
  city_.hang_up(theirs);
  EXPECT_EQ(city_log_.next().what, "ended");
  const auto ended = our_log_.next();
  EXPECT_EQ(ended.what, "ended");
  EXPECT_EQ(ended.call, invited.call);
}

TEST_F(SofiaTrunkTest, WeHangUp) {
  (void)city_.dial("311", "+15550100", {"offer", "offer"});
  const auto call = our_log_.next().call;
  ours_->answer(call, "answer");
  EXPECT_EQ(city_log_.next().what, "answered answer");
  ours_->hang_up(call);
  EXPECT_EQ(our_log_.next().what, "ended");
  EXPECT_EQ(city_log_.next().what, "ended");
}

TEST_F(SofiaTrunkTest, ACallerGivesUpBeforeAnybodyAnswers) {
  const auto theirs = city_.dial("311", "+15550100", {"offer", "offer"});
  const auto call = our_log_.next().call;
  ours_->progress(call, "early");
  EXPECT_EQ(city_log_.next().what, "progressed early");
  city_.hang_up(theirs);
  EXPECT_EQ(our_log_.next().what, "ended");
  EXPECT_EQ(city_log_.next().what, "failed 487");
}

TEST_F(SofiaTrunkTest, WhomWeDialIsBusyOrHasNoNumber) {
  const auto call = ours_->dial("+15550142", "311", {"offer", "offer"});
  const auto invited = city_log_.next();
  EXPECT_EQ(invited.what, "invited 311 +15550142 offer");
  city_.refuse(invited.call, 486);
  const auto failed = our_log_.next();
  EXPECT_EQ(failed.what, "failed 486");
  EXPECT_EQ(failed.call, call);
  for (const char* number : {"", "+", "1;x=y", "a\r\nb"}) {
    (void)ours_->dial(number, "311", {"offer", "offer"});
    EXPECT_EQ(our_log_.next().what, "failed 484");
  }
}

TEST_F(SofiaTrunkTest, MoreCallsThanItMayHoldAreToldToTryAgain) {
  (void)city_.dial("311", "1", {"a", "a"});
  (void)city_.dial("311", "2", {"b", "b"});
  EXPECT_EQ(our_log_.next().what, "invited 1 311 a");
  EXPECT_EQ(our_log_.next().what, "invited 2 311 b");
  (void)city_.dial("311", "3", {"c", "c"});
  EXPECT_EQ(city_log_.next().what, "failed 503");
}

TEST_F(SofiaTrunkTest, WhoeverLeavesSaysGoodbyeToEveryone) {
  (void)city_.dial("311", "+15550100", {"offer", "offer"});
  ours_->answer(our_log_.next().call, "answer");
  EXPECT_EQ(city_log_.next().what, "answered answer");
  (void)city_.dial("311", "+15550101", {"offer", "offer"});
  EXPECT_EQ(our_log_.next().what, "invited +15550101 311 offer");
  ours_.reset();
  std::multiset<std::string> ends{city_log_.next().what, city_log_.next().what};
  EXPECT_EQ(ends, (std::multiset<std::string>{"ended", "failed 480"}));
}

TEST_F(SofiaTrunkTest, AnAddressThatIsTakenIsSaidAtOnce) {
  Log log;
  EXPECT_THROW(SofiaTrunk({"127.0.0.1:25061", "127.0.0.1:25062", "127.0.0.1", "again"}, log),
               std::runtime_error);
}

SofiaTrunkOptions options(const std::string& listen, const std::string& gateway,
                          const std::string& run) {
  return {listen, gateway, "city.example", run};
}

struct Way {
  SipTransport transport;
  std::string host;
};

class TrunkWayTest : public ::testing::TestWithParam<Way> {};

TEST_P(TrunkWayTest, CallsGoBothWays) {
  auto theirs = options(GetParam().host + ":25064", GetParam().host + ":25065", "city");
  auto ours = options(GetParam().host + ":25065", GetParam().host + ":25064", "ours");
  theirs.transport = ours.transport = GetParam().transport;
  Log city_log;
  Log our_log;
  SofiaTrunk city(theirs, city_log);
  SofiaTrunk trunk(ours, our_log);
  (void)city.dial("311", "+15550100", {"offer", "offer"});
  const auto in = our_log.next();
  EXPECT_EQ(in.what, "invited +15550100 311 offer");
  trunk.answer(in.call, "answer");
  EXPECT_EQ(city_log.next().what, "answered answer");
  const auto out = trunk.dial("+15550142", "311", {"offer", "offer"});
  const auto invited = city_log.next();
  EXPECT_EQ(invited.what, "invited 311 +15550142 offer");
  city.answer(invited.call, "answer");
  EXPECT_EQ(our_log.next().what, "answered answer");
  trunk.hang_up(in.call);
  EXPECT_EQ(our_log.next().what, "ended");
  EXPECT_EQ(city_log.next().what, "ended");
  city.hang_up(invited.call);
  EXPECT_EQ(our_log.next().call, out);
}

TEST_P(TrunkWayTest, AnAddressThatIsTakenIsSaidAtOnce) {
  auto ours = options(GetParam().host + ":25065", GetParam().host + ":25064", "ours");
  ours.transport = GetParam().transport;
  Log log;
  const SofiaTrunk first(ours, log);
  EXPECT_THROW(SofiaTrunk(ours, log), std::runtime_error);
}

INSTANTIATE_TEST_SUITE_P(Ways, TrunkWayTest,
                         ::testing::Values(Way{SipTransport::udp, "127.0.0.1"},
                                           Way{SipTransport::tcp, "127.0.0.1"},
                                           Way{SipTransport::udp, "[::1]"},
                                           Way{SipTransport::tcp, "[::1]"}),
                         [](const auto& one) {
                           return std::string(name_of(one.param.transport)) +
                                  (one.param.host == "[::1]" ? "_v6" : "_v4");
                         });

TEST(SofiaTrunk, WhoIsNotOfTheTrunkCallsInVain) {
  auto ours = options("127.0.0.1:25065", "127.0.0.1:25064", "ours");
  ours.sources = {"192.0.2.1", "2001:db8::/32"};
  Log city_log;
  Log our_log;
  SofiaTrunk city(options("127.0.0.1:25064", "127.0.0.1:25065", "city"), city_log);
  const SofiaTrunk trunk(ours, our_log);
  (void)city.dial("311", "+15550100", {"offer", "offer"});
  EXPECT_EQ(city_log.next().what, "failed 403");
  EXPECT_TRUE(our_log.lines.empty());
}

TEST(SofiaTrunk, KnowsWhetherTheGatewayIsThere) {
  Log standings;
  auto ours = options("127.0.0.1:25065", "127.0.0.1:25064", "ours");
  ours.name = "main";
  ours.keep_alive = 1s;
  ours.report = [&standings](const TrunkStanding& now) {
    standings.add(now.name + (now.is_up ? " is up" : " is down"), now.why);
  };
  Log log;
  auto city = std::make_unique<SofiaTrunk>(options("127.0.0.1:25064", "127.0.0.1:25065", "c"), log);
  const SofiaTrunk trunk(ours, log);
  EXPECT_EQ(standings.next().what, "main is up");
  EXPECT_TRUE(trunk.standing().is_up);
  city.reset();
  const auto gone = standings.next();
  EXPECT_EQ(gone.what, "main is down");
  EXPECT_NE(gone.call, "");
  EXPECT_FALSE(trunk.standing().is_up);
  city = std::make_unique<SofiaTrunk>(options("127.0.0.1:25064", "127.0.0.1:25065", "c"), log);
  // It may have a reason more on its way, of the last question before.
  auto back = standings.next();
  while (back.what == "main is down") back = standings.next();
  EXPECT_EQ(back.what, "main is up");
}

TEST(SofiaTrunk, ANewLineIsTakenForDownUntilItAnswers) {
  auto ours = options("127.0.0.1:25065", "127.0.0.1:25064", "ours");
  ours.keep_alive = 1s;
  Log log;
  const SofiaTrunk trunk(ours, log);
  EXPECT_FALSE(trunk.standing().is_up);
  EXPECT_NE(trunk.standing().why, "");
}

/// A call of which nobody speaks for three seconds is over.
class SessionTest : public ::testing::Test {
 protected:
  static SofiaTrunkOptions short_lived(SofiaTrunkOptions options) {
    options.session = 3s;
    return options;
  }

  Log city_log_;
  Log our_log_;
  SofiaTrunk city_{short_lived(options("127.0.0.1:25064", "127.0.0.1:25065", "city")), city_log_};
  SofiaTrunk ours_{short_lived(options("127.0.0.1:25065", "127.0.0.1:25064", "ours")), our_log_};
};

TEST_F(SessionTest, ACallGoesOnWhileItIsSpokenOf) {
  const auto call = ours_.dial("+15550142", "311", {"offer", "offer"});
  const auto invited = city_log_.next();
  city_.answer(invited.call, "answer");
  EXPECT_EQ(our_log_.next().what, "answered answer");
  for (int session = 0; session < 3; ++session) {
    const auto said = city_log_.next();
    EXPECT_EQ(said.what, "changed offer");
    city_.answer(said.call, "answer");
  }
  ours_.hang_up(call);
  EXPECT_EQ(our_log_.next().what, "ended");
  EXPECT_EQ(city_log_.next().what, "ended");
}

TEST_F(SessionTest, ACallThatNobodyConfirmsIsOverOnBothSides) {
  (void)ours_.dial("+15550142", "311", {"offer", "offer"});
  city_.answer(city_log_.next().call, "answer");
  EXPECT_EQ(our_log_.next().what, "answered answer");
  EXPECT_EQ(city_log_.next().what, "changed offer");
  EXPECT_EQ(our_log_.next().what, "ended");
  EXPECT_EQ(city_log_.next().what, "ended");
}

}  // namespace
}  // namespace kept::trunk
