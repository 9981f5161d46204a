// Whoever is forgotten is not found by their number in anything that calls have left.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/contacts.h"
#include "desk/open_case.h"
#include "desk/record_outcome.h"
#include "desk/redact_contact.h"
#include "tests/support/small_telephone.h"

namespace kept::store {
namespace {

using desk::CallEventKind;
using ::testing::IsEmpty;
using testing::kOren;
using testing::kRosa;
using testing::kSofia;

class TelephoneRedactionTest : public testing::SmallTelephone {};

TEST_F(TelephoneRedactionTest, TakesTheNumberOutOfTheCalls) {
  domain::ContactId rosa;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    return base::Done{};
  });
  const auto id = rings("a");
  tell("a", CallEventKind::abandoned);
  unit([&](desk::Transaction& tx) {
    return desk::redact_contact(tx, testing::acting(kSofia), rosa, "asked for it");
  });
  EXPECT_FALSE(call(id).phone);
}

TEST_F(TelephoneRedactionTest, FindsTheNumberWhereverACallHasLeftIt) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a", "+14165550188");
  answer(kOren, id, "a");
  orders();
  unit([&](desk::Transaction& tx) { return desk::consult(tx, testing::acting(kOren), id, kRosa); });
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    tx.remember("oren consult", "key", {"digest", 200, R"({"third":"+14165550142"})"});
    tx.remember("oren hold", "key", {"digest", 200, R"({"third":null})"});
    return base::Done{};
  });
  tell("a", CallEventKind::third_failed);
  tell("a", CallEventKind::ended);
  wrap_up(kOren);
  // The same number, and nobody asked for the name.
  const auto theirs = rings("b");
  answer(kOren, theirs, "b");
  const auto talk = *call(theirs).interaction;
  tell("b", CallEventKind::ended);
  wrap_up(kOren);
  const auto asks_again = rings("c", "+14165550188");
  answer(kOren, asks_again, "c");
  unit([&](desk::Transaction& tx) {
    return desk::consult(tx, testing::acting(kOren), asks_again, kRosa);
  });
  unit([&](desk::Transaction& tx) {
    const auto rosa = testing::add_resident(tx, "Rosa", kRosa);
    testing::add_resident(tx, "Karim", "+14165550188");
    return desk::redact_contact(tx, testing::acting(kSofia), rosa, "asked for it");
  });
  EXPECT_FALSE(call(asks_again).third);
  EXPECT_EQ(call(asks_again).phone, "+14165550188") << "another's call, and still up";
  EXPECT_THAT(orders(), ::testing::Not(::testing::Contains(desk::Control::consult)));
  EXPECT_FALSE(look<std::optional<std::string>>(
      [&](desk::Reader& reader) { return reader.interaction(talk)->phone; }));
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    EXPECT_EQ(tx.remembered("oren consult", "key")->response, R"({"redacted":true})");
    EXPECT_EQ(tx.remembered("oren hold", "key")->response, R"({"third":null})");
    return base::Done{};
  });
}

TEST_F(TelephoneRedactionTest, ForgetsTheNamelessWithTheNumberUnlessTheyAreOwedSomething) {
  domain::ContactId rosa;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    testing::add_resident(tx, "Karim", kRosa);
    return base::Done{};
  });
  const auto id = rings("a");
  press("a", "9");
  const auto nameless = [&] {
    return look<int>([](desk::Reader& reader) {
      const auto known = reader.contacts_by_phone(kRosa);
      return static_cast<int>(
          std::ranges::count_if(known, [](const desk::ContactRow& one) { return !one.name; }));
    });
  };
  EXPECT_EQ(nameless(), 1) << "a household shares the number";
  domain::ContactId other;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::ContactRow row;
    row.id = other = domain::ContactId{tx.next_id()};
    row.phones = {kRosa};
    tx.save(row);
    return base::Done{};
  });
  unit([&](desk::Transaction& tx) {
    return desk::redact_contact(tx, testing::acting(kSofia), rosa, "asked for it");
  });
  EXPECT_EQ(nameless(), 1) << "who keeps their place is called back";
  EXPECT_TRUE(call(id).call_back);
  EXPECT_EQ(call(id).phone, kRosa) << "and by this call it is known where";
  EXPECT_THAT(look<std::vector<std::string>>(
                  [&](desk::Reader& reader) { return reader.contact(other)->phones; }),
              IsEmpty());
}

// One person was entered three times, and each record found to be part of the next.
TEST_F(TelephoneRedactionTest, ForgetsEveryRecordThatThePersonIsMadeOf) {
  domain::ContactId first;
  domain::ContactId kept_place;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    first = testing::add_resident(tx, "R. Delgado", "+14165550191");
    auto whole = first;
    for (const char* phone : {"+14165550192", kRosa}) {
      const auto next = testing::add_resident(tx, "Rosa", phone);
      auto merged = desk::merge_contact(tx, testing::acting(kOren), whole, next);
      if (!merged.ok()) return merged;
      whole = next;
    }
    desk::ContactRow nameless;
    nameless.id = kept_place = domain::ContactId{tx.next_id()};
    nameless.phones = {"+14165550191"};
    tx.save(nameless);
    return desk::redact_contact(tx, testing::acting(kSofia), whole, "asked for it");
  });
  for (const domain::ContactId id : {first, kept_place}) {
    const auto left =
        look<desk::ContactRow>([&](desk::Reader& reader) { return *reader.contact(id); });
    EXPECT_FALSE(left.name);
    EXPECT_THAT(left.phones, IsEmpty());
  }
}

