// `verify` finds what somebody with a tool, or a failing disk, did to any table; and a copy that
// was taken while the city worked is whole.
#include "store/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "desk/contacts.h"
#include "desk/decide_publicity.h"
#include "desk/edit_knowledge.h"
#include "desk/people_away.h"
#include "desk/ports/historic_records.h"
#include "desk/propose_change.h"
#include "desk/receive_request.h"
#include "desk/record_outcome.h"
#include "desk/take_call.h"
#include "store/sqlite/backup.h"
#include "store/sqlite/database.h"
#include "tests/support/founding_call.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Result;
using desk::Transaction;
using std::chrono::hours;
using testing::acting;
using ::testing::IsEmpty;
using testing::kAmara;
using testing::kOren;
using testing::kSofia;

struct Damage {
  const char* table;
  const char* sql;
};

constexpr Damage kDamages[] = {
    {"events",
     "DROP TRIGGER events_are_append_only_delete; "
     "DELETE FROM events WHERE seq = 2 AND case_id = (SELECT min(case_id) FROM events)"},
    {"events",
     "DROP TRIGGER events_are_append_only_update; "
     "UPDATE events SET occurred_at = recorded_at + 1 WHERE seq = 1"},
    {"personal_values",
     "UPDATE personal_values SET value = 'forged' "
     "WHERE id = (SELECT min(id) FROM personal_values)"},
    {"personal_values",
     "DELETE FROM personal_values "
     "WHERE id = (SELECT min(id) FROM personal_values)"},
    {"personal_values", "INSERT INTO personal_values VALUES (1, 999999, x'00', 'nobody''s')"},
    {"cases", "UPDATE cases SET state = 'closed' WHERE state = 'open'"},
    {"cases", "DELETE FROM cases WHERE id = (SELECT min(id) FROM cases)"},
    {"case_contacts",
     "DELETE FROM case_contacts "
     "WHERE case_id = (SELECT min(case_id) FROM case_contacts)"},
    {"duties", "UPDATE duties SET case_id = case_id + 1 WHERE id = (SELECT min(id) FROM duties)"},
    {"duties", "INSERT INTO duties VALUES (1, 'promise', 999999, 1)"},
    {"promises", "UPDATE promises SET broken_reason = NULL WHERE state = 'broken'"},
    {"obligations", "UPDATE obligations SET due = due + 3600000"},
    {"case_counts", "UPDATE case_counts SET reopened = reopened + 1"},
    {"case_counts", "DELETE FROM case_counts WHERE state = 'open'"},
    {"promise_counts", "UPDATE promise_counts SET promises = promises + 1 WHERE state = 'broken'"},
    {"team_counts", "INSERT INTO team_counts VALUES (1, 1, 'open', 1)"},
    {"cases", "UPDATE cases SET team_id = 1"},
    {"alerts", "UPDATE alerts SET duty_id = NULL"},
    {"alerts", "UPDATE alerts SET proposal_id = 999999"},
    {"article_proposals", "UPDATE article_proposals SET state = 'lost'"},
    {"article_proposals", "UPDATE article_proposals SET article_id = 999999"},
    {"timers", "DELETE FROM timers"},
    {"timers", "INSERT INTO timers VALUES (1, 1, 999999, 'remind', 'promise', 1)"},
    {"case_words",
     "UPDATE case_words SET words = 'other' "
     "WHERE rowid = (SELECT min(rowid) FROM case_words)"},
    {"contacts", "UPDATE contacts SET name = 'Forged' WHERE id = (SELECT min(id) FROM contacts)"},
    {"contacts", "UPDATE contacts SET merged_into = id"},
    {"rule 6: promises",
     "DROP TRIGGER events_are_append_only_update; "
     "UPDATE events SET body = json_set(body, '$.promise.due.instant', "
     "json_extract(body, '$.promise.due.instant') + 3600000) WHERE kind = 'promise_made'"},
    {"contact_phones",
     "UPDATE contact_phones SET phone = 'by the lake' "
     "WHERE phone = (SELECT min(phone) FROM contact_phones)"},
    {"contact_phones", "DELETE FROM contact_phones"},
    {"promises",
     "DELETE FROM personal_values WHERE id IN "
     "(SELECT phone_id FROM obligations WHERE kind = 'promise')"},
    {"withheld_texts", "INSERT INTO withheld_texts VALUES (1, 999999, 1, 0)"},
    {"partner_readings", "INSERT INTO partner_readings VALUES (1, 999999, 0, 0, 0)"},
    {"partner_updates", "INSERT INTO partner_updates VALUES (1, 999999, 'theirs')"},
    {"contact_names", "INSERT INTO contact_names (rowid, name) VALUES (999999, 'Nobody')"},
    {"interactions",
     "UPDATE interactions SET channel = 'smoke' "
     "WHERE id = (SELECT min(id) FROM interactions)"},
    {"interactions", "UPDATE interactions SET staff_id = 999"},
    {"interactions",
     "DELETE FROM interactions "
     "WHERE id = (SELECT json_extract(body, '$.interaction') FROM events WHERE seq = 1)"},
    {"case_conversations",
     "DELETE FROM case_conversations "
     "WHERE interaction_id = (SELECT json_extract(body, '$.interaction') FROM events "
     "WHERE seq = 1 ORDER BY case_id LIMIT 1)"},
    {"case_conversations",
     "INSERT OR IGNORE INTO case_conversations SELECT 1, c.id, i.id FROM cases c, interactions i"},
    {"claims", "UPDATE claims SET staff_id = 999"},
    {"staff", "UPDATE staff SET manager_id = 999 WHERE key = 'oren'"},
    {"staff", "UPDATE staff SET role = 'mayor' WHERE key = 'ada'"},
    {"absences", "UPDATE absences SET until = \"from\" - 1"},
    {"configuration", "UPDATE configuration SET body = '{' WHERE kind = 'department'"},
    {"articles", "UPDATE articles SET state = 'draft' WHERE state = 'published'"},
    {"gaps", "UPDATE gaps SET count = 0"},
    {"notices", "UPDATE notices SET until = until + 1"},
    {"alerts", "UPDATE alerts SET case_number = 1"},
    {"alerts", "DELETE FROM alerts WHERE kind = 'promise_broken'"},
    {"journal", "DROP TRIGGER journal_is_append_only_update; UPDATE journal SET body = '{'"},
    {"idempotency_keys", "UPDATE idempotency_keys SET response = '{'"},
    {"answer_contacts", "UPDATE answer_contacts SET scope = 'another'"},
    {"ended_sessions", "UPDATE ended_sessions SET until = 0"},
    {"api_keys", "UPDATE api_keys SET digest = ''"},
    {"outbox", "UPDATE outbox SET staff_id = 999 WHERE staff_id IS NOT NULL"},
    {"outbox", "UPDATE outbox SET state = 'accepted' WHERE contact_id IS NOT NULL"},
    {"outbox", "DELETE FROM outbox WHERE contact_id IS NOT NULL"},
    {"outbox", "UPDATE outbox SET case_id = 999"},
    {"outbox", "UPDATE outbox SET channel = 'smoke'"},
    {"case_points", "INSERT INTO case_points VALUES (1, 999999, 43.6, -79.4, 1, 1, NULL, 0)"},
    {"case_points",
     "INSERT INTO case_points SELECT 1, min(id), 43.6, -79.4, 1, 1, NULL, 0 FROM cases"},
    {"area_layers", "INSERT INTO area_layers VALUES (1, 999999, 'ward', 2, 1)"},
    {"areas", "INSERT INTO areas VALUES (1, 999999, 999999, '01', 'Harbour', '{}')"},
    {"case_areas", "INSERT INTO case_areas SELECT 1, 999999, min(id) FROM cases"},
    {"places",
     "INSERT INTO places VALUES (1, 999999, 'road', 'k', 'address', '', 43.6, -79.4, 1, 0, 1)"},
    {"received_requests", "INSERT INTO received_requests VALUES (1, 999999, 1, 0, 0)"},
    {"received_requests",
     "INSERT INTO received_requests SELECT 1, min(id), 999999, 0, 0 FROM cases"},
    {"received_updates", "INSERT INTO received_updates VALUES (1, 1, 'id', 999999, 1, 'body')"},
    {"received_requests",
     "UPDATE received_requests SET non_public = 1 "
     "WHERE case_id = (SELECT max(case_id) FROM received_requests)"},
    {"received_requests", "UPDATE received_requests SET non_public = 0"},
    {"received_requests",
     "INSERT INTO public_texts SELECT 1, w.value_id FROM received_requests r CROSS JOIN "
     "withheld_texts w ON w.case_id = r.case_id WHERE r.non_public = 1"},
    {"received_requests",
     "DELETE FROM withheld_texts WHERE case_id = "
     "(SELECT case_id FROM received_requests WHERE non_public = 1)"},
    {"received_requests",
     "UPDATE photos SET is_public = 1 WHERE case_id = "
     "(SELECT case_id FROM received_requests WHERE non_public = 1)"},
    {"public_texts", "INSERT INTO public_texts VALUES (1, 999999)"},
    {"public_texts", "DELETE FROM public_texts"},
    {"public_texts", "INSERT INTO public_texts SELECT 1, value_id FROM withheld_texts"},
    {"withheld_texts", "DELETE FROM withheld_texts"},
    {"withheld_texts", "UPDATE withheld_texts SET decided = 0"},
    {"withheld_texts",
     "INSERT INTO withheld_texts SELECT 1, max(v.id), (SELECT min(id) FROM cases), 1 "
     "FROM personal_values v"},
    {"photos", "UPDATE photos SET is_public = 1"},
    {"photos", "INSERT INTO photos VALUES (1, 999999, 1, 0, 1, 1, 1)"},
    {"photo_images", "INSERT INTO photo_images VALUES (1, 999999, 'image', x'ff')"},
    {"deliveries", "UPDATE deliveries SET case_id = 999"},
    {"deliveries", "UPDATE deliveries SET next_at = NULL"},
    {"deliveries", "UPDATE deliveries SET state = 'lost', next_at = NULL"},
    {"deliveries", "DELETE FROM configuration WHERE kind = 'partner'"},
    {"delivery_steps", "INSERT INTO delivery_steps VALUES (1, 999999, 1, 0, 'queued', '')"},
    {"deliveries", "UPDATE delivery_steps SET act = 'flown'"},
    {"calls",
     "INSERT INTO calls VALUES (1, 999999, 'p', 'x', 1, 1, 'talking', '', 'en', NULL, '', NULL, "
     "NULL, '[]', 0, 0, 0, 0, 0, 0, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
     "0, 0, 0)"},
    {"call_talks", "INSERT INTO call_talks VALUES (1, 999999, 999999)"},
    {"duty", "INSERT INTO duty VALUES (1, 999999, 'ready', '', 0, 0)"},
    {"call_commands",
     "INSERT INTO call_commands VALUES (1, 999999, 'p', 'x', 999999, 'hold', '', '', '', 0, '')"},
    {"call_events", "INSERT INTO call_events VALUES (1, 'p', 'e', 999999, 'ended', 0, 0, 1, '')"},
    {"call_parties",
     "INSERT INTO call_parties VALUES (1, 999999, 1, 999999, 'other', 0, NULL, NULL, 0, NULL, 0, "
     "NULL, NULL, '')"},
    {"recordings",
     "INSERT INTO recordings VALUES (1, 999999, 999999, 999999, 'n', 'ended', 0, 0, 0, NULL, 1)"},
    {"hearings", "INSERT INTO hearings VALUES (1, 999999, 999999, 999999, NULL, 'quality', 0, 0)"},
    {"historic_records", "UPDATE historic_records SET address = 'elsewhere'"},
    {"adopted_records", "INSERT INTO adopted_records SELECT 1, 999999, min(id), 0 FROM cases"},
    {"let_go_records", "INSERT INTO let_go_records SELECT 1, 999999, min(id), 0 FROM cases"},
    {"historic_words", "DELETE FROM historic_words_docsize"},
    {"historic_imports", "UPDATE historic_imports SET updated = -1"},
    {"settings", "UPDATE settings SET value = 'soon' WHERE name = 'keeper.seen'"},
    {"sequences", "UPDATE sequences SET value = 1 WHERE name = 'id'"},
    {"schema", "DROP TRIGGER events_are_append_only_update"},
    {"schema", "DROP INDEX timers_by_case"},
    {"schema", "CREATE TABLE theirs (id)"},
};

