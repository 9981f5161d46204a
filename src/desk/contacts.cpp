#include "desk/contacts.h"

#include <algorithm>
#include <sstream>

#include "base/phone_number.h"
#include "desk/case_work.h"
#include "desk/decide_publicity.h"
#include "desk/ports/telephone.h"
#include "desk/sees_case.h"
#include "desk/sees_residents.h"
#include "domain/cases/telling.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::ContactId;

const base::Error kNotYours =
    base::forbidden("contact.not_yours", "You see the contacts of your own cases only.");

Result<Done> replace_on_case(Transaction& tx, const Principal& who, domain::CaseId id,
                             const ContactRow& from, const ContactRow& to) {
  return act_on_case(tx, who, id, [&](domain::Decision& decision) {
    decision.happen(domain::ContactReplaced{from.id, to.id});
    if (decision.state().reporter == to.id && to.is_reachable()) {
      domain::reporter_became_reachable(decision);
    }
    if (decision.state().reporter == to.id) check_again(tx, decision);
  });
}

/// Who reported something before there was a number or an address has to hear of it now.
Result<Done> reach_on_cases(Transaction& tx, const Principal& who, ContactId contact) {
  for (const domain::CaseId id : tx.cases_of_contact(contact)) {
    if (tx.load_case(id).reporter != contact) continue;
    if (auto done = act_on_case(tx, who, id, domain::reporter_became_reachable); !done.ok()) {
      return done;
    }
  }
  return Done{};
}

/// Nor may what was not known of them stand any longer in words that everybody may read.
Result<Done> check_words_of(Transaction& tx, const Principal& who, ContactId contact) {
  for (const domain::CaseId id : tx.cases_of_contact(contact)) {
    if (tx.load_case(id).reporter != contact) continue;
    auto done =
        act_on_case(tx, who, id, [&](domain::Decision& decision) { check_again(tx, decision); });
    if (!done.ok()) return done;
  }
  return Done{};
}

/// Writes what was typed into the record.
Result<Done> fill_in(Transaction& tx, ContactRow& row, const ContactForm& form) {
  row.name = form.name;
  row.phones.clear();
  for (std::size_t i = 0; i < form.phones.size(); ++i) {
    const auto phone = base::PhoneNumber::parse(form.phones[i], tx.jurisdiction().default_region);
    if (!phone.ok()) {
      return base::invalid("/phones/" + std::to_string(i), phone.error().reason,
                           phone.error().message);
    }
    row.phones.push_back(phone.value().e164());
  }
  if (form.email && !base::is_mail_address(*form.email)) {
    return base::invalid("/email", "field.not_an_address", "This is not an e-mail address.");
  }
  row.email = form.email;
  row.language = form.language;
  row.accessibility = form.accessibility;
  row.address = form.address;
  row.channel = form.channel;
  row.anonymous = !row.name && !row.is_reachable();
  return Done{};
}

/// The names of the fields in which two records differ.
std::string difference(const ContactRow& before, const ContactRow& after) {
  std::string names;
  const auto compare = [&](const char* name, const auto& one, const auto& other) {
    if (one != other) names += (names.empty() ? "" : " ") + std::string(name);
  };
  const auto sorted = [](std::vector<std::string> phones) {
    std::sort(phones.begin(), phones.end());
    return phones;
  };
  compare("name", before.name, after.name);
  compare("phones", sorted(before.phones), sorted(after.phones));
  compare("email", before.email, after.email);
  compare("language", before.language, after.language);
  compare("accessibility", before.accessibility, after.accessibility);
  compare("address", before.address, after.address);
  compare("channel", before.channel, after.channel);
  return names;
}

std::string setting_of(ContactId contact) { return "merged." + std::to_string(contact.value); }

/// The telephone says so, not whoever typed the number.
bool rings_in(Reader& reader, const InteractionRow& talk, ContactId contact) {
  const auto call = reader.telephone().call_of(talk.id);
  if (!call || !call->call.inbound || !call->phone) return false;
  const auto callers = reader.contacts_by_phone(*call->phone);
  return std::ranges::find(callers, contact, &ContactRow::id) != callers.end();
}

}  // namespace

Result<ContactId> create_contact(Transaction& tx, const Principal& who, const ContactForm& form) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  ContactRow row;
  row.id = ContactId{tx.next_id()};
  if (auto filled = fill_in(tx, row, form); !filled.ok()) return filled.error();
  tx.save(row);
  tx.journal(who.staff, "contact_created", row.id.value, {});
  return row.id;
}

