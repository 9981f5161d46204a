#include "desk/ask_department.h"
#include "desk/team_work.h"
#include "http/api/case_forms.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;
using domain::DutyId;
using domain::DutyKind;

Result<json::object> ask(Change& change) {
  Form form = change.form();
  const desk::AskForm ask = ask_form(form);
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(desk::ask_department(change.tx, change.who, ref.value(), ask));
}

Result<json::object> answer(Change& change) {
  Form form = change.form();
  const std::string text = form.text("text", kText);
  const auto behalf = form.maybe_id<domain::StaffId>("on_behalf_of");
  const auto ref = change.case_of(DutyKind::ask, "ask", form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto id = change.path_id<DutyId>("ask");
  return change.shown(
      desk::answer_ask(change.tx, change.who, ref.value(), id.value(), behalf, text));
}

Result<json::object> more_time(Change& change) {
  Form form = change.form();
  const auto until = form.instant("until");
  const auto behalf = form.maybe_id<domain::StaffId>("on_behalf_of");
  const auto ref = change.case_of(DutyKind::ask, "ask", form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto id = change.path_id<DutyId>("ask");
  return change.shown(
      desk::extend_ask(change.tx, change.who, ref.value(), id.value(), behalf, until));
}

Result<json::object> give_back(Change& change) {
  Form form = change.form();
  desk::ReturnForm back;
  back.reason = form.text("reason", kText);
  back.belongs_to = form.maybe_id<domain::DepartmentId>("department");
  back.said_by = form.maybe_id<domain::StaffId>("on_behalf_of");
  const auto ref = change.case_of(DutyKind::ask, "ask", form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  if (back.belongs_to && !change.tx.directory()->find(*back.belongs_to)) {
    return base::invalid("/department", "department.unknown", "There is no such department.");
  }
  const auto id = change.path_id<DutyId>("ask");
  return change.shown(desk::return_ask(change.tx, change.who, ref.value(), id.value(), back));
}

Result<json::object> team(Change& change) {
  Form form = change.form();
  const auto team = form.id<domain::TeamId>("team");
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(desk::give_to_team(change.tx, change.who, ref.value(), team));
}

}  // namespace

void add_asks(Router& router, Door& door) {
  router.on("POST", "/api/v1/cases/{number}/asks", door.change("ask_department", 201, ask));
  router.on("POST", "/api/v1/cases/{number}/team", door.change("give_to_team", 200, team));
  router.on("POST", "/api/v1/asks/{ask}/answer", door.change("answer_ask", 200, answer));
  router.on("POST", "/api/v1/asks/{ask}/more-time", door.change("extend_ask", 200, more_time));
  router.on("POST", "/api/v1/asks/{ask}/return", door.change("return_ask", 200, give_back));
}

}  // namespace kept::http
