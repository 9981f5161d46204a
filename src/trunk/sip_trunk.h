#pragma once

#include <string>

namespace kept::trunk {

/// A call of the trunk, named by us: never the same twice, not even by another run of the process.
using TrunkCall = std::string;

/// What we say of our sound to whom we dial; which of the two, the way that it goes decides.
struct SoundOffer {
  std::string v4;  ///< SDP, to a gateway of IPv4
  std::string v6;  ///< the same to one of IPv6
};

/// What happens on the trunk. Called by its thread: be quick, and never wait for the trunk.
/// After `failed` or `ended` nothing more comes of a call; one of them comes of each exactly once.
class TrunkListener {
 public:
  virtual ~TrunkListener() = default;

  /// Somebody calls. To be answered or refused.
  virtual void invited(const TrunkCall& call, const std::string& caller, const std::string& callee,
                       const std::string& sdp) = 0;
  /// The other side changes its sound in mid-call. To be answered.
  virtual void changed(const TrunkCall& call, const std::string& sdp) = 0;
  /// Whom we dial rings, and may be heard already; `sdp` may be empty.
  virtual void progressed(const TrunkCall& call, const std::string& sdp) = 0;
  virtual void answered(const TrunkCall& call, const std::string& sdp) = 0;
  /// Whom we dialled cannot be reached, by the status of SIP (486: busy).
  virtual void failed(const TrunkCall& call, int status) = 0;
  virtual void ended(const TrunkCall& call) = 0;
};

/// The city's telephone line. Any thread may call it; what is asked for is done in order, and
/// nothing happens to a call that is over.
class SipTrunk {
 public:
  virtual ~SipTrunk() = default;

  /// Lets an invited caller hear us before we answer (183).
  virtual void progress(const TrunkCall& call, const std::string& sdp) = 0;
  virtual void answer(const TrunkCall& call, const std::string& sdp) = 0;
  virtual void refuse(const TrunkCall& call, int status) = 0;
  /// `number` has digits, and + at its beginning; others fail with 484.
  [[nodiscard]] virtual TrunkCall dial(const std::string& number, const std::string& presented,
                                       const SoundOffer& offer) = 0;
  /// Whatever its state; `ended` or `failed` follows.
  virtual void hang_up(const TrunkCall& call) = 0;
};

}  // namespace kept::trunk
