#include "store/codec.h"
#include "store/full_text.h"
#include "store/session.h"

namespace kept::store {
namespace {

#define KEPT_CONTACT_COLUMNS                                                         \
  "c.id, c.name, c.email, c.language, c.accessibility, c.anonymous, c.merged_into, " \
  "c.address, c.channel, c.version, "                                                \
  "(SELECT group_concat(phone, ' ') FROM contact_phones p "                          \
  "WHERE p.jurisdiction_id = c.jurisdiction_id AND p.contact_id = c.id)"

const Query kContact{"contacts.by_id",
                     "SELECT " KEPT_CONTACT_COLUMNS
                     " FROM contacts c WHERE c.jurisdiction_id = ?1 AND c.id = ?2"};
const Query kContactsById{"contacts.by_ids", "SELECT " KEPT_CONTACT_COLUMNS
                                             " FROM json_each(?2) wanted CROSS JOIN contacts c "
                                             "ON c.jurisdiction_id = ?1 AND c.id = wanted.value"};
const Query kContactsByPhone{"contacts.by_phone",
                             "SELECT " KEPT_CONTACT_COLUMNS
                             " FROM contact_phones n CROSS JOIN contacts c "
                             "ON c.jurisdiction_id = n.jurisdiction_id AND c.id = n.contact_id "
                             "WHERE n.jurisdiction_id = ?1 AND n.phone = ?2 AND c.merged_into IS "
                             "NULL ORDER BY c.id LIMIT 50"};
const Query kContactsByEmail{"contacts.by_email",
                             "SELECT " KEPT_CONTACT_COLUMNS
                             " FROM contacts c INDEXED BY contacts_by_email "
                             "WHERE c.jurisdiction_id = ?1 AND lower(c.email) = lower(?2) "
                             "AND c.email IS NOT NULL AND c.merged_into IS NULL "
                             "ORDER BY c.id LIMIT 50"};
// UNION ends also where a damaged record is part of itself.
const Query kMergedInto{
    "contacts.merged_into",
    "WITH RECURSIVE family (id) AS (SELECT ?2 UNION SELECT m.id FROM family CROSS JOIN contacts m "
    "INDEXED BY contacts_merged ON m.jurisdiction_id = ?1 AND m.merged_into = family.id) "
    "SELECT id FROM family WHERE id <> ?2"};
const Query kContactsByName{
    "contacts.by_name",
    "SELECT " KEPT_CONTACT_COLUMNS
    " FROM contact_names f CROSS JOIN contacts c ON c.jurisdiction_id = ?1 AND c.id = f.rowid "
    "WHERE f.name MATCH ?2 AND c.merged_into IS NULL ORDER BY f.rowid DESC LIMIT ?3"};
const Query kSaveContact{
    "contacts.save",
    "INSERT INTO contacts (jurisdiction_id, id, name, email, language, accessibility, anonymous, "
    "merged_into, address, channel) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
    "ON CONFLICT DO UPDATE SET "
    "name = excluded.name, email = excluded.email, language = excluded.language, "
    "accessibility = excluded.accessibility, anonymous = excluded.anonymous, "
    "merged_into = excluded.merged_into, address = excluded.address, channel = excluded.channel, "
    "version = version + 1"};
const Query kNameOf{"contacts.name",
                    "SELECT name FROM contacts WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kDropPhones{
    "contacts.drop_phones",
    "DELETE FROM contact_phones WHERE jurisdiction_id = ?1 AND contact_id = ?2"};
const Query kAddPhone{"contacts.add_phone",
                      "INSERT OR IGNORE INTO contact_phones (jurisdiction_id, phone, contact_id) "
                      "VALUES (?1, ?2, ?3)"};
const Query kDropName{"contacts.drop_name", "DELETE FROM contact_names WHERE rowid = ?1"};
const Query kAddName{"contacts.add_name",
                     "INSERT INTO contact_names (rowid, name) VALUES (?1, ?2)"};

#define KEPT_INTERACTION_COLUMNS                                                           \
  "id, inbound, channel, phone, contact_id, staff_id, started_at, answered_at, ended_at, " \
  "result, wrap_up, notes, purpose_case, purpose_kind, purpose_duty"

const Query kInteraction{"interactions.by_id",
                         "SELECT " KEPT_INTERACTION_COLUMNS
                         " FROM interactions WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kOpenInteraction{"interactions.open",
                             "SELECT " KEPT_INTERACTION_COLUMNS
                             " FROM interactions INDEXED BY interactions_open "
                             "WHERE jurisdiction_id = ?1 AND staff_id = ?2 AND ended_at IS NULL "
                             "ORDER BY id DESC LIMIT 1"};
const Query kSaveInteraction{
    "interactions.save",
    "INSERT INTO interactions (jurisdiction_id, " KEPT_INTERACTION_COLUMNS
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) "
    "ON CONFLICT DO UPDATE SET contact_id = excluded.contact_id, "
    "answered_at = excluded.answered_at, ended_at = excluded.ended_at, result = excluded.result, "
    "wrap_up = excluded.wrap_up, notes = excluded.notes"};

const Query kConversations{
    "interactions.of_case",
    "SELECT " KEPT_INTERACTION_COLUMNS
    ", EXISTS (SELECT 1 FROM case_conversations o WHERE o.jurisdiction_id = ?1 "
    "AND o.interaction_id = i.id AND o.case_id <> ?2), "
    "(SELECT json_group_array(c.complaint_about) FROM case_conversations o CROSS JOIN cases c "
    "ON c.jurisdiction_id = ?1 AND c.id = o.case_id WHERE o.jurisdiction_id = ?1 "
    "AND o.interaction_id = i.id AND o.case_id <> ?2 AND c.complaint_about IS NOT NULL) "
    "FROM case_conversations t CROSS JOIN interactions i "
    "ON i.jurisdiction_id = ?1 AND i.id = t.interaction_id "
    "WHERE t.jurisdiction_id = ?1 AND t.case_id = ?2 ORDER BY t.interaction_id"};
const Query kSpokenOf{"case_conversations.add",
                      "INSERT OR IGNORE INTO case_conversations "
                      "(jurisdiction_id, case_id, interaction_id) VALUES (?1, ?2, ?3)"};

const Query kClaim{"claims.by_duty",
                   "SELECT staff_id, until FROM claims WHERE jurisdiction_id = ?1 AND case_id = ?2 "
                   "AND kind = ?3 AND duty_id = ?4"};
const Query kSaveClaim{
    "claims.save",
    "INSERT INTO claims (jurisdiction_id, case_id, kind, duty_id, staff_id, until) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET staff_id = excluded.staff_id, "
    "until = excluded.until"};
const Query kDropClaim{"claims.drop",
                       "DELETE FROM claims WHERE jurisdiction_id = ?1 AND case_id = ?2 "
                       "AND kind = ?3 AND duty_id = ?4"};

std::vector<std::string> split(const std::optional<std::string>& words) {
  std::vector<std::string> parts;
  if (!words) return parts;
  std::size_t from = 0;
  while (from < words->size()) {
    const std::size_t space = std::min(words->find(' ', from), words->size());
    parts.push_back(words->substr(from, space - from));
    from = space + 1;
  }
  return parts;
}

template <typename E>
std::optional<E> optional_word(const Statement& row, int column) {
  const auto text = row.get<std::optional<std::string>>(column);
  if (!text) return std::nullopt;
  return codec::enum_value<E>(*text);
}

desk::ContactRow contact_row(const Statement& row) {
  desk::ContactRow contact;
  contact.id = row.get<domain::ContactId>(0);
  contact.name = row.get<std::optional<std::string>>(1);
  contact.email = row.get<std::optional<std::string>>(2);
  contact.language = row.get<std::string>(3);
  contact.accessibility = row.get<std::optional<std::string>>(4);
  contact.anonymous = row.get<bool>(5);
  contact.merged_into = row.get<std::optional<domain::ContactId>>(6);
  contact.address = row.get<std::optional<std::string>>(7);
  contact.channel = optional_word<domain::Channel>(row, 8);
  contact.version = static_cast<int>(row.get<std::int64_t>(9));
  contact.phones = split(row.get<std::optional<std::string>>(10));
  return contact;
}

desk::InteractionRow interaction_row(const Statement& row) {
  desk::InteractionRow call;
  call.id = row.get<domain::InteractionId>(0);
  call.inbound = row.get<bool>(1);
  call.channel = codec::enum_value<domain::Channel>(row.get<std::string>(2));
  call.phone = row.get<std::optional<std::string>>(3);
  call.contact = row.get<std::optional<domain::ContactId>>(4);
  call.staff = row.get<domain::StaffId>(5);
  call.started_at = row.get<base::Instant>(6);
  call.answered_at = row.get<std::optional<base::Instant>>(7);
  call.ended_at = row.get<std::optional<base::Instant>>(8);
  call.result = optional_word<domain::AttemptResult>(row, 9);
  call.wrap_up = row.get<std::optional<std::string>>(10);
  call.notes = row.get<std::optional<std::string>>(11);
  call.purpose_case = row.get<std::optional<domain::CaseId>>(12);
  call.purpose_kind = optional_word<domain::DutyKind>(row, 13);
  call.purpose_duty = row.get<std::optional<domain::DutyId>>(14);
  return call;
}

}  // namespace

