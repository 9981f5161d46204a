#include "desk/telephone/conversation_of_call.h"

#include "base/check.h"
#include "desk/take_call.h"
#include "desk/telephone/call_parties.h"
#include "desk/telephone/call_work.h"
#include "desk/telephone/run_queue.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Instant;
using base::Result;
using domain::AttemptResult;
using domain::CallEnding;

std::optional<AttemptResult> result_of(CallEnding ending) {
  switch (ending) {
    case CallEnding::busy:
      return AttemptResult::busy;
    case CallEnding::voicemail:
      return AttemptResult::voicemail;
    case CallEnding::unreachable:
      return AttemptResult::out_of_service;
    case CallEnding::no_answer:
      return AttemptResult::no_answer;
    default:
      // Given up by who dialled, or by the telephone: it did not ring long enough to count.
      return std::nullopt;
  }
}

/// A result that somebody has typed meanwhile stands.
bool is_waiting_for_result(Reader& reader, const CallRow& row) {
  if (!row.interaction) return false;
  const auto talk = reader.interaction(*row.interaction);
  return talk && !talk->ended_at && !talk->result;
}

/// The conversation keeps its result also where the obligation is discharged by now.
void record(Transaction& tx, const CallRow& row, AttemptResult result, Instant at) {
  const auto talk = tx.interaction(*row.interaction);
  (void)record_result(tx, principal_of(tx, talk->staff), talk->id, result, {}, at);
}

}  // namespace

void begin_talk(Transaction& tx, CallRow& row, Instant at) {
  KEPT_CHECK(row.call.agent.has_value());
  const domain::StaffId staff = *row.call.agent;
  if (auto open = tx.open_interaction(staff)) {
    // They were cut off, and go on.
    if (row.interaction == open->id) return;
    open->ended_at = at;
    open->wrap_up = "other";
    tx.save(*open);
  }
  InteractionRow talk;
  talk.id = domain::InteractionId{tx.next_id()};
  talk.inbound = row.call.inbound;
  talk.phone = row.phone;
  talk.staff = staff;
  talk.started_at = row.call.arrived_at;
  talk.answered_at = at;
  if (!talk.inbound) talk.result = AttemptResult::connected;
  tx.save(talk);
  // Whom the colleague has spoken with; they need not say it again.
  const auto before = row.interaction ? tx.interaction(*row.interaction) : std::nullopt;
  row.interaction = talk.id;
  if (!before || !before->contact) return;
  (void)go_on_with(tx, principal_of(tx, staff), talk.id, *before->contact);
}

void resident_answered(Transaction& tx, const CallRow& row, Instant at) {
  if (is_waiting_for_result(tx, row)) record(tx, row, AttemptResult::connected, at);
}

void dialled_in_vain(Transaction& tx, const CallRow& row, Instant at) {
  const auto result = result_of(*row.call.ending);
  if (result && is_waiting_for_result(tx, row)) record(tx, row, *result, at);
}

Result<Done> conversation_wrapped_up(Transaction& tx, const InteractionRow& talk) {
  auto row = tx.telephone().call_of(talk.id);
  if (row && row->call.is_up()) {
    if (row->call.handed_by == talk.staff) {
      // It rings at a colleague, and does not come back.
      row->call.handed_by.reset();
    } else if (row->call.agent == talk.staff) {
      command(tx, *row, {Control::hang_up, talk.staff});
      const bool answered = row->call.answered_at.has_value();
      domain::end(row->call, answered ? CallEnding::hung_up : CallEnding::cancelled, tx.now());
      everybody_leaves(tx, *row, tx.now());
    }
    tx.telephone_writer().save(*row);
  }
  make_idle(tx, talk.staff);
  const auto moved = run_queue(tx);
  if (!moved.ok()) return moved.error();
  return Done{};
}

}  // namespace kept::desk
