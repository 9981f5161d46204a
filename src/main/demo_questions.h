#pragma once

#include "main/demo_calls.h"
#include "main/demo_week.h"

namespace kept {

/// The questions of the demo's week that a department is asked, and how each went on.
class DemoQuestions {
 public:
  explicit DemoQuestions(DemoWeek& week) : week_(week) {}

  /// The call in which it is asked; what follows is planned. `call` outlives the week.
  void take(const AskedCall& call);

 private:
  void go_on(const AskedCall& call, domain::CaseId id);
  void answered_in_time(const AskedCall& call, domain::CaseId id);
  void answered_late(const AskedCall& call, domain::CaseId id);
  void unreached(const AskedCall& call, domain::CaseId id);
  void last_try(const AskedCall& call, domain::CaseId id);
  void moved(const AskedCall& call, domain::CaseId id);
  void handed_over(const AskedCall& call, domain::CaseId id);
  void returned(const AskedCall& call, domain::CaseId id);
  void returned_twice(const AskedCall& call, domain::CaseId id);
  void released(const AskedCall& call, domain::CaseId id);
  void asked_again(const AskedCall& call, domain::CaseId id);

  void later(int minutes, const DemoWeek::Step& step);
  void department_answers(domain::CaseId id, const char* text);
  void miss(domain::CaseId id, domain::DutyKind about, domain::AttemptResult result);
  void move_by_two_hours(const AskedCall& call, domain::CaseId id);
  void hand_over(const AskedCall& call, domain::CaseId id, base::Instant due);
  void write_down(const AskedCall& call, domain::CaseId id);
  void give_back(domain::CaseId id, const char* reason, const char* department);
  void decide(domain::CaseId id, const char* department);

  DemoWeek& week_;
};

}  // namespace kept
