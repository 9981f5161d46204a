#include "domain/cases/following.h"

#include <gmock/gmock.h>

#include "domain/cases/ending.h"
#include "tests/support/case_story.h"

namespace kept::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Following : public ::testing::Test {
 protected:
  Conversation open(CaseKind kind = CaseKind::service_request) {
    OpenCase opening = CaseStory::opening(kind);
    opening.service = ServiceTerms{ServiceId{1}, explorer::kRoads, hours(8), FollowUpPolicy::none};
    const Conversation talk = story.call();
    EXPECT_TRUE(story.decide([&](Decision& d) { return open_case(d, talk.id, opening); }).ok());
    return talk;
  }
  Result<Done> join(const Conversation& talk) {
    return story.decide([&](Decision& d) { return follow(d, talk); });
  }

  CaseStory story;
};

TEST_F(Following, SomebodyElseHearsOfTheCaseAndHasNoneOfTheirOwn) {
  open();
  const auto owed = obligations(story.state);
  const Conversation talk = story.call(kBen);
  ASSERT_TRUE(join(talk).ok());
  EXPECT_THAT(story.state.followers, ElementsAre(kBen));
  EXPECT_EQ(story.state.reporter, kAnna);
  EXPECT_EQ(story.state.interactions.back(), talk.id);
  EXPECT_EQ(obligations(story.state), owed);
}

TEST_F(Following, WhoFollowsCanBePromisedSomethingAndMustHearThen) {
  open();
  const Conversation talk = story.call(kBen);
  ASSERT_TRUE(join(talk).ok());
  EXPECT_THAT(must_hear(story.state), ElementsAre(kAnna));
  story.promised(talk, story.promise(kTwo));
  EXPECT_THAT(must_hear(story.state), ElementsAre(kAnna, kBen));
}

TEST_F(Following, NobodyJoinsTwiceNorTheirOwnCase) {
  open();
  EXPECT_EQ(join(story.call(kAnna)).error().reason, "follow.already");
  ASSERT_TRUE(join(story.call(kBen)).ok());
  EXPECT_EQ(join(story.call(kBen)).error().reason, "follow.already");
  EXPECT_THAT(story.state.followers, ElementsAre(kBen));
}

TEST_F(Following, NeedsAnAnsweredConversationAndAnOpenRequest) {
  open();
  EXPECT_EQ(join(story.dialled(kBen)).error().reason, "interaction.not_answered");
  story.let([](Decision& d) { d.happen(OutcomeRecorded{Resolution::completed, {}, {}}); });
  EXPECT_EQ(join(story.call(kBen)).error().reason, "case.not_open");
}

TEST_F(Following, AQuestionIsNobodyElsesBusiness) {
  open(CaseKind::question);
  EXPECT_EQ(join(story.call(kBen)).error().reason, "follow.no_request");
  EXPECT_THAT(story.state.followers, IsEmpty());
}

TEST_F(Following, ADuplicateIsNotFollowedButTheCaseThatStands) {
  open();
  story.let([](Decision& d) { d.happen(JoinedTo{CaseId{9}, 12345}); });
  EXPECT_EQ(join(story.call(kBen)).error().reason, "case.joined");
}

Result<Done> name(CaseStory& story, ContactId contact, bool reachable = true) {
  return story.decide([&](Decision& d) { return name_reporter(d, contact, reachable, {}); });
}

OpenCase nameless() {
  OpenCase opening = CaseStory::opening();
  opening.reporter.reset();
  opening.reporter_reachable = false;
  return opening;
}

TEST(NamingTheReporter, WhoIsNamedLaterHasToHearTheOutcome) {
  CaseStory story;
  story.open(nameless());
  EXPECT_THAT(must_hear(story.state), IsEmpty());
  ASSERT_TRUE(name(story, kAnna).ok());
  EXPECT_THAT(must_hear(story.state), ElementsAre(kAnna));
  story.let([](Decision& d) { d.happen(OutcomeRecorded{Resolution::completed, {}, {}}); });
  EXPECT_EQ(story.owed(DutyKind::contact_attempts).front().contact, kAnna);
}

TEST(NamingTheReporter, WhoFollowedIsNotToldTwice) {
  CaseStory story;
  story.open(nameless());
  story.let([](Decision& d) { d.happen(FollowerAdded{kAnna, InteractionId{1}}); });
  ASSERT_TRUE(name(story, kAnna).ok());
  EXPECT_THAT(story.state.followers, IsEmpty());
}

TEST(NamingTheReporter, ACaseIsNotTakenFromAnybodyAndNoneThatIsOverIsGiven) {
  CaseStory story;
  story.open();
  EXPECT_EQ(name(story, kBen).error().reason, "case.has_reporter");
  CaseStory over;
  over.open(nameless());
  over.let([](Decision& d) {
    d.happen(OutcomeRecorded{Resolution::entered_in_error, {}, {}});
    d.happen(CaseClosed{CloseReason::direct});
  });
  EXPECT_EQ(name(over, kAnna).error().reason, "case.closed");
}

}  // namespace
}  // namespace kept::domain
