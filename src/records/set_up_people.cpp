#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/mail_address.h"
#include "base/phone_number.h"
#include "desk/accounts.h"
#include "desk/people_away.h"
#include "records/calendar_file.h"
#include "records/calendars_to_write.h"
#include "records/set_up_takers.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

using StaffIds = std::map<std::string, domain::StaffId>;

/// Those named in the cell; each who is not there is noted.
std::vector<domain::StaffId> named_in(SetUpRow& row, const std::string& column,
                                      const StaffIds& staff) {
  std::vector<std::string> keys;
  row.list(column, keys);
  std::vector<domain::StaffId> ids;
  for (const std::string& key : keys) {
    const auto found = staff.find(key);
    if (found == staff.end()) {
      row.wrong(column, "there is no staff member " + key);
    } else {
      ids.push_back(found->second);
    }
  }
  return ids;
}

/// After people's plans stayed and their roles, departments or covers changed.
Result<Done> settle(desk::Transaction& tx, const desk::Principal& who,
                    const domain::Directory& before) {
  const std::vector<desk::StaffRow> all = tx.staff();
  const bool supervised = std::ranges::any_of(all, [](const desk::StaffRow& row) {
    return row.active && row.role == domain::Role::supervisor;
  });
  if (!supervised) {
    return base::conflict("staff.last_supervisor",
                          "Nothing was taken over: nobody would be an active supervisor any more, "
                          "and a city needs one at least.");
  }
  const auto moved = desk::people_changed(tx, who, before);
  if (!moved.ok()) return moved.error();
  return Done{};
}

class StaffTaker final : public SetUpTaker {
 public:
  explicit StaffTaker(const desk::Principal& who) : who_(who) {}

  std::vector<std::string> columns() const override {
    std::vector<std::string> all{"key",     "name",      "role",  "department",
                                 "manager", "delegates", "phone", "email"};
    all.insert(all.end(), kWeekdays.begin(), kWeekdays.end());
    return all;
  }
  std::vector<std::string> needed() const override { return {"key"}; }
  std::string key_column(const SetUpRow& /*row*/) const override { return "key"; }
  std::size_t at_once() const override { return kAllAtOnce; }
  void begin(desk::Reader& /*reader*/) override {}

  Result<desk::HistoricCounts> take(desk::Transaction& tx, std::vector<SetUpRow>& rows) override {
    World world(tx);
    for (const SetUpRow& row : rows) {
      const std::string key = row.cell("key");
      if (!row.refusal() && !world.ids.contains(key)) world.ids[key] = {tx.next_id()};
    }
    const std::vector<Person> people = read_all(rows, world);
    desk::HistoricCounts counts;
    for (const Person& person : people) {
      if (person.is_as_before) {
        ++counts.unchanged;
        continue;
      }
      ++(world.rows.contains(person.row.key) ? counts.updated : counts.created);
      tx.save(person.row, person.member);
    }
    if (counts.created + counts.updated == 0) return counts;
    if (auto settled = settle(tx, who_, *world.people); !settled.ok()) return settled.error();
    return counts;
  }

 private:
  struct World {
    explicit World(desk::Transaction& tx)
        : people(tx.directory()), zone(tx.zone()), region(tx.jurisdiction().default_region) {
      for (const desk::StaffRow& row : tx.staff()) {
        ids[row.key] = row.id;
        rows[row.key] = row;
      }
      for (const auto& row : tx.departments()) departments[row.key] = row.id;
    }

    std::shared_ptr<const domain::Directory> people;
    base::TimeZone zone;
    std::string region;
    StaffIds ids;  ///< of those in the file, too
    std::map<std::string, desk::StaffRow> rows;
    std::map<std::string, domain::DepartmentId> departments;
  };

  struct Person {
    desk::StaffRow row;
    domain::StaffMember member;
    bool is_as_before = false;
  };

  /// Who is refused is there for nobody: whoever is covered by them, or reports to them, is refused
  /// as well, until all the others stand on their own.
  static std::vector<Person> read_all(std::vector<SetUpRow>& rows, World& world) {
    for (;;) {
      std::vector<Person> people;
      bool somebody_left = false;
      for (SetUpRow& row : rows) {
        if (row.refusal()) continue;
        people.push_back(read(row, world));
        if (!row.refusal()) continue;
        const std::string key = row.cell("key");
        if (!world.rows.contains(key) && world.ids.erase(key) > 0) somebody_left = true;
        people.pop_back();
      }
      if (!somebody_left) return people;
    }
  }

