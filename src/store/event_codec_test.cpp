#include "store/event_codec.h"

#include <gtest/gtest.h>

#include "domain/cases/event_names.h"

namespace kept::store {
namespace {

template <typename T>
T round_trip(const T& event) {
  return std::get<T>(read_event(std::string(domain::name_of(event)), write_event(event)));
}

TEST(EventCodec, KeepsEveryFieldOfAnOpenedCase) {
  domain::CaseOpened opened;
  opened.number = 100000011;
  opened.kind = domain::CaseKind::complaint;
  opened.service = domain::ServiceId{1};
  opened.department = domain::DepartmentId{2};
  opened.reporter = domain::ContactId{3};
  opened.reporter_reachable = true;
  opened.first_operator = domain::StaffId{4};
  opened.follow_up = domain::FollowUpPolicy::person;
  opened.interaction = domain::InteractionId{5};
  opened.summary = {6, "a"};
  opened.place = {7, "b"};
  opened.answers = {{"code", {8, "c"}}};
  opened.notice = domain::NoticeId{9};
  opened.about_staff = domain::StaffId{10};
  const auto read = round_trip(opened);
  EXPECT_EQ(read.number, opened.number);
  EXPECT_EQ(read.kind, opened.kind);
  EXPECT_EQ(read.service, opened.service);
  EXPECT_EQ(read.department, opened.department);
  EXPECT_EQ(read.reporter, opened.reporter);
  EXPECT_EQ(read.reporter_reachable, opened.reporter_reachable);
  EXPECT_EQ(read.first_operator, opened.first_operator);
  EXPECT_EQ(read.follow_up, opened.follow_up);
  EXPECT_EQ(read.interaction, opened.interaction);
  EXPECT_EQ(read.summary, opened.summary);
  EXPECT_EQ(read.place, opened.place);
  EXPECT_EQ(read.answers, opened.answers);
  EXPECT_EQ(read.notice, opened.notice);
  EXPECT_EQ(read.about_staff, opened.about_staff);
}

TEST(EventCodec, KeepsEveryFieldOfAPromise) {
  domain::Promise promise;
  promise.id = domain::DutyId{1};
  promise.state = domain::PromiseState::broken;
  promise.owner = domain::StaffId{2};
  promise.covering_for = domain::StaffId{3};
  promise.said_by = domain::StaffId{4};
  promise.typed_by = domain::StaffId{5};
  promise.beneficiary = domain::ContactId{6};
  promise.action = domain::PromisedAction::visit;
  promise.channel = domain::Channel::sms;
  promise.address = {7, "a"};
  promise.words = {8, "b"};
  promise.card = {{9, "c"}, {10, "d"}, {11, "e"}, {12, "f"}};
  promise.due = {"2026-11-24T14:00", "America/Toronto", base::Instant(base::Duration(13))};
  promise.first_due = base::Instant(base::Duration(14));
  promise.moves = 2;
  promise.moved_by_resident = true;
  promise.moved_from = domain::DutyId{15};
  promise.made_in = domain::InteractionId{16};
  promise.made_at = base::Instant(base::Duration(17));
  promise.reminders = {base::Instant(base::Duration(18))};
  promise.reminders_sent = 1;
  promise.dialled = domain::InteractionId{19};
  promise.dialled_at = base::Instant(base::Duration(20));
  promise.evidence = domain::Evidence::call;
  promise.contact_at = base::Instant(base::Duration(21));
  promise.claimed_contact_at = base::Instant(base::Duration(22));
  promise.broken_reason = domain::BrokenReason::outage;
  promise.mended = true;
  EXPECT_EQ(read_promise(write_promise(promise)), promise);
  EXPECT_EQ(round_trip(domain::PromiseMade{promise}).promise, promise);
}

TEST(EventCodec, ReadsWhatAnOlderProgramWrote) {
  const auto event = std::get<domain::CaseClosed>(read_event("case_closed", "{}"));
  EXPECT_EQ(event.reason, domain::CloseReason::told_and_checked);
  const auto withdrawn =
      std::get<domain::ContactWithdrawn>(read_event("contact_withdrawn", R"({"interaction":7})"));
  EXPECT_FALSE(withdrawn.all);
  EXPECT_TRUE(round_trip(domain::ContactWithdrawn{withdrawn.interaction, true}).all);
}

TEST(EventCodec, RefusesAnEventOfANewerProgram) {
  EXPECT_THROW((void)read_event("case_dreamt", "{}"), std::runtime_error);
}

}  // namespace
}  // namespace kept::store
