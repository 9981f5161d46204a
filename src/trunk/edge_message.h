#pragma once

#include <optional>
#include <string>

/// What is said to rtpengine, the edge towards the browsers, and by it: its NG protocol, which is a
/// cookie, a space and a dictionary. Debian's speaks JSON as well as bencode, so JSON it is.
namespace kept::trunk {

/// One operator's headset at the edge.
struct EdgeLeg {
  std::string call;       ///< names it there; ours, and another for each offer
  std::string operator_;  ///< tag of the browser's side
};

/// Whether it is there.
[[nodiscard]] std::string ask_ping(const std::string& cookie);
/// The browser's offer; the answer's `sdp` says where at the edge its sound comes from, in plain
/// RTP and in the coding that we mix.
[[nodiscard]] std::string ask_offer(const std::string& cookie, const EdgeLeg& leg,
                                    const std::string& sdp);
/// Our side of it; the answer's `sdp` is for the browser.
[[nodiscard]] std::string ask_answer(const std::string& cookie, const EdgeLeg& leg,
                                     const std::string& sdp);
/// The leg is gone.
[[nodiscard]] std::string ask_delete(const std::string& cookie, const EdgeLeg& leg);

struct EdgeAnswer {
  std::string cookie;
  bool is_done = false;
  std::string sdp;
  std::string reason;  ///< when it is not done
};

/// Nothing when it is no answer at all.
[[nodiscard]] std::optional<EdgeAnswer> read_answer(const std::string& datagram);

}  // namespace kept::trunk
