#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "domain/cases/clockwork.h"
#include "domain/cases/obligations.h"
#include "domain/cases/opening.h"
#include "domain/cases/rules.h"
#include "domain/promises/making.h"
#include "tests/explorer/world.h"

namespace kept::domain {

// The words that these stories are told with.
using base::Done;
using base::Result;
using explorer::kAnna;
using explorer::kBen;
using explorer::kDelegate;
using explorer::kManager;
using explorer::kOperator;
using explorer::kSupervisor;
using std::chrono::hours;
using std::chrono::milliseconds;

inline constexpr const char* kTwo = "2026-03-06T14:00";  ///< of the day on which they begin
inline constexpr const char* kMonday = "2026-03-09T14:00";

/// One case in the explorer's small world, told step by step: each step is a unit of work as the
/// desk runs it, after which the rules must hold. It begins on a Friday, 10:00.
class CaseStory {
 public:
  using Decide = std::function<Result<Done>(Decision&)>;

  explorer::World world;
  explorer::Presence presence;
  Case state;
  base::Instant now = world.begin();
  std::vector<EventRecord> events;

  // ---- Factories. ----

  static OpenCase opening(CaseKind kind = CaseKind::question) {
    OpenCase opening;
    opening.number = 311;
    opening.kind = kind;
    opening.reporter = kAnna;
    opening.reporter_reachable = true;
    opening.first_operator = kOperator;
    return opening;
  }
  /// The resident is on the line.
  Conversation call(ContactId with = kAnna, StaffId staff = kOperator, bool inbound = true) {
    return {InteractionId{++last_id_}, with, staff, inbound, Channel::call, now};
  }
  /// Nobody has answered yet.
  Conversation dialled(ContactId to = kAnna, StaffId staff = kOperator) {
    return {InteractionId{++last_id_}, to, staff, false, Channel::call, {}};
  }
  [[nodiscard]] NewPromise promise(const std::string& wall, StaffId owner = kOperator) const {
    NewPromise promise;
    promise.owner = owner;
    promise.said_by = owner;
    promise.address = explorer::kText;
    promise.words = explorer::kText;
    promise.due = world.due(wall);
    return promise;
  }

  // ---- Steps. ----

  Result<Done> decide(const Decide& decide, StaffId who = kOperator) {
    const Directory& people = world.people(presence);
    Decision decision(state, {.now = now,
                              .who = who,
                              .origin = Origin::console,
                              .people = people,
                              .policy = world.policy(),
                              .zone = world.zone(),
                              .next_id = [this] { return DutyId{++last_id_}; }});
    auto decided = decide(decision);
    if (!decided.ok()) return decided;
    settle(decision);
    state = decision.state();
    events.insert(events.end(), decision.events().begin(), decision.events().end());
    for (const Breach& breach : check_rules(state, people)) {
      ADD_FAILURE() << "rule " << breach.rule << ": " << breach.what;
    }
    return decided;
  }

  /// For what cannot be refused.
  void let(const std::function<void(Decision&)>& happen, StaffId who = kOperator) {
    EXPECT_TRUE(decide(
                    [&](Decision& d) -> Result<Done> {
                      happen(d);
                      return Done{};
                    },
                    who)
                    .ok());
  }

  Conversation open(const OpenCase& with = opening()) {
    const Conversation talk = call();
    EXPECT_TRUE(decide([&](Decision& d) { return open_case(d, talk.id, with); }).ok());
    return talk;
  }
  DutyId promised(const Conversation& talk, const NewPromise& what) {
    EXPECT_TRUE(decide([&](Decision& d) -> Result<Done> {
                  const auto made = make_promise(d, talk, what);
                  if (!made.ok()) return made.error();
                  return Done{};
                }).ok());
    return state.promises.back().id;
  }
  /// Moves the clock; the keeper does what is due on the way.
  void until(const std::string& wall, milliseconds more = {}) {
    until(world.due(wall).instant + more);
  }
  void until(base::Instant target) {
    while (true) {
      const auto due = timers(state);
      if (due.empty() || due.front().at > target) break;
      now = std::max(now, due.front().at);
      take(due.front(), {});
    }
    now = target;
  }
  void take(const Timer& timer, const std::optional<Outage>& outage) {
    let([&](Decision& d) { on_timer(d, timer, outage); });
  }

  // ---- What is there. ----

  [[nodiscard]] const Promise& at(DutyId promise) const { return *state.find_promise(promise); }
  [[nodiscard]] std::vector<Obligation> owed(DutyKind kind) const {
    auto all = obligations(state);
    std::erase_if(all, [&](const Obligation& duty) { return duty.kind != kind; });
    return all;
  }
  template <typename Kind>
  [[nodiscard]] std::vector<Kind> happened() const {
    std::vector<Kind> found;
    for (const EventRecord& record : events) {
      if (const auto* event = std::get_if<Kind>(&record.what)) found.push_back(*event);
    }
    return found;
  }

 private:
  std::int64_t last_id_ = 0;
};

/// The reason of a refusal; empty when it was none.
inline std::string refusal(const Result<Done>& result) {
  return result.ok() ? "" : result.error().reason;
}

}  // namespace kept::domain