Result<Done> change_contact(Transaction& tx, const Principal& who, ContactId contact,
                            const ContactForm& form, std::optional<std::int64_t> expected_version) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed;
  const auto before = tx.contact(contact);
  if (!before) return base::not_found("contact.unknown", "There is no such contact.");
  if (!sees_contact(tx, who, contact)) return kNotYours;
  if (before->merged_into) {
    return base::conflict("contact.merged", "This contact is part of another already.");
  }
  if (expected_version && *expected_version != before->version) {
    return base::conflict("contact.changed",
                          "Somebody changed this record in the meantime; read it again.");
  }
  ContactRow row = *before;
  if (auto filled = fill_in(tx, row, form); !filled.ok()) return filled;
  const std::string fields = difference(*before, row);
  if (fields.empty()) return Done{};
  tx.save(row);
  tx.journal(who.staff, "contact_changed", contact.value, {{"fields", fields}});
  if (row.is_reachable() && !before->is_reachable()) {
    if (auto reached = reach_on_cases(tx, who, contact); !reached.ok()) return reached;
  }
  const bool is_known_otherwise =
      row.name != before->name || row.phones != before->phones || row.email != before->email;
  return is_known_otherwise ? check_words_of(tx, who, contact) : Done{};
}

bool sees_contact(Reader& reader, const Principal& who, ContactId contact) {
  const auto people = reader.directory();
  if (sees_residents(who, *people, {})) return true;
  CaseFilter of_contact;
  of_contact.contact = contact;
  of_contact.limit = 200;
  const auto lines = reader.cases(of_contact);
  return std::any_of(lines.begin(), lines.end(), [&](const CaseLine& line) {
    return sees_case(reader, who, line.complained_about) &&
           sees_residents(who, *people, hands_of(line));
  });
}

Result<Done> may_name(Reader& reader, const Principal& who, ContactId contact,
                      const InteractionRow* talk) {
  const bool may = sees_contact(reader, who, contact) || reader.entered_by(contact) == who.staff ||
                   (talk != nullptr && rings_in(reader, *talk, contact));
  if (!may) return kNotYours;
  return Done{};
}

std::optional<ContactRow> standing_contact(Reader& reader, ContactId contact) {
  auto found = reader.contact(contact);
  while (found && found->merged_into) found = reader.contact(*found->merged_into);
  return found;
}

Result<Done> merge_contact(Transaction& tx, const Principal& who, ContactId contact,
                           ContactId into) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed;
  auto from = tx.contact(contact);
  if (!from) return base::not_found("contact.unknown", "There is no such contact.");
  const auto target = tx.contact(into);
  if (!target || into == contact || target->merged_into) {
    return base::invalid("/into", "contact.unknown",
                         "Name another contact, one that is not itself merged.");
  }
  if (from->merged_into) {
    return base::conflict("contact.merged", "This contact is part of another already.");
  }
  if (!sees_contact(tx, who, contact) || !sees_contact(tx, who, into)) return kNotYours;
  std::string cases;
  for (const domain::CaseId id : tx.cases_of_contact(contact)) {
    if (auto replaced = replace_on_case(tx, who, id, *from, *target); !replaced.ok()) {
      return replaced;
    }
    cases += std::to_string(id.value) + " ";
  }
  from->merged_into = into;
  tx.save(*from);
  tx.set_setting(setting_of(contact), cases);
  tx.journal(who.staff, "contact_merged", contact.value, {{"into", std::to_string(into.value)}});
  return Done{};
}

Result<Done> part_contact(Transaction& tx, const Principal& who, ContactId contact) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed;
  auto row = tx.contact(contact);
  if (!row) return base::not_found("contact.unknown", "There is no such contact.");
  if (!row->merged_into) {
    return base::conflict("contact.not_merged", "This contact is not part of another.");
  }
  const ContactId into = *row->merged_into;
  // What it was merged into may be part of another by now, which has its cases.
  const auto whole = standing_contact(tx, into);
  if (!whole) return base::not_found("contact.unknown", "There is no such contact.");
  // The part has no cases of its own now: they are the whole's.
  if (!sees_contact(tx, who, whole->id)) return kNotYours;
  std::istringstream cases(tx.setting(setting_of(contact)).value_or(""));
  std::int64_t id = 0;
  while (cases >> id) {
    if (auto back = replace_on_case(tx, who, domain::CaseId{id}, *whole, *row); !back.ok()) {
      return back;
    }
  }
  row->merged_into.reset();
  tx.save(*row);
  tx.journal(who.staff, "contact_parted", contact.value, {{"from", std::to_string(into.value)}});
  return Done{};
}

}  // namespace kept::desk
