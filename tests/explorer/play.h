#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/cases/decision.h"
#include "invariants.h"
#include "mutants.h"
#include "situation.h"

namespace kept::explorer {

/// Runs units of work on one situation as the desk does: the domain decides, settles, and its
/// events are what is stored. After each, the rules are checked.
class Play {
 public:
  Play(World& world, std::optional<Mutant> mutant, Situation situation)
      : world_(world), mutant_(mutant), now_(std::move(situation)) {}

  [[nodiscard]] const Situation& situation() const { return now_; }
  [[nodiscard]] Situation& situation() { return now_; }
  [[nodiscard]] World& world() { return world_; }
  [[nodiscard]] std::optional<Mutant> mutant() const { return mutant_; }
  [[nodiscard]] const std::vector<domain::Breach>& breaches() const { return breaches_; }
  /// What was stored since `collect`.
  [[nodiscard]] const std::vector<domain::EventRecord>& stored() const { return stored_; }
  void collect() { collects_ = true; }

  /// What the explorer knows beside the case, for checking the unit.
  struct Facts {
    std::optional<domain::InteractionId> withdrawn;
    std::optional<domain::ContactId> denied_by;
    std::optional<domain::Outage> outage;
    bool on_word = false;
  };
  using Decide = std::function<base::Result<base::Done>(domain::Decision&)>;
  /// False when the domain refuses; then nothing has happened.
  bool unit(domain::StaffId who, const Decide& decide, const Facts& facts);
  bool unit(domain::StaffId who, const Decide& decide) { return unit(who, decide, {}); }

  /// Lets the keeper do all that is due until `target`, each thing at its own instant, and moves
  /// the clock there.
  void run_clock(base::Instant target);
  /// The same after nothing ran in between.
  void run_after_outage(base::Instant target);

  [[nodiscard]] domain::InteractionId next_interaction() {
    return domain::InteractionId{now_.next_id++};
  }

 private:
  void commit(const domain::Decision& decision, const domain::Directory& people,
              const Facts& facts);
  bool take_timer(const domain::Timer& timer, const std::optional<domain::Outage>& outage);

  World& world_;
  std::optional<Mutant> mutant_;
  Situation now_;
  std::vector<domain::Breach> breaches_;
  std::vector<domain::EventRecord> stored_;
  bool collects_ = false;
};

}  // namespace kept::explorer
