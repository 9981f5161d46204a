#include "main/demo_questions.h"

#include "desk/ask_department.h"
#include "desk/make_promise.h"
#include "desk/open_case.h"
#include "desk/record_outcome.h"

namespace kept {
namespace {

using base::Instant;
using domain::AttemptResult;
using domain::CaseId;
using domain::DutyKind;
using domain::InteractionId;
using std::chrono::hours;
using std::chrono::minutes;

const char* in_language_of(const Caller& caller, const char* english, const char* french) {
  return caller.language == std::string("fr") ? french : english;
}

}  // namespace

void DemoQuestions::take(const AskedCall& call) {
  const desk::Principal who = week_.operator_until(week_.now() + hours(1), call.caller.answered_by);
  const InteractionId talk =
      week_.answer(who, call.caller.name, call.caller.phone, call.caller.language);
  week_.pass(minutes(2));
  desk::CaseForm form;
  form.interaction = talk;
  form.summary = call.asks;
  form.ask = desk::AskForm{week_.department(call.department), call.asks, {}};
  form.promise = desk::PromiseForm{};
  form.promise->words =
      in_language_of(call.caller, "I will ask them for you, and call you back within the hour.",
                     "Je pose la question au service et je vous rappelle d'ici une heure.");
  const auto id =
      week_.unit<CaseId>([&](desk::Transaction& tx) { return desk::open_case(tx, who, form); });
  week_.pass(minutes(1));
  week_.end(who, talk, "department_asked");
  go_on(call, id);
}

void DemoQuestions::go_on(const AskedCall& call, CaseId id) {
  switch (call.fate) {
    case Fate::kept:
      return answered_in_time(call, id);
    case Fate::moved:
      return moved(call, id);
    case Fate::handed_over:
    case Fate::handed_over_by_word:
    case Fate::denied:
      return handed_over(call, id);
    case Fate::returned:
      return returned(call, id);
    case Fate::returned_twice:
      return returned_twice(call, id);
    case Fate::released:
      return released(call, id);
    case Fate::unreached:
    case Fate::unreachable:
      return unreached(call, id);
    case Fate::late:
      return answered_late(call, id);
    case Fate::forgotten:
      return asked_again(call, id);
  }
}

void DemoQuestions::answered_in_time(const AskedCall& call, CaseId id) {
  // No two departments are equally quick.
  const int answered = 24 + call.caller.minute % 4 * 6;
  later(answered, [=, this, &call] { department_answers(id, call.answer); });
  later(answered + 11, [=, this, &call] { week_.tell(id, DutyKind::promise, call.answer); });
}

void DemoQuestions::answered_late(const AskedCall& call, CaseId id) {
  later(70, [=, this, &call] { department_answers(id, call.answer); });
  later(92, [=, this, &call] { week_.tell(id, DutyKind::apology, call.answer); });
}

/// Tried before the promise is due, hours later, and on the next working day.
void DemoQuestions::unreached(const AskedCall& call, CaseId id) {
  later(32, [=, this, &call] { department_answers(id, call.answer); });
  later(44, [=, this] { miss(id, DutyKind::promise, AttemptResult::no_answer); });
  later(210, [=, this, &call] {
    miss(id, DutyKind::contact_attempts, AttemptResult::voicemail);
    const auto next = week_.owed(id, DutyKind::contact_attempts);
    if (!next) return;
    week_.at(week_.in_shift_before(next->owner, next->due - minutes(45)),
             [=, this, &call] { last_try(call, id); });
  });
}

void DemoQuestions::last_try(const AskedCall& call, CaseId id) {
  if (call.fate == Fate::unreached) {
    return week_.tell(id, DutyKind::contact_attempts, call.answer);
  }
  const auto series = week_.owed(id, DutyKind::contact_attempts);
  miss(id, DutyKind::contact_attempts, AttemptResult::no_answer);
  if (!series) return;
  desk::OutcomeForm outcome;
  outcome.resolution = domain::Resolution::could_not_reach_resident;
  outcome.text = "Three calls on two days, and a message on the voicemail.";
  week_.unit<CaseId>([&](desk::Transaction& tx) {
    return desk::record_outcome(tx, week_.person(series->owner), {id, {}}, outcome);
  });
}

void DemoQuestions::moved(const AskedCall& call, CaseId id) {
  later(36, [=, this, &call] { move_by_two_hours(call, id); });
  later(112, [=, this, &call] { department_answers(id, call.answer); });
  later(150, [=, this, &call] { week_.tell(id, DutyKind::promise, call.answer); });
}

/// 'I will call you back' becomes 'she will call you by then'.
void DemoQuestions::handed_over(const AskedCall& call, CaseId id) {
  const Instant due = week_.now() + minutes(150);
  later(22, [=, this, &call] { hand_over(call, id, due); });
  later(95, [=, this, &call] { department_answers(id, call.answer); });
  later(105, [=, this, &call] {
    if (call.fate == Fate::handed_over) return week_.tell(id, DutyKind::promise, call.answer);
    write_down(call, id);
  });
}

void DemoQuestions::returned(const AskedCall& call, CaseId id) {
  later(15, [=, this] {
    give_back(id, "We do not keep the list of protected buildings.", "building");
  });
  later(34, [=, this, &call] { department_answers(id, call.answer); });
  later(47, [=, this, &call] { week_.tell(id, DutyKind::promise, call.answer); });
}

void DemoQuestions::returned_twice(const AskedCall& call, CaseId id) {
  later(15, [=, this] { give_back(id, "We look after fences, not after deeds.", "building"); });
  later(36, [=, this, &call] { move_by_two_hours(call, id); });
  later(50, [=, this] { give_back(id, "No permit was ever asked for on this land.", nullptr); });
  later(115, [=, this] { decide(id, "clerk"); });
  later(138, [=, this, &call] { department_answers(id, call.answer); });
  later(155, [=, this, &call] { week_.tell(id, DutyKind::promise, call.answer); });
}

void DemoQuestions::released(const AskedCall& call, CaseId id) {
  later(28, [=, this, &call] {
    const desk::Principal who = week_.operator_until(week_.now(), "amara.diallo");
    const InteractionId talk =
        week_.answer(who, call.caller.name, call.caller.phone, call.caller.language);
    week_.pass(minutes(1));
    if (const auto still = week_.owed(id, DutyKind::promise)) {
      week_.unit<CaseId>([&](desk::Transaction& tx) {
        return desk::release_promise(tx, who, {id, {}}, still->id, {talk, ""});
      });
    }
    desk::OutcomeForm outcome;
    outcome.resolution = domain::Resolution::declined_by_resident;
    outcome.text = "The class found another pool; nothing more is needed.";
    outcome.interaction = talk;
    week_.unit<CaseId>([&](desk::Transaction& tx) {
      return desk::record_outcome(tx, who, {id, {}}, outcome);
    });
    week_.end(who, talk, "released");
    week_.check(id);
  });
}

/// Nobody rang back; the resident does, on the next morning.
void DemoQuestions::asked_again(const AskedCall& call, CaseId id) {
  later(19 * 60, [=, this, &call] {
    const desk::Principal who = week_.operator_until(week_.now(), "amara.diallo");
    const InteractionId talk =
        week_.answer(who, call.caller.name, call.caller.phone, call.caller.language);
    week_.pass(minutes(2));
    week_.unit<CaseId>([&](desk::Transaction& tx) {
      return desk::record_not_heard(tx, who, {id, {}}, talk, "");
    });
    week_.end(who, talk, "has_not_heard");
  });
}

void DemoQuestions::later(int after, const DemoWeek::Step& step) {
  week_.at(week_.now() + minutes(after), step);
}

void DemoQuestions::department_answers(CaseId id, const char* text) {
  const auto ask = week_.owed(id, DutyKind::ask);
  if (!ask) return;
  week_.unit<CaseId>([&](desk::Transaction& tx) {
    return desk::answer_ask(tx, week_.person(ask->owner), {id, {}}, ask->id, {}, text);
  });
}

void DemoQuestions::miss(CaseId id, DutyKind about, AttemptResult result) {
  week_.call_about(id, about, result, [](const desk::Principal&, InteractionId) {});
}

void DemoQuestions::move_by_two_hours(const AskedCall& call, CaseId id) {
  const auto promise = week_.owed(id, DutyKind::promise);
  if (!promise) return;
  const desk::Principal who = week_.person(promise->owner);
  desk::MoveForm form;
  form.due_local = week_.to_the_minute(promise->due + hours(2));
  form.words =
      in_language_of(call.caller, "They need a little longer; may I call you two hours later?",
                     "Il leur faut plus de temps; puis-je rappeler deux heures plus tard?");
  week_.call(who, call.caller.phone, [&](InteractionId talk) {
    form.interaction = talk;
    week_.unit<CaseId>([&](desk::Transaction& tx) {
      return desk::move_promise(tx, who, {id, {}}, promise->id, form);
    });
  });
}

void DemoQuestions::hand_over(const AskedCall& call, CaseId id, Instant due) {
  const auto promise = week_.owed(id, DutyKind::promise);
  const auto ask = week_.owed(id, DutyKind::ask);
  if (!promise || !ask) return;
  desk::PromiseForm next;
  next.owner = ask->owner;
  next.due_local = week_.to_the_minute(due);
  next.words = in_language_of(
      call.caller,
      "The manager will call you herself; in case that call does not come, here is the number.",
      "La responsable vous appellera elle-même; si l'appel ne vient pas, voici le numéro.");
  week_.call_about(id, DutyKind::promise, AttemptResult::connected,
                   [&](const desk::Principal& who, InteractionId talk) {
                     week_.unit<CaseId>([&](desk::Transaction& tx) {
                       return desk::hand_over_promise(tx, who, {id, {}}, promise->id, talk, next);
                     });
                   });
}

/// The manager says on the telephone that she reached the resident, and the operator notes it.
void DemoQuestions::write_down(const AskedCall& call, CaseId id) {
  const desk::Principal who = week_.operator_until(week_.now(), call.caller.answered_by);
  desk::OutcomeForm outcome;
  outcome.resolution = domain::Resolution::information_not_held;
  outcome.qualifiers = {domain::Qualifier::resident_declined_to_give_more};
  outcome.text = call.answer;
  outcome.told_by_owner_at = week_.now() - minutes(6);
  week_.unit<CaseId>([&](desk::Transaction& tx) {
    return desk::record_outcome(tx, who, {id, {}}, outcome);
  });
  if (call.fate != Fate::denied) return week_.check(id);
  week_.check(id, [=, this, &call] {
    later(18, [=, this, &call] { week_.tell(id, DutyKind::apology, call.answer); });
  });
}

void DemoQuestions::give_back(CaseId id, const char* reason, const char* department) {
  const auto ask = week_.owed(id, DutyKind::ask);
  if (!ask) return;
  std::optional<domain::DepartmentId> belongs_to;
  if (department != nullptr) belongs_to = week_.department(department);
  week_.unit<CaseId>([&](desk::Transaction& tx) {
    return desk::return_ask(tx, week_.person(ask->owner), {id, {}}, ask->id,
                            {{}, reason, belongs_to});
  });
}

void DemoQuestions::decide(CaseId id, const char* department) {
  const auto decision = week_.owed(id, DutyKind::decision);
  if (!decision) return;
  week_.unit<CaseId>([&](desk::Transaction& tx) {
    return desk::decide(tx, week_.person(decision->owner), {id, {}},
                        {week_.department(department), {}, {}, "Deeds are kept by the Clerk."});
  });
}

}  // namespace kept
