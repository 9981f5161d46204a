#pragma once

// An exchange whose trunk, board, edge and recorder note what they are asked for.

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "trunk/exchange.h"

namespace kept::trunk::testing {

using namespace std::chrono_literals;

inline std::string described(const std::string& address = "192.0.2.7") {
  return "v=0\r\no=- 1 1 IN IP4 " + address + "\r\ns=-\r\nc=IN IP4 " + address +
         "\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";
}

/// What the trunk was asked to do, one line each.
struct NotedTrunk final : SipTrunk {
  void progress(const TrunkCall& call, const std::string&) override { note("progress", call); }
  void answer(const TrunkCall& call, const std::string&) override { note("answer", call); }
  void refuse(const TrunkCall& call, int status) override {
    note("refuse " + std::to_string(status), call);
  }
  TrunkCall dial(const std::string& number, const std::string& presented,
                 const SoundOffer& offer) override {
    offered = offer;
    TrunkCall name = "out" + std::to_string(++dialled);
    note("dial " + number + " as " + presented, name);
    return name;
  }
  void hang_up(const TrunkCall& call) override { note("hang up", call); }
  void note(const std::string& what, const TrunkCall& call) { said.push_back(what + " " + call); }

  std::vector<std::string> said;
  SoundOffer offered;
  int dialled = 0;
};

/// Where each leg is, and what it is played.
struct NotedBoard final : SoundBoard {
  std::optional<Opened> open() override {
    if (full) return std::nullopt;
    const Leg leg = ++last;
    rooms[leg] = "";
    return Opened{leg, static_cast<std::uint16_t>(20'000 + 2 * leg)};
  }
  void close(Leg leg) override { rooms.erase(leg); }
  bool connect(Leg, const Far& far) override { return far.address != "unheard"; }
  void seat(std::vector<Seat> seats) override {
    for (const Seat& one : seats) {
      rooms[one.leg] = one.room;
      parts[one.leg] = one.part;
      playing.erase(one.leg);
      if (one.hears) playing[one.leg] = one.hears;
    }
  }
  void tap(const std::string&, Ear) override {}
  void untap(const std::string&) override {}
  void play(Leg leg, media::Sound sound, std::int64_t piece) override {
    playing[leg] = sound;
    pieces[leg] = piece;
  }
  void press(Leg leg, const std::string& digits) override { pressed[leg] += digits; }

  bool full = false;
  Leg last = 0;
  std::map<Leg, std::string> rooms;
  std::map<Leg, media::Mixer::Part> parts;
  std::map<Leg, media::Sound> playing;
  std::map<Leg, std::int64_t> pieces;
  std::map<Leg, std::string> pressed;
};

/// Which calls are recorded, and which of them are hushed.
struct NotedRecorder final : CallRecorder {
  std::optional<std::string> begin(const std::string& call) override {
    if (full) return std::nullopt;
    is_hushed[call] = true;
    return "recording-" + std::to_string(++count);
  }
  void hush(const std::string& call, bool hushed) override { is_hushed[call] = hushed; }
  void end(const std::string& call) override { is_hushed.erase(call); }

  bool full = false;
  int count = 0;
  std::map<std::string, bool> is_hushed;
};

/// Answers at once.
struct WillingEdge final : Edge {
  void offer(const EdgeLeg&, const std::string&, Reply reply) override {
    reply(EdgeAnswer{"c", true, described("127.0.0.1"), ""});
  }
  void answer(const EdgeLeg&, const std::string&, Reply reply) override {
    reply(EdgeAnswer{"c", true, "answer", ""});
  }
  void remove(const EdgeLeg&) override { ++removed; }
  int removed = 0;
};

/// Oren and Maya wear headsets (legs 1 and 2); calls come and go.
class SmallExchange : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* agent : {"oren", "maya"}) headsets_.attach(agent, {"offer"}, [](auto) {});
  }

  bool does(const std::string& action, const std::string& call, const std::string& agent = "",
            const std::string& phone = "", const std::string& text = "") {
    return exchange_.carry_out({action, call, agent, phone, text, "en"}).ok();
  }

  /// Leg 3, when it is the first.
  void arrives(const std::string& call = "a") {
    exchange_.invited(call, "+14165550142", "311", described());
  }
  void waits(const std::string& call = "a", Leg leg = 3) {
    arrives(call);
    ASSERT_TRUE(does("announce", call, "", "", "Welcome."));
    is_said(leg);
    pass(3s);
  }
  void is_said(Leg leg) { exchange_.played(leg, board_.pieces[leg]); }
  void talks() {
    waits();
    ASSERT_TRUE(does("connect", "a", "oren"));
  }
  void consults() {
    talks();
    ASSERT_TRUE(does("consult", "a", "oren", "+14165550188"));
  }
  void pass(base::Duration time) {
    ASSERT_TRUE(clock_.advance(time).ok());
    exchange_.pass_time();
  }
  /// The first caller.
  bool hears(const std::string& text) {
    media::Sound sound;
    sounds_.say(text, "en", [&](media::Sound said) { sound = std::move(said); });
    return *board_.playing.at(3) == *sound;
  }
  bool hears_music(Leg leg) { return board_.playing[leg] == sounds_.music(); }

  base::ManualClock clock_{base::Instant(std::chrono::hours(500'000))};
  NotedTrunk trunk_;
  NotedBoard board_;
  WillingEdge edge_;
  NotedRecorder recorder_;
  SoundLibrary sounds_{""};
  std::vector<std::string> told_;
  std::string third_gone_;  ///< whom the last event said to be gone
  std::string agent_told_;  ///< whose doing the last event was said to be
  Headsets headsets_{{edge_, board_, "192.0.2.9", "run",
                      [this](const std::string& agent) { exchange_.headset_changed(agent); }}};
  Exchange exchange_{
      {"192.0.2.9", "2001:db8::9"},
      {trunk_, board_, headsets_, sounds_, recorder_, clock_, [this](const CallNews& news) {
         told_.push_back(news.event + " " + news.call + (news.reason.empty() ? "" : ": ") +
                         news.reason);
         third_gone_ = news.callee;
         agent_told_ = news.agent;
       }}};
};

}  // namespace kept::trunk::testing