class VerifyTest : public ::testing::Test {
 protected:
  /// A city in which every table has rows.
  static void SetUpTestSuite() {
    city_ = new testing::TemporaryDirectory;
    clock_ = new base::ManualClock(testing::noon_of_the_call());
    const auto store = testing::open_city(city_->path(), *clock_);
    promise_case(*store, "2026-11-24T12:40");  // nobody will keep it
    testing::FoundingCall story(*clock_);
    ASSERT_TRUE(story.live(*store).ok());
    decided_request(*store);
    const auto open = promise_case(*store, "2026-11-27T12:00");
    const auto written = promise_case(*store, "2026-11-27T12:00");
    const auto done = store->write([&](Transaction& tx) -> Result<Done> {
      desk::CallForm call;
      call.inbound = false;
      call.purpose =
          desk::Purpose{open, domain::DutyKind::promise, tx.load_case(open).promises.front().id};
      if (const auto dialled = desk::start_call(tx, acting(kOren), call); !dialled.ok()) {
        return dialled.error();
      }
      const auto away = desk::enter_absence(
          tx, acting(kAmara), {kAmara, clock_->now() + hours(24), clock_->now() + hours(48), {}});
      if (!away.ok()) return away.error();
      const auto posted = desk::post_notice(
          tx, acting(kSofia), {{"Water main break", "Rupture"}, {}, {}, clock_->now() + hours(5)});
      if (!posted.ok()) return posted.error();
      const auto article = tx.articles_in({desk::ArticleState::published, {}, 1}).at(0);
      auto words = article.texts.begin()->second;
      words.answer += " Only by day.";
      const auto proposed = desk::propose_change(
          tx, acting(kOren), article.id,
          {{{article.texts.begin()->first, words}}, "It is closed at night.", article.cursor});
      if (!proposed.ok()) return proposed.error();
      auto lena = tx.contact(*tx.load_case(written).reporter).value();
      lena.email = "lena@example.org";
      tx.save(lena);
      desk::OutcomeForm outcome;
      outcome.text = "In 1987.";
      const auto told = desk::record_outcome(tx, acting(kOren), {written, {}}, outcome);
      if (!told.ok()) return told.error();
      const auto sent = desk::tell_in_writing(tx, acting(kOren), {written, {}}, {});
      if (!sent.ok()) return sent.error();
      desk::PartnerRow partner;
      partner.id = domain::PartnerId{tx.next_id()};
      partner.key = "power";
      tx.partner_writer().save(partner);
      desk::DeliveryRow delivery;
      delivery.id = domain::DeliveryId{tx.next_id()};
      delivery.partner = partner.id;
      delivery.case_id = open;
      delivery.reference = "K311-A";
      tx.partner_writer().save(delivery);
      tx.partner_writer().add({delivery.id, clock_->now(), desk::DeliveryAct::queued, ""});
      desk::HistoricRecord record;
      record.source = "old";
      record.source_id = "18-03389580";
      if (tx.historic_writer().save({record}).created != 1) ADD_FAILURE();
      if (tx.historic_writer().index_words(10) != 1) ADD_FAILURE();
      tx.historic_writer().set_import_point({"digest", 1, {1, 0, 0}});
      tx.end_session("digest", clock_->now(), clock_->now() + hours(1));
      return Done{};
    });
    ASSERT_TRUE(done.ok()) << done.error().message;
  }
  static void TearDownTestSuite() {
    delete city_;
    delete clock_;
  }

