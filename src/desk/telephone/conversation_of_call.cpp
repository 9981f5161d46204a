#include "desk/telephone/conversation_of_call.h"

#include "base/check.h"
#include "desk/take_call.h"
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

/// What a machine saw cannot be refused: where the obligation is discharged by now, the
/// conversation has its result all the same, and nothing else changes.
Result<Done> record(Transaction& tx, const CallRow& row, AttemptResult result, Instant at) {
  const auto talk = tx.interaction(*row.interaction);
  const auto recorded = record_result(tx, principal_of(tx, talk->staff), talk->id, result, {}, at);
  const bool was_discharged =
      !recorded.ok() && recorded.error().kind != base::ErrorKind::kUnavailable;
  return was_discharged ? Result<Done>(Done{}) : recorded;
}

}  // namespace

Result<Done> begin_talk(Transaction& tx, CallRow& row, Instant at) {
  KEPT_CHECK(row.call.agent.has_value());
  const domain::StaffId staff = *row.call.agent;
  if (auto open = tx.open_interaction(staff)) {
    open->ended_at = at;
    open->wrap_up = "other";
    tx.save(*open);
  }
  InteractionRow talk;
  talk.id = domain::InteractionId{tx.next_id()};
  talk.phone = row.phone;
  talk.staff = staff;
  talk.started_at = row.call.arrived_at;
  talk.answered_at = at;
  if (row.interaction) {
    // Whom the colleague has spoken with; they need not say it again.
    if (const auto before = tx.interaction(*row.interaction)) talk.contact = before->contact;
  }
  tx.save(talk);
  row.interaction = talk.id;
  if (!talk.contact) return Done{};
  return identify_caller(tx, principal_of(tx, staff), talk.id, *talk.contact);
}

Result<Done> resident_answered(Transaction& tx, const CallRow& row, Instant at) {
  if (!is_waiting_for_result(tx, row)) return Done{};
  return record(tx, row, AttemptResult::connected, at);
}

Result<Done> dialled_in_vain(Transaction& tx, const CallRow& row, Instant at) {
  if (!is_waiting_for_result(tx, row)) return Done{};
  const auto result = result_of(*row.call.ending);
  if (!result) return Done{};
  return record(tx, row, *result, at);
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
    }
    tx.telephone_writer().save(*row);
  }
  make_idle(tx, talk.staff);
  const auto moved = run_queue(tx);
  if (!moved.ok()) return moved.error();
  return Done{};
}

}  // namespace kept::desk
