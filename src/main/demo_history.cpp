#include "main/demo_history.h"

#include <algorithm>

#include "desk/ask_department.h"
#include "desk/edit_knowledge.h"
#include "desk/make_promise.h"
#include "desk/open_case.h"
#include "desk/people_away.h"
#include "desk/record_outcome.h"
#include "desk/take_call.h"
#include "main/demo_calls.h"
#include "main/demo_week.h"

namespace kept {
namespace {

using base::Instant;
using domain::AttemptResult;
using domain::CaseId;
using domain::DutyKind;
using domain::InteractionId;
using std::chrono::hours;
using std::chrono::minutes;

/// The stories of the week, laid out as steps.
class History {
 public:
  explicit History(desk::Store& store, DemoWeek& week) : week_(week) {
    store.read([&](desk::Reader& reader) {
      for (const auto& row : reader.services()) services_[row.code] = row.id;
      for (const auto& row : reader.articles_in(desk::ArticleState::published)) {
        articles_[row.key] = row.id;
      }
    });
  }

  void lay_out() {
    for (const AskedCall& call : asked_calls()) {
      week_.at(time_of(call.caller), [this, &call] { take(call); });
    }
    for (const RequestCall& call : request_calls()) {
      week_.at(time_of(call.caller), [this, &call] { take(call); });
    }
    for (const KnowledgeCall& call : knowledge_calls()) {
      week_.at(time_of(call.caller), [this, &call] { take(call); });
    }
    about_staff();
    notice_and_duplicates();
    dangers_and_gaps();
    what_is_coming();
  }

 private:
  Instant on(int day, int hour, int minute) const {
    return week_.local(week_.working_day(day), hours(hour) + minutes(minute));
  }
  Instant time_of(const Caller& caller) const { return on(caller.day, caller.hour, caller.minute); }

  desk::Principal on_duty(const std::string& preferred) const {
    return week_.operator_until(week_.now(), preferred);
  }

  std::string to_the_minute(Instant when) const {
    return week_.wall(std::chrono::ceil<minutes>(when))
        .substr(0, std::size("2026-11-24T14:00") - 1);
  }

  InteractionId answer(const desk::Principal& who, const Caller& caller) {
    return week_.answer(who, caller.name, caller.phone, caller.language);
  }

  CaseId open(const desk::Principal& who, const desk::CaseForm& form) {
    return week_.unit<CaseId>(
        [&](desk::Transaction& tx) { return desk::open_case(tx, who, form); });
  }

  // Questions that a department is asked.

  void take(const AskedCall& call) {
    const desk::Principal who = on_duty(call.caller.answered_by);
    const InteractionId talk = answer(who, call.caller);
    week_.pass(minutes(2));
    desk::CaseForm form;
    form.interaction = talk;
    form.summary = call.asks;
    form.ask = desk::AskForm{week_.department(call.department), call.asks, {}};
    form.promise = desk::PromiseForm{};
    form.promise->words =
        call.caller.language == std::string("fr")
            ? "Je pose la question au service et je vous rappelle d'ici une heure."
            : "I will ask them for you, and call you back within the hour.";
    const CaseId id = open(who, form);
    week_.pass(minutes(1));
    week_.end(who, talk, "department_asked");
    go_on(call, id);
  }

  void go_on(const AskedCall& call, CaseId id) {
    const Instant began = week_.now();
    switch (call.fate) {
      case Fate::kept:
        later(began, 24, [=, this, &call] { department_answers(id, call.answer); });
        later(began, 38, [=, this, &call] { tell(id, DutyKind::promise, call.answer); });
        return;
      case Fate::moved:
        return move(call, id);
      case Fate::handed_over:
      case Fate::handed_over_by_word:
        return hand_over(call, id);
      case Fate::returned:
        later(began, 15, [=, this] { return_to(id, "building"); });
        later(began, 34, [=, this, &call] { department_answers(id, call.answer); });
        later(began, 47, [=, this, &call] { tell(id, DutyKind::promise, call.answer); });
        return;
      case Fate::released:
        return release(call, id);
      case Fate::unreached:
        later(began, 44, [=, this] { miss(id, DutyKind::promise, AttemptResult::no_answer); });
        later(began, 210,
              [=, this] { miss(id, DutyKind::contact_attempts, AttemptResult::voicemail); });
        return;
      case Fate::late:
        later(began, 70, [=, this, &call] { department_answers(id, call.answer); });
        later(began, 92, [=, this, &call] { tell(id, DutyKind::apology, call.answer); });
        return;
      case Fate::forgotten:
        return;
    }
  }