  static domain::CaseId promise_case(desk::Store& store, const std::string& due) {
    const auto opened = desk::write<domain::CaseId>(store, [&](Transaction& tx) {
      const auto contact = testing::add_resident(tx, "Lena Vogel", "416 555 0163");
      return testing::open_promised_case(tx, contact, "When was the pipe replaced?", due);
    });
    EXPECT_TRUE(opened.ok());
    return opened.value();
  }

  /// One of which people have decided what everybody may see, and one that is not public.
  static void decided_request(desk::Store& store) {
    const auto decided = store.write([](Transaction& tx) -> Result<Done> {
      desk::ServiceRow service;
      service.id = domain::ServiceId{tx.next_id()};
      service.code = "pothole";
      service.name = {"Pothole", "Nid-de-poule"};
      service.department = testing::kTransportation;
      service.target = std::chrono::minutes(480);
      service.is_public = true;
      tx.save(service);
      const desk::ApiKeyRow key{tx.next_id(), "app", "digest", clock_->now(), {}, {}};
      tx.save(key);
      desk::RequestForm form;
      form.service = service.id;
      form.description = "A hole.";
      form.address = "1 Elm Street";
      form.photos.push_back({1, 1, "image", "thumbnail"});
      std::vector<base::Error> mistakes;
      const auto received = desk::receive_request(tx, key, form, mistakes);
      if (!received.ok()) return received.error();
      const domain::CaseId id = received.value().id;
      for (const desk::PublicPiece& piece : desk::public_pieces(tx, id)) {
        const bool is_public = piece.part == desk::PublicPart::description;
        const auto looked =
            desk::decide_publicity(tx, acting(kSofia), {id, {}}, piece.part, piece.id, is_public);
        if (!looked.ok()) return looked.error();
      }
      form.non_public = true;
      const auto hidden = desk::receive_request(tx, key, form, mistakes);
      if (!hidden.ok()) return hidden.error();
      for (const bool is_public : {true, false}) {
        const auto looked =
            desk::decide_publicity(tx, acting(kSofia), {hidden->id, {}}, desk::PublicPart::request,
                                   hidden->id.value, is_public);
        if (!looked.ok()) return looked.error();
      }
      form.non_public = false;
      const auto undecided = desk::receive_request(tx, key, form, mistakes);
      if (!undecided.ok()) return undecided.error();
      return Done{};
    });
    ASSERT_TRUE(decided.ok()) << decided.error().message;
  }

