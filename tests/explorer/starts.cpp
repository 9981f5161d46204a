#include <utility>

#include "actions.h"
#include "base/check.h"
#include "domain/cases/opening.h"

namespace kept::explorer {
namespace {

using namespace domain;

constexpr int kBenCalls = static_cast<int>(kBen.value);
constexpr int kToOperator = static_cast<int>(kOperator.value);

OpenCase opening(CaseKind kind) {
  OpenCase opening;
  opening.number = 311;
  opening.kind = kind;
  opening.reporter = kAnna;
  opening.reporter_reachable = true;
  opening.first_operator = kOperator;
  opening.summary = kText;
  return opening;
}

/// Anna's call, in which the case is opened, is still under way.
Start begin(World& world, std::string_view name, const OpenCase& opening,
            const std::vector<Action>& then) {
  Case unopened;
  unopened.id = CaseId{1};
  Situation now;
  now.state = std::make_shared<const Case>(unopened);
  now.now = world.begin();
  Play play(world, {}, std::move(now));
  play.collect();
  const Conversation talk{play.next_interaction(), kAnna,        kOperator, true,
                          Channel::call,           world.begin()};
  play.situation().talk = Talk{talk, {}, {}};
  bool went_well = play.unit(
      kOperator, [&](Decision& decision) { return open_case(decision, talk.id, opening); });
  for (const Action& action : then) went_well = went_well && perform(play, action);
  KEPT_CHECK(went_well);
  return {name, play.situation(), play.stored()};
}

OpenCase service_request() {
  OpenCase request = opening(CaseKind::service_request);
  request.service =
      ServiceTerms{ServiceId{1}, kParks, std::chrono::minutes(600), FollowUpPolicy::person};
  return request;
}

/// Its check is a message, when nobody promises anything.
OpenCase checked_in_writing() {
  OpenCase request = service_request();
  request.service->follow_up = FollowUpPolicy::message;
  return request;
}

/// From a number that nobody can call back.
OpenCase compliment() {
  OpenCase compliment = opening(CaseKind::compliment);
  compliment.reporter_reachable = false;
  return compliment;
}

OpenCase anonymous() {
  OpenCase unknown = opening(CaseKind::question);
  unknown.reporter.reset();
  unknown.reporter_reachable = false;
  return unknown;
}

OpenCase complaint() {
  OpenCase complaint = opening(CaseKind::complaint);
  complaint.about_staff = kManager;
  return complaint;
}

}  // namespace

std::vector<Start> starts(World& world) {
  const OpenCase question = opening(CaseKind::question);
  const std::vector<Action> asked{{Do::promise_oneself}, {Do::hang_up}, {Do::ask}};
  auto handed_over = asked;
  handed_over.insert(handed_over.end(),
                     {{Do::dial, 1}, {Do::connected}, {Do::hand_over}, {Do::hang_up}});
  auto broken = handed_over;
  broken.insert(broken.end(), {{Do::past_due}, {Do::past_due}});
  auto told = handed_over;
  told.insert(told.end(), {{Do::outcome_on_word}});
  const std::vector<Action> two_residents{{Do::promise_for_manager},
                                          {Do::hang_up},
                                          {Do::resident_rings, kBenCalls, kToOperator},
                                          {Do::promise_oneself},
                                          {Do::hang_up}};
  const std::vector<Action> written{{Do::hang_up}, {Do::outcome}, {Do::write_outcome}};
  const std::vector<Action> praised{{Do::hang_up},
                                    {Do::resident_rings, kBenCalls, kToOperator},
                                    {Do::promise_oneself},
                                    {Do::hang_up}};
  return {begin(world, "asked", question, asked),
          begin(world, "handed_over", question, handed_over),
          begin(world, "broken", question, broken),
          begin(world, "told", question, told),
          begin(world, "two_residents", question, two_residents),
          begin(world, "request", service_request(), {{Do::hang_up}}),
          begin(world, "anonymous", anonymous(), {{Do::hang_up}}),
          begin(world, "complaint", complaint(), {{Do::hang_up}}),
          begin(world, "written", checked_in_writing(), written),
          begin(world, "compliment", compliment(), praised)};
}

}  // namespace kept::explorer
