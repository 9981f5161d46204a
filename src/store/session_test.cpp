// The ports of the desk over a real SQLite store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "desk/contacts.h"
#include "desk/deliver_message.h"
#include "desk/open_case.h"
#include "desk/record_outcome.h"
#include "desk/redact_contact.h"
#include "desk/take_call.h"
#include "domain/cases/obligations.h"
#include "store/sqlite/database.h"
#include "store/sqlite_store.h"
#include "tests/support/founding_call.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using base::Done;
using base::Result;
using desk::Reader;
using desk::Transaction;
using std::chrono::hours;
using testing::acting;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAda;
using testing::kAmara;
using testing::kOren;

class SessionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    reopen();
    ASSERT_TRUE(testing::found_city(*store_).ok());
  }

  void reopen() {
    store_.reset();
    auto opened = SqliteStore::open(directory_.path(), clock_);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    store_ = std::move(opened).value();
  }

  template <typename T>
  T done(const std::function<Result<T>(Transaction&)>& unit) {
    const auto result = desk::write<T>(*store_, unit);
    if (!result.ok()) ADD_FAILURE() << result.error().message;
    return result.value();
  }
  template <typename T>
  T seen(const std::function<T(Reader&)>& look) {
    std::optional<T> value;
    store_->read([&](Reader& reader) { value = look(reader); });
    return *value;
  }

  /// Everything personal that the file holds about Rosa, whatever table it stands in.
  int rows_that_say(const std::string& text) {
    static const Query kSaid{
        "test.said",
        "SELECT (SELECT count(*) FROM personal_values WHERE value LIKE ?1) + "
        "(SELECT count(*) FROM contacts WHERE name LIKE ?1 OR email LIKE ?1 "
        "OR address LIKE ?1) + "
        "(SELECT count(*) FROM contact_phones WHERE phone LIKE ?1) + "
        "(SELECT count(*) FROM contact_names WHERE name LIKE ?1) + "
        "(SELECT count(*) FROM case_words WHERE words LIKE ?1) + "
        "(SELECT count(*) FROM interactions WHERE phone LIKE ?1 OR notes LIKE ?1) + "
        "(SELECT count(*) FROM idempotency_keys WHERE response LIKE ?1) + "
        "(SELECT count(*) FROM articles WHERE body LIKE ?1) + "
        "(SELECT count(*) FROM outbox WHERE last_error LIKE ?1) + "
        "(SELECT count(*) FROM events WHERE body LIKE ?1)"};
    Database database(directory_.path() / "kept311.db", {.read_only = true});
    return static_cast<int>(*database.value<std::int64_t>(kSaid, "%" + text + "%"));
  }

  /// Whether the bytes stand anywhere in the files: in a row, on a page that is free, or in the
  /// log.
  bool files_hold(const std::string& text) {
    for (const auto& file : std::filesystem::directory_iterator(directory_.path())) {
      std::ifstream stream(file.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      if (bytes.find(text) != std::string::npos) return true;
    }
    return false;
  }

  std::vector<std::string> differences() { return testing::differences(directory_.path(), clock_); }

  domain::ContactId rosa() {
    return done<domain::ContactId>([](Transaction& tx) -> Result<domain::ContactId> {
      return testing::add_resident(tx, "Rosa Delgado", "416 555 0142");
    });
  }
  domain::CaseId promised_case(domain::ContactId resident) {
    return done<domain::CaseId>([&](Transaction& tx) {
      auto opened =
          testing::open_promised_case(tx, resident, "Why is the fountain dry?", "2026-11-24T12:40");
      if (opened.ok()) {
        tx.remember("oren open_case", "key-1", {"digest", 201, R"({"words":"the fountain"})"});
      }
      return opened;
    });
  }
  /// Closes it on the line, which needs no follow-up.
  void close(domain::CaseId id, domain::ContactId resident) {
    done<domain::CaseId>([&](Transaction& tx) -> Result<domain::CaseId> {
      desk::CallForm call;
      call.contact = resident;
      const auto talk = desk::start_call(tx, acting(kOren), call);
      if (!talk.ok()) return talk.error();
      desk::OutcomeForm outcome;
      outcome.text = "The pump is being mended.";
      outcome.interaction = talk.value();
      auto told = tx.load_case(id).outcome
                      ? desk::record_told(tx, acting(kOren), {id, {}}, talk.value(), false)
                      : desk::record_outcome(tx, acting(kOren), {id, {}}, outcome);
      if (!told.ok()) return told;
      const auto check = desk::start_call(tx, acting(kOren), call);
      if (!check.ok()) return check.error();
      auto heard =
          desk::record_follow_up(tx, acting(kOren), {id, {}}, {check.value(), true, {}, {}, ""});
      if (!heard.ok()) return heard;
      const auto ended =
          desk::end_call(tx, acting(kOren), talk.value(), "done", "About a fountain");
      if (!ended.ok()) return ended.error();
      return heard;
    });
  }

  /// Sends the outcome in writing; the mail server takes it.
  void write_to(domain::CaseId id, domain::ContactId resident) {
    done<domain::CaseId>([&](Transaction& tx) -> Result<domain::CaseId> {
      auto row = tx.contact(resident).value();
      row.email = "rosa@example.org";
      tx.save(row);
      desk::OutcomeForm outcome;
      outcome.text = "The pump is being mended.";
      auto recorded = desk::record_outcome(tx, acting(kOren), {id, {}}, outcome);
      if (!recorded.ok()) return recorded;
      return desk::tell_in_writing(tx, acting(kOren), {id, {}}, {});
    });
    const auto taken = store_->write([](Transaction& tx) {
      const auto message = tx.due_messages(tx.now(), 1).at(0).id;
      return desk::record_handover(
          tx, message, {"rosa@example.org", "Your case", "Dear Rosa, the fountain's pump …"},
          {desk::Handover::Answer::accepted, "", tx.now()}, {});
    });
    ASSERT_TRUE(taken.ok()) << taken.error().message;
  }

  testing::TemporaryDirectory directory_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<SqliteStore> store_;
};