  void later(Instant from, int after, const DemoWeek::Step& step) {
    week_.at(from + minutes(after), step);
  }

  void department_answers(CaseId id, const char* text) {
    const auto ask = week_.owed(id, DutyKind::ask);
    if (!ask) return;
    week_.unit<CaseId>([&](desk::Transaction& tx) {
      return desk::answer_ask(tx, week_.person(ask->owner), {id, {}}, ask->id, {}, text);
    });
  }

  /// Rings the resident, says the answer, and checks two working days later.
  void tell(CaseId id, DutyKind about, const char* text) {
    week_.call_about(id, about, AttemptResult::connected,
                     [&](const desk::Principal& who, InteractionId talk) {
                       desk::OutcomeForm outcome;
                       outcome.text = text;
                       outcome.interaction = talk;
                       week_.unit<CaseId>([&](desk::Transaction& tx) {
                         return desk::record_outcome(tx, who, {id, {}}, outcome);
                       });
                     });
    check(id);
  }

  /// The follow-up, a little before it is due.
  void check(CaseId id) {
    const auto duty = week_.owed(id, DutyKind::follow_up);
    if (!duty) return;
    week_.at(duty->due - minutes(25), [=, this] {
      week_.call_about(
          id, DutyKind::follow_up, AttemptResult::connected,
          [&](const desk::Principal& who, InteractionId talk) {
            week_.unit<CaseId>([&](desk::Transaction& tx) {
              return desk::record_follow_up(tx, who, {id, {}}, {talk, true, true, true, ""});
            });
          });
    });
  }

  void miss(CaseId id, DutyKind about, AttemptResult result) {
    week_.call_about(id, about, result, [](const desk::Principal&, InteractionId) {});
  }

  void move(const AskedCall& call, CaseId id) {
    const Instant began = week_.now();
    later(began, 36, [=, this, &call] {
      const auto promise = week_.owed(id, DutyKind::promise);
      const desk::Principal who = week_.person(promise->owner);
      desk::MoveForm form;
      form.due_local = to_the_minute(began + hours(3));
      form.words = "They need a little longer; may I call you later today?";
      week_.call(who, call.caller.phone, [&](InteractionId talk) {
        form.interaction = talk;
        week_.unit<CaseId>([&](desk::Transaction& tx) {
          return desk::move_promise(tx, who, {id, {}}, promise->id, form);
        });
      });
    });
    later(began, 130, [=, this, &call] { department_answers(id, call.answer); });
    later(began, 150, [=, this, &call] { tell(id, DutyKind::promise, call.answer); });
  }

  /// 'I will call you back' becomes 'she will call you by then'.
  void hand_over(const AskedCall& call, CaseId id) {
    const Instant began = week_.now();
    later(began, 22, [=, this, &call] {
      const auto promise = week_.owed(id, DutyKind::promise);
      const auto ask = week_.owed(id, DutyKind::ask);
      desk::PromiseForm next;
      next.owner = ask->owner;
      next.due_local = to_the_minute(began + minutes(150));
      next.words =
          "The manager will call you herself; in case that call does not come, here is the "
          "number.";
      week_.call_about(
          id, DutyKind::promise, AttemptResult::connected,
          [&](const desk::Principal& who, InteractionId talk) {
            week_.unit<CaseId>([&](desk::Transaction& tx) {
              return desk::hand_over_promise(tx, who, {id, {}}, promise->id, talk, next);
            });
          });
    });
    later(began, 95, [=, this, &call] { department_answers(id, call.answer); });
    later(began, 105, [=, this, &call] {
      if (call.fate == Fate::handed_over) return tell(id, DutyKind::promise, call.answer);
      write_down(call, id);
    });
  }

