#include <sodium.h>

#include <stdexcept>
#include <utility>

#include "store/codec.h"
#include "store/configuration_codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

const Query kStaff{"staff.all",
                   "SELECT id, key, name, role, department_id, phone, active, password_hash, "
                   "email, manager_id, delegates, shifts FROM staff WHERE jurisdiction_id = ?1 "
                   "ORDER BY id"};
const Query kStaffByKey{"staff.by_key",
                        "SELECT id, key, name, role, department_id, phone, active, password_hash, "
                        "email FROM staff WHERE jurisdiction_id = ?1 AND key = ?2"};
const Query kStaffById{"staff.by_id",
                       "SELECT id, key, name, role, department_id, phone, active, password_hash, "
                       "email FROM staff WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kSaveStaff{
    "staff.save",
    "INSERT INTO staff (jurisdiction_id, id, key, name, role, department_id, manager_id, phone, "
    "active, password_hash, delegates, shifts, email) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT DO UPDATE SET "
    "key = excluded.key, name = excluded.name, role = excluded.role, "
    "department_id = excluded.department_id, manager_id = excluded.manager_id, "
    "phone = excluded.phone, active = excluded.active, password_hash = excluded.password_hash, "
    "delegates = excluded.delegates, shifts = excluded.shifts, email = excluded.email"};
const Query kSetActive{"staff.set_active",
                       "UPDATE staff SET active = ?3 WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kSetPassword{
    "staff.set_password",
    "UPDATE staff SET password_hash = ?3 WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kAbsences{"absences.all",
                      "SELECT id, staff_id, \"from\", until, delegate_id FROM absences "
                      "WHERE jurisdiction_id = ?1 ORDER BY \"from\", id"};
const Query kAbsence{"absences.by_id",
                     "SELECT id, staff_id, \"from\", until, delegate_id FROM absences "
                     "WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kSaveAbsence{
    "absences.save",
    "INSERT INTO absences (jurisdiction_id, id, staff_id, \"from\", until, delegate_id) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET \"from\" = excluded.\"from\", "
    "until = excluded.until, delegate_id = excluded.delegate_id"};
const Query kDropAbsence{"absences.drop",
                         "DELETE FROM absences WHERE jurisdiction_id = ?1 AND id = ?2"};

constexpr const char* kPeopleVersion = "people.version";

desk::StaffRow staff_row(const Statement& row) {
  desk::StaffRow staff;
  staff.id = row.get<domain::StaffId>(0);
  staff.key = row.get<std::string>(1);
  staff.name = row.get<std::string>(2);
  staff.role = codec::enum_value<domain::Role>(row.get<std::string>(3));
  staff.department = row.get<std::optional<domain::DepartmentId>>(4);
  staff.phone = row.get<std::optional<std::string>>(5);
  staff.active = row.get<bool>(6);
  staff.password_hash = row.get<std::string>(7);
  staff.email = row.get<std::optional<std::string>>(8);
  return staff;
}

desk::AbsenceRow absence_row(const Statement& row) {
  return {row.get<domain::AbsenceId>(0), row.get<domain::StaffId>(1), row.get<base::Instant>(2),
          row.get<base::Instant>(3), row.get<std::optional<domain::StaffId>>(4)};
}

std::vector<desk::AbsenceRow> all_absences(Database& database) {
  Statement rows = database.prepare(kAbsences);
  rows.bind_all(kJurisdiction);
  std::vector<desk::AbsenceRow> absences;
  while (rows.step()) absences.push_back(absence_row(rows));
  return absences;
}

/// The absences of one person as a shift plan knows them; whom they named stands in first for
/// covering.
domain::StaffMember member(const Statement& row, const std::vector<desk::AbsenceRow>& absences,
                           const base::TimeZone& zone) {
  const desk::StaffRow staff = staff_row(row);
  std::vector<domain::StaffId> delegates;
  std::vector<domain::Absence> away;
  for (const desk::AbsenceRow& absence : absences) {
    if (absence.staff != staff.id) continue;
    away.push_back({absence.from, absence.until});
    if (absence.delegate) delegates.push_back(*absence.delegate);
  }
  for (const auto id : codec::from_text<std::vector<domain::StaffId>>(row.get<std::string>(10))) {
    delegates.push_back(id);
  }
  const auto shifts = row.get<std::optional<std::string>>(11);
  auto plan = domain::ShiftPlan::make(
      zone, shifts ? std::optional(read_spans(*shifts)) : std::nullopt, std::move(away));
  if (!plan.ok()) throw std::runtime_error(plan.error().message);  // the store is damaged
  return {staff.id,
          staff.role,
          staff.active,
          staff.department,
          row.get<std::optional<domain::StaffId>>(9),
          std::move(delegates),
          std::move(plan).value()};
}

domain::Calendar calendar(const std::string& rules) {
  auto made = domain::Calendar::make(read_calendar(rules));
  if (!made.ok()) throw std::runtime_error(made.error().message);  // the store is damaged
  return std::move(made).value();
}

std::vector<domain::Team> teams_of(const desk::DepartmentRow& row) {
  std::vector<domain::Team> teams;
  for (const desk::TeamRow& team : row.teams) {
    teams.push_back({team.id, row.id, team.lead, team.members});
  }
  return teams;
}

}  // namespace

People PeopleCache::get() const {
  const std::scoped_lock lock(mutex_);
  return people_;
}

void PeopleCache::set(People people) {
  const std::scoped_lock lock(mutex_);
  people_ = std::move(people);
}

