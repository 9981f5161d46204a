#include <algorithm>

#include "desk/contacts.h"
#include "desk/redact_contact.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;
using domain::ContactId;

Result<json::object> shown(desk::Reader& reader, View& view, ContactId id) {
  const auto row = reader.contact(id);
  if (!row) return base::not_found("contact.unknown", "There is no such contact.");
  return view.contact(*row);
}

Result<json::object> create(Change& change) {
  Form form = change.form();
  desk::ContactForm contact;
  contact.name = form.maybe_text("name", kLine);
  contact.phones = form.maybe_texts("phones", 10, kPhone);
  contact.email = form.maybe_text("email", {3, 254});
  contact.language = form.one_of("language", {"en", "fr"});
  contact.accessibility = form.maybe_text("accessibility", {0, 300});
  form.done();
  // Whether mail arrives there only the mail will tell; this catches what cannot be an address.
  if (contact.email && contact.email->find('@') == std::string::npos) {
    change.mistakes.push_back(
        base::invalid("/email", "field.not_an_address", "This is not an e-mail address."));
  }
  if (!change.is_fine()) return Change::refused_form();
  const auto id = desk::create_contact(change.tx, change.who, contact);
  if (!id.ok()) return id.error();
  return shown(change.tx, change.view, id.value());
}

Result<json::object> merge(Change& change) {
  const auto id = change.path_id<ContactId>("contact");
  if (!id.ok()) return id.error();
  Form form = change.form();
  const auto into = form.id<ContactId>("into");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto done = desk::merge_contact(change.tx, change.who, id.value(), into);
  if (!done.ok()) return done.error();
  return shown(change.tx, change.view, id.value());
}

Result<json::object> part(Change& change) {
  const auto id = change.path_id<ContactId>("contact");
  if (!id.ok()) return id.error();
  const auto done = desk::part_contact(change.tx, change.who, id.value());
  if (!done.ok()) return done.error();
  return shown(change.tx, change.view, id.value());
}

Result<json::object> redact(Change& change) {
  const auto id = change.path_id<ContactId>("contact");
  if (!id.ok()) return id.error();
  Form form = change.form();
  const std::string reason = form.text("reason", {3, 300});
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto done = desk::redact_contact(change.tx, change.who, id.value(), reason);
  if (!done.ok()) return done.error();
  return shown(change.tx, change.view, id.value());
}

/// Some case of the contact shows who it is about.
bool sees(Look& look, ContactId id) {
  if (look.view.sees_residents({})) return true;
  desk::CaseFilter of_contact;
  of_contact.contact = id;
  of_contact.limit = 200;
  const auto lines = look.reader.cases(of_contact);
  return std::any_of(lines.begin(), lines.end(), [&](const desk::CaseLine& line) {
    return desk::sees_case(look.reader, look.who, line.complained_about) &&
           look.view.case_line(line).at("contact").is_object();
  });
}

Result<json::object> read(Look& look) {
  const auto id = look.path_id<ContactId>("contact");
  if (!id.ok()) return id.error();
  if (!sees(look, id.value())) {
    return base::forbidden("contact.not_yours", "You see the contacts of your own cases only.");
  }
  return shown(look.reader, look.view, id.value());
}

}  // namespace

void add_contacts(Router& router, Door& door) {
  router.on("POST", "/api/v1/contacts", door.change("create_contact", 201, create));
  router.on("GET", "/api/v1/contacts/{contact}", door.read(desk::Action::talk, read));
  router.on("POST", "/api/v1/contacts/{contact}/merge", door.change("merge_contact", 200, merge));
  router.on("POST", "/api/v1/contacts/{contact}/part", door.change("part_contact", 200, part));
  router.on("POST", "/api/v1/contacts/{contact}/redact",
            door.change("redact_contact", 200, redact));
}

}  // namespace kept::http
