#include "store/verify_rows.h"

#include <exception>
#include <functional>

#include "store/codec.h"
#include "store/configuration_codec.h"

namespace kept::store {
namespace {

// Each names the rows of one table that are wrong, by a key that an operator can look up.
#define KEPT_NO_STAFF(column) \
  "NOT EXISTS (SELECT 1 FROM staff s WHERE s.jurisdiction_id = ?1 AND s.id = t." column ")"
#define KEPT_NO_CONTACT(column) \
  "NOT EXISTS (SELECT 1 FROM contacts k WHERE k.jurisdiction_id = ?1 AND k.id = t." column ")"

const Query kContacts{"verify.contacts",
                      "SELECT t.id FROM contacts t LEFT JOIN contact_names f ON f.rowid = t.id "
                      "WHERE t.jurisdiction_id = ?1 AND ("
                      "coalesce(t.name, '') <> coalesce(f.name, '') "
                      "OR t.merged_into = t.id "
                      "OR (t.merged_into IS NOT NULL AND " KEPT_NO_CONTACT("merged_into") "))"};
const Query kContactNames{"verify.contact_names",
                          "SELECT t.rowid FROM contact_names t WHERE NOT EXISTS (SELECT 1 FROM "
                          "contacts k WHERE k.jurisdiction_id = ?1 AND k.id = t.rowid)"};
const Query kContactPhones{"verify.contact_phones",
                           "SELECT t.contact_id FROM contact_phones t WHERE t.jurisdiction_id = ?1 "
                           "AND (t.phone NOT GLOB '+[1-9]*' OR t.phone GLOB '+*[^0-9]*' "
                           "OR " KEPT_NO_CONTACT("contact_id") ")"};
const Query kInteractions{
    "verify.interactions",
    "SELECT t.id FROM interactions t WHERE t.jurisdiction_id = ?1 AND (" KEPT_NO_STAFF("staff_id")
    " OR (t.contact_id IS NOT NULL AND " KEPT_NO_CONTACT("contact_id") ") "
    "OR t.answered_at < t.started_at OR t.ended_at < t.started_at)"};
// What was said in a conversation proves nothing when the conversation is gone.
const Query kLostInteractions{
    "verify.lost_interactions",
    "SELECT DISTINCT json_extract(e.body, '$.interaction') FROM events e "
    "WHERE e.jurisdiction_id = ?1 AND json_extract(e.body, '$.interaction') > 0 "
    "AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.jurisdiction_id = ?1 "
    "AND i.id = json_extract(e.body, '$.interaction'))"};
const Query kEveryConversations{
    "verify.case_conversations",
    "SELECT t.case_id || ' ' || t.interaction_id FROM case_conversations t "
    "WHERE t.jurisdiction_id = ?1 AND NOT EXISTS (SELECT 1 FROM interactions i "
    "WHERE i.jurisdiction_id = ?1 AND i.id = t.interaction_id AND (i.purpose_case = t.case_id "
    "OR EXISTS (SELECT 1 FROM events e WHERE e.jurisdiction_id = ?1 AND e.case_id = t.case_id "
    "AND t.interaction_id IN (json_extract(e.body, '$.interaction'), "
    "json_extract(e.body, '$.promise.made_in')))))"};
const Query kCalledFor{
    "verify.called_for",
    "SELECT t.id FROM interactions t WHERE t.jurisdiction_id = ?1 AND t.purpose_case IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM case_conversations c WHERE c.jurisdiction_id = ?1 "
    "AND c.case_id = t.purpose_case AND c.interaction_id = t.id)"};
const Query kEveryClaims{"verify.claims",
                    "SELECT t.duty_id FROM claims t WHERE t.jurisdiction_id = ?1 AND ("
                    KEPT_NO_STAFF("staff_id")
                    " OR NOT EXISTS (SELECT 1 FROM events e "
                    "WHERE e.jurisdiction_id = ?1 AND e.case_id = t.case_id))"};
const Query kEveryStaff{"verify.staff",
                        "SELECT t.id FROM staff t WHERE t.jurisdiction_id = ?1 AND (t.key = '' "
                        "OR t.active NOT IN (0, 1) "
                        "OR (t.manager_id IS NOT NULL AND " KEPT_NO_STAFF("manager_id") "))"};
const Query kEveryAbsences{
    "verify.absences",
    "SELECT t.id FROM absences t WHERE t.jurisdiction_id = ?1 "
    "AND (t.\"from\" > t.until OR " KEPT_NO_STAFF(
        "staff_id") " OR (t.delegate_id IS NOT NULL AND " KEPT_NO_STAFF("delegate_id") "))"};
const Query kEveryGaps{
    "verify.gaps",
    "SELECT t.id FROM gaps t WHERE t.jurisdiction_id = ?1 AND (t.count < 1 "
    "OR t.query = '' OR (t.article_id <> 0 AND NOT EXISTS (SELECT 1 FROM articles a "
    "WHERE a.jurisdiction_id = ?1 AND a.id = t.article_id)))"};
const Query kEveryAlerts{"verify.alerts",
                    "SELECT t.id FROM alerts t WHERE t.jurisdiction_id = ?1 AND (t.kind = '' "
                    "OR (t.duty_kind IS NULL) <> (t.duty_id IS NULL) OR t.seen_at < t.at "
                    "OR " KEPT_NO_STAFF("staff_id") " OR (t.proposal_id IS NULL AND NOT EXISTS "
                    "(SELECT 1 FROM cases c WHERE c.jurisdiction_id = ?1 "
                    "AND c.number = t.case_number)) OR (t.proposal_id IS NOT NULL AND NOT EXISTS "
                    "(SELECT 1 FROM article_proposals p WHERE p.jurisdiction_id = ?1 "
                    "AND p.id = t.proposal_id)))"};
const Query kEveryProposals{
    "verify.article_proposals",
    "SELECT t.id FROM article_proposals t WHERE t.jurisdiction_id = ?1 AND NOT EXISTS "
    "(SELECT 1 FROM articles a WHERE a.jurisdiction_id = ?1 AND a.id = t.article_id)"};
// Its owner was told of every promise that the clock broke.
const Query kLostAlerts{
    "verify.lost_alerts",
    "SELECT e.case_id || ', event ' || e.seq FROM events e CROSS JOIN cases c "
    "ON c.jurisdiction_id = ?1 AND c.id = e.case_id WHERE e.jurisdiction_id = ?1 "
    "AND e.kind = 'promise_broken' AND e.who = 0 AND (c.number, e.occurred_at) NOT IN "
    "(SELECT case_number, at FROM alerts WHERE jurisdiction_id = ?1 AND kind = 'promise_broken')"};
const Query kEveryJournal{"verify.journal",
                          "SELECT t.id FROM journal t WHERE t.jurisdiction_id = ?1 "
                          "AND (t.kind = '' OR NOT json_valid(t.body) "
                          "OR (t.who <> 0 AND " KEPT_NO_STAFF("who") "))"};
const Query kEveryAnswers{"verify.idempotency_keys",
                          "SELECT t.scope || ' ' || t.key FROM idempotency_keys t "
                          "WHERE t.jurisdiction_id = ?1 AND (t.status NOT BETWEEN 200 AND 299 "
                          "OR (t.response <> '' AND NOT json_valid(t.response)))"};
const Query kAnswerContacts{
    "verify.answer_contacts",
    "SELECT t.contact_id FROM answer_contacts t WHERE t.jurisdiction_id = ?1 AND NOT EXISTS "
    "(SELECT 1 FROM idempotency_keys i WHERE i.jurisdiction_id = ?1 AND i.scope = t.scope "
    "AND i.key = t.key)"};
const Query kEndedSessions{"verify.ended_sessions",
                           "SELECT t.session FROM ended_sessions t WHERE t.jurisdiction_id = ?1 "
                           "AND (t.session = '' OR t.until <= 0)"};
const Query kEveryApiKeys{
    "verify.api_keys",
    "SELECT t.id FROM api_keys t WHERE t.jurisdiction_id = ?1 AND (t.name = '' "
    "OR t.digest = '' OR t.revoked_at < t.created_at "
    "OR t.scope NOT IN ('all', 'requests', 'figures'))"};
const Query kOutbox{"verify.outbox",
                    "SELECT t.id FROM outbox t WHERE t.jurisdiction_id = ?1 AND ("
                    "(t.contact_id IS NULL) = (t.staff_id IS NULL) "
                    "OR (t.contact_id IS NOT NULL AND " KEPT_NO_CONTACT(
                        "contact_id") ") OR (t.staff_id IS NOT NULL AND " KEPT_NO_STAFF("staff_id")
                    ") OR t.state NOT IN ('queued', 'accepted', 'failed', 'withdrawn', 'bounced') "
                    "OR NOT EXISTS (SELECT 1 FROM cases c "
                    "WHERE c.jurisdiction_id = ?1 AND c.id = t.case_id))"};
const Query kReceivedRequests{
    "verify.received_requests",
    "SELECT t.case_id FROM received_requests t WHERE t.jurisdiction_id = ?1 AND (NOT EXISTS "
    "(SELECT 1 FROM cases c WHERE c.jurisdiction_id = ?1 AND c.id = t.case_id) OR NOT EXISTS "
    "(SELECT 1 FROM api_keys k WHERE k.jurisdiction_id = ?1 AND k.id = t.api_key_id))"};
const Query kHistoricImports{
    "verify.historic_imports",
    "SELECT t.import FROM historic_imports t WHERE t.jurisdiction_id = ?1 AND (t.import = '' "
    "OR t.created < 0 OR t.updated < 0 OR t.unchanged < 0 "
    "OR t.created + t.updated + t.unchanged > t.rows)"};
const Query kHistoricWords{
    "verify.historic_words",
    "SELECT t.id FROM historic_records t WHERE t.jurisdiction_id = ?1 AND t.id <= (SELECT "
    "CAST(s.value AS INTEGER) FROM settings s WHERE s.jurisdiction_id = ?1 "
    "AND s.name = 'historic.words') AND NOT EXISTS (SELECT 1 FROM historic_words_docsize w "
    "WHERE w.id = t.id)"};
// What a case was told of its areas refers to them.
const Query kAreaLayers{"verify.area_layers",
                        "SELECT t.id FROM area_layers t WHERE t.jurisdiction_id = ?1 "
                        "AND (t.key = '' OR t.from_day >= t.until_day)"};
const Query kAreas{"verify.areas",
                   "SELECT t.id FROM areas t WHERE t.jurisdiction_id = ?1 AND (t.code = '' "
                   "OR NOT json_valid(t.geometry) OR NOT EXISTS (SELECT 1 FROM area_layers l "
                   "WHERE l.jurisdiction_id = ?1 AND l.id = t.layer_id))"};
// One row for each way of counting that differs, whichever side has it.
const Query kCaseCounts{
    "verify.case_counts",
    "SELECT state FROM (SELECT state, coalesce(close_reason, '') AS close_reason, "
    "count(*) AS cases, sum(reopened > 0) AS reopened, sum(not_heard) AS not_heard FROM cases "
    "WHERE jurisdiction_id = ?1 GROUP BY 1, 2 "
    "UNION ALL SELECT state, close_reason, -cases, -reopened, -not_heard "
    "FROM case_counts WHERE jurisdiction_id = ?1) GROUP BY state, close_reason "
    "HAVING sum(cases) <> 0 OR sum(reopened) <> 0 OR sum(not_heard) <> 0"};
const Query kTeamCounts{
    "verify.team_counts",
    "SELECT team_id FROM (SELECT team_id, state, count(*) AS cases FROM cases "
    "WHERE jurisdiction_id = ?1 AND team_id IS NOT NULL GROUP BY 1, 2 "
    "UNION ALL SELECT team_id, state, -cases FROM team_counts WHERE jurisdiction_id = ?1) "
    "GROUP BY team_id, state HAVING sum(cases) <> 0"};
const Query kPromiseCounts{
    "verify.promise_counts",
    "SELECT state FROM (SELECT state, moves > 0 AS moved, coalesce(evidence, '') AS evidence, "
    "coalesce(broken_reason, '') AS broken_reason, mended, count(*) AS promises FROM promises "
    "WHERE jurisdiction_id = ?1 GROUP BY 1, 2, 3, 4, 5 "
    "UNION ALL SELECT state, moved, evidence, broken_reason, mended, -promises "
    "FROM promise_counts WHERE jurisdiction_id = ?1) "
    "GROUP BY state, moved, evidence, broken_reason, mended HAVING sum(promises) <> 0"};
const Query kCaseAreas{"verify.case_areas",
                       "SELECT DISTINCT t.area_id FROM case_areas t WHERE t.jurisdiction_id = ?1 "
                       "AND NOT EXISTS (SELECT 1 FROM areas a "
                       "WHERE a.jurisdiction_id = ?1 AND a.id = t.area_id)"};
const Query kPlaces{"verify.places",
                    "SELECT t.id FROM places t WHERE t.jurisdiction_id = ?1 AND (t.name = '' "
                    "OR t.kind NOT IN ('address', 'intersection') OR t.dropped NOT IN (0, 1) "
                    "OR t.lat NOT BETWEEN -90 AND 90 OR t.lng NOT BETWEEN -180 AND 180)"};
const Query kReceivedUpdates{
    "verify.received_updates",
    "SELECT t.case_id FROM received_updates t WHERE t.jurisdiction_id = ?1 AND (NOT EXISTS "
    "(SELECT 1 FROM events e WHERE e.jurisdiction_id = ?1 AND e.case_id = t.case_id "
    "AND e.seq = t.seq AND e.kind = 'update_received') OR NOT EXISTS "
    "(SELECT 1 FROM api_keys k WHERE k.jurisdiction_id = ?1 AND k.id = t.api_key_id))"};
const Query kPublicTexts{"verify.public_texts",
                         "SELECT t.value_id FROM public_texts t WHERE t.jurisdiction_id = ?1 "
                         "AND NOT EXISTS (SELECT 1 FROM personal_values v "
                         "WHERE v.jurisdiction_id = ?1 AND v.id = t.value_id)"};
const Query kWithheldTexts{"verify.withheld_texts",
                           "SELECT t.value_id FROM withheld_texts t WHERE t.jurisdiction_id = ?1 "
                           "AND (t.decided NOT IN (0, 1) OR NOT EXISTS (SELECT 1 "
                           "FROM personal_values v WHERE v.jurisdiction_id = ?1 "
                           "AND v.id = t.value_id) OR NOT EXISTS (SELECT 1 FROM cases c "
                           "WHERE c.jurisdiction_id = ?1 AND c.id = t.case_id))"};
const Query kPartnerReadings{
    "verify.partner_readings",
    "SELECT t.partner_id FROM partner_readings t WHERE t.jurisdiction_id = ?1 AND (t.tries < 0 "
    "OR NOT EXISTS (SELECT 1 FROM configuration p WHERE p.jurisdiction_id = ?1 "
    "AND p.kind = 'partner' AND p.id = t.partner_id))"};
const Query kPartnerUpdates{
    "verify.partner_updates",
    "SELECT t.delivery_id FROM partner_updates t WHERE t.jurisdiction_id = ?1 "
    "AND (t.update_digest = '' OR NOT EXISTS (SELECT 1 FROM deliveries d "
    "WHERE d.jurisdiction_id = ?1 AND d.id = t.delivery_id))"};
const Query kPhotos{"verify.photos",
                    "SELECT t.id FROM photos t WHERE t.jurisdiction_id = ?1 AND (NOT EXISTS "
                    "(SELECT 1 FROM events e WHERE e.jurisdiction_id = ?1 "
                    "AND e.case_id = t.case_id AND e.kind = 'photo_added' "
                    "AND json_extract(e.body, '$.id') = t.id) OR (SELECT count(*) FROM "
                    "photo_images i WHERE i.jurisdiction_id = ?1 AND i.photo_id = t.id) <> 2)"};
const Query kPhotoImages{"verify.photo_images",
                         "SELECT t.photo_id FROM photo_images t WHERE t.jurisdiction_id = ?1 "
                         "AND (length(t.bytes) = 0 OR NOT EXISTS (SELECT 1 FROM photos p "
                         "WHERE p.jurisdiction_id = ?1 AND p.id = t.photo_id))"};
const Query kDeliveries{
    "verify.deliveries",
    "SELECT t.id FROM deliveries t WHERE t.jurisdiction_id = ?1 AND (t.reference = '' "
    "OR (t.next_at IS NULL) <> (t.state NOT IN ('queued', 'sending', 'unknown', 'waiting', "
    "'followed')) OR (t.state = 'followed' AND t.number = '') "
    "OR (t.state = 'waiting' AND t.token = '') "
    "OR t.their_status NOT IN ('', 'open', 'closed') OR NOT EXISTS (SELECT 1 FROM cases c "
    "WHERE c.jurisdiction_id = ?1 AND c.id = t.case_id) OR NOT EXISTS "
    "(SELECT 1 FROM configuration p WHERE p.jurisdiction_id = ?1 AND p.kind = 'partner' "
    "AND p.id = t.partner_id))"};
const Query kDeliverySteps{
    "verify.delivery_steps",
    "SELECT t.delivery_id || ' ' || t.seq FROM delivery_steps t WHERE t.jurisdiction_id = ?1 "
    "AND (t.act = '' OR NOT EXISTS (SELECT 1 FROM deliveries d "
    "WHERE d.jurisdiction_id = ?1 AND d.id = t.delivery_id))"};
const Query kTelephoneCalls{
    "verify.calls",
    "SELECT t.id FROM calls t WHERE t.jurisdiction_id = ?1 AND ("
    "(t.state = 'ended') <> (t.ending IS NOT NULL) OR t.pause_wanted NOT IN (0, 1) OR t.forget NOT "
    "IN (0, 1) "
    "OR (t.state = 'ended') <> (t.ended_at IS NOT NULL) OR (t.agent IS NULL AND t.state IN "
    "('offered', 'connecting', "
    "'talking', 'held', 'consulting', 'joined')) OR (t.agent IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM staff s WHERE s.jurisdiction_id = ?1 AND s.id = t.agent)) OR "
    "(t.interaction_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM interactions i "
    "WHERE i.jurisdiction_id = ?1 AND i.id = t.interaction_id)) OR (t.call_back IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.jurisdiction_id = ?1 AND c.id = t.call_back)))"};
const Query kCallTalks{"verify.call_talks",
                       "SELECT t.interaction_id FROM call_talks t WHERE t.jurisdiction_id = ?1 "
                       "AND (NOT EXISTS (SELECT 1 FROM calls c WHERE c.jurisdiction_id = ?1 "
                       "AND c.id = t.call_id) OR NOT EXISTS (SELECT 1 FROM interactions i "
                       "WHERE i.jurisdiction_id = ?1 AND i.id = t.interaction_id))"};
const Query kDuty{"verify.duty",
                  "SELECT t.staff_id FROM duty t WHERE t.jurisdiction_id = ?1 AND "
                  "(t.duty NOT IN ('off', 'ready', 'not_ready') OR (t.duty = 'not_ready') <> "
                  "(t.reason <> '') OR NOT EXISTS (SELECT 1 FROM staff s "
                  "WHERE s.jurisdiction_id = ?1 AND s.id = t.staff_id))"};
const Query kCallCommands{"verify.call_commands",
                          "SELECT t.id FROM call_commands t WHERE t.jurisdiction_id = ?1 AND "
                          "NOT EXISTS (SELECT 1 FROM calls c WHERE c.jurisdiction_id = ?1 "
                          "AND c.id = t.call_id)"};
const Query kCallEvents{"verify.call_events",
                        "SELECT t.event_id FROM call_events t WHERE t.jurisdiction_id = ?1 AND "
                        "(t.kind = '' OR (t.applied = 0 AND t.why_not = '') OR "
                        "(t.call_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM calls c "
                        "WHERE c.jurisdiction_id = ?1 AND c.id = t.call_id)))"};
// Nobody is in a call that is over, and who has not answered interprets nothing.
const Query kCallParties{
    "verify.call_parties",
    "SELECT t.call_id || ' ' || t.number FROM call_parties t WHERE t.jurisdiction_id = ?1 AND ("
    "t.kind NOT IN ('interpreter', 'colleague', 'supervisor', 'department', 'emergency', 'other') "
    "OR t.number < 1 OR t.at_console NOT IN (0, 1) OR t.answered_at < t.asked_at "
    "OR t.left_at < coalesce(t.answered_at, t.asked_at) OR (t.not_come IS NOT NULL AND "
    "(t.answered_at IS NOT NULL OR t.not_come NOT IN ('no_answer', 'busy', 'voicemail', "
    "'unreachable', 'declined', 'taken_back', 'call_over', 'failed'))) OR (t.kind <> 'interpreter' "
    "AND (t.interpreter_id IS NOT NULL OR t.language <> '')) OR (t.at_console = 1 "
    "AND t.staff_id IS NULL) OR (t.staff_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM staff s "
    "WHERE s.jurisdiction_id = ?1 AND s.id = t.staff_id)) OR NOT EXISTS "
    "(SELECT 1 FROM interactions i WHERE i.jurisdiction_id = ?1 AND i.id = t.interaction_id) "
    "OR NOT EXISTS (SELECT 1 FROM calls c WHERE c.jurisdiction_id = ?1 AND c.id = t.call_id "
    "AND (c.state <> 'ended' OR t.left_at IS NOT NULL)))"};
const Query kRecordingRows{
    "verify.recordings",
    "SELECT t.id FROM recordings t WHERE t.jurisdiction_id = ?1 AND (NOT EXISTS "
    "(SELECT 1 FROM calls c WHERE c.jurisdiction_id = ?1 AND c.id = t.call_id) OR NOT EXISTS "
    "(SELECT 1 FROM interactions i WHERE i.jurisdiction_id = ?1 AND i.id = t.interaction_id) "
    "OR (t.name = '' AND t.has_file = 1) OR (t.name <> '' AND t.dropped_at IS NULL "
    "AND t.has_file = 0) OR t.ended_at < t.started_at OR (t.ended_at IS NULL "
    "AND t.state NOT IN ('running', 'paused')))"};
const Query kHearingRows{
    "verify.hearings",
    "SELECT t.id FROM hearings t WHERE t.jurisdiction_id = ?1 AND (NOT EXISTS "
    "(SELECT 1 FROM staff s WHERE s.jurisdiction_id = ?1 AND s.id = t.staff_id) OR NOT EXISTS "
    "(SELECT 1 FROM calls c WHERE c.jurisdiction_id = ?1 AND c.id = t.call_id) OR "
    "(t.recording_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM recordings r "
    "WHERE r.jurisdiction_id = ?1 AND r.id = t.recording_id)))"};
const Query kDeliveryIds{"verify.delivery_ids",
                         "SELECT id, case_id FROM deliveries WHERE jurisdiction_id = ?1"};
const Query kSettings{"verify.settings",
                      "SELECT t.name FROM settings t WHERE t.jurisdiction_id = ?1 "
                      "AND t.name IN ('keeper.seen', 'services.changed_at', "
                      "'historic.words', 'historic.changes') AND (t.value = '' OR "
                      "t.value GLOB '*[^0-9]*')"};
// A sequence that fell behind would give an id out twice.
const Query kSequences{
    "verify.sequences",
    "SELECT t.name FROM sequences t WHERE t.jurisdiction_id = ?1 AND t.value < CASE t.name "
    "WHEN 'id' THEN max((SELECT coalesce(max(id), 0) FROM cases WHERE jurisdiction_id = ?1), "
    "(SELECT coalesce(max(id), 0) FROM contacts WHERE jurisdiction_id = ?1), "
    "(SELECT coalesce(max(id), 0) FROM interactions WHERE jurisdiction_id = ?1), "
    "(SELECT coalesce(max(id), 0) FROM personal_values WHERE jurisdiction_id = ?1), "
    "(SELECT coalesce(max(id), 0) FROM outbox WHERE jurisdiction_id = ?1), "
    "(SELECT coalesce(max(id), 0) FROM photos WHERE jurisdiction_id = ?1), "
    "(SELECT coalesce(max(id), 0) FROM deliveries WHERE jurisdiction_id = ?1), "
    "(SELECT coalesce(max(id), 0) FROM journal WHERE jurisdiction_id = ?1)) "
    "WHEN 'case_number' THEN (SELECT count(*) FROM cases WHERE jurisdiction_id = ?1) "
    "WHEN 'article_cursor' THEN "
    "(SELECT coalesce(max(cursor), 0) FROM articles WHERE jurisdiction_id = ?1) "
    "WHEN 'place_cursor' THEN "
    "(SELECT coalesce(max(cursor), 0) FROM places WHERE jurisdiction_id = ?1) ELSE 0 END"};

struct Check {
  const char* table;
  const Query& wrong_rows;
};
const Check kChecks[] = {{"contacts", kContacts},
                         {"contact_names", kContactNames},
                         {"contact_phones", kContactPhones},
                         {"interactions", kInteractions},
                         {"interactions", kLostInteractions},
                         {"case_conversations", kEveryConversations},
                         {"case_conversations", kCalledFor},
                         {"claims", kEveryClaims},
                         {"staff", kEveryStaff},
                         {"absences", kEveryAbsences},
                         {"gaps", kEveryGaps},
                         {"alerts", kEveryAlerts},
                         {"article_proposals", kEveryProposals},
                         {"alerts", kLostAlerts},
                         {"journal", kEveryJournal},
                         {"idempotency_keys", kEveryAnswers},
                         {"answer_contacts", kAnswerContacts},
                         {"ended_sessions", kEndedSessions},
                         {"api_keys", kEveryApiKeys},
                         {"outbox", kOutbox},
                         {"received_requests", kReceivedRequests},
                         {"historic_imports", kHistoricImports},
                         {"historic_words", kHistoricWords},
                         {"area_layers", kAreaLayers},
                         {"areas", kAreas},
                         {"case_areas", kCaseAreas},
                         {"case_counts", kCaseCounts},
                         {"promise_counts", kPromiseCounts},
                         {"team_counts", kTeamCounts},
                         {"places", kPlaces},
                         {"received_updates", kReceivedUpdates},
                         {"public_texts", kPublicTexts},
                         {"withheld_texts", kWithheldTexts},
                         {"partner_readings", kPartnerReadings},
                         {"partner_updates", kPartnerUpdates},
                         {"photos", kPhotos},
                         {"photo_images", kPhotoImages},
                         {"deliveries", kDeliveries},
                         {"delivery_steps", kDeliverySteps},
                         {"calls", kTelephoneCalls},
                         {"call_talks", kCallTalks},
                         {"duty", kDuty},
                         {"call_commands", kCallCommands},
                         {"call_events", kCallEvents},
                         {"call_parties", kCallParties},
                         {"recordings", kRecordingRows},
                         {"hearings", kHearingRows},
                         {"settings", kSettings},
                         {"sequences", kSequences}};

const Query kInteractionIds{"verify.interaction_ids",
                            "SELECT id FROM interactions WHERE jurisdiction_id = ?1"};
const Query kOutboxIds{"verify.outbox_ids", "SELECT id FROM outbox WHERE jurisdiction_id = ?1"};
const Query kArticleRows{"verify.articles",
                         "SELECT id, state, cursor, body FROM articles WHERE jurisdiction_id = ?1"};
const Query kProposalRows{"verify.article_proposal_rows",
                          "SELECT id, article_id, state, body, decided_at FROM article_proposals "
                          "WHERE jurisdiction_id = ?1"};
const Query kNoticeRows{"verify.notices",
                        "SELECT id, until, body FROM notices WHERE jurisdiction_id = ?1"};

class RowVerifier {
 public:
  RowVerifier(Database& database, Session& session, VerifyReport& report)
      : database_(database), session_(session), report_(report) {}