  static testing::TemporaryDirectory* city_;
  static base::ManualClock* clock_;
};
testing::TemporaryDirectory* VerifyTest::city_ = nullptr;
base::ManualClock* VerifyTest::clock_ = nullptr;

TEST_F(VerifyTest, FindsNothingWhereNothingIsWrong) {
  const auto report = verify(city_->path(), *clock_, nullptr);
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(report.value().differences, IsEmpty());
  EXPECT_EQ(report.value().cases, 8);
  EXPECT_GT(report.value().events, 20);
  EXPECT_GT(report.value().personal_values, 20);
  EXPECT_EQ(report.value().promises, 3);
  EXPECT_EQ(report.value().historic_records, 1);
  for (const auto& entry : fs::directory_iterator(city_->path())) {
    EXPECT_EQ(entry.path().stem(), "kept311");  // its snapshot is gone
  }
}

TEST_F(VerifyTest, NamesEveryTableThatWasDamaged) {
  for (const Damage& damage : kDamages) {
    SCOPED_TRACE(damage.sql);
    const testing::TemporaryDirectory copy;
    fs::copy(city_->path() / "kept311.db", copy.path() / "kept311.db");
    testing::run_sql(copy.path(), damage.sql);
    const auto found = testing::differences(copy.path(), *clock_);
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const std::string& difference) {
      return difference.find(std::string(damage.table) + ": ") != std::string::npos ||
             difference.find(std::string(damage.table) + " of ") != std::string::npos;
    })) << ::testing::PrintToString(found);
  }
}

