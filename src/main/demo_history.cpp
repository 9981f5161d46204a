#include "main/demo_history.h"

#include "desk/contacts.h"
#include "desk/make_promise.h"
#include "desk/open_case.h"
#include "desk/record_outcome.h"
#include "desk/take_call.h"
#include "domain/cases/due_times.h"
#include "domain/cases/obligations.h"
#include "keeper/keeper.h"

namespace kept {
namespace {

using base::Done;
using base::Duration;
using base::Instant;
using base::Result;
using std::chrono::hours;
using std::chrono::minutes;

/// How a call of the past ended.
enum class Fate {
  kept,       ///< rung back in time, outcome told
  late,       ///< the clock broke it; mended afterwards
  forgotten,  ///< the clock broke it, and it is still owed
  unreached,  ///< tried in time, nobody answered
  open        ///< still to be kept
};

struct Call {
  Duration ago;  ///< before the demo is looked at
  const char* who;
  const char* phone;
  const char* asks;
  const char* department;
  Fate fate;
};

// People and questions of the city's week. All numbers are of the fictional range.
constexpr Call kCalls[] = {
    {hours(6 * 24 + 3), "Imani Brooks", "+14165550161",
     "Was the maple in front of 12 Heron Lane measured when it was planted?", "parks", Fate::kept},
    {hours(6 * 24 + 1), "Dev Patel", "+14165550162",
     "Which crew painted the crosswalk at Mill and Third, and may we thank them?", "transportation",
     Fate::kept},
    {hours(5 * 24 + 5), "Lena Vogel", "+14165550163",
     "Can the city say when the pipe under Quay Street was last replaced?", "water", Fate::late},
    {hours(5 * 24 + 2), "Marc Gagnon", "+14165550164",
     "Mon bac vert a disparu deux fois ce mois-ci : est-ce connu?", "solid_waste", Fate::unreached},
    {hours(4 * 24 + 4), "Aisha Karim", "+14165550165",
     "Who decides how long the signal at the school stays green?", "transportation", Fate::kept},
    {hours(3 * 24 + 6), "Tom Okeke", "+14165550166",
     "Is there a record of the old mill that stood where the library is?", "clerk", Fate::kept},
    {hours(2 * 24 + 5), "Greta Lund", "+14165550167",
     "Why did my water bill name a meter that I do not have?", "revenue", Fate::forgotten},
    {hours(1 * 24 + 4), "Paulo Reis", "+14165550168",
     "Are the ducks at Harbour Pond counted, and where can I read it?", "animal_services",
     Fate::kept},
    {hours(1 * 24 + 2), "Nora Singh", "+14165550169",
     "May a mural be painted on the retaining wall of Orchard Road?", "building", Fate::late},
    {minutes(50), "Elif Demir", "+14165550170",
     "How does the city choose which streets are swept first?", "transportation", Fate::open},
    {minutes(20), "Samuel Roy", "+14165550171",
     "Y a-t-il un plan pour le vieux kiosque du parc Riverain?", "parks", Fate::open},
};

class Week {
 public:
  Week(desk::Store& store, base::ManualClock& clock, Instant until)
      : store_(store), clock_(clock), until_(until), keeper_(store, clock) {
    store.read([&](desk::Reader& reader) {
      for (const auto& row : reader.departments()) departments_[row.key] = row;
      people_ = reader.directory();
    });
  }

  Result<Done> live() {
    for (const Call& call : kCalls) {
      if (auto moved = go_to(until_ - call.ago); !moved.ok()) return moved;
      if (auto taken = take(call); !taken.ok()) return taken;
    }
    return go_to(until_);
  }

 private:
  Result<Done> go_to(Instant at) {
    if (at < clock_.now()) return Done{};
    const auto moved = keeper_.advance(clock_, at);
    if (!moved.ok()) return moved.error();
    return Done{};
  }

  /// Whoever of the operators is on duty; somebody always is.
  desk::Principal on_duty() const {
    for (const auto& member : people_->staff()) {
      if (member.role == domain::Role::operator_ && people_->is_there(member.id, clock_.now())) {
        return {member.id, member.role, domain::Origin::console};
      }
    }
    return {people_->duty_supervisor(clock_.now()), domain::Role::supervisor,
            domain::Origin::console};
  }

  Result<Done> take(const Call& call) {
    const desk::Principal who = on_duty();
    const auto opened = desk::write<domain::CaseId>(
        store_, [&](desk::Transaction& tx) { return open(tx, who, call); });
    if (!opened.ok()) return opened.error();
    switch (call.fate) {
      case Fate::open:
      case Fate::forgotten:
        return Done{};
      case Fate::kept:
        return ring_back(who, opened.value(), minutes(35), true);
      case Fate::late:
        return ring_back(who, opened.value(), minutes(95), true);
      case Fate::unreached:
        return ring_back(who, opened.value(), minutes(40), false);
    }
    return Done{};
  }

  Result<domain::CaseId> open(desk::Transaction& tx, const desk::Principal& who, const Call& call) {
    const auto contact = desk::create_contact(
        tx, who, {std::string(call.who), {call.phone}, std::nullopt, "en", std::nullopt});
    if (!contact.ok()) return contact.error();
    desk::CallForm form;
    form.phone = call.phone;
    form.contact = contact.value();
    const auto talk = desk::start_call(tx, who, form);
    if (!talk.ok()) return talk.error();
    desk::CaseForm wanted;
    wanted.interaction = talk.value();
    wanted.summary = call.asks;
    wanted.ask = desk::AskForm{departments_.at(call.department).id, call.asks, {}};
    desk::PromiseForm promise;
    promise.words = "I will ask them for you, and call you back within the hour.";
    wanted.promise = promise;
    const auto opened = desk::open_case(tx, who, wanted);
    if (!opened.ok()) return opened.error();
    const auto ended = desk::end_call(tx, who, talk.value(), "department_asked", "");
    if (!ended.ok()) return ended.error();
    return opened;
  }

  Result<Done> ring_back(const desk::Principal& who, domain::CaseId id, Duration after,
                         bool answered) {
    if (auto moved = go_to(clock_.now() + after); !moved.ok()) return moved;
    return store_.write([&](desk::Transaction& tx) -> Result<Done> {
      const domain::DutyId promise = tx.load_case(id).promises.front().id;
      desk::CallForm form;
      form.inbound = false;
      form.purpose = desk::Purpose{id, domain::DutyKind::promise, promise};
      const auto talk = desk::start_call(tx, who, form);
      if (!talk.ok()) return talk.error();
      const auto result =
          answered ? domain::AttemptResult::connected : domain::AttemptResult::no_answer;
      if (auto done = desk::record_result(tx, who, talk.value(), result); !done.ok()) return done;
      if (answered) {
        desk::OutcomeForm outcome;
        outcome.resolution = domain::Resolution::answered;
        outcome.text = "The department told us, and we passed it on.";
        outcome.interaction = talk.value();
        const auto told = desk::record_outcome(tx, who, {id, {}}, outcome);
        if (!told.ok()) return told.error();
      }
      return desk::end_call(tx, who, talk.value(), answered ? "promise_kept" : "no_contact", "");
    });
  }

  desk::Store& store_;
  base::ManualClock& clock_;
  Instant until_;
  keeper::Keeper keeper_;
  std::map<std::string, desk::DepartmentRow> departments_;
  std::shared_ptr<const domain::Directory> people_;
};

}  // namespace

Result<Done> live_through_history(desk::Store& store, base::ManualClock& clock, Instant until) {
  return Week(store, clock, until).live();
}

}  // namespace kept
