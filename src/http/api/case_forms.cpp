#include "http/api/case_forms.h"

namespace kept::http {

desk::CardRow card_form(Form form) {
  desk::CardRow card;
  card.name = form.text("name", kLine);
  card.role = form.maybe_text("role", {0, 300}).value_or("");
  card.phone = form.text("phone", kPhone);
  card.hours = form.maybe_text("hours", {0, 300}).value_or("");
  form.done();
  return card;
}

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
  if (form.has("card")) promise.card = card_form(form.object("card"));
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