  static Person read(SetUpRow& row, const World& world) {
    const auto known = world.rows.find(row.cell("key"));
    const bool is_new = known == world.rows.end();
    Person person = is_new ? newcomer(world)
                           : Person{known->second, *world.people->find(known->second.id), false};
    const domain::StaffMember before = person.member;
    read_account(row, is_new, world, person.row);
    if (row.has("department")) {
      const auto found = world.departments.find(row.cell("department"));
      person.row.department.reset();
      if (found != world.departments.end()) {
        person.row.department = found->second;
      } else if (!row.cell("department").empty()) {
        row.wrong("department", "there is no such department");
      }
    }
    if (row.has("manager")) {
      const auto managers = named_in(row, "manager", world.ids);
      if (managers.size() > 1) row.wrong("manager", "there is one manager, or none");
      person.member.manager = managers.empty() ? std::nullopt : std::optional(managers.front());
    }
    read_shifts(row, person.member.plan);
    if (row.has("delegates")) person.member.delegates = named_in(row, "delegates", world.ids);
    const auto id = world.ids.find(person.row.key);
    if (id != world.ids.end()) person.row.id = id->second;
    person.member.id = person.row.id;
    person.member.role = person.row.role;
    person.member.department = person.row.department;
    person.is_as_before = !is_new && person.row == known->second &&
                          person.member.manager == before.manager &&
                          person.member.delegates == before.delegates &&
                          person.member.plan.weekly() == before.plan.weekly();
    return person;
  }

  /// A column for each day. Where there is one, a day without a column, or with an empty cell, is
  /// off; whoever has no shift at all has no plan.
  static void read_shifts(SetUpRow& row, domain::ShiftPlan& plan) {
    if (std::ranges::none_of(kWeekdays, [&](const char* day) { return row.has(day); })) return;
    domain::WeeklySpans week;
    for (unsigned day = 0; day < kWeekdays.size(); ++day) {
      std::vector<std::string> spans;
      if (row.has(kWeekdays[day])) row.list(kWeekdays[day], spans);
      for (const std::string& text : spans) {
        const auto span = read_span(text);
        if (!span) row.wrong(kWeekdays[day], "a span is written 08:30-16:30");
        week.days[day].push_back(span.value_or(domain::DaySpan{}));
      }
    }
    auto made = domain::ShiftPlan::make(
        plan.zone(), week.empty() ? std::nullopt : std::optional(week), plan.absences());
    if (made.ok()) {
      plan = std::move(made).value();
    } else if (!row.refusal()) {
      row.wrong("key", made.error().message);
    }
  }

  /// Without shifts or absences: who is new is there, until the set-up says otherwise.
  static Person newcomer(const World& world) {
    return {
        {},
        {{}, {}, true, {}, {}, {}, domain::ShiftPlan::make(world.zone, std::nullopt, {}).value()},
        false};
  }

  static void read_account(SetUpRow& row, bool is_new, const World& world, desk::StaffRow& staff) {
    row.needed("key", staff.key, kLongestName);
    if (!desk::is_sign_in_name(staff.key)) {
      row.wrong("key", "a sign-in name has only a to z, 0 to 9, dot, dash and underscore");
    }
    row.needed("name", staff.name, kLongestName);
    if (is_new && row.cell("role").empty()) row.wrong("role", "this is missing");
    row.word("role", staff.role,
             "this is operator, supervisor, department_staff, department_manager, administrator "
             "or analyst");
    row.maybe("phone", staff.phone);
    if (staff.phone && row.has("phone")) {
      const auto phone = base::PhoneNumber::parse(*staff.phone, world.region);
      if (phone.ok()) {
        staff.phone = phone.value().e164();
      } else {
        row.wrong("phone", "this is no number that can be dialled");
      }
    }
    row.maybe("email", staff.email);
    if (staff.email && !base::is_mail_address(*staff.email)) {
      row.wrong("email", "this is no address");
    }
  }

  desk::Principal who_;
};

