#include "world.h"

#include <utility>
#include <vector>

#include "domain/cases/due_times.h"

namespace kept::explorer {
namespace {

using domain::DaySpan;
using domain::WeeklySpans;
using std::chrono::days;
using std::chrono::hours;

domain::Calendar weekdays(const base::TimeZone& zone) {
  domain::CalendarRules rules;
  rules.zone = zone;
  rules.hours = WeeklySpans::business_week({hours(8), hours(18)});
  return domain::Calendar::make(rules).value();
}

std::optional<WeeklySpans> pattern_of(domain::StaffId staff) {
  if (staff != kOperator) return std::nullopt;
  WeeklySpans week = WeeklySpans::business_week({hours(9), hours(17)});
  week.days[2].clear();  // Tuesday
  return week;
}

}  // namespace

World::World()
    : zone_(base::TimeZone::load("America/Toronto").value()),
      calendar_(weekdays(zone_)),
      begin_(due("2026-03-06T10:00").instant) {}

domain::DueTime World::due(const std::string& wall) const {
  return domain::told_time(zone_, wall).value().due;
}

domain::DueTime World::next_due(base::Instant instant, int skip) const {
  base::Date date = zone_.to_local(instant).date;
  while (true) {
    const base::Instant at = zone_.to_instant({date, hours(14)}).instant;
    const std::chrono::weekday day{date};
    const bool works = day != std::chrono::Saturday && day != std::chrono::Sunday;
    if (works && at > instant && skip-- == 0) return domain::due_at(zone_, at);
    date = std::chrono::sys_days(date) + days(1);
  }
}

const domain::Directory& World::people(const Presence& presence) {
  Key key;
  for (std::size_t i = 0; i < kStaff; ++i) {
    const domain::Absence away = presence.away[i].value_or(domain::Absence{});
    key[i] = {presence.disabled[i], away.from, away.until};
  }
  auto& known = directories_[key];
  if (known == nullptr) known = build(presence);
  return *known;
}

std::shared_ptr<const domain::Directory> World::build(const Presence& presence) const {
  const auto member = [&](domain::StaffId id, domain::Role role,
                          std::optional<domain::DepartmentId> department,
                          std::vector<domain::StaffId> delegates) {
    std::vector<domain::Absence> absences;
    if (const auto& away = presence.away[index_of(id)]) absences.push_back(*away);
    const auto reports_to = id == kSupervisor ? std::nullopt : std::optional(kSupervisor);
    return domain::StaffMember{id,
                               role,
                               !presence.disabled[index_of(id)],
                               department,
                               reports_to,
                               std::move(delegates),
                               domain::ShiftPlan::make(zone_, pattern_of(id), absences).value()};
  };
  return std::make_shared<const domain::Directory>(
      std::vector{member(kOperator, domain::Role::operator_, {}, {}),
                  member(kManager, domain::Role::department_manager, kParks, {kDelegate}),
                  member(kDelegate, domain::Role::department_staff, kRoads, {kManager}),
                  member(kSupervisor, domain::Role::supervisor, {}, {})},
      std::vector{domain::Department{kParks,
                                     kManager,
                                     {kDelegate},
                                     calendar_,
                                     {domain::Team{kGardeners, kParks, kDelegate}}},
                  domain::Department{kRoads, kDelegate, {}, calendar_}},
      calendar_);
}

}  // namespace kept::explorer
