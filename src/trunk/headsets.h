#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "trunk/edge.h"
#include "trunk/sound_board.h"
#include "trunk/sound_description.h"

namespace kept::trunk {

/// The operators' legs: one for each who is on duty, from the browser over the edge to the board,
/// for the whole shift. One thread at a time.
class Headsets {
 public:
  struct Parts {
    Edge& edge;
    SoundBoard& board;
    std::string address;  ///< in our SDP
    std::string run;      ///< names this run of the process at the edge
    /// Told when somebody has another leg, or none any more.
    std::function<void(const std::string& agent)> changed;
  };
  explicit Headsets(Parts parts) : parts_(std::move(parts)) {}

  using Reply = std::function<void(base::Result<std::string> answer)>;
  struct Offer {
    std::string sdp;        ///< empty: the leg ends
    std::string page = {};  ///< that makes it; empty: whichever
    /// The page has had the sound before, and lost it: it takes it from no other page.
    bool again = false;
  };
  /// A browser's offer; the answer is told once, perhaps later. It replaces the leg before.
  void attach(const std::string& agent, const Offer& offer, const Reply& reply);
  /// Nothing: not on duty, or their browser is gone.
  [[nodiscard]] std::optional<Leg> leg_of(const std::string& agent) const;
  /// Whether it was one of these legs, whose browser is gone then.
  bool fell_silent(Leg leg);
  void remove_all();

  [[nodiscard]] std::size_t legs() const { return headsets_.size(); }

 private:
  struct Headset {
    EdgeLeg name;
    SoundBoard::Opened opened;
    std::string page;
  };
  void offered(const std::string& agent, const Headset& made, const EdgeAnswer& theirs,
               const Reply& reply);
  void put_on(const std::string& agent, const Headset& made);
  void put_down(const std::string& agent);
  void drop(const Headset& headset);

  Parts parts_;
  std::map<std::string, Headset> headsets_;
  std::map<std::string, Leg> newest_;  ///< of those that are being made
  std::int64_t count_ = 0;
};

}  // namespace kept::trunk
