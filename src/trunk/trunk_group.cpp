#include "trunk/trunk_group.h"

#include <algorithm>
#include <utility>

namespace kept::trunk {
namespace {

/// Whether a status says that this trunk cannot, and nothing of whoever was called.
bool is_of_the_trunk(int status) {
  return status == 401 || status == 407 || status == 408 || (status >= 500 && status < 600);
}

}  // namespace

/// Hears one trunk, and knows which.
class TrunkGroup::Ear final : public TrunkListener {
 public:
  Ear(TrunkGroup& group, std::size_t member) : group_(group), member_(member) {}

  void invited(const TrunkCall& call, const std::string& caller, const std::string& callee,
               const std::string& sdp) override {
    group_.invited(member_, call, caller, callee, sdp);
  }
  void changed(const TrunkCall& call, const std::string& sdp) override {
    group_.changed(call, sdp);
  }
  void progressed(const TrunkCall& call, const std::string& sdp) override {
    group_.progressed(call, sdp);
  }
  void answered(const TrunkCall& call, const std::string& sdp) override {
    group_.answered(call, sdp);
  }
  void failed(const TrunkCall& call, int status) override { group_.failed(call, status); }
  void ended(const TrunkCall& call) override { group_.ended(call); }

 private:
  TrunkGroup& group_;
  const std::size_t member_;
};

TrunkGroup::TrunkGroup(std::chrono::milliseconds patience, const base::Clock& clock,
                       TrunkListener& listener)
    : patience_(patience), clock_(clock), listener_(listener) {}

TrunkGroup::~TrunkGroup() = default;

TrunkListener& TrunkGroup::next_listener() {
  const std::lock_guard lock(mutex_);
  return *ears_.emplace_back(std::make_unique<Ear>(*this, members_.size()));
}

void TrunkGroup::add(SipTrunk& trunk, std::function<bool()> is_up) {
  const std::lock_guard lock(mutex_);
  members_.push_back({&trunk, std::move(is_up)});
}

/// Those that seem to be down come last: perhaps they are up again.
std::vector<std::size_t> TrunkGroup::ways() const {
  std::vector<std::size_t> up;
  std::vector<std::size_t> down;
  for (std::size_t member = 0; member < members_.size(); ++member) {
    (members_[member].is_up() ? up : down).push_back(member);
  }
  up.insert(up.end(), down.begin(), down.end());
  return up;
}

TrunkCall TrunkGroup::begin(Dialled& dialled) {
  const std::size_t member = dialled.left.front();
  dialled.left.erase(dialled.left.begin());
  dialled.attempt = members_[member].trunk->dial(dialled.number, dialled.presented, dialled.offer);
  dialled.since = clock_.now();
  member_of_[dialled.attempt] = member;
  return dialled.attempt;
}

TrunkCall TrunkGroup::dial(const std::string& number, const std::string& presented,
                           const SoundOffer& offer) {
  const std::lock_guard lock(mutex_);
  Dialled dialled{number, presented, offer, ways(), {}};
  TrunkCall call = begin(dialled);
  dialled_[call] = std::move(dialled);
  return call;
}

void TrunkGroup::try_next(const TrunkCall& call, Dialled& dialled) {
  calls_[begin(dialled)] = call;
}

void TrunkGroup::pass_time() {
  const std::lock_guard lock(mutex_);
  const base::Instant now = clock_.now();
  for (auto& [call, dialled] : dialled_) {
    if (dialled.is_settled || dialled.left.empty() || now - dialled.since < patience_) continue;
    given_up_.insert(dialled.attempt);
    trunk_of(dialled.attempt)->hang_up(dialled.attempt);
    try_next(call, dialled);
  }
}

SipTrunk* TrunkGroup::trunk_of(const TrunkCall& attempt) const {
  const auto found = member_of_.find(attempt);
  const bool is_known = found != member_of_.end() && found->second < members_.size();
  return is_known ? members_[found->second].trunk : nullptr;
}

TrunkCall TrunkGroup::attempt_of(const TrunkCall& call) const {
  const auto found = dialled_.find(call);
  return found == dialled_.end() ? call : found->second.attempt;
}

TrunkCall TrunkGroup::call_of(const TrunkCall& attempt) const {
  const auto found = calls_.find(attempt);
  return found == calls_.end() ? attempt : found->second;
}

void TrunkGroup::forget(const TrunkCall& call) {
  const TrunkCall attempt = attempt_of(call);
  member_of_.erase(attempt);
  calls_.erase(attempt);
  dialled_.erase(call);
}

/// And is over with that.
bool TrunkGroup::was_given_up(const TrunkCall& attempt) {
  if (given_up_.erase(attempt) == 0) return false;
  member_of_.erase(attempt);
  calls_.erase(attempt);
  return true;
}

void TrunkGroup::progress(const TrunkCall& call, const std::string& sdp) {
  const std::lock_guard lock(mutex_);
  if (SipTrunk* trunk = trunk_of(call)) trunk->progress(call, sdp);
}

void TrunkGroup::answer(const TrunkCall& call, const std::string& sdp) {
  const std::lock_guard lock(mutex_);
  const TrunkCall attempt = attempt_of(call);
  if (SipTrunk* trunk = trunk_of(attempt)) trunk->answer(attempt, sdp);
}

void TrunkGroup::refuse(const TrunkCall& call, int status) {
  const std::lock_guard lock(mutex_);
  const TrunkCall attempt = attempt_of(call);
  if (SipTrunk* trunk = trunk_of(attempt)) trunk->refuse(attempt, status);
}

void TrunkGroup::hang_up(const TrunkCall& call) {
  const std::lock_guard lock(mutex_);
  const auto found = dialled_.find(call);
  if (found != dialled_.end()) found->second.is_settled = true;
  const TrunkCall attempt = attempt_of(call);
  if (SipTrunk* trunk = trunk_of(attempt)) trunk->hang_up(attempt);
}

void TrunkGroup::invited(std::size_t member, const TrunkCall& call, const std::string& caller,
                         const std::string& callee, const std::string& sdp) {
  const std::lock_guard lock(mutex_);
  member_of_[call] = member;
  listener_.invited(call, caller, callee, sdp);
}

void TrunkGroup::changed(const TrunkCall& attempt, const std::string& sdp) {
  const std::lock_guard lock(mutex_);
  listener_.changed(call_of(attempt), sdp);
}

void TrunkGroup::progressed(const TrunkCall& attempt, const std::string& sdp) {
  const std::lock_guard lock(mutex_);
  if (given_up_.contains(attempt)) return;
  const TrunkCall call = call_of(attempt);
  if (const auto found = dialled_.find(call); found != dialled_.end()) {
    found->second.is_settled = true;
  }
  listener_.progressed(call, sdp);
}

/// Who picks up after we went elsewhere is told goodbye.
void TrunkGroup::answered(const TrunkCall& attempt, const std::string& sdp) {
  const std::lock_guard lock(mutex_);
  if (given_up_.contains(attempt)) {
    if (SipTrunk* trunk = trunk_of(attempt)) trunk->hang_up(attempt);
    return;
  }
  const TrunkCall call = call_of(attempt);
  if (const auto found = dialled_.find(call); found != dialled_.end()) {
    found->second.is_settled = true;
  }
  listener_.answered(call, sdp);
}

void TrunkGroup::failed(const TrunkCall& attempt, int status) {
  const std::lock_guard lock(mutex_);
  const TrunkCall call = call_of(attempt);
  if (was_given_up(attempt)) return;
  const auto found = dialled_.find(call);
  if (found == dialled_.end()) return;
  Dialled& dialled = found->second;
  if (!dialled.is_settled && !dialled.left.empty() && is_of_the_trunk(status)) {
    member_of_.erase(attempt);
    calls_.erase(attempt);
    return try_next(call, dialled);
  }
  forget(call);
  listener_.failed(call, status);
}

void TrunkGroup::ended(const TrunkCall& attempt) {
  const std::lock_guard lock(mutex_);
  const TrunkCall call = call_of(attempt);
  if (was_given_up(attempt)) return;
  forget(call);
  listener_.ended(call);
}

}  // namespace kept::trunk
