#include "domain/cases/receiving.h"

#include <algorithm>

#include "domain/cases/messages.h"
#include "domain/promises/keeping.h"

namespace kept::domain {

int receive_update(Decision& decision, const NewUpdate& update) {
  catch_up(decision);
  const base::Instant opened = decision.state().opened_at;
  // Clocks of other systems are no reason to refuse what somebody wrote.
  const base::Instant at = std::clamp(update.written_at, opened, std::max(opened, decision.now()));
  decision.happen_at(at, UpdateReceived{update.status, update.text, update.from});
  const int seq = decision.state().version;
  const bool reopens = update.status == ClaimedStatus::reopen &&
                       decision.state().state != CaseState::open && !decision.state().joined_to;
  if (reopens) decision.happen(CaseReopened{ReopenReason::resident_asks, update.text});
  // Who writes is not silent, and a person answers.
  const Case& state = decision.state();
  if (state.state == CaseState::resolved && state.reporter) {
    no_more_in_writing(decision, *state.reporter, {});
  }
  return seq;
}

}  // namespace kept::domain
