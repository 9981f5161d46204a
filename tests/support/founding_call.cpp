#include "tests/support/founding_call.h"

#include <exception>

#include "desk/ask_department.h"
#include "desk/contacts.h"
#include "desk/edit_knowledge.h"
#include "desk/make_promise.h"
#include "desk/open_case.h"
#include "desk/record_outcome.h"
#include "desk/take_call.h"
#include "domain/cases/obligations.h"
#include "keeper/keeper.h"
#include "tests/support/small_city.h"

namespace kept::testing {
namespace {

using base::Done;
using base::Result;
using desk::Transaction;
using std::chrono::hours;
using std::chrono::minutes;
using Answers = std::map<std::string, std::string>;

constexpr const char* kScope = "founding call";

struct Step {
  const char* name;
  base::Duration after;  ///< when, since the call came in
  Result<std::string> (*act)(Transaction&, const Answers&);
};

template <typename Id>
Id id_in(const Answers& answers, const char* step) {
  return Id{std::stoll(answers.at(step))};
}

template <typename Id>
Result<std::string> told(const Result<Id>& result) {
  if (!result.ok()) return result.error();
  return std::to_string(result.value().value);
}
Result<std::string> told(const Result<Done>& result) {
  if (!result.ok()) return result.error();
  return std::string("true");
}

desk::CaseRef the_case(const Answers& answers) {
  return {id_in<domain::CaseId>(answers, "open the case"), {}};
}

/// The obligation of this kind on the case; the first, when there are several.
domain::DutyId owed(Transaction& tx, const Answers& answers, domain::DutyKind kind) {
  for (const auto& duty : domain::obligations(tx.load_case(the_case(answers).id))) {
    if (duty.kind == kind) return duty.id;
  }
  return {};
}

Result<std::string> dial(Transaction& tx, const Answers& answers, domain::DutyKind kind) {
  desk::CallForm form;
  form.inbound = false;
  form.purpose = desk::Purpose{the_case(answers).id, kind, owed(tx, answers, kind)};
  return told(desk::start_call(tx, acting(kOren), form));
}

Result<std::string> reached(Transaction& tx, const Answers& answers, const char* call) {
  return told(desk::record_result(tx, acting(kOren), id_in<domain::InteractionId>(answers, call),
                                  domain::AttemptResult::connected));
}

Result<std::string> hang_up(Transaction& tx, const Answers& answers, const char* call) {
  return told(desk::end_call(tx, acting(kOren), id_in<domain::InteractionId>(answers, call), "done",
                             "A short call."));
}

Result<std::string> open_the_case(Transaction& tx, const Answers& answers) {
  desk::CaseForm form;
  form.interaction = id_in<domain::InteractionId>(answers, "Rosa calls");
  form.summary = "Is it recorded how often the crossing button is pressed?";
  form.place = "Elm Street";
  form.ask = desk::AskForm{kTransportation, "Is it recorded?", {}};
  desk::PromiseForm promise;
  promise.words = "I will ask and call you back within the hour.";
  form.promise = promise;
  return told(desk::open_case(tx, acting(kOren), form));
}

Result<std::string> hand_over(Transaction& tx, const Answers& answers) {
  const auto talk = id_in<domain::InteractionId>(answers, "Oren calls back");
  desk::PromiseForm promise;
  promise.owner = kMaya;
  promise.said_by = kMaya;
  promise.words = "Maya will call you before two o'clock.";
  promise.due_local = "2026-11-24T14:00";
  const auto kept = tx.load_case(the_case(answers).id).promises.front().id;
  return told(desk::hand_over_promise(tx, acting(kOren), the_case(answers), kept, talk, promise));
}

Result<std::string> record_outcome(Transaction& tx, const Answers& answers) {
  desk::OutcomeForm outcome;
  outcome.resolution = domain::Resolution::information_not_held;
  outcome.qualifiers = {domain::Qualifier::resident_declined_to_give_more};
  outcome.text = "The city does not record this.";
  outcome.told_by_owner_at = noon_of_the_call() + minutes(80);
  return told(desk::record_outcome(tx, acting(kOren), the_case(answers), outcome));
}

Result<std::string> publish(Transaction& tx, const Answers& answers) {
  const auto draft = tx.case_file(the_case(answers).id).draft_article;
  if (!draft) return base::not_found("draft.missing", "No draft article was offered.");
  desk::ArticleForm form;
  form.language = "en";
  form.answer = "Not recorded. A count by hand can be asked for in writing.";
  form.state = desk::ArticleState::published;
  const auto edited = desk::edit_article(tx, acting(kMaya), *draft, form);
  if (!edited.ok()) return edited.error();
  return std::to_string(draft->value);
}

const Step kSteps[] = {
    {"add Rosa",
     {},
     [](Transaction& tx, const Answers&) -> Result<std::string> {
       return std::to_string(add_resident(tx, "Rosa Delgado", "416 555 0142").value);
     }},
    {"Rosa calls",
     {},
     [](Transaction& tx, const Answers& answers) {
       desk::CallForm form;
       form.phone = "416 555 0142";
       form.contact = id_in<domain::ContactId>(answers, "add Rosa");
       return told(desk::start_call(tx, acting(kOren), form));
     }},
    {"note the gap",
     {},
     [](Transaction& tx, const Answers&) -> Result<std::string> {
       const auto gap = desk::record_gap(tx, acting(kOren), "crossing button", "en", {});
       if (!gap.ok()) return gap.error();
       return std::string("true");
     }},
    {"open the case", minutes(2), open_the_case},
    {"Rosa hangs up", minutes(3),
     [](Transaction& tx, const Answers& answers) { return hang_up(tx, answers, "Rosa calls"); }},
    {"Maya needs time", minutes(25),
     [](Transaction& tx, const Answers& answers) {
       return told(desk::extend_ask(tx, acting(kOren), the_case(answers),
                                    owed(tx, answers, domain::DutyKind::ask), kMaya,
                                    noon_of_the_call() + minutes(140)));
     }},
    {"Oren calls back", minutes(35),
     [](Transaction& tx, const Answers& answers) {
       return dial(tx, answers, domain::DutyKind::promise);
     }},
    {"Rosa answers", minutes(35),
     [](Transaction& tx, const Answers& answers) {
       return reached(tx, answers, "Oren calls back");
     }},
    {"hand over to Maya", minutes(36), hand_over},
    {"Oren hangs up", minutes(37),
     [](Transaction& tx, const Answers& answers) {
       return hang_up(tx, answers, "Oren calls back");
     }},
    {"record the outcome", minutes(85), record_outcome},
    {"Oren follows up", hours(48) + minutes(60),
     [](Transaction& tx, const Answers& answers) {
       return dial(tx, answers, domain::DutyKind::follow_up);
     }},
    {"Rosa answers again", hours(48) + minutes(60),
     [](Transaction& tx, const Answers& answers) {
       return reached(tx, answers, "Oren follows up");
     }},
    {"Rosa is content", hours(48) + minutes(61),
     [](Transaction& tx, const Answers& answers) {
       const auto talk = id_in<domain::InteractionId>(answers, "Oren follows up");
       return told(desk::record_follow_up(tx, acting(kOren), the_case(answers),
                                          {talk, true, true, true, "She thanked us."}));
     }},
    {"Oren hangs up again", hours(48) + minutes(62),
     [](Transaction& tx, const Answers& answers) {
       return hang_up(tx, answers, "Oren follows up");
     }},
    {"publish the article", hours(50), publish},
    {"add Karim", hours(51),
     [](Transaction& tx, const Answers&) -> Result<std::string> {
       return std::to_string(add_resident(tx, "Karim Haddad", "416 555 0177").value);
     }},
    {"Karim calls", hours(51),
     [](Transaction& tx, const Answers& answers) {
       desk::CallForm form;
       form.contact = id_in<domain::ContactId>(answers, "add Karim");
       return told(desk::start_call(tx, acting(kAmara), form));
     }},
    {"answer Karim from the article", hours(51),
     [](Transaction& tx, const Answers& answers) {
       return told(desk::answer_from_knowledge(
           tx, acting(kAmara), id_in<domain::ArticleId>(answers, "publish the article"),
           id_in<domain::InteractionId>(answers, "Karim calls"), "", "en"));
     }},
};

/// Runs the step unless the store remembers it, as an edge does.
Result<std::string> take(Transaction& tx, const Step& step, const Answers& answers) {
  if (const auto first = tx.remembered(kScope, step.name)) return first->response;
  auto answer = step.act(tx, answers);
  if (answer.ok()) tx.remember(kScope, step.name, {"", 200, answer.value()});
  return answer;
}

}  // namespace

Result<Done> FoundingCall::live(desk::Store& store) {
  try {
    return live_on(store);
  } catch (const std::exception& error) {
    return base::unavailable("store.unreadable", error.what());  // the disk is gone
  }
}

Result<Done> FoundingCall::live_on(desk::Store& store) {
  keeper::Keeper keeper(store, clock_);
  for (const Step& step : kSteps) {
    if (answers_.contains(step.name)) continue;
    const base::Instant at = noon_of_the_call() + step.after;
    if (const auto kept = keeper.advance(clock_, std::max(at, clock_.now())); !kept.ok()) {
      return kept.error();
    }
    const auto answer =
        desk::write<std::string>(store, [&](Transaction& tx) { return take(tx, step, answers_); });
    if (!answer.ok()) return answer.error();
    answers_[step.name] = answer.value();
  }
  return Done{};
}

std::vector<std::string> FoundingCall::missing(desk::Store& store) const {
  std::vector<std::string> missing;
  const auto looked = store.write([&](Transaction& tx) -> Result<Done> {
    missing.clear();
    for (const auto& [step, answer] : answers_) {
      const auto kept = tx.remembered(kScope, step);
      if (!kept || kept->response != answer) missing.push_back(step);
    }
    return Done{};
  });
  if (!looked.ok()) missing.push_back(looked.error().message);
  return missing;
}

std::size_t FoundingCall::steps() { return std::size(kSteps); }

}  // namespace kept::testing