TEST_F(SessionTest, ReplayingTheEventsOfStoryOneGivesWhatIsStored) {
  testing::FoundingCall story(clock_);
  const auto lived = story.live(*store_);
  ASSERT_TRUE(lived.ok()) << lived.error().message;
  EXPECT_EQ(story.acknowledged(), testing::FoundingCall::steps());
  EXPECT_THAT(story.missing(*store_), IsEmpty());
  EXPECT_THAT(differences(), IsEmpty());
  reopen();
  EXPECT_THAT(story.missing(*store_), IsEmpty());
}

TEST_F(SessionTest, EventsAreOnlyAppended) {
  promised_case(rosa());
  static const Query kChange{"test.change_event", "UPDATE events SET who = 9"};
  static const Query kDelete{"test.delete_event", "DELETE FROM events"};
  static const Query kForge{"test.change_journal", "UPDATE journal SET who = 9"};
  Database database(directory_.path() / "kept311.db", {});
  EXPECT_THROW(database.run(kChange), SqliteError);
  EXPECT_THROW(database.run(kDelete), SqliteError);
  EXPECT_THROW(database.run(kForge), SqliteError);
}

TEST_F(SessionTest, AFailedUnitLeavesNothing) {
  const auto contact = rosa();
  const auto before = seen<std::size_t>([](Reader& reader) { return reader.cases({}).size(); });
  const auto refused = store_->write([&](Transaction& tx) -> Result<Done> {
    const auto opened =
        testing::open_promised_case(tx, contact, "Never opened", "2026-11-24T12:40");
    EXPECT_TRUE(opened.ok());
    return base::conflict("test.no", "No.");
  });
  EXPECT_EQ(refused.error().reason, "test.no");
  EXPECT_EQ(seen<std::size_t>([](Reader& reader) { return reader.cases({}).size(); }), before);
  EXPECT_THAT(differences(), IsEmpty());
}

