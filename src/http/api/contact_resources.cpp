#include <charconv>

#include "desk/contacts.h"
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

Result<json::object> read(Look& look) {
  const std::string& text = look.request.parameters.at("contact");
  ContactId id;
  std::from_chars(text.data(), text.data() + text.size(), id.value);
  return shown(look.reader, look.view, id);
}

}  // namespace

void add_contacts(Router& router, Door& door) {
  router.on("POST", "/api/v1/contacts", door.change("create_contact", 201, create));
  router.on("GET", "/api/v1/contacts/{contact}", door.read(desk::Action::talk, read));
  router.on("POST", "/api/v1/contacts/{contact}/merge", door.change("merge_contact", 200, merge));
  router.on("POST", "/api/v1/contacts/{contact}/part", door.change("part_contact", 200, part));
}

}  // namespace kept::http