bool same_hours(const domain::CalendarRules& one, const domain::CalendarRules& other) {
  CalendarsToWrite both;
  return both.name_of(one, "hours") == both.name_of(other, "hours");
}

class DepartmentTaker final : public SetUpTaker {
 public:
  explicit DepartmentTaker(const desk::Principal& who) : who_(who) {}

  std::vector<std::string> columns() const override {
    return {"key",       "name_en",   "name_fr",      "manager",    "delegates",  "hours_of",
            "card_name", "card_role", "card_role_fr", "card_phone", "card_hours", "card_hours_fr"};
  }
  std::vector<std::string> needed() const override { return {"key"}; }
  std::string key_column(const SetUpRow& /*row*/) const override { return "key"; }
  std::size_t at_once() const override { return kAllAtOnce; }
  void begin(desk::Reader& /*reader*/) override {}

  Result<desk::HistoricCounts> take(desk::Transaction& tx, std::vector<SetUpRow>& rows) override {
    const auto people = tx.directory();
    const std::string region = tx.jurisdiction().default_region;
    StaffIds staff;
    for (const desk::StaffRow& row : tx.staff()) staff[row.key] = row.id;
    std::map<std::string, desk::DepartmentRow> known;
    for (desk::DepartmentRow& row : tx.departments()) known[row.key] = std::move(row);
    desk::HistoricCounts counts;
    for (SetUpRow& row : rows) {
      if (row.refusal()) continue;
      const auto found = known.find(row.cell("key"));
      const bool is_new = found == known.end();
      desk::DepartmentRow department = is_new ? desk::DepartmentRow{} : found->second;
      const domain::CalendarRules before = hours_of(*people, department.id);
      domain::CalendarRules hours = before;
      read(row, staff, region, department);
      read_hours(row, *people, known, hours);
      if (row.refusal()) continue;
      if (!is_new && department == found->second && same_hours(hours, before)) {
        ++counts.unchanged;
        continue;
      }
      ++(is_new ? counts.created : counts.updated);
      if (is_new) department.id = domain::DepartmentId{tx.next_id()};
      tx.save(department, hours);
    }
    if (counts.created + counts.updated == 0) return counts;
    if (auto settled = settle(tx, who_, *people); !settled.ok()) return settled.error();
    return counts;
  }

 private:
  /// Of a department that is not there yet: the contact centre's.
  static domain::CalendarRules hours_of(const domain::Directory& people, domain::DepartmentId id) {
    const domain::Department* department = people.find(id);
    return department != nullptr ? department->calendar.rules()
                                 : people.calendar_of(domain::StaffId{}).rules();
  }

  static void read(SetUpRow& row, const StaffIds& staff, const std::string& region,
                   desk::DepartmentRow& department) {
    row.key("key", department.key);
    row.needed("name_en", department.name.en, kLongestName);
    row.at_most("name_fr", department.name.fr, kLongestName);
    if (row.has("manager")) {
      const auto managers = named_in(row, "manager", staff);
      if (managers.size() == 1) department.manager = managers.front();
      if (managers.size() > 1) row.wrong("manager", "there is one manager");
      if (managers.empty()) row.wrong("manager", "this is missing");
    }
    if (department.manager == domain::StaffId{}) row.wrong("manager", "this is missing");
    if (row.has("delegates")) department.delegates = named_in(row, "delegates", staff);
    if (department.delegates.empty()) {
      row.wrong("delegates", "nobody stands in for its manager");
    }
    row.card(department.card, region);
  }

  static void read_hours(SetUpRow& row, const domain::Directory& people,
                         const std::map<std::string, desk::DepartmentRow>& known,
                         domain::CalendarRules& hours) {
    const std::string other = row.cell("hours_of");
    if (other.empty()) return;
    const auto found = known.find(other);
    if (found == known.end()) return row.wrong("hours_of", "there is no such department");
    hours = hours_of(people, found->second.id);
  }

  desk::Principal who_;
};

}  // namespace

std::unique_ptr<SetUpTaker> staff_taker(const desk::Principal& who) {
  return std::make_unique<StaffTaker>(who);
}

std::unique_ptr<SetUpTaker> department_taker(const desk::Principal& who) {
  return std::make_unique<DepartmentTaker>(who);
}

}  // namespace kept::records
