#include <set>

#include "store/session.h"

namespace kept::store {
namespace {

const Query kDropPersonal{"personal_values.drop",
                          "DELETE FROM personal_values WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kUnpublish{"public_texts.drop",
                       "DELETE FROM public_texts WHERE jurisdiction_id = ?1 AND value_id = ?2"};
const Query kForgetWithheld{
    "withheld_texts.drop",
    "DELETE FROM withheld_texts WHERE jurisdiction_id = ?1 AND value_id = ?2"};
const Query kBlankContact{
    "contacts.blank",
    "UPDATE contacts SET name = NULL, email = NULL, accessibility = NULL, address = NULL, "
    "channel = NULL, anonymous = 1, version = version + 1 WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kForgetPhones{
    "contacts.redact_phones",
    "DELETE FROM contact_phones WHERE jurisdiction_id = ?1 AND contact_id = ?2"};
const Query kForgetName{"contact_names.drop", "DELETE FROM contact_names WHERE rowid = ?1"};
const Query kBlankCalls{"interactions.blank",
                        "UPDATE interactions SET phone = NULL, notes = NULL "
                        "WHERE jurisdiction_id = ?1 AND contact_id = ?2"};
const Query kForgetPhoneCalls{
    "calls.forget",
    "UPDATE calls SET forget = 1 WHERE jurisdiction_id = ?1 AND id IN "
    "(SELECT c.id FROM contact_phones p INDEXED BY contact_phones_by_contact "
    "CROSS JOIN calls c INDEXED BY calls_by_phone "
    "ON c.jurisdiction_id = ?1 AND c.phone = p.phone "
    "WHERE p.jurisdiction_id = ?1 AND p.contact_id = ?2)"};
// A number that somebody called from, and that their record does not have.
const Query kForgetTalkCalls{
    "calls.forget_talks",
    "UPDATE calls SET forget = 1 WHERE jurisdiction_id = ?1 AND id IN "
    "(SELECT c.id FROM interactions i CROSS JOIN calls c INDEXED BY calls_by_interaction "
    "ON c.jurisdiction_id = ?1 AND c.interaction_id = i.id "
    "WHERE i.jurisdiction_id = ?1 AND i.contact_id = ?2)"};
// Whom an operator rang beside somebody else's call.
const Query kBlankThirds{"calls.blank_thirds",
                         "UPDATE calls SET third = NULL WHERE jurisdiction_id = ?1 AND id IN "
                         "(SELECT c.id FROM contact_phones p INDEXED BY contact_phones_by_contact "
                         "CROSS JOIN calls c INDEXED BY calls_by_third "
                         "ON c.jurisdiction_id = ?1 AND c.third = p.phone "
                         "WHERE p.jurisdiction_id = ?1 AND p.contact_id = ?2)"};
const Query kBlankPartyPhones{
    "call_parties.blank_phones",
    "UPDATE call_parties SET phone = NULL WHERE jurisdiction_id = ?1 AND (call_id, number) IN "
    "(SELECT c.call_id, c.number FROM contact_phones p INDEXED BY contact_phones_by_contact "
    "CROSS JOIN call_parties c INDEXED BY call_parties_by_phone "
    "ON c.jurisdiction_id = ?1 AND c.phone = p.phone "
    "WHERE p.jurisdiction_id = ?1 AND p.contact_id = ?2)"};
// Whoever was in a call with them: of all of it, for who passed it on may not have asked for the
// name.
const Query kBlankTalkParties{
    "call_parties.blank_talks",
    "UPDATE call_parties SET phone = NULL, interpreter_id = NULL WHERE jurisdiction_id = ?1 "
    "AND call_id IN (SELECT t.call_id FROM interactions i INDEXED BY interactions_by_contact "
    "CROSS JOIN call_talks t ON t.jurisdiction_id = ?1 AND t.interaction_id = i.id "
    "WHERE i.jurisdiction_id = ?1 AND i.contact_id = ?2)"};
// Nobody who is forgotten is rung, or presented as who rings.
#define KEPT_DROP_COMMANDS(index, column)                                                   \
  "DELETE FROM call_commands WHERE jurisdiction_id = ?1 AND (provider, id) IN "             \
  "(SELECT m.provider, m.id FROM contact_phones p INDEXED BY contact_phones_by_contact "    \
  "CROSS JOIN call_commands m INDEXED BY " index " ON m.jurisdiction_id = ?1 AND m." column \
  " = p.phone WHERE p.jurisdiction_id = ?1 AND p.contact_id = ?2)"
const Query kDropCommandsTo{"call_commands.redact_phone",
                            KEPT_DROP_COMMANDS("call_commands_by_phone", "phone")};
const Query kDropCommandsAs{"call_commands.redact_text",
                            KEPT_DROP_COMMANDS("call_commands_by_text", "text")};
#undef KEPT_DROP_COMMANDS
// What operators were answered while such a call was up, or wrapped up, before anybody was named.
#define KEPT_BLANK_CALL_ANSWERS(index, column)                                                 \
  "UPDATE idempotency_keys SET response = '{\"redacted\":true}' "                              \
  "WHERE jurisdiction_id = ?1 AND (scope, key) IN (SELECT k.scope, k.key "                     \
  "FROM calls c INDEXED BY " index                                                             \
  " CROSS JOIN idempotency_keys k INDEXED BY idempotency_keys_by_time "                        \
  "ON k.jurisdiction_id = ?1 AND k.at BETWEEN c.arrived_at AND coalesce(c.ended_at, ?5) + ?4 " \
  "AND instr(k.response, ?2) > 0 "                                                             \
  "WHERE c.jurisdiction_id = ?1 AND c." column " = ?2 AND c.arrived_at >= ?3)"
const Query kBlankCallAnswers{"idempotency.blank_calls",
                              KEPT_BLANK_CALL_ANSWERS("calls_by_phone", "phone")};
const Query kBlankThirdAnswers{"idempotency.blank_thirds",
                               KEPT_BLANK_CALL_ANSWERS("calls_by_third", "third")};
#undef KEPT_BLANK_CALL_ANSWERS
// They were let go by then, and the call keeps whom it asked last.
const Query kBlankPartyAnswers{
    "idempotency.blank_parties",
    "UPDATE idempotency_keys SET response = '{\"redacted\":true}' "
    "WHERE jurisdiction_id = ?1 AND (scope, key) IN (SELECT k.scope, k.key "
    "FROM call_parties p INDEXED BY call_parties_by_phone "
    "CROSS JOIN calls c ON c.jurisdiction_id = ?1 AND c.id = p.call_id "
    "CROSS JOIN idempotency_keys k INDEXED BY idempotency_keys_by_time "
    "ON k.jurisdiction_id = ?1 AND k.at BETWEEN c.arrived_at AND coalesce(c.ended_at, ?5) + ?4 "
    "AND instr(k.response, ?2) > 0 "
    "WHERE p.jurisdiction_id = ?1 AND p.phone = ?2 AND c.arrived_at >= ?3)"};
// And while they were in a conversation that somebody typed in by hand, of which there is no call.
#define KEPT_BLANK_TALK_ANSWERS(index, is_theirs)                                           \
  "UPDATE idempotency_keys SET response = '{\"redacted\":true}' "                           \
  "WHERE jurisdiction_id = ?1 AND (scope, key) IN (SELECT k.scope, k.key "                  \
  "FROM interactions i INDEXED BY " index                                                   \
  " CROSS JOIN idempotency_keys k INDEXED BY idempotency_keys_by_time "                     \
  "ON k.jurisdiction_id = ?1 AND k.at BETWEEN i.started_at AND coalesce(i.ended_at, ?5) + " \
  "?4 AND instr(k.response, i.phone) > 0 WHERE i.jurisdiction_id = ?1 AND " is_theirs       \
  " AND i.phone IS NOT NULL AND i.started_at >= ?3)"
const Query kBlankTalkAnswers{
    "idempotency.blank_talks",
    KEPT_BLANK_TALK_ANSWERS("interactions_by_contact", "i.contact_id = ?2")};
const Query kBlankNamelessAnswers{"idempotency.blank_nameless",
                                  KEPT_BLANK_TALK_ANSWERS("interactions_nameless_by_phone",
                                                          "i.phone = ?2 AND i.contact_id IS NULL")};
#undef KEPT_BLANK_TALK_ANSWERS
const Query kPhonesOf{"contact_phones.to_redact",
                      "SELECT phone FROM contact_phones INDEXED BY contact_phones_by_contact "
                      "WHERE jurisdiction_id = ?1 AND contact_id = ?2"};
// What was spoken of in a case of somebody else's that is still open, or is being spoken, stays.
const Query kBlankNamelessTalks{
    "interactions.blank_nameless",
    "UPDATE interactions SET phone = NULL, notes = NULL WHERE jurisdiction_id = ?1 AND id IN "
    "(SELECT i.id FROM contact_phones p INDEXED BY contact_phones_by_contact "
    "CROSS JOIN interactions i INDEXED BY interactions_nameless_by_phone "
    "ON i.jurisdiction_id = ?1 AND i.phone = p.phone AND i.contact_id IS NULL "
    "AND i.ended_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_conversations o "
    "INDEXED BY case_conversations_by_interaction CROSS JOIN cases c "
    "ON c.jurisdiction_id = ?1 AND c.id = o.case_id WHERE o.jurisdiction_id = ?1 "
    "AND o.interaction_id = i.id AND c.state <> 'closed') "
    "WHERE p.jurisdiction_id = ?1 AND p.contact_id = ?2)"};
// All of a call: who passed it on may not have asked for the name.
const Query kDropTalkRecordings{
    "recordings.redact",
    "UPDATE recordings SET dropped_at = ?3 WHERE jurisdiction_id = ?1 AND dropped_at IS NULL "
    "AND id IN (SELECT r.id FROM interactions i INDEXED BY interactions_by_contact "
    "CROSS JOIN recordings one INDEXED BY recordings_by_interaction "
    "ON one.jurisdiction_id = ?1 AND one.interaction_id = i.id "
    "CROSS JOIN recordings r INDEXED BY recordings_by_call "
    "ON r.jurisdiction_id = ?1 AND r.call_id = one.call_id "
    "WHERE i.jurisdiction_id = ?1 AND i.contact_id = ?2)"};
// Where nobody said whose voice it is, the number is all that is known.
const Query kDropPhoneRecordings{
    "recordings.redact_phone",
    "UPDATE recordings SET dropped_at = ?3 WHERE jurisdiction_id = ?1 AND dropped_at IS NULL "
    "AND id IN (SELECT r.id FROM contact_phones p INDEXED BY contact_phones_by_contact "
    "CROSS JOIN calls c INDEXED BY calls_by_phone "
    "ON c.jurisdiction_id = ?1 AND c.phone = p.phone "
    "CROSS JOIN recordings r INDEXED BY recordings_by_call "
    "ON r.jurisdiction_id = ?1 AND r.call_id = c.id "
    "JOIN interactions i ON i.jurisdiction_id = ?1 AND i.id = r.interaction_id "
    "WHERE p.jurisdiction_id = ?1 AND p.contact_id = ?2 AND i.contact_id IS NULL)"};
const Query kBlankAnswers{
    "idempotency.blank",
    "UPDATE idempotency_keys SET response = '{\"redacted\":true}' "
    "WHERE jurisdiction_id = ?1 AND (scope, key) IN (SELECT scope, key FROM answer_contacts "
    "WHERE jurisdiction_id = ?1 AND contact_id = ?2)"};
const Query kForgetWords{"case_words.drop", "DELETE FROM case_words WHERE rowid = ?1"};
const Query kForgetPoint{"case_points.redact",
                         "DELETE FROM case_points WHERE jurisdiction_id = ?1 AND case_id = ?2"};
const Query kDropImages{"photo_images.redact",
                        "DELETE FROM photo_images WHERE jurisdiction_id = ?1 AND photo_id IN "
                        "(SELECT p.id FROM photos p "
                        "WHERE p.jurisdiction_id = ?1 AND p.case_id = ?2)"};
const Query kDropPhotos{"photos.redact",
                        "DELETE FROM photos WHERE jurisdiction_id = ?1 AND case_id = ?2"};
// What is proposed of an article may quote what made it, and is told with what it was before.
#define KEPT_PROPOSALS_OF_CASE                                              \
  "(SELECT p.id FROM articles a INDEXED BY articles_from_case "             \
  "CROSS JOIN article_proposals p INDEXED BY article_proposals_by_article " \
  "ON p.jurisdiction_id = ?1 AND p.article_id = a.id "                      \
  "WHERE a.jurisdiction_id = ?1 AND a.from_case = ?2)"
const Query kDropProposalAlerts{
    "alerts.redact_proposals",
    "DELETE FROM alerts INDEXED BY alerts_by_proposal "
    "WHERE jurisdiction_id = ?1 AND proposal_id IN " KEPT_PROPOSALS_OF_CASE};
const Query kDropProposals{
    "article_proposals.redact",
    "DELETE FROM article_proposals WHERE jurisdiction_id = ?1 AND id IN " KEPT_PROPOSALS_OF_CASE};
#undef KEPT_PROPOSALS_OF_CASE
const Query kDropDrafts{"articles.drop_drafts",
                        "DELETE FROM articles INDEXED BY articles_from_case "
                        "WHERE jurisdiction_id = ?1 AND from_case = ?2 AND state <> 'published'"};
const Query kDropGapsOfDrafts{
    "gaps.redact",
    "DELETE FROM gaps WHERE jurisdiction_id = ?1 AND id IN (SELECT g.id "
    "FROM articles a INDEXED BY articles_from_case CROSS JOIN gaps g INDEXED BY gaps_by_article "
    "ON g.jurisdiction_id = ?1 AND g.article_id = a.id AND g.article_id <> 0 "
    "WHERE a.jurisdiction_id = ?1 AND a.from_case = ?2 AND a.state <> 'published')"};
// A word that is taken out of a full-text index stays in its older segments until they are merged.
const Query kMergeNames{"contact_names.merge",
                        "INSERT INTO contact_names (contact_names) VALUES ('optimize')"};
const Query kMergeWords{"case_words.merge",
                        "INSERT INTO case_words (case_words) VALUES ('optimize')"};

/// No call is up for longer.
constexpr std::chrono::hours kUpWithin{24};
/// It takes no longer to wrap one up.
constexpr std::chrono::hours kWrappedUpWithin{1};

/// Each number once, whoever of them has it: all that was answered in those times is read.
void blank_answers_of_calls(Database& database, const std::vector<domain::ContactId>& contacts,
                            base::Instant now) {
  const base::Instant oldest = now - desk::kKeepAnswers - kUpWithin;
  const std::int64_t within = base::Duration(kWrappedUpWithin).count();
  std::set<std::string> phones;
  for (const domain::ContactId id : contacts) {
    database.run(kBlankTalkAnswers, kJurisdiction, id, oldest, within, now);
    Statement rows = database.prepare(kPhonesOf);
    rows.bind_all(kJurisdiction, id);
    while (rows.step()) phones.insert(rows.get<std::string>(0));
  }
  for (const std::string& phone : phones) {
    database.run(kBlankCallAnswers, kJurisdiction, phone, oldest, within, now);
    database.run(kBlankThirdAnswers, kJurisdiction, phone, oldest, within, now);
    database.run(kBlankPartyAnswers, kJurisdiction, phone, oldest, within, now);
    database.run(kBlankNamelessAnswers, kJurisdiction, phone, oldest, within, now);
  }
}

}  // namespace

void Session::redact(const std::vector<domain::ContactId>& who,
                     const std::vector<std::int64_t>& values,
                     const std::vector<domain::CaseId>& cases) {
  for (const std::int64_t value : values) {
    database_.run(kDropPersonal, kJurisdiction, value);
    database_.run(kUnpublish, kJurisdiction, value);
    database_.run(kForgetWithheld, kJurisdiction, value);
  }
  std::vector<domain::ContactId> all = who;
  for (const domain::ContactId contact : who) {
    const auto parts = merged_into(contact);
    all.insert(all.end(), parts.begin(), parts.end());
  }
  blank_answers_of_calls(database_, all, clock_.now());
  for (const domain::ContactId id : all) {
    database_.run(kBlankContact, kJurisdiction, id);
    database_.run(kDropTalkRecordings, kJurisdiction, id, clock_.now());
    database_.run(kDropPhoneRecordings, kJurisdiction, id, clock_.now());
    database_.run(kBlankNamelessTalks, kJurisdiction, id);
    database_.run(kDropCommandsTo, kJurisdiction, id);
    database_.run(kDropCommandsAs, kJurisdiction, id);
    database_.run(kBlankThirds, kJurisdiction, id);
    database_.run(kBlankPartyPhones, kJurisdiction, id);
    database_.run(kBlankTalkParties, kJurisdiction, id);
    database_.run(kForgetPhoneCalls, kJurisdiction, id);
    database_.run(kForgetTalkCalls, kJurisdiction, id);
    database_.run(kForgetPhones, kJurisdiction, id);
    write_words([id](Database& database) { database.run(kForgetName, id); });
    database_.run(kBlankCalls, kJurisdiction, id);
    database_.run(kBlankAnswers, kJurisdiction, id);
  }
  blank_forgotten_calls(database_);
  for (const domain::CaseId id : cases) {
    write_words([id](Database& database) { database.run(kForgetWords, id); });
    database_.run(kForgetPoint, kJurisdiction, id);
    database_.run(kDropImages, kJurisdiction, id);
    database_.run(kDropPhotos, kJurisdiction, id);
    database_.run(kDropProposalAlerts, kJurisdiction, id);
    database_.run(kDropProposals, kJurisdiction, id);
    // What an editor has not taken over yet is still the resident's own words.
    database_.run(kDropGapsOfDrafts, kJurisdiction, id);
    database_.run(kDropDrafts, kJurisdiction, id);
  }
  write_words([](Database& database) {
    database.run(kMergeNames);
    database.run(kMergeWords);
  });
}

}  // namespace kept::store