  /// The manager says on the telephone that she reached the resident, and the operator notes it.
  void write_down(const AskedCall& call, CaseId id) {
    const desk::Principal who = on_duty(call.caller.answered_by);
    desk::OutcomeForm outcome;
    outcome.resolution = domain::Resolution::information_not_held;
    outcome.qualifiers = {domain::Qualifier::resident_declined_to_give_more};
    outcome.text = call.answer;
    outcome.told_by_owner_at = week_.now() - minutes(6);
    week_.unit<CaseId>([&](desk::Transaction& tx) {
      return desk::record_outcome(tx, who, {id, {}}, outcome);
    });
    check(id);
  }

  void return_to(CaseId id, const char* department) {
    const auto ask = week_.owed(id, DutyKind::ask);
    week_.unit<CaseId>([&](desk::Transaction& tx) {
      return desk::return_ask(tx, week_.person(ask->owner), {id, {}}, ask->id,
                              "We do not keep the list of protected buildings.",
                              week_.department(department));
    });
  }

  void release(const AskedCall& call, CaseId id) {
    later(week_.now(), 28, [=, this, &call] {
      const desk::Principal who = on_duty("amara.diallo");
      const InteractionId talk = answer(who, call.caller);
      week_.pass(minutes(1));
      if (const auto still = week_.owed(id, DutyKind::promise)) {
        week_.unit<CaseId>([&](desk::Transaction& tx) {
          return desk::release_promise(tx, who, {id, {}}, still->id, talk);
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
      check(id);
    });
  }

  // Requests, and what knowledge answers.

  desk::CaseForm form_of(const RequestCall& call, InteractionId talk) const {
    desk::CaseForm form;
    form.interaction = talk;
    form.kind = domain::CaseKind::service_request;
    form.summary = call.summary;
    form.service = services_.at(call.service);
    form.place = call.place;
    if (*call.attribute != '\0') form.attributes[call.attribute] = call.value;
    if (*call.second_attribute != '\0') {
      form.attributes[call.second_attribute] = call.second_value;
    }
    return form;
  }

  void take(const RequestCall& call) {
    const desk::Principal who = on_duty(call.caller.answered_by);
    const InteractionId talk = answer(who, call.caller);
    week_.pass(minutes(3));
    const CaseId id = open(who, form_of(call, talk));
    week_.end(who, talk, "request_taken");
    if (call.done_after_hours == 0) return;
    week_.at(week_.now() + hours(call.done_after_hours), [=, this, &call] { complete(call, id); });
  }

  void complete(const RequestCall& call, CaseId id) {
    const auto target = week_.owed(id, DutyKind::target);
    if (!target) return;
    desk::OutcomeForm outcome;
    outcome.resolution = domain::Resolution::completed;
    outcome.text = call.outcome;
    week_.unit<CaseId>([&](desk::Transaction& tx) {
      return desk::record_outcome(tx, week_.person(target->owner), {id, {}}, outcome);
    });
    later(week_.now(), 75, [=, this] {
      week_.call_about(id, DutyKind::contact_attempts, AttemptResult::connected,
                       [&](const desk::Principal& who, InteractionId talk) {
                         if (week_.owed(id, DutyKind::contact_attempts)) {
                           week_.unit<CaseId>([&](desk::Transaction& tx) {
                             return desk::record_told(tx, who, {id, {}}, talk, false);
                           });
                         }
                       });
      check(id);
    });
  }

  void take(const KnowledgeCall& call) {
    const desk::Principal who = on_duty(call.caller.answered_by);
    const InteractionId talk = answer(who, call.caller);
    week_.pass(minutes(2));
    week_.unit<CaseId>([&](desk::Transaction& tx) {
      return desk::answer_from_knowledge(tx, who, articles_.at(call.article), talk, "",
                                         call.caller.language);
    });
    week_.end(who, talk, "answered");
  }

  // Single stories.

  void about_staff() {
    week_.at(on(4, 15, 20), [this] {
      const desk::Principal who = on_duty("julie.rousseau");
      const InteractionId talk = week_.answer(who, "Marta Solis", "+19055550130", "en");
      desk::CaseForm form;
      form.interaction = talk;
      form.kind = domain::CaseKind::compliment;
      form.summary = "Priya Nair found my mother's ring in the organics, and brought it herself.";
      form.about_staff = week_.person("priya.nair").staff;
      const CaseId id = open(who, form);
      desk::OutcomeForm outcome;
      outcome.resolution = domain::Resolution::passed_on;
      outcome.text = "Passed on to Priya Nair and to George Tanaka.";
      outcome.interaction = talk;
      week_.unit<CaseId>([&](desk::Transaction& tx) {
        return desk::close_case(tx, who, {id, {}}, outcome);
      });
      week_.end(who, talk, "compliment");
    });
    week_.at(on(2, 16, 0), [this] {
      const desk::Principal who = on_duty("chloe.benoit");
      const InteractionId talk = week_.answer(who, "Victor Hamel", "+19055550131", "fr");
      desk::CaseForm form;
      form.interaction = talk;
      form.kind = domain::CaseKind::complaint;
      form.summary = "L'agent m'a tutoyé et a refusé de dire son nom.";
      form.about_staff = week_.person("yusuf.karaca").staff;
      open(who, form);
      week_.end(who, talk, "complaint");
    });
  }

  /// A water main breaks on the last working day; the notice stands, and cases gather on it.
  void notice_and_duplicates() {
    week_.at(on(1, 15, 5), [this] {
      notice_ = week_.unit<domain::NoticeId>([&](desk::Transaction& tx) {
        desk::NoticeForm form;
        form.text = {
            "A water main broke on Quay Street. Crews are at work; there is no water "
            "between Mill Street and the harbour.",
            "Une conduite d'eau s'est brisée rue Quay. Des équipes sont sur place; il n'y a "
            "pas d'eau entre la rue du Moulin et le port."};
        form.area = "Quay Street";
        form.services = {services_.at("no_water"), services_.at("water_leak")};
        form.until = week_.until() + hours(20);
        return desk::post_notice(tx, week_.person("nadia.okafor"), form);
      });
    });
    for (int neighbour = 0; neighbour < 3; ++neighbour) {
      week_.at(on(1, 15, 15 + 12 * neighbour), [=, this] { without_water(neighbour); });
    }
  }

  void without_water(int neighbour) {
    constexpr const char* kNames[] = {"Ines Palmer", "Luc Doiron", "Asha Rao"};
    constexpr const char* kPhones[] = {"+19055550132", "+19055550133", "+19055550134"};
    constexpr const char* kPlaces[] = {"35 Quay Street", "37, rue Quay", "35 Quay Street"};
    const desk::Principal who = on_duty("oren.hale");
    const InteractionId talk =
        week_.answer(who, kNames[neighbour], kPhones[neighbour], neighbour == 1 ? "fr" : "en");
    desk::CaseForm form;
    form.interaction = talk;
    form.kind = domain::CaseKind::service_request;
    form.service = services_.at("no_water");
    form.place = kPlaces[neighbour];
    form.summary = neighbour == 1 ? "Plus d'eau au robinet" : "No water at any tap";
    form.notice = notice_;
    const CaseId id = open(who, form);
    if (neighbour == 0) first_without_water_ = id;
    // The same house: this resident follows the case that stands.
    if (neighbour == 2) {
      week_.unit<CaseId>([&](desk::Transaction& tx) {
        return desk::join_case(tx, who, {id, {}}, first_without_water_, talk);
      });
    }
    week_.pass(minutes(2));
    week_.end(who, talk, "request_taken");
  }

  void dangers_and_gaps() {
    week_.at(on(3, 15, 40), [this] {
      const desk::Principal who = on_duty("oren.hale");
      const InteractionId talk = week_.answer(who, "Dolores Pike", "+19055550135", "en");
      week_.unit<std::int64_t>(
          [&](desk::Transaction& tx) { return desk::record_danger(tx, who, talk, "gas", true); });
      week_.end(who, talk, "transferred", "Smell in the stairwell; connected at once.");
    });
    const std::pair<const char*, const char*> kGaps[] = {{"telescope on the pier", "en"},
                                                         {"clé du parc à chiens", "fr"},
                                                         {"who winds the clock tower", "en"}};
    int minute = 0;
    for (const auto& [query, language] : kGaps) {
      week_.at(on(3, 16, minute += 7), [=, this] {
        const desk::Principal who = on_duty("julie.rousseau");
        week_.unit<desk::GapRow>(
            [&](desk::Transaction& tx) { return desk::record_gap(tx, who, query, language, {}); });
      });
    }
    week_.at(on(1, 10, 50), [this] {
      week_.unit<desk::AbsenceEntered>([&](desk::Transaction& tx) {
        return desk::enter_absence(
            tx, week_.person("anton.weiss"),
            {week_.person("carla.mendes").staff, week_.until() + hours(5 * 24),
             week_.until() + hours(12 * 24), week_.person("anton.weiss").staff});
      });
    });
  }

  // What is due soon after the demo is made.

  void what_is_coming() {
    const Instant until = week_.until();
    promise_for(until + minutes(75), last_open_hour(until - minutes(35)), "oren.hale",
                {0, 0, 0, "", "Salma Haidar", "+19055550136", "en"},
                "How many steps does the clock tower have, and may a night class climb it?");
    promise_for(next_of_oren(until + minutes(140)), on(1, 14, 45), "oren.hale",
                {0, 0, 0, "", "Benoît Lacasse", "+19055550137", "fr"},
                "Qui entretient la roue à aubes du vieux moulin?");
    if (is_open(until - minutes(20))) {
      promise_for(until + minutes(40), until - minutes(20), "amara.diallo",
                  {0, 0, 0, "", "Nils Aker", "+19055550138", "en"},
                  "Which of the harbour benches can be dedicated to somebody?");
    }
  }

  bool is_open(Instant when) const {
    const auto hour = week_.zone().to_local(when).time_of_day;
    return hour >= hours(7) && hour < hours(21);
  }
  /// `when`, or the last evening before it while the telephones were answered.
  Instant last_open_hour(Instant when) const {
    if (is_open(when)) return when;
    const auto local = week_.zone().to_local(when);
    const std::chrono::sys_days day(local.date);
    const bool is_night = local.time_of_day < hours(7);
    return week_.local(base::Date(is_night ? day - std::chrono::days(1) : day),
                       hours(20) + minutes(40));
  }
  /// The first ten o'clock or half past three from `when` on at which Oren is there.
  Instant next_of_oren(Instant when) const {
    const domain::StaffId oren = week_.person("oren.hale").staff;
    for (std::chrono::sys_days day(week_.zone().day_of(when));; day += std::chrono::days(1)) {
      for (const minutes time : {minutes(hours(10)), hours(15) + minutes(30)}) {
        const Instant due = week_.local(base::Date(day), time);
        if (due >= when && week_.is_there(oren, due)) return due;
      }
    }
  }

  void promise_for(Instant due, Instant called_at, const char* preferred, const Caller& caller,
                   const char* asks) {
    week_.at(called_at, [=, this] {
      desk::Principal who = week_.operator_until(due, preferred);
      const InteractionId talk = answer(who, caller);
      week_.pass(minutes(2));
      desk::CaseForm form;
      form.interaction = talk;
      form.summary = asks;
      form.promise = desk::PromiseForm{};
      form.promise->due_local = to_the_minute(due);
      form.promise->words = caller.language == std::string("fr")
                                ? "Je me renseigne et je vous appelle à l'heure convenue."
                                : "I will find out, and call you by the time that we agreed.";
      open(who, form);
      week_.end(who, talk, "promised");
    });
  }

  DemoWeek& week_;
  std::map<std::string, domain::ServiceId> services_;
  std::map<std::string, domain::ArticleId> articles_;
  domain::NoticeId notice_;
  CaseId first_without_water_;
};

}  // namespace

base::Result<base::Done> live_through_history(desk::Store& store, base::ManualClock& clock,
                                              Instant until) {
  DemoWeek week(store, clock, until);
  History history(store, week);
  history.lay_out();
  return week.live();
}

}  // namespace kept
