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

/// What the body says of somebody, over what is known; a null takes away.
void read_details(Form& form, desk::ContactForm& contact) {
  form.revise("name", kLine, contact.name);
  if (form.has("phones")) contact.phones = form.maybe_texts("phones", 10, kPhone);
  form.revise("email", {3, 254}, contact.email);
  form.revise("accessibility", kLine, contact.accessibility);
  form.revise("address", kLine, contact.address);
  if (form.is_null("channel")) {
    contact.channel.reset();
  } else if (const auto word = form.maybe_one_of("channel", {"call", "email", "sms"})) {
    contact.channel = desk::word_of<domain::Channel>(*word);
  }
}

Result<json::object> create(Change& change) {
  Form form = change.form();
  desk::ContactForm contact;
  contact.language = form.one_of("language", {"en", "fr"});
  read_details(form, contact);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto id = desk::create_contact(change.tx, change.who, contact);
  if (!id.ok()) return id.error();
  return shown(change.tx, change.view, id.value());
}

Result<json::object> edit(Change& change) {
  const auto id = change.path_id<ContactId>("contact");
  if (!id.ok()) return id.error();
  const auto row = change.tx.contact(id.value());
  if (!row) return base::not_found("contact.unknown", "There is no such contact.");
  desk::ContactForm contact{row->name,          row->phones,  row->email,  row->language,
                            row->accessibility, row->address, row->channel};
  Form form = change.form();
  const auto version = form.version();
  contact.language = form.maybe_one_of("language", {"en", "fr"}).value_or(row->language);
  read_details(form, contact);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto done = desk::change_contact(change.tx, change.who, id.value(), contact, version);
  if (!done.ok()) return done.error();
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

Result<json::object> read_contact(Look& look) {
  const auto id = look.path_id<ContactId>("contact");
  if (!id.ok()) return id.error();
  if (!desk::sees_contact(look.reader, look.who, id.value())) {
    return base::forbidden("contact.not_yours", "You see the contacts of your own cases only.");
  }
  return shown(look.reader, look.view, id.value());
}

}  // namespace

void add_contacts(Router& router, Door& door) {
  router.on("POST", "/api/v1/contacts", door.change("create_contact", 201, create));
  router.on("GET", "/api/v1/contacts/{contact}", door.read(desk::Action::talk, read_contact));
  router.on("PATCH", "/api/v1/contacts/{contact}", door.change("edit_contact", 200, edit));
  router.on("POST", "/api/v1/contacts/{contact}/merge", door.change("merge_contact", 200, merge));
  router.on("POST", "/api/v1/contacts/{contact}/part", door.change("part_contact", 200, part));
  router.on("POST", "/api/v1/contacts/{contact}/redact",
            door.change("redact_contact", 200, redact));
}

}  // namespace kept::http
