#include "desk/ask_department.h"
#include "desk/record_outcome.h"
#include "http/api/case_forms.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;
using domain::InteractionId;

Result<json::object> outcome(Change& change) {
  Form form = change.form();
  desk::OutcomeForm outcome = outcome_form(form);
  outcome.told_by_owner_at = form.maybe_instant("told_by_owner_at");
  outcome.said_by = form.maybe_id<domain::StaffId>("on_behalf_of");
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  if (outcome.said_by && !change.tx.directory()->find(*outcome.said_by)) {
    return base::invalid("/on_behalf_of", "staff.unknown", "There is no such staff member.");
  }
  return change.shown(desk::record_outcome(change.tx, change.who, ref.value(), outcome));
}

Result<json::object> told(Change& change) {
  Form form = change.form();
  const auto interaction = form.id<InteractionId>("interaction");
  const bool waived = form.maybe_flag("waived").value_or(false);
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(desk::record_told(change.tx, change.who, ref.value(), interaction, waived));
}

Result<json::object> in_writing(Change& change) {
  Form form = change.form();
  const auto contact = form.maybe_id<domain::ContactId>("contact");
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(desk::tell_in_writing(change.tx, change.who, ref.value(), contact));
}

Result<json::object> follow_up(Change& change) {
  Form form = change.form();
  desk::FollowUpForm check;
  check.interaction = form.id<InteractionId>("interaction");
  check.heard = form.flag("heard");
  check.satisfied_with_call = form.maybe_flag("satisfied_with_call");
  check.satisfied_with_outcome = form.maybe_flag("satisfied_with_outcome");
  check.note = form.maybe_text("note", kMaybeEmpty).value_or("");
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(desk::record_follow_up(change.tx, change.who, ref.value(), check));
}

Result<json::object> close(Change& change) {
  Form form = change.form();
  const desk::OutcomeForm outcome = outcome_form(form);
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(desk::close_case(change.tx, change.who, ref.value(), outcome));
}

Result<json::object> reopen(Change& change) {
  Form form = change.form();
  const std::string reason = form.text("reason", kText);
  const auto interaction = form.maybe_id<InteractionId>("interaction");
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  if (interaction && !change.tx.interaction(*interaction)) {
    return base::invalid("/interaction", "interaction.unknown", "There is no such conversation.");
  }
  return change.shown(desk::reopen_case(change.tx, change.who, ref.value(), reason));
}

Result<json::object> not_heard(Change& change) {
  Form form = change.form();
  const auto interaction = form.id<InteractionId>("interaction");
  const std::string note = form.maybe_text("note", kMaybeEmpty).value_or("");
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(
      desk::record_not_heard(change.tx, change.who, ref.value(), interaction, note));
}

Result<json::object> join(Change& change) {
  Form form = change.form();
  const std::string into = form.text("into", {9, 15});
  const auto interaction = form.id<InteractionId>("interaction");
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto survivor = desk::case_for(change.tx, change.who, into);
  if (!survivor.ok()) {
    return base::invalid("/into", "case.unknown", "There is no case with that number.");
  }
  return change.shown(
      desk::join_case(change.tx, change.who, ref.value(), survivor.value(), interaction));
}

Result<json::object> decision(Change& change) {
  Form form = change.form();
  desk::DecisionForm decision;
  decision.department = form.maybe_id<domain::DepartmentId>("department");
  decision.promise = form.maybe_id<domain::DutyId>("promise");
  decision.promise_was_kept = form.maybe_flag("promise_was_kept");
  decision.reason = form.text("reason", kText);
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(desk::decide(change.tx, change.who, ref.value(), decision));
}

}  // namespace

void add_endings(Router& router, Door& door) {
  const std::string at = "/api/v1/cases/{number}/";
  router.on("POST", at + "outcome", door.change("record_outcome", 200, outcome));
  router.on("POST", at + "told", door.change("record_told", 200, told));
  router.on("POST", at + "tell-in-writing", door.change("tell_in_writing", 200, in_writing));
  router.on("POST", at + "follow-up", door.change("record_follow_up", 200, follow_up));
  router.on("POST", at + "close", door.change("close_case", 200, close));
  router.on("POST", at + "reopen", door.change("reopen_case", 200, reopen));
  router.on("POST", at + "not-heard", door.change("record_not_heard", 200, not_heard));
  router.on("POST", at + "join", door.change("join_case", 200, join));
  router.on("POST", at + "decision", door.change("decide", 200, decision));
}

}  // namespace kept::http
