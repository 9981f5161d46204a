// Whom a department's link lets act, over a real store: who owes what it is for, and nobody else.
#include "desk/department_link.h"

#include <gtest/gtest.h>

#include "desk/ask_department.h"
#include "desk/people_away.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using desk::Reader;
using desk::Transaction;
using domain::DutyKind;
using testing::acting;
using testing::kDelegate;
using testing::kMaya;
using namespace std::chrono_literals;

class DepartmentLinkTest : public ::testing::Test {
 protected:
  void SetUp() override {
    unit([&](Transaction& tx) -> base::Result<base::Done> {
      const auto resident = testing::add_resident(tx, "Rosa", "+14165550142");
      case_ = testing::open_promised_case(tx, resident, "Who sweeps?", "2026-11-24T18:00").value();
      const auto asked =
          desk::ask_department(tx, acting(testing::kOren), {case_, {}},
                               {testing::kTransportation, "Do we know?", clock_.now() + 6h});
      return asked.ok() ? base::Result<base::Done>(base::Done{}) : asked.error();
    });
    ask_ = state().asks.front().id;
    ASSERT_EQ(state().asks.front().owner, kMaya);
  }

  void unit(const desk::Store::Unit& work) {
    const auto done = city_->write(work);
    ASSERT_TRUE(done.ok()) << done.error().reason << ": " << done.error().message;
  }
  domain::Case state() {
    std::optional<domain::Case> found;
    city_->read([&](Reader& reader) { found = reader.load_case(case_); });
    return *found;
  }
  [[nodiscard]] std::string token_of(domain::StaffId owner) const {
    return desk::department_token(signer_, DutyKind::ask, ask_, owner);
  }
  /// Why a link does not open; nothing when it does.
  std::string refusal(const std::string& token) {
    std::string reason;
    city_->read([&](Reader& reader) {
      const auto opened = desk::open_link(reader, signer_, token);
      if (!opened.ok()) reason = opened.error().reason;
    });
    return reason;
  }
  /// Why nothing is answered by it.
  std::string refused_answer(const std::string& token) {
    desk::LinkForm form;
    form.text = "Parks sweep them.";
    const auto used = desk::write<domain::CaseId>(
        *city_, [&](Transaction& tx) { return desk::use_link(tx, signer_, token, form); });
    return used.ok() ? "" : used.error().reason;
  }

  testing::TemporaryDirectory directory_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = testing::open_city(directory_.path(), clock_);
  base::Signer signer_{base::Signer::new_key()};
  domain::CaseId case_;
  domain::DutyId ask_;
};

TEST_F(DepartmentLinkTest, OpensForWhomItWasMailedToAndAnswersOnce) {
  EXPECT_EQ(refusal(token_of(kMaya)), "");
  EXPECT_EQ(refused_answer(token_of(kMaya)), "");
  EXPECT_EQ(refusal(token_of(kMaya)), "") << "it says that it was answered";
  EXPECT_EQ(refused_answer(token_of(kMaya)), "link.used");
}

TEST_F(DepartmentLinkTest, OfSomebodyElseOpensNothing) {
  EXPECT_EQ(refusal(token_of(kDelegate)), "link.expired");
  EXPECT_EQ(refused_answer(token_of(kDelegate)), "link.expired");
  EXPECT_EQ(state().asks.front().state, domain::AskState::asked);
}

TEST_F(DepartmentLinkTest, GoesOverToWhoeverCovers) {
  unit([&](Transaction& tx) -> base::Result<base::Done> {
    const auto away = desk::enter_absence(tx, acting(testing::kSofia),
                                          {kMaya, clock_.now(), clock_.now() + 48h, {}});
    return away.ok() ? base::Result<base::Done>(base::Done{}) : away.error();
  });
  ASSERT_EQ(state().asks.front().owner, kDelegate);
  EXPECT_EQ(refused_answer(token_of(kMaya)), "link.expired");
  EXPECT_EQ(refused_answer(token_of(kDelegate)), "");
}

TEST_F(DepartmentLinkTest, OfWhoWorksHereNoMoreOpensNotEvenWhatWasAnswered) {
  EXPECT_EQ(refused_answer(token_of(kMaya)), "");
  unit([&](Transaction& tx) { return desk::disable_account(tx, acting(testing::kAda), kMaya); });
  EXPECT_EQ(refusal(token_of(kMaya)), "link.expired");
}

TEST_F(DepartmentLinkTest, ThatNamesNobodyIsOver) {
  const std::string ask = std::to_string(ask_.value);
  EXPECT_EQ(refusal(signer_.sign("a" + ask)), "link.expired");
  for (const std::string& text : {"a" + ask + "-", "a" + ask + "-x", "a" + ask + " 103",
                                  "a" + ask + "-103x", std::string("a"), std::string("x1-103")}) {
    EXPECT_EQ(refusal(signer_.sign(text)), "link.unknown") << text;
  }
  EXPECT_EQ(refusal("a" + ask + "-103"), "link.unknown") << "nobody signed it";
}

}  // namespace
}  // namespace kept::store
