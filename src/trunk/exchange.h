#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "trunk/call_recorder.h"
#include "trunk/headsets.h"
#include "trunk/sip_trunk.h"
#include "trunk/sound_board.h"
#include "trunk/sound_description.h"
#include "trunk/sound_library.h"

namespace kept::trunk {

/// What happened to a call, in the words of the CTI API (docs/operations/telephony.md).
struct CallNews {
  std::string call;
  std::string event;
  std::string caller;
  std::string callee;
  std::string agent;
  std::string digit;
  std::string reason;
  base::Instant at{};
  std::string recording = {};  ///< its name
};

/// What the server wants done with a call, in the same words.
struct CallOrder {
  std::string action;
  std::string call;
  std::string agent;
  std::string phone;
  std::string text;
  std::string language;
  std::string colleague = {};
};

struct ExchangeOptions {
  std::string address;                      ///< in our SDP
  std::string address6 = {};                ///< to those who speak IPv6; empty: the same
  std::string presented = "311";            ///< to whom we call, where the server names no other
  media::Law law = media::Law::mu;          ///< that we offer first
  std::chrono::milliseconds ring{30'000};   ///< after which who is dialled has not answered
  std::chrono::milliseconds choice{3'000};  ///< to press a digit after the first announcement
  std::chrono::hours longest{13};           ///< the server hangs up before; no call hangs for ever
};

/// What an exchange is made of; all of it outlives it.
struct ExchangeParts {
  SipTrunk& trunk;
  SoundBoard& board;
  Headsets& headsets;
  SoundLibrary& sounds;
  CallRecorder& recorder;
  const base::Clock& clock;
  std::function<void(CallNews)> tell;
};

/// The calls that are up: which sides each has, and who hears whom. It decides nothing; the
/// server's queue does. Whatever happens, each call that was told of is told to have ended once.
/// One thread at a time.
class Exchange {
 public:
  Exchange(ExchangeOptions options, ExchangeParts parts);

  // From the trunk.
  void invited(const TrunkCall& line, const std::string& caller, const std::string& callee,
               const std::string& sdp);
  void changed(const TrunkCall& line, const std::string& sdp);
  void progressed(const TrunkCall& line, const std::string& sdp);
  void answered(const TrunkCall& line, const std::string& sdp);
  void failed(const TrunkCall& line, int status);
  void ended(const TrunkCall& line);

  // From the board.
  void pressed(Leg leg, const std::string& digits);
  void played(Leg leg, std::int64_t piece);
  void fell_silent(Leg leg);

  /// From the recorder: no more of this call can be kept.
  void recording_failed(const std::string& call);

  /// Does it, or says why it cannot.
  [[nodiscard]] base::Result<base::Done> carry_out(const CallOrder& order);
  /// The operator has another headset, or none any more.
  void headset_changed(const std::string& agent);
  /// The server does not want this call.
  void turn_away(const std::string& call);
  /// What is due by now.
  void pass_time();

  /// From now on nobody else gets in.
  void close_doors() { is_open_ = false; }
  void hang_up_all();
  [[nodiscard]] std::size_t calls() const { return calls_.size(); }

 private:
  /// One side of a call on the trunk.
  struct Line {
    TrunkCall name;
    std::string phone = {};  ///< that we rang
    SoundBoard::Opened opened;
    std::uint64_t version = 1;
    std::optional<media::Format> format;  ///< once it is agreed on
    bool is_v6 = false;                   ///< their side is
    bool is_up = false;
    bool is_heard = false;  ///< before it is up, too
    bool has_rung = false;
    bool gave_up = false;  ///< we did; its end is on its way
    base::Instant rings_until{};
  };
  /// Of what is said to a caller; no sound: it is still being spoken. `of_recording`: that the call
  /// may be recorded.
  struct Piece {
    std::int64_t number = 0;
    media::Sound sound;
    bool of_recording = false;
  };
  struct Call {
    std::string id;
    bool is_inbound = true;
    Line resident;
    std::optional<Line> third;
    std::string agent;        ///< empty: nobody
    std::string colleague;    ///< of the operator, who is on the line with them; empty: nobody
    std::string listener;     ///< hears it and is not heard; empty: nobody
    bool is_talking = false;  ///< was connected
    bool has_talked = false;  ///< to somebody, once
    bool is_held = false;
    bool is_joined = false;
    bool is_transferred = false;
    std::string answer;        ///< SDP, for an inbound call
    std::deque<Piece> to_say;  ///< the first of them is being said
    bool is_saying = false;
    bool knows_of_recording = false;  ///< has heard to its end that it may be recorded
    std::string recording;            ///< that runs; empty: none
    bool is_paused = false;           ///< it is
    bool was_queued = false;
    bool hangs_up_after = false;  ///< when all is said
    int digits = 0;               ///< that were pressed while they waited
    std::optional<base::Instant> chooses_until;
    base::Instant began{};
  };
  using Step = base::Result<base::Done>;

  [[nodiscard]] Call* call_with(const TrunkCall& line);
  [[nodiscard]] Call* call_of_leg(Leg leg);
  [[nodiscard]] static Line& line_of(Call& call, const TrunkCall& name);
  [[nodiscard]] OwnSide own_side(const Line& line) const;
  [[nodiscard]] bool agree(Line& line, const std::string& sdp);
  void tell(const Call& call, const std::string& event, const std::string& reason = {});
  void tell_of(const Call& call, const std::string& event, const std::string& agent);

  // What is heard.
  void place(const Call& call);
  [[nodiscard]] bool hears_music(const Call& call) const;
  [[nodiscard]] bool somebody_is_beside(const Call& call) const;
  [[nodiscard]] std::vector<SoundBoard::Seat> seats(const Call& call) const;
  void spoken(const std::string& call, std::int64_t piece, media::Sound sound);
  void play_music(const Call& call);
  void hush_recorder(const Call& call, bool is_apart);
  void end_recording(Call& call);
  void drop_listener(Call& call);
  void say_next(Call& call);
  void all_said(Call& call);
  void enqueue(Call& call);
  [[nodiscard]] bool is_busy(const std::string& agent) const;
  void give(Call& call, const std::string& agent);
  void unheard(Call& call);
  void hand_over(Call& call);

  // Orders.
  [[nodiscard]] Step announce(Call& call, const CallOrder& order);
  [[nodiscard]] Step record(Call& call, bool paused);
  [[nodiscard]] Step pause_recording(Call& call, bool paused);
  [[nodiscard]] Step listen(Call& call, const std::string& agent);
  [[nodiscard]] Step stop_listening(Call& call);
  [[nodiscard]] Step connect(Call& call, const CallOrder& order);
  [[nodiscard]] Step hold(Call& call, bool held);
  [[nodiscard]] Step consult(Call& call, const CallOrder& order);
  [[nodiscard]] Step take_in(Call& call, const std::string& colleague);
  [[nodiscard]] Step join(Call& call);
  [[nodiscard]] Step back(Call& call, const std::string& colleague);
  [[nodiscard]] Step transfer(Call& call);
  [[nodiscard]] Step digits(Call& call, const CallOrder& order);
  [[nodiscard]] Step dial(const CallOrder& order);
  [[nodiscard]] Step hang_up(const std::string& id);
  [[nodiscard]] Step silence(const CallOrder& order);

  [[nodiscard]] SoundOffer offer_on(Line line) const;
  [[nodiscard]] std::optional<Line> ring(const std::string& call, const std::string& phone,
                                         const std::string& presented);
  void line_answered(Call& call, Line& line);
  void line_gone(Call& call, const TrunkCall& name, int status);
  void drop_third(Call& call, const std::string& why = {});
  void drop_colleague(Call& call);
  void finish(const std::string& id, const std::string& event, const std::string& reason = {});
  void end(Call& call);
  void watch(Call& call, base::Instant now);

  const ExchangeOptions options_;
  ExchangeParts parts_;
  bool is_open_ = true;
  std::map<std::string, Call> calls_;
  std::map<TrunkCall, std::string> lines_;       ///< calls by their sides
  std::map<std::string, std::string> by_agent_;  ///< calls by their operators
  std::map<std::string, std::string> by_colleague_;
  std::map<std::string, std::string> by_listener_;
  std::int64_t pieces_ = 0;
};

}  // namespace kept::trunk
