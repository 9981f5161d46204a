#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "trunk/exchange.h"
#include "trunk/rtp_sound_board.h"
#include "trunk/sofia_trunk.h"

namespace kept::trunk {

struct RunningExchangeOptions {
  std::string run;                        ///< names this run of the process
  std::vector<SofiaTrunkOptions> trunks;  ///< the best first; one or more
  std::chrono::milliseconds fail_over{6'000};
  RtpSoundBoardOptions board;
  ExchangeOptions exchange;
  std::string edge_host = "127.0.0.1";
  std::uint16_t edge_port = 22'222;
  std::string sounds;      ///< directory
  std::string recordings;  ///< directory
  std::string recording_keys;
};

/// The exchange on a thread of its own, with the trunk, the board and the edge. Any thread may
/// call it, and waits.
class RunningExchange {
 public:
  /// `tell` is called by the exchange's thread and must not call back. Throws std::runtime_error
  /// when it cannot listen.
  RunningExchange(const RunningExchangeOptions& options, const base::Clock& clock,
                  std::function<void(CallNews)> tell);
  /// Hangs up what is up.
  ~RunningExchange();
  RunningExchange(const RunningExchange&) = delete;
  RunningExchange& operator=(const RunningExchange&) = delete;

  [[nodiscard]] base::Result<base::Done> carry_out(const CallOrder& order);
  /// The answer to a browser's offer.
  [[nodiscard]] base::Result<std::string> attach(const std::string& agent,
                                                 const Headsets::Offer& offer);
  /// The server does not want this call. Does not wait.
  void turn_away(const std::string& call);

  struct Standing {
    bool edge_is_up = false;
    std::size_t calls = 0;
    std::size_t legs = 0;     ///< of operators
    std::size_t dialogs = 0;  ///< that the trunks know, with those that are being ended
    RtpSoundBoard::Figures board;
    std::vector<TrunkStanding> trunks;
  };
  [[nodiscard]] Standing standing();

  /// Takes no new calls from now on.
  void close_doors();
  /// All calls and all legs of operators end.
  void hang_up_all();

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace kept::trunk