std::map<std::int64_t, desk::ContactRow> Session::contacts(const std::set<std::int64_t>& ids) {
  Statement rows = database_.prepare(kContactsById);
  rows.bind_all(kJurisdiction, codec::to_text(std::vector<std::int64_t>(ids.begin(), ids.end())));
  std::map<std::int64_t, desk::ContactRow> contacts;
  while (rows.step()) {
    desk::ContactRow row = contact_row(rows);
    contacts.emplace(row.id.value, std::move(row));
  }
  return contacts;
}

std::optional<desk::ContactRow> Session::contact(domain::ContactId id) {
  Statement row = database_.prepare(kContact);
  row.bind_all(kJurisdiction, id);
  if (!row.step()) return std::nullopt;
  return contact_row(row);
}

std::vector<desk::ContactRow> Session::contacts_by_phone(const std::string& e164) {
  Statement rows = database_.prepare(kContactsByPhone);
  rows.bind_all(kJurisdiction, e164);
  std::vector<desk::ContactRow> contacts;
  while (rows.step()) contacts.push_back(contact_row(rows));
  return contacts;
}

std::vector<domain::ContactId> Session::merged_into(domain::ContactId id) {
  Statement rows = database_.prepare(kMergedInto);
  rows.bind_all(kJurisdiction, id);
  std::vector<domain::ContactId> parts;
  while (rows.step()) parts.push_back(rows.get<domain::ContactId>(0));
  return parts;
}

