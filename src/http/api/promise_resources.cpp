#include "desk/make_promise.h"
#include "http/api/case_forms.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;
using domain::DutyId;
using domain::DutyKind;
using domain::InteractionId;

Result<json::object> make(Change& change) {
  Form form = change.form();
  const auto interaction = form.id<InteractionId>("interaction");
  const desk::PromiseForm promise = promise_form(form);
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(desk::make_promise(change.tx, change.who, ref.value(), interaction, promise));
}

/// An act on the promise that the path names, once the form has given what it wants.
template <typename Act, typename... Wanted>
Result<json::object> act_on_promise(Change& change, Form& form, const Act& act,
                                    const Wanted&... wanted) {
  const auto ref = change.case_of(DutyKind::promise, "promise", form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto id = change.path_id<DutyId>("promise");
  return change.shown(act(change.tx, change.who, ref.value(), id.value(), wanted...));
}

Result<json::object> hand_over(Change& change) {
  Form form = change.form();
  const auto interaction = form.id<InteractionId>("interaction");
  if (!form.has("owner")) (void)form.id<domain::StaffId>("owner");
  const desk::PromiseForm successor = promise_form(form);
  return act_on_promise(change, form, desk::hand_over_promise, interaction, successor);
}

Result<json::object> move(Change& change) {
  Form form = change.form();
  desk::MoveForm wanted;
  wanted.interaction = form.id<InteractionId>("interaction");
  wanted.due_local = form.local_time("due_local");
  wanted.words = form.text("words", kText);
  wanted.asked_by_resident = form.maybe_flag("asked_by_resident").value_or(false);
  return act_on_promise(change, form, desk::move_promise, wanted);
}

Result<json::object> release(Change& change) {
  Form form = change.form();
  desk::ReleaseForm released;
  released.interaction = form.id<InteractionId>("interaction");
  released.note = form.maybe_text("note", kMaybeEmpty).value_or("");
  return act_on_promise(change, form, desk::release_promise, released);
}

Result<json::object> kept(Change& change) {
  Form form = change.form();
  desk::KeptForm word;
  word.contact_at = form.instant("contact_at");
  word.said_by = form.maybe_id<domain::StaffId>("on_behalf_of");
  word.note = form.maybe_text("note", kMaybeEmpty).value_or("");
  return act_on_promise(change, form, desk::record_kept, word);
}

Result<json::object> want_more_time(Change& change) {
  Form form = change.form();
  desk::MoreTimeForm wanted;
  wanted.until = form.instant("until");
  wanted.said_by = form.maybe_id<domain::StaffId>("on_behalf_of");
  return act_on_promise(change, form, desk::want_more_time, wanted);
}

Result<json::object> decline(Change& change) {
  Form form = change.form();
  desk::DeclineForm declined;
  declined.reason = form.text("reason", kText);
  declined.said_by = form.maybe_id<domain::StaffId>("on_behalf_of");
  return act_on_promise(change, form, desk::decline_promise, declined);
}

}  // namespace

void add_promises(Router& router, Door& door) {
  router.on("POST", "/api/v1/cases/{number}/promises", door.change("make_promise", 201, make));
  const std::string at = "/api/v1/promises/{promise}/";
  router.on("POST", at + "hand-over", door.change("hand_over_promise", 200, hand_over));
  router.on("POST", at + "move", door.change("move_promise", 200, move));
  router.on("POST", at + "release", door.change("release_promise", 200, release));
  router.on("POST", at + "kept", door.change("record_kept", 200, kept));
  router.on("POST", at + "more-time", door.change("want_more_time", 200, want_more_time));
  router.on("POST", at + "decline", door.change("decline_promise", 200, decline));
}

}  // namespace kept::http
