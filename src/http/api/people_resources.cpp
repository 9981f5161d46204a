#include "desk/people_away.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;

Result<json::object> catalogue(Look& look) {
  json::array departments;
  for (const auto& row : look.reader.departments()) {
    departments.push_back(look.view.department(row));
  }
  json::array services;
  for (const auto& row : look.reader.services()) services.push_back(look.view.service(row));
  json::array staff;
  for (const auto& row : look.reader.staff()) staff.push_back(look.view.staff(row));
  json::array referrals;
  for (const auto& row : look.reader.referrals()) referrals.push_back(look.view.referral(row));
  const domain::Policy& policy = look.reader.policy();
  return json::object{
      {"departments", std::move(departments)},
      {"services", std::move(services)},
      {"staff", std::move(staff)},
      {"referrals", std::move(referrals)},
      {"policy", json::object{{"shortly_minutes", policy.shortly.count()},
                              {"moves_before_supervisor", policy.moves_before_supervisor}}}};
}

Result<json::object> absences(Look& look) {
  const auto id = look.path_id<domain::StaffId>("staff");
  if (!id.ok()) return id.error();
  const auto found = desk::absences_of(look.reader, look.who, id.value());
  if (!found.ok()) return found.error();
  json::array absences;
  for (const desk::AbsenceRow& row : found.value()) {
    absences.push_back(json::object{{"id", row.id.value},
                                    {"staff", look.view.staff_ref(row.staff)},
                                    {"from", instant(row.from)},
                                    {"until", instant(row.until)},
                                    {"delegate", look.view.staff_ref(row.delegate)}});
  }
  return json::object{{"absences", std::move(absences)}};
}

Result<json::object> enter_absence(Change& change) {
  const auto id = change.path_id<domain::StaffId>("staff");
  if (!id.ok()) return id.error();
  Form form = change.form();
  desk::AbsenceForm absence;
  absence.staff = id.value();
  absence.from = form.instant("from");
  absence.until = form.instant("until");
  absence.delegate = form.maybe_id<domain::StaffId>("delegate");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto entered = desk::enter_absence(change.tx, change.who, absence);
  if (!entered.ok()) return entered.error();
  return json::object{{"id", entered.value().id.value},
                      {"staff", change.view.staff_ref(id.value())},
                      {"from", instant(absence.from)},
                      {"until", instant(absence.until)},
                      {"moved", entered.value().moved}};
}

Result<json::object> end_absence(Change& change) {
  const auto id = change.path_id<domain::AbsenceId>("absence");
  if (!id.ok()) return id.error();
  const auto done = desk::end_absence(change.tx, change.who, id.value());
  if (!done.ok()) return done.error();
  return json::object{};
}

Result<json::object> disable(Change& change) {
  const auto id = change.path_id<domain::StaffId>("staff");
  if (!id.ok()) return id.error();
  const auto done = desk::disable_account(change.tx, change.who, id.value());
  if (!done.ok()) return done.error();
  return json::object{};
}

}  // namespace

void add_people(Router& router, Door& door) {
  router.on("GET", "/api/v1/catalogue", door.read({}, catalogue));
  router.on("GET", "/api/v1/staff/{staff}/absences", door.read({}, absences));
  router.on("POST", "/api/v1/staff/{staff}/absences",
            door.change("enter_absence", 201, enter_absence));
  router.on("DELETE", "/api/v1/absences/{absence}", door.change("end_absence", 204, end_absence));
  router.on("POST", "/api/v1/staff/{staff}/disable", door.change("disable_account", 204, disable));
}

}  // namespace kept::http
