#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/sqlite_store.h"

namespace kept::store {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
namespace fs = std::filesystem;

const base::Instant kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24);

class OutboxTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "kept311-outbox-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    auto opened = SqliteStore::open(directory_, clock_);
    ASSERT_TRUE(opened.ok());
    store_ = std::move(opened).value();
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(directory_);
  }

  static desk::OutboxRow row(std::int64_t id, base::Instant due) {
    desk::OutboxRow message;
    message.id = domain::MessageId{id};
    message.purpose = domain::MessagePurpose::outcome;
    message.case_id = domain::CaseId{5};
    message.duty = domain::DutyId{6};
    message.contact = domain::ContactId{7};
    message.created_at = kNow;
    message.next_attempt_at = due;
    return message;
  }
  void save(const std::vector<desk::OutboxRow>& rows) {
    const auto saved = store_->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
      for (const auto& message : rows) tx.save(message);
      return base::Done{};
    });
    ASSERT_TRUE(saved.ok());
  }
  std::vector<std::int64_t> due_at(base::Instant until) {
    std::vector<std::int64_t> ids;
    store_->read([&](desk::Reader& reader) {
      for (const auto& message : reader.due_messages(until, 10)) ids.push_back(message.id.value);
    });
    return ids;
  }

  fs::path directory_;
  base::ManualClock clock_{kNow};
  std::unique_ptr<SqliteStore> store_;
};

TEST_F(OutboxTest, GivesWhatIsDueSoonestFirst) {
  save({row(1, kNow + 2min), row(2, kNow + 1min), row(3, kNow + 1min), row(4, kNow + 3min)});
  EXPECT_THAT(due_at(kNow + 2min), ElementsAre(2, 3, 1));
  EXPECT_THAT(due_at(kNow + 59s), ElementsAre());
  store_->read([](desk::Reader& reader) { EXPECT_EQ(reader.next_message(), kNow + 1min); });
}

TEST_F(OutboxTest, WhatIsAcceptedOrFailedIsNotDueAnyMore) {
  save({row(1, kNow), row(2, kNow), row(3, kNow)});
  auto accepted = row(1, kNow);
  accepted.state = domain::MessageState::accepted;
  auto failed = row(2, kNow);
  failed.state = domain::MessageState::failed;
  auto later = row(3, kNow + 1h);
  later.attempts = 1;
  later.last_error = "smtp 450";
  save({accepted, failed, later});
  EXPECT_THAT(due_at(kNow), ElementsAre());
  EXPECT_THAT(due_at(kNow + 1h), ElementsAre(3));
}

TEST_F(OutboxTest, KeepsEveryField) {
  auto sent = row(1, kNow + 1min);
  sent.state = domain::MessageState::accepted;
  sent.attempts = 2;
  sent.last_error = "smtp 450";
  save({sent});
  store_->read([&](desk::Reader& reader) {
    const auto read = reader.message(sent.id);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->purpose, sent.purpose);
    EXPECT_EQ(read->case_id, sent.case_id);
    EXPECT_EQ(read->duty, sent.duty);
    EXPECT_EQ(read->contact, sent.contact);
    EXPECT_EQ(read->staff, std::nullopt);
    EXPECT_EQ(read->channel, sent.channel);
    EXPECT_EQ(read->state, sent.state);
    EXPECT_EQ(read->created_at, sent.created_at);
    EXPECT_EQ(read->next_attempt_at, sent.next_attempt_at);
    EXPECT_EQ(read->attempts, sent.attempts);
    EXPECT_EQ(read->last_error, sent.last_error);
  });
}

}  // namespace
}  // namespace kept::store
