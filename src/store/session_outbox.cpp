#include "store/codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

#define KEPT_OUTBOX_COLUMNS                                                           \
  "id, purpose, case_id, duty_id, contact_id, staff_id, channel, state, created_at, " \
  "next_attempt_at, attempts, last_error"

const Query kDue{"outbox.due", "SELECT " KEPT_OUTBOX_COLUMNS
                               " FROM outbox WHERE jurisdiction_id = ?1 AND state = 'queued' "
                               "AND next_attempt_at <= ?2 ORDER BY next_attempt_at, id LIMIT ?3"};
const Query kNext{"outbox.next",
                  "SELECT next_attempt_at FROM outbox WHERE jurisdiction_id = ?1 "
                  "AND state = 'queued' ORDER BY next_attempt_at, id LIMIT 1"};
const Query kById{"outbox.by_id", "SELECT " KEPT_OUTBOX_COLUMNS
                                  " FROM outbox WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kSave{"outbox.save",
                  "INSERT INTO outbox (jurisdiction_id, " KEPT_OUTBOX_COLUMNS
                  ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
                  "ON CONFLICT DO UPDATE SET state = excluded.state, "
                  "next_attempt_at = excluded.next_attempt_at, attempts = excluded.attempts, "
                  "last_error = excluded.last_error"};

#undef KEPT_OUTBOX_COLUMNS

desk::OutboxRow outbox_row(const Statement& row) {
  desk::OutboxRow message;
  message.id = row.get<domain::MessageId>(0);
  message.purpose = codec::enum_value<domain::MessagePurpose>(row.get<std::string>(1));
  message.case_id = row.get<domain::CaseId>(2);
  message.duty = row.get<domain::DutyId>(3);
  message.contact = row.get<std::optional<domain::ContactId>>(4);
  message.staff = row.get<std::optional<domain::StaffId>>(5);
  message.channel = codec::enum_value<domain::Channel>(row.get<std::string>(6));
  message.state = codec::enum_value<domain::MessageState>(row.get<std::string>(7));
  message.created_at = row.get<base::Instant>(8);
  message.next_attempt_at = row.get<base::Instant>(9);
  message.attempts = static_cast<int>(row.get<std::int64_t>(10));
  message.last_error = row.get<std::string>(11);
  return message;
}

}  // namespace

std::vector<desk::OutboxRow> Session::due_messages(base::Instant until, int limit) {
  Statement rows = database_.prepare(kDue);
  rows.bind_all(kJurisdiction, until, limit);
  std::vector<desk::OutboxRow> messages;
  while (rows.step()) messages.push_back(outbox_row(rows));
  return messages;
}

std::optional<base::Instant> Session::next_message() {
  return database_.value<base::Instant>(kNext, kJurisdiction);
}

std::optional<desk::OutboxRow> Session::message(domain::MessageId id) {
  Statement row = database_.prepare(kById);
  row.bind_all(kJurisdiction, id);
  if (!row.step()) return std::nullopt;
  return outbox_row(row);
}

void Session::save(const desk::OutboxRow& message) {
  database_.run(kSave, kJurisdiction, message.id, codec::enum_name(message.purpose),
                message.case_id, message.duty, message.contact, message.staff,
                codec::enum_name(message.channel), codec::enum_name(message.state),
                message.created_at, message.next_attempt_at, message.attempts, message.last_error);
}

}  // namespace kept::store