// The record itself has no name; the one that was merged into it has.
TEST_F(TelephoneRedactionTest, WhoHasANameInARecordOfTheirsIsSomebodyElse) {
  domain::ContactId karim;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto rosa = testing::add_resident(tx, "Rosa", kRosa);
    karim = testing::add_resident(tx, "Karim", "+14165550188");
    desk::ContactRow nameless;
    nameless.id = domain::ContactId{tx.next_id()};
    nameless.phones = {kRosa};
    tx.save(nameless);
    auto merged = desk::merge_contact(tx, testing::acting(kOren), karim, nameless.id);
    if (!merged.ok()) return merged;
    return desk::redact_contact(tx, testing::acting(kSofia), rosa, "asked for it");
  });
  EXPECT_EQ(
      look<desk::ContactRow>([&](desk::Reader& reader) { return *reader.contact(karim); }).name,
      "Karim");
}

TEST_F(TelephoneRedactionTest, WhoReportedWithoutANameFromASharedNumberIsSomebodyElse) {
  domain::ContactId rosa;
  domain::ContactId neighbour;
  domain::CaseId theirs;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    desk::ContactRow row;
    row.id = neighbour = domain::ContactId{tx.next_id()};
    row.phones = {kRosa};
    tx.save(row);
    desk::InteractionRow talk;
    talk.id = domain::InteractionId{tx.next_id()};
    talk.contact = neighbour;
    talk.phone = kRosa;
    talk.staff = kOren;
    talk.started_at = clock_.now();
    talk.answered_at = clock_.now();
    tx.save(talk);
    desk::CaseForm leak;
    leak.interaction = talk.id;
    leak.summary = "A leak";
    const auto opened = desk::open_case(tx, testing::acting(kOren), leak);
    if (!opened.ok()) return opened.error();
    theirs = opened.value();
    talk.ended_at = clock_.now();
    tx.save(talk);
    desk::OutcomeForm form;
    form.resolution = domain::Resolution::entered_in_error;
    form.text = "It was none.";
    const auto closed = desk::close_case(tx, testing::acting(kOren), {theirs, {}}, form);
    if (!closed.ok()) return closed.error();
    return base::Done{};
  });
  unit([&](desk::Transaction& tx) {
    return desk::redact_contact(tx, testing::acting(kSofia), rosa, "asked for it");
  });
  EXPECT_THAT(look<std::vector<std::string>>(
                  [&](desk::Reader& reader) { return reader.contact(neighbour)->phones; }),
              ::testing::ElementsAre(kRosa));
  EXPECT_FALSE(look<bool>([&](desk::Reader& reader) {
    const auto file = reader.case_file(theirs);
    return file.texts.empty();
  }));
}

TEST_F(TelephoneRedactionTest, LeavesWhatIsSpokenOfInTheOpenCaseOfAnotherUntilItCloses) {
  domain::ContactId rosa;
  domain::CaseId asked;
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  answer(kOren, id, "a");
  const auto talk = *call(id).interaction;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::CaseForm form;
    form.interaction = talk;
    form.summary = "Where is the library?";
    const auto opened = desk::open_case(tx, testing::acting(kOren), form);
    if (!opened.ok()) return opened.error();
    asked = opened.value();
    return base::Done{};
  });
  tell("a", CallEventKind::ended);
  wrap_up(kOren);
  const auto live = rings("b");
  answer(kOren, live, "b");
  unit([&](desk::Transaction& tx) {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    return desk::redact_contact(tx, testing::acting(kSofia), rosa, "asked for it");
  });
  const auto phone_of = [&](domain::InteractionId of) {
    return look<std::optional<std::string>>(
        [&](desk::Reader& reader) { return reader.interaction(of)->phone; });
  };
  EXPECT_EQ(phone_of(talk), kRosa);
  EXPECT_EQ(call(id).phone, kRosa);
  EXPECT_EQ(phone_of(*call(live).interaction), kRosa);
  EXPECT_EQ(call(live).phone, kRosa) << "nobody who is on the line is made withheld";

  const auto live_talk = *call(live).interaction;
  tell("b", CallEventKind::ended);
  EXPECT_EQ(call(live).phone, kRosa) << "what came of it is still noted";
  wrap_up(kOren);
  EXPECT_FALSE(call(live).phone);
  EXPECT_FALSE(phone_of(live_talk));
  EXPECT_EQ(call(id).phone, kRosa) << "its case is open";
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::OutcomeForm form;
    form.resolution = domain::Resolution::entered_in_error;
    form.text = "It was none.";
    const auto closed = desk::close_case(tx, testing::acting(kOren), {asked, {}}, form);
    if (!closed.ok()) return closed.error();
    return base::Done{};
  });
  EXPECT_FALSE(call(id).phone);
  EXPECT_FALSE(phone_of(talk));
}

TEST_F(TelephoneRedactionTest, FindsTheNumberThatSomebodyCalledFromOnce) {
  domain::ContactId rosa;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    return base::Done{};
  });
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a", "+14165550199");
  answer(kOren, id, "a");
  unit([&](desk::Transaction& tx) {
    return desk::identify_caller(tx, testing::acting(kOren), tx.open_interaction(kOren)->id, rosa);
  });
  tell("a", CallEventKind::ended);
  unit([&](desk::Transaction& tx) {
    return desk::redact_contact(tx, testing::acting(kSofia), rosa, "asked for it");
  });
  wrap_up(kOren);
  EXPECT_FALSE(call(id).phone);
}

}  // namespace
}  // namespace kept::store