TEST_F(SessionTest, PersonalValuesStandApartFromEvents) {
  promised_case(rosa());
  static const Query kEvents{"test.events", "SELECT count(*) FROM events WHERE body LIKE ?1"};
  Database database(directory_.path() / "kept311.db", {.read_only = true});
  for (const char* text : {"%fountain%", "%Rosa%", "%4165550142%", "%Elm Street%"}) {
    EXPECT_EQ(database.value<std::int64_t>(kEvents, text), 0) << text;
  }
  EXPECT_GT(rows_that_say("fountain"), 0);
}

TEST_F(SessionTest, TheSameTextHasAnotherDigestEachTime) {
  const auto refs = done<std::vector<domain::PersonalRef>>(
      [](Transaction& tx) -> Result<std::vector<domain::PersonalRef>> {
        return std::vector{tx.keep_personal("same"), tx.keep_personal("same")};
      });
  EXPECT_NE(refs[0].id, refs[1].id);
  EXPECT_NE(refs[0].digest, refs[1].digest);
}

TEST_F(SessionTest, RedactionWaitsForTheCaseToBeClosed) {
  const auto contact = rosa();
  promised_case(contact);
  const auto refused = store_->write([&](Transaction& tx) {
    return desk::redact_contact(tx, acting(kAda), contact, "asked for");
  });
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().reason, "redaction.case_not_closed");
  EXPECT_GT(rows_that_say("fountain"), 0);
}

TEST_F(SessionTest, RedactionIsNotForOperators) {
  const auto contact = rosa();
  const auto refused = store_->write([&](Transaction& tx) {
    return desk::redact_contact(tx, acting(kOren), contact, "asked for");
  });
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, base::ErrorKind::kForbidden);
}

TEST_F(SessionTest, RedactionTakesTheWordsAndLeavesWhatHappened) {
  const auto contact = rosa();
  const auto id = promised_case(contact);
  close(id, contact);
  const auto before = seen<domain::Case>([&](Reader& reader) { return reader.load_case(id); });
  ASSERT_EQ(before.state, domain::CaseState::closed);
  ASSERT_THAT(differences(), IsEmpty());

  const auto redacted = store_->write([&](Transaction& tx) {
    return desk::redact_contact(tx, acting(kAda), contact, "asked for");
  });
  ASSERT_TRUE(redacted.ok()) << redacted.error().message;
  for (const char* text : {"fountain", "Rosa", "4165550142", "Elm Street", "pump"}) {
    EXPECT_EQ(rows_that_say(text), 0) << text;
  }
  EXPECT_THAT(differences(), IsEmpty());
  auto after = seen<domain::Case>([&](Reader& reader) { return reader.load_case(id); });
  EXPECT_EQ(after.version, before.version + 1);
  after.version = before.version;
  EXPECT_EQ(after, before);  // replay gives the same case, digests included
  EXPECT_TRUE(seen<bool>([&](Reader& reader) { return reader.contact(contact)->anonymous; }));
  EXPECT_TRUE(
      seen<bool>([](Reader& reader) { return reader.cases_by_words("fountain", 10).empty(); }));
}

TEST_F(SessionTest, AListThatWasReadBeforeShowsThePromiseAsItStandsNow) {
  const auto shown = [&] {
    return seen<desk::CaseLine>([](Reader& reader) { return reader.cases({}).front(); });
  };
  const auto contact = rosa();
  const auto id = promised_case(contact);
  const auto words = shown().promise->words;
  EXPECT_TRUE(shown().texts.contains(words.id));

  close(id, contact);
  const auto now = seen<domain::Case>([&](Reader& reader) { return reader.load_case(id); });
  EXPECT_NE(now.promises.back().state, domain::PromiseState::made);
  EXPECT_EQ(shown().promise->state, now.promises.back().state);
  EXPECT_EQ(shown().promise->contact_at, now.promises.back().contact_at);

  ASSERT_TRUE(store_
                  ->write([&](Transaction& tx) {
                    return desk::redact_contact(tx, acting(kAda), contact, "asked for");
                  })
                  .ok());
  EXPECT_FALSE(shown().texts.contains(words.id));
}