  void run() {
    for (const auto& [table, query] : kChecks) {
      reading(table, [&] { check(table, query); });
    }
    reading("configuration", [&] { read_configuration(); });
    reading("staff", [&] { (void)session_.directory(); });
    reading("interactions", [&] { read_interactions(); });
    reading("outbox", [&] { read_outbox(); });
    reading("deliveries", [&] { read_deliveries(); });
    reading("articles", [&] { read_articles(); });
    reading("article_proposals", [&] { read_proposals(); });
    reading("notices", [&] { read_notices(); });
    reading("historic_records", [&] { read_history(); });
  }

 private:
  /// What the program cannot read is a difference, too.
  void reading(const char* table, const std::function<void()>& read) {
    try {
      read();
    } catch (const std::exception& error) {
      differ(table, error.what());
    }
  }

  void differ(const std::string& table, const std::string& what) {
    report_.differences.push_back(table + ": " + what);
  }

  void check(const char* table, const Query& query) {
    Statement rows = database_.prepare(query);
    rows.bind_all(kJurisdiction);
    while (rows.step()) differ(table, "row " + rows.as_text(0) + " does not fit the others");
  }

  void read_configuration() {
    const auto departments = session_.departments();
    report_.other_rows +=
        static_cast<std::int64_t>(departments.size() + session_.services().size() +
                                  session_.referrals().size() + session_.dangers().size());
    (void)session_.policy();
    for (const desk::DepartmentRow& department : departments) {
      if (!session_.staff_member(department.manager)) {
        differ("configuration", "department " + department.key + " has no manager");
      }
    }
    for (const desk::ServiceRow& service : session_.services()) {
      if (!session_.directory()->find(service.department)) {
        differ("configuration", "service " + service.code + " has no department");
      }
    }
  }

