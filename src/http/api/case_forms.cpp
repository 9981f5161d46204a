#include "http/api/case_forms.h"

namespace kept::http {

desk::AskForm ask_form(Form& form) {
  desk::AskForm ask;
  ask.department = form.id<domain::DepartmentId>("department");
  ask.text = form.text("text", kText);
  ask.answer_by = form.maybe_instant("answer_by");
  return ask;
}

desk::PromiseForm promise_form(Form& form) {
  desk::PromiseForm promise;
  promise.owner = form.maybe_id<domain::StaffId>("owner");
  promise.said_by = form.maybe_id<domain::StaffId>("said_by");
  promise.action =
      form.maybe_word<domain::PromisedAction>("action").value_or(domain::PromisedAction::call_back);
  promise.phone = form.maybe_text("phone", kPhone);
  promise.words = form.text("words", kText);
  promise.due_local = form.maybe_local_time("due_local");
  if (form.has("card")) {
    Form card = form.object("card");
    desk::CardRow row;
    row.name = card.text("name", kLine);
    row.role = card.maybe_text("role", {0, 300}).value_or("");
    row.phone = card.text("phone", kPhone);
    row.hours = card.maybe_text("hours", {0, 300}).value_or("");
    card.done();
    promise.card = row;
  }
  return promise;
}

desk::OutcomeForm outcome_form(Form& form) {
  desk::OutcomeForm outcome;
  outcome.resolution = form.word<domain::Resolution>("resolution");
  outcome.qualifiers = form.maybe_words<domain::Qualifier>("qualifiers", 5);
  outcome.text = form.text("text", kText);
  outcome.interaction = form.maybe_id<domain::InteractionId>("interaction");
  return outcome;
}

}  // namespace kept::http
