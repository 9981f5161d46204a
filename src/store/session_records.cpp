#include <set>
#include <utility>

#include "base/time_text.h"
#include "store/codec.h"
#include "store/configuration_codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

const Query kSequence{"sequences.value",
                      "SELECT value FROM sequences WHERE jurisdiction_id = ?1 AND name = ?2"};
const Query kAdvance{"sequences.advance",
                     "INSERT INTO sequences (jurisdiction_id, name, value) VALUES (?1, ?2, ?3) "
                     "ON CONFLICT DO UPDATE SET value = excluded.value"};
const Query kSetting{"settings.read",
                     "SELECT value FROM settings WHERE jurisdiction_id = ?1 AND name = ?2"};
const Query kSetSetting{"settings.set",
                        "INSERT INTO settings (jurisdiction_id, name, value) VALUES (?1, ?2, ?3) "
                        "ON CONFLICT DO UPDATE SET value = excluded.value"};
const Query kAddAlert{
    "alerts.add",
    "INSERT INTO alerts (jurisdiction_id, staff_id, id, at, kind, case_number, "
    "duty_kind, duty_id, proposal_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
const Query kSeeAlerts{"alerts.see",
                       "UPDATE alerts SET seen_at = ?3 WHERE jurisdiction_id = ?1 "
                       "AND staff_id = ?2 AND id IN (SELECT value FROM json_each(?4)) "
                       "AND seen_at IS NULL"};
/// Of what is owed on the case of an alert that is about no one thing, the first that comes due.
/// (+: by the case, not along everything that comes due.)
#define KEPT_FIRST_OWED(column)                                      \
  "(SELECT f." column                                                \
  " FROM obligations f WHERE f.jurisdiction_id = a.jurisdiction_id " \
  "AND f.case_id = c.id ORDER BY +f.due, f.id LIMIT 1)"

/// The case that stands for one of which nothing is owed any more, because it was joined to that.
#define KEPT_JOINED_TO                                                           \
  "(SELECT json_extract(e.body, '$.survivor') FROM events e WHERE "              \
  "e.jurisdiction_id = a.jurisdiction_id AND e.case_id = c.id AND o.id IS NULL " \
  "AND e.kind = 'joined_to' ORDER BY e.seq DESC LIMIT 1)"

const Query kAlerts{"alerts.newest",
                    "SELECT a.id, a.at, a.kind, a.case_number, s.value, k.name, "
                    "coalesce(o.owner, m.owner), "
                    // What it is about, also when nobody owes that any more.
                    "coalesce(o.kind, CASE WHEN c.id IS NOT NULL THEN a.duty_kind END), "
                    "coalesce(o.due, m.due), a.duty_kind, a.duty_id, a.seen_at IS NOT NULL, "
                    // Of what went on to somebody else it says nothing.
                    "CASE WHEN o.owner = a.staff_id THEN o.covering_for END, "
                    // A promise goes on there by itself, and may be kept by now.
                    "CASE WHEN a.duty_kind IS NOT 'promise' OR m.id IS NOT NULL "
                    "THEN v.number END, a.proposal_id, g.body, k.id "
                    "FROM alerts a "
                    "LEFT JOIN article_proposals g ON g.jurisdiction_id = a.jurisdiction_id "
                    "AND g.id = a.proposal_id "
                    "LEFT JOIN cases c ON c.jurisdiction_id = a.jurisdiction_id "
                    "AND c.number = a.case_number AND c.complaint_about IS NULL "
                    "LEFT JOIN personal_values s ON s.jurisdiction_id = a.jurisdiction_id "
                    "AND s.id = c.summary_id "
                    "LEFT JOIN contacts k ON k.jurisdiction_id = a.jurisdiction_id "
                    "AND k.id = c.contact_id "
                    "LEFT JOIN obligations o ON o.jurisdiction_id = a.jurisdiction_id "
                    "AND o.case_id = c.id "
                    "AND o.kind = coalesce(a.duty_kind, " KEPT_FIRST_OWED("kind") ") "
                    "AND o.id = coalesce(a.duty_id, " KEPT_FIRST_OWED("id") ") "
                    "LEFT JOIN cases v ON v.jurisdiction_id = a.jurisdiction_id "
                    "AND v.id = " KEPT_JOINED_TO
                    " AND v.state <> 'closed' AND v.complaint_about IS NULL "
                    "LEFT JOIN obligations m ON m.jurisdiction_id = a.jurisdiction_id "
                    "AND m.case_id = v.id AND m.kind = 'promise' AND a.duty_kind = 'promise' "
                    "AND m.id = a.duty_id "
                    "WHERE a.jurisdiction_id = ?1 AND a.staff_id = ?2 ORDER BY a.id DESC LIMIT ?3"};
const Query kJournal{"journal.add",
                     "INSERT INTO journal (jurisdiction_id, id, at, who, kind, subject, body) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
// It is written in the unit of work that writes the contact, from the same block of ids or the
// next.
const Query kEnteredBy{"journal.entered_by",
                       "SELECT who FROM journal WHERE jurisdiction_id = ?1 AND id > ?2 "
                       "AND id <= ?3 AND kind = 'contact_created' AND subject = ?2 "
                       "AND who > 0 ORDER BY id LIMIT 1"};
const Query kHasEnded{"sessions.has_ended",
                      "SELECT 1 FROM ended_sessions WHERE jurisdiction_id = ?1 AND session = ?2"};
const Query kEndSession{"sessions.end",
                        "INSERT INTO ended_sessions (jurisdiction_id, session, until) "
                        "VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"};
const Query kForgetSessions{"sessions.forget",
                            "DELETE FROM ended_sessions WHERE jurisdiction_id = ?1 AND until < ?2"};
const Query kRemembered{"idempotency.read",
                        "SELECT body_digest, status, response FROM idempotency_keys "
                        "WHERE jurisdiction_id = ?1 AND scope = ?2 AND key = ?3 AND at >= ?4"};
const Query kRemember{"idempotency.add",
                      "INSERT OR REPLACE INTO idempotency_keys "
                      "(jurisdiction_id, scope, key, at, body_digest, status, response) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
const Query kRememberContact{"answer_contacts.add",
                             "INSERT OR REPLACE INTO answer_contacts "
                             "(jurisdiction_id, contact_id, scope, key, at) "
                             "VALUES (?1, ?2, ?3, ?4, ?5)"};
const Query kForget{"idempotency.forget",
                    "DELETE FROM idempotency_keys WHERE jurisdiction_id = ?1 AND (scope, key) IN "
                    "(SELECT scope, key FROM idempotency_keys "
                    "WHERE jurisdiction_id = ?1 AND at < ?2 ORDER BY at LIMIT ?3)"};
const Query kForgetContacts{"answer_contacts.forget",
                            "DELETE FROM answer_contacts WHERE jurisdiction_id = ?1 "
                            "AND (contact_id, scope, key) IN "
                            "(SELECT contact_id, scope, key FROM answer_contacts "
                            "WHERE jurisdiction_id = ?1 AND at < ?2 ORDER BY at LIMIT ?3)"};

/// Ids are taken in blocks, so that a unit of work pays for one statement. Gaps do no harm.
constexpr std::int64_t kIdBlock = 64;

/// What was proposed of which article, by whom; or what whoever decided on it says.
void tell_of(const desk::ProposalRow& proposal, desk::AlertRow& alert) {
  const bool is_decision = alert.kind != "change_proposed" && proposal.decided_by.has_value();
  const domain::StaffId person = is_decision ? *proposal.decided_by : proposal.by;
  alert.values["article"] = std::to_string(proposal.article.value);
  alert.values["summary"] = proposal.texts.begin()->second.before.question;
  alert.values["person"] = std::to_string(person.value);
  alert.values["words"] = is_decision ? proposal.answer : proposal.reason;
}

}  // namespace

std::int64_t Session::advance(const char* sequence, std::int64_t by) {
  // To read and to write costs a third of RETURNING. Nobody comes between: one thread writes.
  const std::int64_t value =
      database_.value<std::int64_t>(kSequence, kJurisdiction, sequence).value_or(0) + by;
  database_.run(kAdvance, kJurisdiction, sequence, value);
  return value;
}

std::int64_t Session::next_id() {
  if (next_free_id_ > last_free_id_) {
    last_free_id_ = advance("id", kIdBlock);
    next_free_id_ = last_free_id_ - kIdBlock + 1;
  }
  return next_free_id_++;
}

std::int64_t Session::next_case_sequence() { return advance("case_number", 1); }

std::optional<std::string> Session::setting(const std::string& name) {
  return database_.value<std::string>(kSetting, kJurisdiction, name);
}

void Session::set_setting(const std::string& name, const std::string& value) {
  database_.run(kSetSetting, kJurisdiction, name, value);
}

bool Session::has_ended(const std::string& session) {
  return database_.value<std::int64_t>(kHasEnded, kJurisdiction, session).has_value();
}

void Session::end_session(const std::string& session, base::Instant now, base::Instant until) {
  database_.run(kForgetSessions, kJurisdiction, now);
  database_.run(kEndSession, kJurisdiction, session, until);
}

void Session::add(const desk::AlertRow& alert) {
  database_.run(kAddAlert, kJurisdiction, alert.to, next_id(), alert.at, alert.kind,
                alert.case_number,
                alert.about ? codec::enum_name(alert.about->kind) : std::optional<std::string>{},
                alert.about ? std::optional(alert.about->id) : std::nullopt, alert.proposal);
}

void Session::see_alerts(domain::StaffId who, const std::vector<std::int64_t>& ids) {
  database_.run(kSeeAlerts, kJurisdiction, who, now(), codec::to_text(ids));
}

std::vector<desk::AlertRow> Session::alerts(domain::StaffId to, int limit) {
  Statement rows = database_.prepare(kAlerts);
  rows.bind_all(kJurisdiction, to, limit);
  std::vector<desk::AlertRow> alerts;
  while (rows.step()) {
    desk::AlertRow& alert = alerts.emplace_back();
    alert.id = rows.get<std::int64_t>(0);
    alert.to = to;
    alert.at = rows.get<base::Instant>(1);
    alert.kind = rows.get<std::string>(2);
    alert.case_number = rows.get<std::int64_t>(3);
    const auto add = [&](const char* name, std::optional<std::string> value) {
      if (value && !value->empty()) alert.values[name] = *std::move(value);
    };
    add("summary", rows.get<std::optional<std::string>>(4));
    add("resident", rows.get<std::optional<std::string>>(5));
    add("duty", rows.get<std::optional<std::string>>(7));
    if (const auto owner = rows.get<std::optional<std::int64_t>>(6)) {
      alert.values["owner"] = std::to_string(*owner);
      alert.values["due"] = base::format_utc(rows.get<base::Instant>(8));
    }
    if (const auto away = rows.get<std::optional<std::int64_t>>(12)) {
      alert.values["covering_for"] = std::to_string(*away);
    }
    if (const auto survivor = rows.get<std::optional<std::int64_t>>(13)) {
      alert.values["joined_to"] = std::to_string(*survivor);
    }
    if (const auto kind = rows.get<std::optional<std::string>>(9)) {
      alert.about = {codec::enum_value<domain::DutyKind>(*kind), rows.get<domain::DutyId>(10)};
    }
    alert.seen = rows.get<bool>(11);
    alert.proposal = rows.get<std::optional<domain::ProposalId>>(14);
    if (const auto proposed = rows.get<std::optional<std::string>>(15)) {
      tell_of(read_proposal(*proposed), alert);
    }
    alert.resident = rows.get<std::optional<domain::ContactId>>(16);
  }
  return alerts;
}

void Session::journal(domain::StaffId who, const std::string& kind, std::int64_t subject,
                      const std::map<std::string, std::string>& values) {
  database_.run(kJournal, kJurisdiction, next_id(), now(), who, kind, subject,
                codec::to_text(values));
}

std::optional<domain::StaffId> Session::entered_by(domain::ContactId contact) {
  return database_.value<domain::StaffId>(kEnteredBy, kJurisdiction, contact,
                                          contact.value + 2 * kIdBlock);
}

std::optional<desk::Transaction::Remembered> Session::remembered(const std::string& scope,
                                                                 const std::string& key) {
  Statement row = database_.prepare(kRemembered);
  row.bind_all(kJurisdiction, scope, key, now() - desk::kKeepAnswers);
  if (!row.step()) return std::nullopt;
  return Remembered{row.get<std::string>(0), static_cast<int>(row.get<std::int64_t>(1)),
                    row.get<std::string>(2)};
}

void Session::remember(const std::string& scope, const std::string& key, const Remembered& answer) {
  database_.run(kRemember, kJurisdiction, scope, key, now(), answer.body_digest, answer.status,
                answer.response);
  std::set<std::int64_t> named = contacts_;
  for (const domain::ContactId contact : answer.contacts) named.insert(contact.value);
  for (const std::int64_t contact_id : named) {
    database_.run(kRememberContact, kJurisdiction, contact_id, scope, key, now());
  }
}

int Session::forget_answers(base::Instant before, int limit) {
  database_.run(kForgetContacts, kJurisdiction, before, limit);
  return static_cast<int>(database_.run(kForget, kJurisdiction, before, limit));
}

}  // namespace kept::store