TEST_F(SessionTest, WhoeverWasWrittenIsFoundAtOnceByTheNameWrittenLast) {
  done<bool>([](Transaction& tx) -> Result<bool> {
    auto row = *tx.contact(testing::add_resident(tx, "Rosa Delgado", "416 555 0142"));
    row.name = "Rosalind Marsh";
    tx.save(row);
    return true;
  });
  const auto found = [&](const char* name) {
    return seen<std::size_t>(
        [&](Reader& reader) { return reader.contacts_by_name(name, 10).size(); });
  };
  EXPECT_EQ(found("Rosalind"), 1U);
  EXPECT_EQ(found("Delgado"), 0U);
  EXPECT_THAT(differences(), IsEmpty());
}

TEST_F(SessionTest, WhoeverIsForgottenInTheUnitThatWroteThemLeavesNoName) {
  const auto redacted = store_->write([](Transaction& tx) {
    const auto contact = testing::add_resident(tx, "Rosa Delgado", "416 555 0142");
    return desk::redact_contact(tx, acting(kAda), contact, "asked for");
  });
  ASSERT_TRUE(redacted.ok()) << redacted.error().message;
  EXPECT_EQ(rows_that_say("Rosa"), 0);
  EXPECT_THAT(differences(), IsEmpty());
}

TEST_F(SessionTest, RedactionLeavesNothingInTheFilesOnceTheyAreClosed) {
  const auto contact = rosa();
  close(promised_case(contact), contact);
  store_.reset();
  for (const char* text : {"fountain", "Delgado", "delgado", "+14165550142"}) {
    ASSERT_TRUE(files_hold(text)) << text;
  }
  reopen();
  ASSERT_TRUE(store_
                  ->write([&](Transaction& tx) {
                    return desk::redact_contact(tx, acting(kAda), contact, "asked for");
                  })
                  .ok());
  store_.reset();  // the last connection moves the log into the file
  for (const char* text : {"fountain", "Delgado", "delgado", "+14165550142"}) {
    EXPECT_FALSE(files_hold(text)) << text;
  }
}

TEST_F(SessionTest, RedactionTakesWhatWasSent) {
  const auto contact = rosa();
  const auto id = promised_case(contact);
  write_to(id, contact);
  close(id, contact);
  ASSERT_THAT(differences(), IsEmpty());
  ASSERT_GT(rows_that_say("Dear Rosa"), 0);

  const auto redacted = store_->write([&](Transaction& tx) {
    return desk::redact_contact(tx, acting(kAda), contact, "asked for");
  });
  ASSERT_TRUE(redacted.ok()) << redacted.error().message;
  for (const char* text : {"rosa@example.org", "Your case", "Dear Rosa"}) {
    EXPECT_EQ(rows_that_say(text), 0) << text;
  }
  EXPECT_THAT(differences(), IsEmpty());
}

TEST_F(SessionTest, ARepeatAfterRedactionIsHarmlessAndTellsNothing) {
  const auto contact = rosa();
  close(promised_case(contact), contact);
  ASSERT_TRUE(store_
                  ->write([&](Transaction& tx) {
                    return desk::redact_contact(tx, acting(kAda), contact, "asked for");
                  })
                  .ok());
  const auto answer = done<desk::Transaction::Remembered>(
      [](Transaction& tx) -> Result<desk::Transaction::Remembered> {
        return *tx.remembered("oren open_case", "key-1");
      });
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.response, "{\"redacted\":true}");
}

TEST_F(SessionTest, FirstAnswersAreKeptForSevenDaysInTheSameUnit) {
  const auto remembered = [&](const char* key) {
    return done<bool>(
        [&](Transaction& tx) -> Result<bool> { return tx.remembered("scope", key).has_value(); });
  };
  const auto refused = store_->write([](Transaction& tx) -> Result<Done> {
    tx.remember("scope", "refused", {"d", 201, "{}"});
    return base::conflict("test.no", "No.");
  });
  EXPECT_FALSE(refused.ok());
  EXPECT_FALSE(remembered("refused"));

  const auto remember = [&](const char* response) {
    done<bool>([&](Transaction& tx) -> Result<bool> {
      tx.remember("scope", "key", {"d", 201, response});
      return true;
    });
  };
  remember("first");
  ASSERT_TRUE(clock_.advance(hours(7 * 24)).ok());
  EXPECT_TRUE(remembered("key"));
  ASSERT_TRUE(clock_.advance(std::chrono::milliseconds(1)).ok());
  EXPECT_FALSE(remembered("key"));
  remember("second");
  EXPECT_TRUE(remembered("key"));
  const auto forget = [&](base::Instant before) {
    return done<int>([&](Transaction& tx) -> Result<int> { return tx.forget_answers(before, 10); });
  };
  EXPECT_EQ(forget(clock_.now()), 0);
  EXPECT_EQ(forget(clock_.now() + hours(1)), 1);
  EXPECT_FALSE(remembered("key"));
}