  void read_interactions() {
    Statement rows = database_.prepare(kInteractionIds);
    rows.bind_all(kJurisdiction);
    while (rows.step()) {
      (void)session_.interaction(rows.get<domain::InteractionId>(0));
      ++report_.other_rows;
    }
  }

  void read_outbox() {
    Statement rows = database_.prepare(kOutboxIds);
    rows.bind_all(kJurisdiction);
    while (rows.step()) {
      (void)session_.message(rows.get<domain::MessageId>(0));
      ++report_.other_rows;
    }
  }

  void read_deliveries() {
    report_.other_rows += static_cast<std::int64_t>(session_.partners().partners().size());
    Statement rows = database_.prepare(kDeliveryIds);
    rows.bind_all(kJurisdiction);
    while (rows.step()) {
      (void)session_.partners().delivery(rows.get<domain::DeliveryId>(0));
      (void)session_.partners().steps(rows.get<domain::CaseId>(1));
      ++report_.other_rows;
    }
  }

  void read_articles() {
    Statement rows = database_.prepare(kArticleRows);
    rows.bind_all(kJurisdiction);
    while (rows.step()) {
      ++report_.other_rows;
      const auto id = rows.get<domain::ArticleId>(0);
      const desk::ArticleRow article = read_article(rows.get<std::string>(3));
      if (article.id != id || codec::enum_name(article.state) != rows.get<std::string>(1) ||
          article.cursor != rows.get<std::int64_t>(2)) {
        differ("articles", "row " + std::to_string(id.value) + " does not say what its text says");
      }
    }
  }