std::vector<desk::ContactRow> Session::contacts_by_email(const std::string& email) {
  Statement rows = database_.prepare(kContactsByEmail);
  rows.bind_all(kJurisdiction, email);
  std::vector<desk::ContactRow> contacts;
  while (rows.step()) contacts.push_back(contact_row(rows));
  return contacts;
}

std::vector<desk::ContactRow> Session::contacts_by_name(const std::string& words, int limit) {
  const std::string match = match_words_as_typed(words);
  std::vector<desk::ContactRow> contacts;
  if (match.empty()) return contacts;
  Statement rows = database_.prepare(kContactsByName);
  rows.bind_all(kJurisdiction, match, limit);
  while (rows.step()) contacts.push_back(contact_row(rows));
  return contacts;
}

void Session::save(const desk::ContactRow& contact) {
  contacts_.insert(contact.id.value);
  Statement standing = database_.prepare(kNameOf);
  standing.bind_all(kJurisdiction, contact.id);
  const bool is_new = !standing.step();
  const auto before = is_new ? std::nullopt : standing.get<std::optional<std::string>>(0);
  database_.run(kSaveContact, kJurisdiction, contact.id, contact.name, contact.email,
                contact.language, contact.accessibility, contact.anonymous, contact.merged_into,
                contact.address, codec::enum_name(contact.channel));
  if (!is_new) database_.run(kDropPhones, kJurisdiction, contact.id);
  for (const std::string& phone : contact.phones) {
    database_.run(kAddPhone, kJurisdiction, phone, contact.id);
  }
  if (contact.name == before) return;
  write_words([id = contact.id, name = contact.name, had_name = before.has_value()](Database& db) {
    if (had_name) db.run(kDropName, id);
    if (name) db.run(kAddName, id, *name);
  });
}

std::optional<desk::InteractionRow> Session::interaction(domain::InteractionId id) {
  Statement row = database_.prepare(kInteraction);
  row.bind_all(kJurisdiction, id);
  if (!row.step()) return std::nullopt;
  return interaction_row(row);
}

std::optional<desk::InteractionRow> Session::open_interaction(domain::StaffId staff) {
  Statement row = database_.prepare(kOpenInteraction);
  row.bind_all(kJurisdiction, staff);
  if (!row.step()) return std::nullopt;
  return interaction_row(row);
}

void Session::save(const desk::InteractionRow& call) {
  if (call.contact) contacts_.insert(call.contact->value);
  database_.run(kSaveInteraction, kJurisdiction, call.id, call.inbound,
                codec::enum_name(call.channel), call.phone, call.contact, call.staff,
                call.started_at, call.answered_at, call.ended_at, codec::enum_name(call.result),
                call.wrap_up, call.notes, call.purpose_case, codec::enum_name(call.purpose_kind),
                call.purpose_duty);
  if (call.purpose_case) spoken_of(*call.purpose_case, call.id);
  if (call.ended_at) blank_forgotten_calls(database_);
}

void Session::spoken_of(domain::CaseId id, domain::InteractionId interaction) {
  database_.run(kSpokenOf, kJurisdiction, id, interaction);
}

std::vector<desk::CaseConversation> Session::conversations(domain::CaseId id) {
  Statement rows = database_.prepare(kConversations);
  rows.bind_all(kJurisdiction, id);
  std::vector<desk::CaseConversation> talks;
  while (rows.step()) {
    desk::CaseConversation& talk = talks.emplace_back();
    talk.talk = interaction_row(rows);
    talk.about_others = rows.get<bool>(15);
    talk.complained_about =
        codec::from_text<std::vector<domain::StaffId>>(rows.get<std::string>(16));
  }
  return talks;
}

std::optional<desk::ClaimRow> Session::claim(domain::CaseId id, domain::DutyKind kind,
                                             domain::DutyId duty) {
  Statement row = database_.prepare(kClaim);
  row.bind_all(kJurisdiction, id, codec::enum_name(kind), duty);
  if (!row.step()) return std::nullopt;
  return desk::ClaimRow{id, kind, duty, row.get<domain::StaffId>(0), row.get<base::Instant>(1)};
}

void Session::save(const desk::ClaimRow& claim) {
  database_.run(kSaveClaim, kJurisdiction, claim.case_id, codec::enum_name(claim.kind), claim.duty,
                claim.staff, claim.until);
}

void Session::drop_claims(domain::CaseId id, domain::DutyKind kind, domain::DutyId duty) {
  database_.run(kDropClaim, kJurisdiction, id, codec::enum_name(kind), duty);
}

}  // namespace kept::store
