#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "trunk/sip_trunk.h"

namespace kept::trunk {

struct SofiaTrunkOptions {
  std::string listen;    ///< "192.0.2.9:5060"
  std::string gateway;   ///< of the city, where we dial: "192.0.2.1:5060"
  std::string host;      ///< that we present in From
  std::string run;       ///< names this run of the process in names of calls
  int most_calls = 500;  ///< more are told to try again (503)
  std::string dialogs =
      {};  ///< directory; who was killed is said goodbye for from there. Empty: none
};

/// SIP over UDP by Sofia-SIP, whose library is used by one thread of this object's own. Sound is no
/// affair of it: media, ringing and answering by itself are switched off.
class SofiaTrunk final : public SipTrunk {
 public:
  /// `listener` outlives it. Throws std::runtime_error when it cannot listen.
  SofiaTrunk(SofiaTrunkOptions options, TrunkListener& listener);
  /// Hangs up what is up, and waits for the farewells to be answered.
  ~SofiaTrunk() override;

  void progress(const TrunkCall& call, const std::string& sdp) override;
  void answer(const TrunkCall& call, const std::string& sdp) override;
  void refuse(const TrunkCall& call, int status) override;
  [[nodiscard]] TrunkCall dial(const std::string& number, const std::string& presented,
                               const std::string& sdp) override;
  void hang_up(const TrunkCall& call) override;

  /// Those that are up, or not yet ended by both sides.
  [[nodiscard]] std::size_t dialogs() const;

 private:
  class Agent;
  std::unique_ptr<Agent> agent_;
};

}  // namespace kept::trunk