TEST_F(VerifyTest, NoTableEscapes) {
  std::set<std::string> damaged;
  for (const Damage& damage : kDamages) damaged.insert(damage.table);
  static const Query kTables{"test.tables",
                             "SELECT name FROM sqlite_schema WHERE type = 'table' "
                             "AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'case_words_*' "
                             "AND name NOT GLOB 'contact_names_*' "
                             "AND name NOT GLOB 'historic_words_*' AND name <> 'schema_version'"};
  Database database(city_->path() / "kept311.db", {.read_only = true});
  Statement rows = database.prepare(kTables);
  int tables = 0;
  while (rows.step()) {
    EXPECT_TRUE(damaged.contains(rows.get<std::string>(0))) << rows.get<std::string>(0);
    ++tables;
  }
  EXPECT_GT(tables, 24);
}

/// The number is the first record's; the language that is changed on the last takes none away.
TEST(VerifyNumbers, FollowsRecordsThatWereMergedAndExcusesOnlyWhoTookANumberAway) {
  const testing::TemporaryDirectory place;
  base::ManualClock clock(testing::noon_of_the_call());
  auto store = testing::open_city(place.path(), clock);
  const auto done = store->write([](Transaction& tx) -> Result<Done> {
    domain::ContactId whole = testing::add_resident(tx, "Lena Vogel", "416 555 0163");
    const auto opened =
        testing::open_promised_case(tx, whole, "When was the pipe replaced?", "2026-11-27T12:00");
    if (!opened.ok()) return opened.error();
    for (const char* name : {"L. Vogel", "Lena V."}) {
      const auto next = desk::create_contact(tx, acting(kOren), {name, {}, {}, "en", {}, {}, {}});
      if (!next.ok()) return next.error();
      const auto merged = desk::merge_contact(tx, acting(kOren), whole, next.value());
      if (!merged.ok()) return merged.error();
      whole = next.value();
    }
    return desk::change_contact(tx, acting(kOren), whole, {"Lena V.", {}, {}, "fr", {}, {}, {}},
                                {});
  });
  ASSERT_TRUE(done.ok()) << done.error().message;
  store.reset();
  EXPECT_THAT(testing::differences(place.path(), clock), IsEmpty());
  testing::run_sql(place.path(), "DELETE FROM contact_phones");
  EXPECT_THAT(testing::differences(place.path(), clock),
              ::testing::Contains(::testing::HasSubstr("contact_phones: contact")));
}

