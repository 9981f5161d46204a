#include "main/demo_history.h"

#include <algorithm>

#include "desk/edit_knowledge.h"
#include "desk/open_case.h"
#include "desk/people_away.h"
#include "desk/record_outcome.h"
#include "desk/take_call.h"
#include "main/demo_calls.h"
#include "main/demo_questions.h"
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
  History(desk::Store& store, DemoWeek& week) : week_(week), questions_(week) {
    store.read([&](desk::Reader& reader) {
      for (const auto& row : reader.services()) services_[row.code] = row.id;
      for (const auto& row : reader.articles_in({desk::ArticleState::published, {}})) {
        articles_[row.key] = row.id;
      }
      constexpr int kAll = 10'000;
      for (const auto& row : reader.places_since(0, kAll)) points_.emplace(row.name, row.point);
    });
  }

  void lay_out() {
    for (const AskedCall& call : asked_calls()) {
      plan(call.caller, [this, &call] { questions_.take(call); });
    }
    for (const RequestCall& call : request_calls()) {
      plan(call.caller, [this, &call] { take(call); });
    }
    for (const KnowledgeCall& call : knowledge_calls()) {
      plan(call.caller, [this, &call] { take(call); });
    }
    about_staff();
    notice_and_duplicates();
    dangers_and_gaps();
    absence();
    for (const int day : {5, 4, 3, 2, 1}) plan(day, 16, 20, [this] { look_through_drafts(); });
    what_is_coming();
  }

 private:
  void plan(int day, int hour, int minute, const DemoWeek::Step& step) {
    if (const auto date = week_.day(day)) {
      week_.at(week_.local(*date, hours(hour) + minutes(minute)), step);
    }
  }
  void plan(const Caller& caller, const DemoWeek::Step& step) {
    plan(caller.day, caller.hour, caller.minute, step);
  }

  desk::Principal on_duty(const std::string& preferred) const {
    return week_.operator_until(week_.now(), preferred);
  }

  InteractionId answer(const desk::Principal& who, const Caller& caller) {
    return week_.answer(who, caller.name, caller.phone, caller.language);
  }

  CaseId open(const desk::Principal& who, const desk::CaseForm& form) {
    return week_.unit<CaseId>(
        [&](desk::Transaction& tx) { return desk::open_case(tx, who, form); });
  }

  /// Most answers were for one person; the newest wait for whoever edits.
  void look_through_drafts() {
    constexpr std::size_t kKept = 3;
    const desk::Principal who = week_.person("nadia.okafor");
    week_.unit<bool>([&](desk::Transaction& tx) -> base::Result<bool> {
      const auto drafts = tx.articles_in({desk::ArticleState::draft, {}});
      for (std::size_t i = 0; i + kKept < drafts.size(); ++i) {
        desk::ArticleForm form;
        form.language = "en";
        form.state = desk::ArticleState::discarded;
        const auto done = desk::edit_article(tx, who, drafts[i].id, form);
        if (!done.ok()) return done.error();
      }
      return true;
    });
  }

  // Requests, and what knowledge answers.

  /// Nothing in a city without that place; cases have then their words alone.
  std::optional<domain::Point> point_of(const std::string& name) const {
    const auto found = points_.find(name);
    if (found == points_.end()) return std::nullopt;
    return found->second;
  }

  desk::CaseForm form_of(const RequestCall& call, InteractionId talk) const {
    desk::CaseForm form;
    form.interaction = talk;
    form.kind = domain::CaseKind::service_request;
    form.summary = call.summary;
    form.service = services_.at(call.service);
    form.place = call.place;
    form.point = point_of(call.near);
    for (const Attribute& attribute : call.attributes) {
      if (attribute.code != nullptr) form.attributes[attribute.code] = attribute.value;
    }
    return form;
  }

  void take(const RequestCall& call) {
    const desk::Principal who = on_duty(call.caller.answered_by);
    const InteractionId talk = answer(who, call.caller);
    week_.pass(minutes(3));
    const CaseId id = open(who, form_of(call, talk));
    week_.end(who, talk, "request_taken");
    const auto target = week_.owed(id, DutyKind::target);
    if (call.done_after_hours == 0 || !target) return;
    week_.at(week_.working_time_later(target->owner, week_.now(), hours(call.done_after_hours)),
             [=, this, &call] { complete(id, call.outcome); });
  }

  /// The department reports it done; the operator tells the resident.
  void complete(CaseId id, const std::string& text) {
    const auto target = week_.owed(id, DutyKind::target);
    if (!target) return;
    desk::OutcomeForm outcome;
    outcome.resolution = domain::Resolution::completed;
    outcome.text = text;
    week_.unit<CaseId>([&](desk::Transaction& tx) {
      return desk::record_outcome(tx, week_.person(target->owner), {id, {}}, outcome);
    });
    if (const auto telling = week_.owed(id, DutyKind::contact_attempts)) {
      week_.at(week_.in_shift_after(telling->owner, week_.now() + minutes(35)),
               [=, this] { tell_done(id); });
    }
  }

  void tell_done(CaseId id) {
    week_.call_about(id, DutyKind::contact_attempts, AttemptResult::connected,
                     [&](const desk::Principal& who, InteractionId talk) {
                       if (!week_.owed(id, DutyKind::contact_attempts)) return;
                       week_.unit<CaseId>([&](desk::Transaction& tx) {
                         return desk::record_told(tx, who, {id, {}}, talk, false);
                       });
                     });
    week_.check(id);
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
    plan(4, 15, 20, [this] {
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
    plan(1, 16, 5, [this] {
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

  /// A water main breaks, this morning if it is late enough for that; the notice stands, and cases
  /// gather on it.
  void notice_and_duplicates() {
    const auto today = week_.day(kToday);
    const bool already = today && week_.local(*today, hours(11)) < week_.until();
    const int day = already ? kToday : 1;
    const int hour = already ? 9 : 15;
    plan(day, hour, 35, [this] {
      const std::chrono::sys_days end(week_.zone().day_of(week_.until() + hours(18)));
      notice_ = week_.unit<domain::NoticeId>([&](desk::Transaction& tx) {
        desk::NoticeForm form;
        form.text = {
            "A water main broke on Quay Street. Crews are at work; there is no water "
            "between Mill Street and the harbour.",
            "Une conduite d'eau s'est brisée rue du Quai. Des équipes sont sur place; il n'y a "
            "pas d'eau entre la rue du Moulin et le port."};
        form.area = "Quay Street";
        form.services = {services_.at("no_water"), services_.at("water_leak")};
        form.until = week_.local(base::Date(end), hours(22));
        return desk::post_notice(tx, week_.person("nadia.okafor"), form);
      });
    });
    for (int neighbour = 0; neighbour < 3; ++neighbour) {
      plan(day, hour, 41 + 6 * neighbour, [=, this] { without_water(neighbour); });
    }
  }

  void without_water(int neighbour) {
    constexpr const char* kNames[] = {"Ines Palmer", "Luc Doiron", "Asha Rao"};
    constexpr const char* kPhones[] = {"+19055550132", "+19055550133", "+19055550134"};
    constexpr const char* kPlaces[] = {"35 Quay Street", "37, rue du Quai", "35 Quay Street"};
    const desk::Principal who = on_duty("oren.hale");
    const InteractionId talk =
        week_.answer(who, kNames[neighbour], kPhones[neighbour], neighbour == 1 ? "fr" : "en");
    desk::CaseForm form;
    form.interaction = talk;
    form.kind = domain::CaseKind::service_request;
    form.service = services_.at("no_water");
    form.place = kPlaces[neighbour];
    form.point = point_of("35 Quay Street");
    form.summary = neighbour == 1 ? "Plus d'eau au robinet" : "No water at any tap";
    form.notice = notice_;
    form.attributes = {{"amount", "none"}, {"neighbours", "no"}, {"needs", "no"}};
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
    plan(3, 15, 40, [this] {
      const desk::Principal who = on_duty("oren.hale");
      const InteractionId talk = week_.answer(who, "Dolores Pike", "+19055550135", "en");
      week_.unit<desk::DangerRecord>(
          [&](desk::Transaction& tx) { return desk::record_danger(tx, who, talk, "gas", true); });
      week_.end(who, talk, "transferred", "Smell in the stairwell; connected at once.");
    });
    const std::pair<const char*, const char*> kGaps[] = {{"telescope on the pier", "en"},
                                                         {"clé du parc à chiens", "fr"},
                                                         {"who winds the clock tower", "en"}};
    int minute = 0;
    for (const auto& [query, language] : kGaps) {
      plan(3, 16, minute += 7, [=, this] {
        const desk::Principal who = on_duty("julie.rousseau");
        week_.unit<desk::GapRow>(
            [&](desk::Transaction& tx) { return desk::record_gap(tx, who, query, language, {}); });
      });
    }
  }

  void absence() {
    plan(1, 10, 50, [this] {
      week_.unit<desk::AbsenceEntered>([&](desk::Transaction& tx) {
        return desk::enter_absence(
            tx, week_.person("anton.weiss"),
            {week_.person("carla.mendes").staff, week_.until() + hours(5 * 24),
             week_.until() + hours(12 * 24), week_.person("anton.weiss").staff});
      });
    });
  }

  // What is due soon after the demo is made.

  /// Something an hour and a quarter ahead, whatever the hour. Oren Hale always has something
  /// before him, on his next day at the latest.
  void what_is_coming() {
    using domain::PromisedAction;
    const Instant until = week_.until();
    an_hour_ahead(until + minutes(75));
    if (const auto day = week_.day(1)) {
      promise({week_.local(*day, hours(14) + minutes(42)), next_of_oren(until + minutes(140)),
               "oren.hale", PromisedAction::call_back,
               "Je me renseigne et je vous appelle à l'heure convenue."},
              {0, 0, 0, "oren.hale", "Benoît Lacasse", "+19055550137", "fr"},
              "Qui entretient la roue à aubes du vieux moulin?");
    }
    if (is_open(until - minutes(20)) && is_open(until + minutes(40))) {
      promise({until - minutes(20), until + minutes(40), nullptr, PromisedAction::call_back, kOwn},
              {0, 0, 0, "amara.diallo", "Nils Aker", "+19055550138", "en"},
              "Which of the harbour benches can be dedicated to somebody?");
    }
  }

  /// By whoever took the call, or by the patrol that is on the streets at night.
  void an_hour_ahead(Instant due) {
    using domain::PromisedAction;
    const Caller caller{0, 0, 0, "oren.hale", "Salma Haidar", "+19055550136", "en"};
    const Instant called_at = week_.until() - minutes(15);
    if (is_open(called_at) && is_open(due)) {
      return promise({called_at, due, nullptr, PromisedAction::call_back, kOwn}, caller,
                     "How many steps does the clock tower have, and may a night class climb it?");
    }
    const bool first = week_.on_shift(week_.person("stan.kowal").staff, due);
    promise({last_open_hour(called_at - minutes(20)), due, first ? "stan.kowal" : "lucia.ferreira",
             PromisedAction::visit, "The street patrol will come to the gate by then."},
            caller, "The gate of the night market stays dark; may somebody look at the lamp?");
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
        if (due >= when && week_.on_shift(oren, due)) return due;
      }
    }
  }

  struct Coming {
    Instant called_at;
    Instant due;
    const char* owner;  ///< or whoever answers
    domain::PromisedAction action;
    const char* words;
  };
  static constexpr const char* kOwn = "I will find out, and call you by the time that we agreed.";

  void promise(const Coming& coming, const Caller& caller, const char* asks) {
    week_.at(coming.called_at, [=, this] {
      const Instant on_shift_until = coming.owner == nullptr ? coming.due : week_.now();
      const desk::Principal who = week_.operator_until(on_shift_until, caller.answered_by);
      const InteractionId talk = answer(who, caller);
      week_.pass(minutes(2));
      desk::CaseForm form;
      form.interaction = talk;
      form.summary = asks;
      form.promise = desk::PromiseForm{};
      form.promise->action = coming.action;
      if (coming.owner != nullptr) form.promise->owner = week_.person(coming.owner).staff;
      form.promise->due_local = week_.to_the_minute(coming.due);
      form.promise->words = coming.words;
      open(who, form);
      week_.end(who, talk, "promised");
    });
  }

  DemoWeek& week_;
  DemoQuestions questions_;
  std::map<std::string, domain::ServiceId> services_;
  std::map<std::string, domain::Point> points_;  ///< of addresses and crossings, by name
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