Session::Session(Database& database, const base::Clock& clock, PeopleCache& cache, AreaCache* areas,
                 LineCaches* lines)
    : database_(database), clock_(clock), cache_(cache), area_cache_(areas), line_caches_(lines) {}

People& Session::people() {
  if (people_) return *people_;
  const std::string version = setting(kPeopleVersion).value_or("0");
  People cached = cache_.get();
  if (cached.directory && cached.version == version) {
    people_ = std::move(cached);
    return *people_;
  }
  people_ = load_people(version);
  // What this unit itself has changed is not committed, so it is nobody else's business yet.
  if (!changed_people_) cache_.set(*people_);
  return *people_;
}

People Session::load_people(const std::string& version) {
  People loaded;
  loaded.version = version;
  const auto jurisdictions = configuration("jurisdiction");
  desk::JurisdictionRow jurisdiction;
  jurisdiction.zone = "UTC";
  if (!jurisdictions.empty()) jurisdiction = read_jurisdiction(jurisdictions.front());
  loaded.jurisdiction = std::make_shared<const desk::JurisdictionRow>(std::move(jurisdiction));
  auto zone = base::TimeZone::load(loaded.jurisdiction->zone);
  loaded.zone =
      std::make_shared<const base::TimeZone>(zone.ok() ? zone.value() : base::TimeZone::utc());
  const auto policies = configuration("policy");
  loaded.policy = std::make_shared<const domain::Policy>(
      policies.empty() ? domain::Policy{} : read_policy(policies.front()));
  const auto intake = configuration("intake_calendar");
  std::vector<domain::Department> departments;
  for (const std::string& text : configuration("department")) {
    const desk::DepartmentRow row = read_department(text);
    departments.push_back({row.id, row.manager, row.delegates,
                           calendar(read_department_calendar(text)), teams_of(row)});
  }
  const auto absences = all_absences(database_);
  std::vector<domain::StaffMember> members;
  Statement rows = database_.prepare(kStaff);
  rows.bind_all(kJurisdiction);
  while (rows.step()) members.push_back(member(rows, absences, *loaded.zone));
  loaded.directory = std::make_shared<const domain::Directory>(
      std::move(members), std::move(departments),
      intake.empty() ? domain::Calendar::round_the_clock(*loaded.zone) : calendar(intake.front()));
  return loaded;
}

void Session::telephone_changed() {
  if (!changes_.empty() && changes_.back().telephone) return;
  desk::Change change;
  change.telephone = true;
  changes_.push_back(std::move(change));
}

void Session::people_changed() {
  if (!changed_people_) {
    // Random, not counted: after a lost commit a number could come again for something else.
    set_setting(kPeopleVersion,
                std::to_string(randombytes_random()) + "-" + std::to_string(randombytes_random()));
  }
  changed_people_ = true;
  people_.reset();
}

const desk::JurisdictionRow& Session::jurisdiction() { return *people().jurisdiction; }
const base::TimeZone& Session::zone() { return *people().zone; }
const domain::Policy& Session::policy() { return *people().policy; }
std::shared_ptr<const domain::Directory> Session::directory() { return people().directory; }

std::vector<desk::StaffRow> Session::staff() {
  Statement rows = database_.prepare(kStaff);
  rows.bind_all(kJurisdiction);
  std::vector<desk::StaffRow> staff;
  while (rows.step()) staff.push_back(staff_row(rows));
  return staff;
}

std::optional<desk::StaffRow> Session::staff_by_key(const std::string& key) {
  Statement row = database_.prepare(kStaffByKey);
  row.bind_all(kJurisdiction, key);
  if (!row.step()) return std::nullopt;
  return staff_row(row);
}

std::optional<desk::StaffRow> Session::staff_member(domain::StaffId id) {
  Statement row = database_.prepare(kStaffById);
  row.bind_all(kJurisdiction, id);
  if (!row.step()) return std::nullopt;
  return staff_row(row);
}

void Session::save(const desk::StaffRow& row, const domain::StaffMember& member) {
  std::optional<std::string> shifts;
  if (member.plan.weekly()) shifts = write_spans(*member.plan.weekly());
  database_.run(kSaveStaff, kJurisdiction, row.id, row.key, row.name, codec::enum_name(row.role),
                row.department, member.manager, row.phone, row.active, row.password_hash,
                codec::to_text(member.delegates), shifts, row.email);
  people_changed();
}

void Session::disable(domain::StaffId staff) {
  database_.run(kSetActive, kJurisdiction, staff, false);
  people_changed();
}

void Session::enable(domain::StaffId staff) {
  database_.run(kSetActive, kJurisdiction, staff, true);
  people_changed();
}

void Session::set_password(domain::StaffId staff, const std::string& password_hash) {
  database_.run(kSetPassword, kJurisdiction, staff, password_hash);
}

std::vector<desk::AbsenceRow> Session::absences(domain::StaffId staff) {
  std::vector<desk::AbsenceRow> absences = all_absences(database_);
  std::erase_if(absences, [&](const desk::AbsenceRow& absence) { return absence.staff != staff; });
  return absences;
}

std::optional<desk::AbsenceRow> Session::absence(domain::AbsenceId id) {
  Statement row = database_.prepare(kAbsence);
  row.bind_all(kJurisdiction, id);
  if (!row.step()) return std::nullopt;
  return absence_row(row);
}

void Session::save(const desk::AbsenceRow& absence) {
  database_.run(kSaveAbsence, kJurisdiction, absence.id, absence.staff, absence.from, absence.until,
                absence.delegate);
  people_changed();
}

void Session::drop(domain::AbsenceId id) {
  database_.run(kDropAbsence, kJurisdiction, id);
  people_changed();
}

}  // namespace kept::store
