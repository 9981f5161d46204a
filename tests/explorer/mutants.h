#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/cases/events.h"
#include "world.h"

namespace kept::explorer {

/// Ways to break the rules on purpose. The explorer must catch each; one that it misses shows a
/// check that does not look.
enum class Mutant {
  nobody_owes_next,
  owed_to_nobody_after_return,
  absence_moves_nothing,
  disabled_keeps_owing,
  cover_is_away_too,
  closed_on_outcome,
  voicemail_counts_as_told,
  one_attempt_exhausts,
  withdrawn_call_still_tells,
  closed_unchecked,
  denied_stays_kept,
  denied_without_apology,
  event_lost,
  event_late_in_order,
  event_from_the_future,
  broken_early,
  broken_never,
  broken_forgotten_by_mending,
  broken_without_apology,
  message_queued_counts_as_told,
  refused_message_owes_nothing,
  outage_unmarked,
  outage_sends_every_reminder,
};

struct MutantTerms {
  Mutant mutant;
  std::string_view name;
  int rule;  ///< the number of the rule in domain.md that it breaks
};

inline constexpr std::array kMutants{
    MutantTerms{Mutant::nobody_owes_next, "nobody_owes_next", 1},
    MutantTerms{Mutant::owed_to_nobody_after_return, "owed_to_nobody_after_return", 1},
    MutantTerms{Mutant::broken_never, "broken_never", 1},
    MutantTerms{Mutant::broken_forgotten_by_mending, "broken_forgotten_by_mending", 1},
    MutantTerms{Mutant::broken_without_apology, "broken_without_apology", 1},
    MutantTerms{Mutant::absence_moves_nothing, "absence_moves_nothing", 2},
    MutantTerms{Mutant::disabled_keeps_owing, "disabled_keeps_owing", 2},
    MutantTerms{Mutant::cover_is_away_too, "cover_is_away_too", 2},
    MutantTerms{Mutant::closed_on_outcome, "closed_on_outcome", 3},
    MutantTerms{Mutant::voicemail_counts_as_told, "voicemail_counts_as_told", 3},
    MutantTerms{Mutant::one_attempt_exhausts, "one_attempt_exhausts", 3},
    MutantTerms{Mutant::withdrawn_call_still_tells, "withdrawn_call_still_tells", 3},
    MutantTerms{Mutant::closed_unchecked, "closed_unchecked", 4},
    MutantTerms{Mutant::denied_stays_kept, "denied_stays_kept", 4},
    MutantTerms{Mutant::denied_without_apology, "denied_without_apology", 4},
    MutantTerms{Mutant::event_lost, "event_lost", 5},
    MutantTerms{Mutant::event_late_in_order, "event_late_in_order", 5},
    MutantTerms{Mutant::event_from_the_future, "event_from_the_future", 5},
    MutantTerms{Mutant::broken_early, "broken_early", 9},
    MutantTerms{Mutant::message_queued_counts_as_told, "message_queued_counts_as_told", 3},
    MutantTerms{Mutant::refused_message_owes_nothing, "refused_message_owes_nothing", 1},
    MutantTerms{Mutant::outage_unmarked, "outage_unmarked", 9},
    MutantTerms{Mutant::outage_sends_every_reminder, "outage_sends_every_reminder", 9},
};

[[nodiscard]] std::optional<MutantTerms> find_mutant(std::string_view name);

/// What this mutant makes of the events of a unit of work, before state is folded from them.
[[nodiscard]] std::vector<domain::EventRecord> mutate(Mutant mutant,
                                                      std::vector<domain::EventRecord> events);

}  // namespace kept::explorer
