#include "main/demo_week.h"

#include <algorithm>

#include "base/time_text.h"
#include "desk/contacts.h"
#include "desk/record_outcome.h"
#include "main/demo_calls.h"

namespace kept {
namespace {

using base::Instant;
using domain::InteractionId;

constexpr int kDaysBack = 20;
constexpr std::chrono::minutes kQuarter{15};

}  // namespace

DemoWeek::DemoWeek(desk::Store& store, base::ManualClock& clock, Instant until)
    : store_(store), clock_(clock), until_(until), keeper_(store, clock) {
  store.read([&](desk::Reader& reader) {
    zone_ = reader.zone();
    people_ = reader.directory();
    for (const auto& row : reader.staff()) staff_[row.key] = row.id;
    for (const auto& row : reader.departments()) departments_[row.key] = row.id;
  });
  const domain::Calendar& city_hall = people_->find(department("transportation"))->calendar;
  const std::chrono::sys_days today(zone_->day_of(until));
  int worked = 0;
  for (int back = 0; back <= kDaysBack; ++back) {
    const base::Date date(today - std::chrono::days(back));
    const std::chrono::weekday weekday{std::chrono::sys_days(date)};
    if (weekday == std::chrono::Saturday) days_.try_emplace(kSaturday, date);
    if (weekday == std::chrono::Sunday) days_.try_emplace(kSunday, date);
    if (city_hall.working_spans(date).empty()) continue;
    days_[back == 0 ? kToday : ++worked] = date;
  }
}

void DemoWeek::at(Instant when, Step step) {
  if (when < until_) plan_.emplace(when, std::move(step));
}

base::Result<base::Done> DemoWeek::live() {
  while (!plan_.empty() && !failure_) {
    auto next = plan_.extract(plan_.begin());
    go_to(std::max(next.key(), clock_.now()));
    if (!failure_) next.mapped()();
  }
  go_to(until_);
  if (failure_) return *failure_;
  return base::Done{};
}

void DemoWeek::go_to(Instant when) {
  if (failure_ || when <= clock_.now()) return;
  const auto moved = keeper_.advance(clock_, std::min(when, until_));
  if (!moved.ok()) failure_ = moved.error();
}

void DemoWeek::pass(std::chrono::minutes time) { go_to(clock_.now() + time); }

std::optional<base::Date> DemoWeek::day(int back) const {
  const auto found = days_.find(back);
  return found == days_.end() ? std::nullopt : std::optional(found->second);
}
Instant DemoWeek::local(base::Date date, std::chrono::minutes time) const {
  return zone_->to_instant({date, time}).instant;
}
std::string DemoWeek::to_the_minute(Instant when) const {
  const Instant full = std::chrono::ceil<std::chrono::minutes>(when);
  return base::format_wall(zone_->to_local(full).wall())
      .substr(0, std::size("2026-11-24T14:00") - 1);
}

desk::Principal DemoWeek::person(domain::StaffId id) const {
  return {id, people_->find(id)->role, domain::Origin::console};
}
desk::Principal DemoWeek::person(const std::string& key) const { return person(staff_.at(key)); }
domain::DepartmentId DemoWeek::department(const std::string& key) const {
  return departments_.at(key);
}

bool DemoWeek::on_shift(domain::StaffId id, Instant when) const {
  if (!people_->is_there(id, when)) return false;
  const auto& weekly = people_->find(id)->plan.weekly();
  if (!weekly) return true;
  const base::LocalTime local = zone_->to_local(when);
  const auto& spans = weekly->on(std::chrono::weekday{std::chrono::sys_days(local.date)});
  return std::any_of(spans.begin(), spans.end(), [&](const domain::DaySpan& span) {
    return local.time_of_day >= span.from && local.time_of_day < span.until;
  });
}

Instant DemoWeek::in_shift_before(domain::StaffId id, Instant when) const {
  for (Instant at = when; at > when - std::chrono::hours(24); at -= kQuarter) {
    if (on_shift(id, at)) return at;
  }
  return when;
}

Instant DemoWeek::in_shift_after(domain::StaffId id, Instant when) const {
  for (Instant at = when; at < when + std::chrono::hours(48); at += kQuarter) {
    if (on_shift(id, at)) return at;
  }
  return when;
}

Instant DemoWeek::working_time_later(domain::StaffId id, Instant from,
                                     std::chrono::hours amount) const {
  const auto later = people_->calendar_of(id).add_working_time(from, amount);
  return later.ok() ? later.value() : from + amount;
}

desk::Principal DemoWeek::operator_until(Instant later, const std::string& preferred) const {
  const auto works = [&](domain::StaffId id) { return on_shift(id, now()) && on_shift(id, later); };
  const domain::StaffId first = staff_.at(preferred);
  if (works(first)) return person(first);
  for (const domain::StaffMember& member : people_->staff()) {
    if (member.role == domain::Role::operator_ && works(member.id)) return person(member.id);
  }
  return person(people_->duty_supervisor(later));
}

InteractionId DemoWeek::answer(const desk::Principal& who, const std::string& name,
                               const std::string& phone, const std::string& language) {
  if (!contacts_.contains(phone)) {
    contacts_[phone] = unit<domain::ContactId>([&](desk::Transaction& tx) {
      desk::ContactForm caller;
      caller.name = name;
      caller.phones = {phone};
      caller.language = language;
      return desk::create_contact(tx, who, caller);
    });
  }
  return unit<InteractionId>([&](desk::Transaction& tx) {
    desk::CallForm form;
    form.phone = phone;
    form.contact = contacts_.at(phone);
    return desk::start_call(tx, who, form);
  });
}

void DemoWeek::end(const desk::Principal& who, InteractionId talk, const std::string& wrap_up,
                   const std::string& notes) {
  unit<base::Done>(
      [&](desk::Transaction& tx) { return desk::end_call(tx, who, talk, wrap_up, notes); });
}

std::optional<domain::Obligation> DemoWeek::owed(domain::CaseId id, domain::DutyKind kind) {
  std::optional<domain::Obligation> first;
  if (failure_) return first;
  store_.read([&](desk::Reader& reader) {
    for (const domain::Obligation& duty : domain::obligations(reader.load_case(id))) {
      if (!first && duty.kind == kind) first = duty;
    }
  });
  return first;
}

InteractionId DemoWeek::dial(const desk::Principal& who, const desk::CallForm& form,
                             domain::AttemptResult result) {
  const auto talk =
      unit<InteractionId>([&](desk::Transaction& tx) { return desk::start_call(tx, who, form); });
  unit<base::Done>(
      [&](desk::Transaction& tx) { return desk::record_result(tx, who, talk, result); });
  pass(std::chrono::minutes(2));
  return talk;
}

void DemoWeek::call(const desk::Principal& who, const std::string& phone,
                    const std::function<void(InteractionId)>& then) {
  desk::CallForm form;
  form.inbound = false;
  form.phone = phone;
  form.contact = contacts_.at(phone);
  const InteractionId talk = dial(who, form, domain::AttemptResult::connected);
  then(talk);
  pass(std::chrono::minutes(1));
  end(who, talk, "reached");
}

void DemoWeek::call_about(domain::CaseId id, domain::DutyKind kind, domain::AttemptResult result,
                          const std::function<void(const desk::Principal&, InteractionId)>& then) {
  const auto duty = owed(id, kind);
  if (!duty) return;
  const desk::Principal who = person(duty->owner);
  desk::CallForm form;
  form.inbound = false;
  form.purpose = desk::Purpose{id, kind, duty->id};
  const InteractionId talk = dial(who, form, result);
  const bool reached = result == domain::AttemptResult::connected;
  if (reached && owed(id, domain::DutyKind::apology)) {
    unit<base::Done>(
        [&](desk::Transaction& tx) { return desk::record_apology(tx, who, talk, id); });
  }
  if (reached) then(who, talk);
  pass(std::chrono::minutes(1));
  end(who, talk, reached ? "reached" : "no_contact");
}

void DemoWeek::tell(domain::CaseId id, domain::DutyKind about, const std::string& outcome) {
  call_about(id, about, domain::AttemptResult::connected,
             [&](const desk::Principal& who, InteractionId talk) {
               desk::OutcomeForm form;
               form.text = outcome;
               form.interaction = talk;
               unit<domain::CaseId>([&](desk::Transaction& tx) {
                 return desk::record_outcome(tx, who, {id, {}}, form);
               });
             });
  check(id);
}

void DemoWeek::check(domain::CaseId id, const Step& after_no) {
  const auto duty = owed(id, domain::DutyKind::follow_up);
  if (!duty) return;
  at(in_shift_before(duty->owner, duty->due - std::chrono::minutes(25)), [=, this] {
    const bool heard = !after_no;
    call_about(id, domain::DutyKind::follow_up, domain::AttemptResult::connected,
               [&](const desk::Principal& who, InteractionId talk) {
                 unit<domain::CaseId>([&](desk::Transaction& tx) {
                   return desk::record_follow_up(tx, who, {id, {}}, {talk, heard, true, heard, ""});
                 });
               });
    if (after_no) after_no();
  });
}

}  // namespace kept
