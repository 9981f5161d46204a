#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "trunk/sip_address.h"
#include "trunk/sip_trunk.h"
#include "trunk/trunk_standing.h"

namespace kept::trunk {

struct SofiaTrunkOptions {
  std::string listen;    ///< "192.0.2.9:5060", "[2001:db8::9]:5060"
  std::string gateway;   ///< of the city, where we dial: "192.0.2.1:5060"; over TLS, its name
  std::string host;      ///< that we present in From; IPv6 in brackets
  std::string run;       ///< names this run of the process in names of calls
  int most_calls = 500;  ///< more are told to try again (503)
  std::string dialogs =
      {};  ///< directory; who was killed is said goodbye for from there. Empty: none
  std::string name = "trunk";  ///< among the city's
  SipTransport transport = SipTransport::udp;
  /// Who may call, as CallSources has them. Nobody: whoever can prove a certificate of `gateway`.
  std::vector<std::string> sources = {"0.0.0.0/0", "::/0"};
  std::string user = {};      ///< of the other side; empty: it asks for none
  std::string password = {};  ///< of that user
  bool registers = false;     ///< under that user, at the gateway
  /// With TLS: a directory with agent.pem (our certificate and its key) and cafile.pem (who
  /// certifies theirs), read once.
  std::string certificates = {};
  bool wants_certificate = true;         ///< with TLS, of who connects to us, too
  std::chrono::seconds keep_alive{0};    ///< between questions whether they are there; 0: none
  std::chrono::milliseconds session{0};  ///< after which a call that nobody speaks of is over
  std::function<void(const TrunkStanding&)> report = [](const TrunkStanding&) {};
};

/// One line of SIP by Sofia-SIP, whose library is used by one thread of this object's own. Sound is
/// no affair of it: media, ringing and answering by itself are switched off.
class SofiaTrunk final : public SipTrunk {
 public:
  /// `listener` outlives it. Throws std::runtime_error when it cannot listen.
  SofiaTrunk(SofiaTrunkOptions options, TrunkListener& listener);
  /// As close().
  ~SofiaTrunk() override;

  void progress(const TrunkCall& call, const std::string& sdp) override;
  void answer(const TrunkCall& call, const std::string& sdp) override;
  void refuse(const TrunkCall& call, int status) override;
  [[nodiscard]] TrunkCall dial(const std::string& number, const std::string& presented,
                               const SoundOffer& offer) override;
  void hang_up(const TrunkCall& call) override;

  /// Hangs up what is up, and waits for the farewells to be answered, but not for long. What is
  /// asked for afterwards is not done.
  void close();
  [[nodiscard]] TrunkStanding standing() const;
  /// Calls whose end Sofia has not seen yet.
  [[nodiscard]] std::size_t dialogs() const;

 private:
  class Agent;
  std::unique_ptr<Agent> agent_;
};

}  // namespace kept::trunk