/// Whose number was taken away may be part of somebody else's record afterwards.
TEST(VerifyNumbers, ExcuseWhoTookANumberAwayFromARecordThatIsMergedByNow) {
  const testing::TemporaryDirectory place;
  base::ManualClock clock(testing::noon_of_the_call());
  auto store = testing::open_city(place.path(), clock);
  const auto done = store->write([](Transaction& tx) -> Result<Done> {
    const auto lena = testing::add_resident(tx, "Lena Vogel", "416 555 0163");
    const auto opened =
        testing::open_promised_case(tx, lena, "When was the pipe replaced?", "2026-11-27T12:00");
    if (!opened.ok()) return opened.error();
    const desk::ContactForm unreachable{"Lena Vogel", {}, {}, "en", {}, {}, {}};
    if (auto taken = desk::change_contact(tx, acting(kOren), lena, unreachable, {}); !taken.ok()) {
      return taken;
    }
    const auto whole = desk::create_contact(tx, acting(kOren), unreachable);
    if (!whole.ok()) return whole.error();
    return desk::merge_contact(tx, acting(kOren), lena, whole.value());
  });
  ASSERT_TRUE(done.ok()) << done.error().message;
  store.reset();
  EXPECT_THAT(testing::differences(place.path(), clock), IsEmpty());
}

TEST_F(VerifyTest, ABackupTakenWhileEightWriteIsWholeAndClean) {
  const testing::TemporaryDirectory place;
  const auto store = testing::open_city(place.path() / "", *clock_);
  std::atomic<int> written{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([&] {
      while (!stop) {
        promise_case(*store, "2026-11-28T12:00");
        ++written;
      }
    });
  }
  while (written < 16) std::this_thread::yield();
  const int known = written;
  const auto backed_up = back_up(place.path() / "kept311.db", place.path() / "copy.db");
  stop = true;
  for (std::thread& writer : writers) writer.join();
  ASSERT_TRUE(backed_up.ok()) << backed_up.error().message;
  const auto restored = restore(place.path() / "copy.db", place.path() / "restored");
  ASSERT_TRUE(restored.ok()) << restored.error().message;
  const auto report = verify(place.path() / "restored", *clock_, nullptr);
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(report.value().differences, IsEmpty());
  EXPECT_GE(report.value().cases, known);
}

}  // namespace
}  // namespace kept::store
