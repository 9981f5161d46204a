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

Result<json::object> hand_over(Change& change) {
  Form form = change.form();
  const auto interaction = form.id<InteractionId>("interaction");
  if (!form.has("owner")) (void)form.id<domain::StaffId>("owner");
  const desk::PromiseForm successor = promise_form(form);
  const auto ref = change.case_of(DutyKind::promise, "promise", form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto id = change.path_id<DutyId>("promise");
  return change.shown(desk::hand_over_promise(change.tx, change.who, ref.value(), id.value(),
                                              interaction, successor));
}

Result<json::object> move(Change& change) {
  Form form = change.form();
  desk::MoveForm wanted;
  wanted.interaction = form.id<InteractionId>("interaction");
  wanted.due_local = form.local_time("due_local");
  wanted.words = form.text("words", kText);
  wanted.asked_by_resident = form.maybe_flag("asked_by_resident").value_or(false);
  const auto ref = change.case_of(DutyKind::promise, "promise", form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto id = change.path_id<DutyId>("promise");
  return change.shown(desk::move_promise(change.tx, change.who, ref.value(), id.value(), wanted));
}

Result<json::object> release(Change& change) {
  Form form = change.form();
  desk::ReleaseForm released;
  released.interaction = form.id<InteractionId>("interaction");
  released.note = form.maybe_text("note", kMaybeEmpty).value_or("");
  const auto ref = change.case_of(DutyKind::promise, "promise", form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto id = change.path_id<DutyId>("promise");
  return change.shown(
      desk::release_promise(change.tx, change.who, ref.value(), id.value(), released));
}

Result<json::object> kept(Change& change) {
  Form form = change.form();
  desk::KeptForm word;
  word.contact_at = form.instant("contact_at");
  word.said_by = form.maybe_id<domain::StaffId>("on_behalf_of");
  word.note = form.maybe_text("note", kMaybeEmpty).value_or("");
  const auto ref = change.case_of(DutyKind::promise, "promise", form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto id = change.path_id<DutyId>("promise");
  return change.shown(desk::record_kept(change.tx, change.who, ref.value(), id.value(), word));
}

Result<json::object> more_time(Change& change) {
  Form form = change.form();
  desk::MoreTimeForm wanted;
  wanted.until = form.instant("until");
  wanted.said_by = form.maybe_id<domain::StaffId>("on_behalf_of");
  const auto ref = change.case_of(DutyKind::promise, "promise", form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto id = change.path_id<DutyId>("promise");
  return change.shown(desk::want_more_time(change.tx, change.who, ref.value(), id.value(), wanted));
}

Result<json::object> decline(Change& change) {
  Form form = change.form();
  desk::DeclineForm declined;
  declined.reason = form.text("reason", kText);
  declined.said_by = form.maybe_id<domain::StaffId>("on_behalf_of");
  const auto ref = change.case_of(DutyKind::promise, "promise", form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto id = change.path_id<DutyId>("promise");
  return change.shown(
      desk::decline_promise(change.tx, change.who, ref.value(), id.value(), declined));
}

}  // namespace

void add_promises(Router& router, Door& door) {
  router.on("POST", "/api/v1/cases/{number}/promises", door.change("make_promise", 201, make));
  const std::string at = "/api/v1/promises/{promise}/";
  router.on("POST", at + "hand-over", door.change("hand_over_promise", 200, hand_over));
  router.on("POST", at + "move", door.change("move_promise", 200, move));
  router.on("POST", at + "release", door.change("release_promise", 200, release));
  router.on("POST", at + "kept", door.change("record_kept", 200, kept));
  router.on("POST", at + "more-time", door.change("want_more_time", 200, more_time));
  router.on("POST", at + "decline", door.change("decline_promise", 200, decline));
}

}  // namespace kept::http
