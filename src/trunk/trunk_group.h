#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "trunk/sip_trunk.h"

namespace kept::trunk {

/// The city's trunks as one: calls come in over any, and go out over the first that is up. Where
/// that one cannot, the next one is tried; never after a telephone has rung, nor when the one who
/// was called is busy or unknown, for no other way leads elsewhere.
class TrunkGroup final : public SipTrunk {
 public:
  /// `patience`: so long may a trunk say nothing of a call, if another one is left. `listener`
  /// outlives it.
  TrunkGroup(std::chrono::milliseconds patience, const base::Clock& clock, TrunkListener& listener);
  ~TrunkGroup() override;
  TrunkGroup(const TrunkGroup&) = delete;
  TrunkGroup& operator=(const TrunkGroup&) = delete;

  /// What the trunk that is added next is to tell what happens to.
  [[nodiscard]] TrunkListener& next_listener();
  /// The best first; `trunk` outlives all calls. Names of calls differ from trunk to trunk.
  void add(SipTrunk& trunk, std::function<bool()> is_up);
  /// What is due by now.
  void pass_time();

  void progress(const TrunkCall& call, const std::string& sdp) override;
  void answer(const TrunkCall& call, const std::string& sdp) override;
  void refuse(const TrunkCall& call, int status) override;
  [[nodiscard]] TrunkCall dial(const std::string& number, const std::string& presented,
                               const SoundOffer& offer) override;
  void hang_up(const TrunkCall& call) override;

 private:
  class Ear;
  struct Member {
    SipTrunk* trunk;
    std::function<bool()> is_up;
  };
  /// A call that goes out, by the name of its first attempt.
  struct Dialled {
    std::string number;
    std::string presented;
    SoundOffer offer;
    std::vector<std::size_t> left;  ///< members that were not tried
    TrunkCall attempt;
    base::Instant since{};
    bool is_settled = false;  ///< it has rung, or nobody wants it any more
  };

  [[nodiscard]] std::vector<std::size_t> ways() const;
  [[nodiscard]] TrunkCall begin(Dialled& dialled);
  [[nodiscard]] SipTrunk* trunk_of(const TrunkCall& attempt) const;
  [[nodiscard]] TrunkCall attempt_of(const TrunkCall& call) const;
  [[nodiscard]] TrunkCall call_of(const TrunkCall& attempt) const;
  void invited(std::size_t member, const TrunkCall& call, const std::string& caller,
               const std::string& callee, const std::string& sdp);
  void changed(const TrunkCall& attempt, const std::string& sdp);
  void progressed(const TrunkCall& attempt, const std::string& sdp);
  void answered(const TrunkCall& attempt, const std::string& sdp);
  void failed(const TrunkCall& attempt, int status);
  void ended(const TrunkCall& attempt);
  [[nodiscard]] bool was_given_up(const TrunkCall& attempt);
  void try_next(const TrunkCall& call, Dialled& dialled);
  void forget(const TrunkCall& call);

  const std::chrono::milliseconds patience_;
  const base::Clock& clock_;
  TrunkListener& listener_;

  std::mutex mutex_;  ///< guards all that follows; trunks and listener only take notes
  std::vector<std::unique_ptr<Ear>> ears_;
  std::vector<Member> members_;
  std::map<TrunkCall, std::size_t> member_of_;  ///< of every attempt
  std::map<TrunkCall, TrunkCall> calls_;        ///< of attempts after the first
  std::map<TrunkCall, Dialled> dialled_;
  std::set<TrunkCall> given_up_;  ///< attempts; their end is on its way
};

}  // namespace kept::trunk
