#include "desk/case_work.h"
#include "desk/take_call.h"
#include "desk/telephone/call_parties.h"
#include "desk/telephone/operate_call.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;
using domain::InteractionId;

/// As short as firms have them.
constexpr Lengths kInterpreterId{1, 40};
constexpr Lengths kLanguage{2, 3};

Result<json::object> shown(Change& change, InteractionId id) {
  return change.view.interaction(*change.tx.interaction(id));
}

std::optional<desk::Purpose> purpose(Change& change, Form form) {
  const std::string number = form.text("case", {9, 15});
  desk::Purpose wanted;
  const auto kind = form.one_of("kind", {"promise", "apology", "ask", "contact_attempts",
                                         "follow_up", "target", "decision", "wrap_up"});
  wanted.duty = form.id<domain::DutyId>("id");
  form.done();
  if (!change.is_fine()) return std::nullopt;
  const auto id = desk::case_for(change.tx, change.who, number);
  if (!id.ok()) {
    change.mistakes.push_back(
        base::invalid("/for/case", "case.unknown", "There is no case with that number."));
    return std::nullopt;
  }
  wanted.case_id = id.value();
  wanted.kind = desk::word_of<domain::DutyKind>(kind).value_or(domain::DutyKind::target);
  return wanted;
}

Result<json::object> start(Change& change, const std::string& provider) {
  Form form = change.form();
  desk::CallForm call;
  call.inbound = form.one_of("direction", {"inbound", "outbound"}) == "inbound";
  call.channel = form.word<domain::Channel>("channel");
  call.phone = form.maybe_text("phone", kPhone);
  call.contact = form.maybe_id<domain::ContactId>("contact");
  if (form.has("for")) call.purpose = purpose(change, form.object("for"));
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto id = desk::start_call(change.tx, change.who, call);
  if (!id.ok()) return id.error();
  if (!provider.empty() && call.channel == domain::Channel::call) {
    const auto dialled =
        desk::dial(change.tx, change.who, provider, *change.tx.interaction(id.value()));
    if (!dialled.ok()) return dialled.error();
  }
  return shown(change, id.value());
}

Result<json::object> mine(Look& look) {
  const auto open = look.reader.open_interaction(look.who.staff);
  return json::object{
      {"interaction", open ? json::value(look.view.interaction(*open)) : json::value(nullptr)}};
}

Result<json::object> identify(Change& change) {
  const auto id = change.path_id<InteractionId>("interaction");
  if (!id.ok()) return id.error();
  Form form = change.form();
  const auto contact = form.id<domain::ContactId>("contact");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto done = desk::identify_caller(change.tx, change.who, id.value(), contact);
  if (!done.ok()) return done.error();
  return shown(change, id.value());
}

Result<json::object> result(Change& change) {
  const auto id = change.path_id<InteractionId>("interaction");
  if (!id.ok()) return id.error();
  Form form = change.form();
  const auto result = form.word<domain::AttemptResult>("result");
  const auto note = form.maybe_text("note", kMaybeEmpty);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto done =
      desk::record_result(change.tx, change.who, id.value(), result, note.value_or(""));
  if (!done.ok()) return done.error();
  return shown(change, id.value());
}

Result<json::object> apology(Change& change) {
  const auto id = change.path_id<InteractionId>("interaction");
  if (!id.ok()) return id.error();
  Form form = change.form();
  const std::string number = form.text("case", {9, 15});
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto about = desk::case_for(change.tx, change.who, number);
  if (!about.ok()) {
    return base::invalid("/case", "case.unknown", "There is no case with that number.");
  }
  const auto done = desk::record_apology(change.tx, change.who, id.value(), about.value());
  if (!done.ok()) return done.error();
  return shown(change, id.value());
}

Result<json::object> end(Change& change) {
  const auto id = change.path_id<InteractionId>("interaction");
  if (!id.ok()) return id.error();
  Form form = change.form();
  const auto wrap_up =
      form.one_of("wrap_up", {"answered", "request_taken", "department_asked", "promise_kept",
                              "follow_up_done", "referred", "transferred", "no_contact",
                              "promise_made", "other", "number_given"});
  const auto notes = form.maybe_text("notes", kMaybeEmpty);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto done = desk::end_call(change.tx, change.who, id.value(), wrap_up, notes.value_or(""));
  if (!done.ok()) return done.error();
  return shown(change, id.value());
}

/// Its code, by which whoever reads the figures finds it in their own language.
bool is_language(const std::string& code) {
  return (code.size() == 2 || code.size() == 3) &&
         code.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
}

Result<json::object> interpreter(Change& change) {
  const auto id = change.path_id<InteractionId>("interaction");
  if (!id.ok()) return id.error();
  Form form = change.form();
  desk::InterpreterNote note;
  note.number = form.number("party");
  note.id = form.maybe_text("interpreter_id", kInterpreterId);
  note.language = form.maybe_text("language", kLanguage).value_or("");
  form.done();
  if (change.is_fine() && !note.language.empty() && !is_language(note.language)) {
    return base::invalid("/language", "field.unknown_word", "Give the code of a language.");
  }
  if (!change.is_fine()) return Change::refused_form();
  const auto done = desk::note_interpreter(change.tx, change.who, id.value(), note);
  if (!done.ok()) return done.error();
  return shown(change, id.value());
}

Result<json::object> danger(Change& change) {
  const auto id = change.path_id<InteractionId>("interaction");
  if (!id.ok()) return id.error();
  Form form = change.form();
  const std::string kind = form.text("kind", kLine);
  const std::string choice = form.one_of("choice", {"transferred", "not_needed"});
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto record =
      desk::record_danger(change.tx, change.who, id.value(), kind, choice == "transferred");
  if (!record.ok()) return record.error();
  return json::object{
      {"id", record->id}, {"kind", kind}, {"choice", choice}, {"dialled", record->dialled}};
}

}  // namespace

void add_interactions(Router& router, Door& door) {
  router.on("POST", "/api/v1/interactions",
            door.change("start_interaction", 201,
                        [provider = door.options().telephone.provider](Change& change) {
                          return start(change, provider);
                        }));
  router.on("GET", "/api/v1/interactions/mine", door.read(desk::Action::talk, mine));
  router.on("POST", "/api/v1/interactions/{interaction}/contact",
            door.change("identify_caller", 200, identify));
  router.on("POST", "/api/v1/interactions/{interaction}/result",
            door.change("record_result", 200, result));
  router.on("POST", "/api/v1/interactions/{interaction}/apology",
            door.change("record_apology", 200, apology));
  router.on("POST", "/api/v1/interactions/{interaction}/interpreter",
            door.change("note_interpreter", 200, interpreter));
  router.on("POST", "/api/v1/interactions/{interaction}/end",
            door.change("end_interaction", 200, end));
  router.on("POST", "/api/v1/interactions/{interaction}/danger",
            door.change("record_danger", 201, danger));
}

}  // namespace kept::http
