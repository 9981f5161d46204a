#include "desk/record_bounce.h"

#include "desk/case_work.h"
#include "domain/cases/messages.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::MessageState;

Result<Done> bounce_to_staff(Transaction& tx, const OutboxRow& row) {
  const domain::Case state = tx.load_case(row.case_id);
  tx.add(AlertRow{0, state.first_operator, tx.now(), "message_bounced", state.number, {}});
  return Done{};
}

Result<Done> bounce_to_resident(Transaction& tx, const OutboxRow& row) {
  const Principal outbox{{}, domain::Role::analyst, domain::Origin::outbox};
  auto begun = CaseWork::begin(tx, outbox, row.case_id, {});
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  if (auto done = domain::message_bounced(work.decision(), row.id); !done.ok()) return done;
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  return Done{};
}

}  // namespace

Result<Done> record_bounce(Transaction& tx, domain::MessageId id) {
  auto row = tx.message(id);
  if (!row) return base::not_found("message.unknown", "No such message was sent from here.");
  if (row->state != MessageState::accepted) {
    return base::conflict("message.not_accepted",
                          "That message was never sent, or has come back already.");
  }
  auto done = row->contact ? bounce_to_resident(tx, *row) : bounce_to_staff(tx, *row);
  if (!done.ok()) return done;
  row->state = MessageState::bounced;
  tx.save(*row);
  return Done{};
}

}  // namespace kept::desk
