#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "desk/forms.h"
#include "desk/ports/store.h"
#include "desk/principal.h"
#include "desk/take_call.h"
#include "domain/cases/obligations.h"
#include "keeper/keeper.h"

namespace kept {

/// The city's past while it is lived through: steps with their times, taken in order, with the
/// keeper beside them. What would lie in the future is not taken, so that whatever is under way at
/// the end simply is under way. The first failure ends everything.
class DemoWeek {
 public:
  using Step = std::function<void()>;

  DemoWeek(desk::Store& store, base::ManualClock& clock, base::Instant until);

  void at(base::Instant when, Step step);
  [[nodiscard]] base::Result<base::Done> live();

  [[nodiscard]] base::Instant now() const { return clock_.now(); }
  [[nodiscard]] base::Instant until() const { return until_; }
  [[nodiscard]] const base::TimeZone& zone() const { return *zone_; }
  /// A day as the plan names it (demo_calls.h): the days on which City Hall worked, 1 the latest
  /// before today, or one of the last weekend. Nothing for today when today it does not work.
  [[nodiscard]] std::optional<base::Date> day(int back) const;
  [[nodiscard]] base::Instant local(base::Date date, std::chrono::minutes time) const;
  /// The wall time of the next full minute, as forms take it.
  [[nodiscard]] std::string to_the_minute(base::Instant when) const;

  [[nodiscard]] desk::Principal person(const std::string& key) const;
  [[nodiscard]] desk::Principal person(domain::StaffId id) const;
  /// `preferred`, or whichever operator is on shift now and at `later`.
  [[nodiscard]] desk::Principal operator_until(base::Instant later,
                                               const std::string& preferred) const;
  [[nodiscard]] domain::DepartmentId department(const std::string& key) const;
  [[nodiscard]] bool on_shift(domain::StaffId id, base::Instant when) const;
  /// `when`, or the last quarter of an hour of a shift within a day before it.
  [[nodiscard]] base::Instant in_shift_before(domain::StaffId id, base::Instant when) const;
  /// `when`, or the first quarter of an hour of a shift within two days after it.
  [[nodiscard]] base::Instant in_shift_after(domain::StaffId id, base::Instant when) const;
  [[nodiscard]] base::Instant working_time_later(domain::StaffId id, base::Instant from,
                                                 std::chrono::hours amount) const;

  /// Somebody calls, or called before under this number, and stays on the line.
  domain::InteractionId answer(const desk::Principal& who, const std::string& name,
                               const std::string& phone, const std::string& language);
  void end(const desk::Principal& who, domain::InteractionId talk, const std::string& wrap_up,
           const std::string& notes = "");
  /// Minutes go by in a conversation.
  void pass(std::chrono::minutes time);

  /// What is owed on a case, the first of that kind.
  [[nodiscard]] std::optional<domain::Obligation> owed(domain::CaseId id, domain::DutyKind kind);
  /// `who` calls a resident who is known by this number, and is answered.
  void call(const desk::Principal& who, const std::string& phone,
            const std::function<void(domain::InteractionId)>& then);
  /// Its owner calls about it; `then` follows when somebody answers.
  void call_about(domain::CaseId id, domain::DutyKind kind, domain::AttemptResult result,
                  const std::function<void(const desk::Principal&, domain::InteractionId)>& then);
  /// Its owner calls to say how it ended, and checks days later.
  void tell(domain::CaseId id, domain::DutyKind about, const std::string& outcome);
  /// The follow-up, a little before it is due. With `after_no` the resident says that nobody
  /// called.
  void check(domain::CaseId id, const Step& after_no = {});

  /// One unit of work; after a failure, and when it fails, an empty value.
  template <typename T>
  T unit(const std::function<base::Result<T>(desk::Transaction&)>& work) {
    if (failure_) return T{};
    auto done = desk::write<T>(store_, work);
    if (done.ok()) return std::move(done).value();
    failure_ = done.error();
    return T{};
  }

 private:
  void go_to(base::Instant when);
  domain::InteractionId dial(const desk::Principal& who, const desk::CallForm& form,
                             domain::AttemptResult result);

  desk::Store& store_;
  base::ManualClock& clock_;
  base::Instant until_;
  keeper::Keeper keeper_;
  std::multimap<base::Instant, Step> plan_;
  std::optional<base::Error> failure_;
  std::optional<base::TimeZone> zone_;
  std::shared_ptr<const domain::Directory> people_;
  std::map<std::string, domain::StaffId> staff_;
  std::map<std::string, domain::DepartmentId> departments_;
  std::map<std::string, domain::ContactId> contacts_;  ///< by phone
  std::map<int, base::Date> days_;
};

}  // namespace kept
