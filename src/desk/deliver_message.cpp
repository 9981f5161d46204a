#include "desk/deliver_message.h"

#include <algorithm>

#include "desk/case_work.h"
#include "domain/cases/messages.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Instant;
using base::Result;
using domain::MessageFailure;
using domain::MessageState;

/// The row while it waits; nothing when somebody was faster.
std::optional<OutboxRow> queued(Reader& reader, domain::MessageId id) {
  auto row = reader.message(id);
  if (row && row->state != MessageState::queued) row.reset();
  return row;
}

/// Lets `decide` happen to the case of a message to a resident, whose messages are events.
template <typename Decide>
Result<Done> on_case(Transaction& tx, const OutboxRow& row, Decide decide) {
  if (!row.contact) return Done{};
  const Principal outbox{{}, domain::Role::analyst, domain::Origin::outbox};
  return act_on_case(tx, outbox, row.case_id, decide);
}

Result<Done> fail(Transaction& tx, OutboxRow& row, MessageFailure why) {
  row.state = MessageState::failed;
  tx.save(row);
  if (row.staff) {
    const domain::Case state = tx.load_case(row.case_id);
    tx.add(AlertRow{0, state.first_operator, tx.now(), "message_failed", state.number, {}});
  }
  return on_case(
      tx, row, [&](domain::Decision& decision) { domain::message_failed(decision, row.id, why); });
}

/// The instant of the next attempt; nothing when the last one has been made.
std::optional<Instant> next_attempt(const OutboxRow& row, const Retries& retries, Instant now) {
  const Instant last = row.created_at + retries.give_up_after;
  if (now >= last) return std::nullopt;
  base::Duration delay = retries.first;
  for (int i = 1; i < row.attempts && delay < retries.longest; ++i) delay *= 2;
  return std::min(now + std::min(delay, retries.longest), last);
}

}  // namespace

Result<Done> record_handover(Transaction& tx, domain::MessageId id, const Letter& letter,
                             const Handover& handover, const Retries& retries) {
  auto waiting = queued(tx, id);
  if (!waiting) return Done{};
  OutboxRow& row = *waiting;
  ++row.attempts;
  row.last_error = handover.answer == Handover::Answer::accepted ? "" : handover.detail;
  if (handover.answer == Handover::Answer::try_again) {
    const auto next = next_attempt(row, retries, tx.now());
    if (!next) return fail(tx, row, MessageFailure::gave_up);
    row.next_attempt_at = *next;
    tx.save(row);
    return Done{};
  }
  if (handover.answer == Handover::Answer::refused) return fail(tx, row, MessageFailure::refused);
  row.state = MessageState::accepted;
  tx.save(row);
  return on_case(tx, row, [&](domain::Decision& decision) {
    const domain::SentText sent{tx.keep_personal(letter.address), tx.keep_personal(letter.subject),
                                tx.keep_personal(letter.body)};
    domain::message_accepted(decision, row.id, sent, handover.at);
  });
}

Result<Done> record_no_letter(Transaction& tx, domain::MessageId id, NoLetter why) {
  auto waiting = queued(tx, id);
  if (!waiting) return Done{};
  OutboxRow& row = *waiting;
  if (why == NoLetter::no_address) return fail(tx, row, MessageFailure::no_address);
  row.state = MessageState::withdrawn;
  tx.save(row);
  return on_case(tx, row,
                 [&](domain::Decision& decision) { domain::message_withdrawn(decision, row.id); });
}

}  // namespace kept::desk