  void read_proposals() {
    Statement rows = database_.prepare(kProposalRows);
    rows.bind_all(kJurisdiction);
    while (rows.step()) {
      ++report_.other_rows;
      const auto id = rows.get<domain::ProposalId>(0);
      const desk::ProposalRow proposal = read_proposal(rows.get<std::string>(3));
      const bool is_decided = proposal.state != desk::ProposalState::open;
      if (proposal.id != id || proposal.article != rows.get<domain::ArticleId>(1) ||
          codec::enum_name(proposal.state) != rows.get<std::string>(2) || proposal.texts.empty() ||
          is_decided != proposal.decided_by.has_value() ||
          is_decided != proposal.decided_at.has_value() ||
          proposal.decided_at != rows.get<std::optional<base::Instant>>(4)) {
        differ("article_proposals",
               "row " + std::to_string(id.value) + " does not say what its text says");
      }
    }
  }

  void read_notices() {
    Statement rows = database_.prepare(kNoticeRows);
    rows.bind_all(kJurisdiction);
    while (rows.step()) {
      ++report_.other_rows;
      const auto id = rows.get<domain::NoticeId>(0);
      const desk::NoticeRow notice = read_notice(rows.get<std::string>(2));
      if (notice.id != id || notice.until != rows.get<base::Instant>(1)) {
        differ("notices", "row " + std::to_string(id.value) + " does not say what its text says");
      }
    }
  }

  void read_history() {
    constexpr int kAtOnce = 1000;
    std::vector<StoredHistory> page;
    std::int64_t last = 0;
    do {
      page = history_after(database_, last, kAtOnce);
      for (const StoredHistory& stored : page) {
        ++report_.historic_records;
        last = stored.id;
        if (desk::digest_of(stored.record) != stored.digest) {
          differ("historic_records", "row " + std::to_string(stored.id) + ", " +
                                         stored.record.source + " " + stored.record.source_id +
                                         ", is not what was imported");
        }
      }
    } while (!page.empty());
  }

  Database& database_;
  Session& session_;
  VerifyReport& report_;
};

}  // namespace

void verify_rows(Database& database, Session& session, VerifyReport& report) {
  RowVerifier(database, session, report).run();
}

}  // namespace kept::store