TEST_F(SessionTest, WhatALostBatchReadOfThePeopleIsNotBelievedLater) {
  // The second unit sees the first one's change; both are undone, and a third makes its own change.
  const auto set_active = [](Transaction& tx, domain::StaffId id, bool active) {
    auto row = *tx.staff_member(id);
    row.active = active;
    tx.save(row, *tx.directory()->find(id));
  };
  (void)store_->write([&](Transaction& tx) -> Result<Done> {
    set_active(tx, kOren, false);
    EXPECT_FALSE(tx.directory()->find(kOren)->active);
    return base::conflict("test.no", "No.");
  });
  done<bool>([&](Transaction& tx) -> Result<bool> {
    set_active(tx, kAmara, false);
    return true;
  });
  EXPECT_TRUE(seen<bool>([](Reader& reader) { return reader.directory()->find(kOren)->active; }));
  EXPECT_FALSE(seen<bool>([](Reader& reader) { return reader.directory()->find(kAmara)->active; }));
}

TEST_F(SessionTest, WatchersAreToldWhenTheClockHasSomethingToDo) {
  std::vector<desk::Change> told;  // the notifier's thread, and done with before it is read
  store_->subscribe([&](const std::vector<desk::Change>& changes) {
    told.insert(told.end(), changes.begin(), changes.end());
  });
  const auto contact = rosa();
  promised_case(contact);
  store_.reset();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told[0].owners, ElementsAre(kOren));
  EXPECT_EQ(told[0].next_timer, testing::noon_of_the_call() + std::chrono::minutes(30));
}

TEST_F(SessionTest, AReadWithinAReadSeesTheSameAndTakesNoConnection) {
  constexpr int kMoreThanConnections = 6;
  const auto names = [](Reader& reader) { return reader.contacts_by_name("Rosa", 10).size(); };
  std::vector<std::size_t> found;
  const std::function<void(int)> look = [&](int depth) {
    store_->read([&](Reader& reader) {
      found.push_back(names(reader));
      if (depth == 0) rosa();  // committed by the writer's thread meanwhile
      if (depth < kMoreThanConnections) look(depth + 1);
    });
  };
  look(0);
  EXPECT_THAT(found, ::testing::Each(0));
  EXPECT_EQ(found.size(), kMoreThanConnections + 1);
  EXPECT_EQ(seen<std::size_t>(names), 1);
}

TEST_F(SessionTest, ADamagedArticleHidesNoOther) {
  const auto draft = [&](const std::string& key) {
    return done<domain::ArticleId>([&](Transaction& tx) -> Result<domain::ArticleId> {
      desk::ArticleRow row;
      row.id = domain::ArticleId{tx.next_id()};
      row.key = key;
      tx.save(row);
      return row.id;
    });
  };
  const auto damaged = draft("damaged");
  draft("whole");
  testing::run_sql(directory_.path(),
                   "UPDATE articles SET body = '{' WHERE id = " + std::to_string(damaged.value));
  for (const int limit : {1, 500}) {
    const auto keys = seen<std::vector<std::string>>([&](Reader& reader) {
      std::vector<std::string> found;
      for (const desk::ArticleRow& row : reader.articles_since(0, limit)) found.push_back(row.key);
      return found;
    });
    EXPECT_THAT(keys, ElementsAre("whole")) << limit;
  }
}

}  // namespace
}  // namespace kept::store
