#include "desk/redact_contact.h"

#include <algorithm>
#include <set>

#include "desk/case_work.h"
#include "desk/deliver_to_partner.h"
#include "desk/open_data.h"
#include "desk/ports/telephone.h"
#include "desk/sees_case.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;

/// Which values of a case are this person's: all of a case that they reported, except what others
/// were promised or sent and the cards of those who work here; else what they themselves were
/// promised or sent.
std::set<std::int64_t> values_of(const CaseFile& file, domain::ContactId contact) {
  const bool reported = file.state.reporter == contact;
  std::set<std::int64_t> values;
  const auto take = [&](bool theirs, std::int64_t id) {
    if (theirs && file.texts.contains(id)) values.insert(id);
    if (!theirs) values.erase(id);
  };
  if (reported) {
    for (const auto& [id, text] : file.texts) values.insert(id);
  }
  for (const domain::Message& message : file.state.messages) {
    for (const auto& ref : {message.sent.address, message.sent.subject, message.sent.body}) {
      take(message.contact == contact, ref.id);
    }
  }
  for (const domain::Promise& promise : file.state.promises) {
    const bool theirs = promise.beneficiary == contact;
    for (const std::int64_t id : {promise.address.id, promise.words.id}) take(theirs, id);
    for (const domain::PersonalRef& ref :
         {promise.card.name, promise.card.role, promise.card.phone, promise.card.hours}) {
      values.erase(ref.id);
    }
  }
  return values;
}

Result<Done> all_closed(Transaction& tx, const std::vector<domain::CaseId>& cases) {
  for (const domain::CaseId id : cases) {
    if (tx.load_case(id).state != domain::CaseState::closed) {
      return base::conflict("redaction.case_not_closed",
                            "A case of this person is not closed yet; close it first.");
    }
  }
  return Done{};
}

/// What goes with contacts, gathered over all of them: searching and merging what is left of their
/// words takes its time, so it is done once.
struct Leaving {
  std::vector<domain::ContactId> contacts;
  std::vector<std::int64_t> values;
  std::vector<domain::CaseId> reported;
};

Result<Done> forget(Transaction& tx, const Principal& who, domain::ContactId contact,
                    const std::string& reason, Leaving& leaving) {
  leaving.contacts.push_back(contact);
  for (const domain::CaseId id : tx.cases_of_contact(contact)) {
    const CaseFile file = tx.case_file(id);
    const auto theirs = values_of(file, contact);
    if (file.state.reporter == contact) {
      leaving.reported.push_back(id);
      stop_following(tx, id);
    }
    if (theirs.empty()) continue;
    auto redacted = act_on_case(tx, who, id, [&](domain::Decision& decision) {
      decision.happen(domain::Redacted{{theirs.begin(), theirs.end()}});
    });
    if (!redacted.ok()) return redacted;
    leaving.values.insert(leaving.values.end(), theirs.begin(), theirs.end());
  }
  tx.journal(who.staff, "contact_redacted", contact.value, {{"reason", reason}});
  return Done{};
}

/// A machine opened it to keep somebody's place in line.
bool keeps_a_place(Transaction& tx, domain::CaseId id) {
  return std::ranges::any_of(tx.telephone().calls_about(id), [&](const TalkCall& one) {
    const auto call = tx.telephone().call(one.call);
    return call && call->call_back == id;
  });
}

/// The contact, and all that were merged into it.
std::vector<ContactRow> records_of(Transaction& tx, const ContactRow& contact) {
  std::vector<ContactRow> records{contact};
  for (const domain::ContactId id : tx.merged_into(contact.id)) records.push_back(*tx.contact(id));
  return records;
}

/// Of whom nothing is known but a number: a machine that keeps a caller's place in line asks for no
/// name. Whoever reported without one from a line that others share is somebody, and so is who is
/// still owed something.
bool is_nobody(Transaction& tx, const Principal& who, const ContactRow& one) {
  for (const ContactRow& record : records_of(tx, one)) {
    if (record.name || record.email || record.address || record.accessibility) return false;
  }
  const auto cases = tx.cases_of_contact(one.id);
  return all_closed(tx, cases).ok() && std::ranges::all_of(cases, [&](domain::CaseId id) {
           return sees_case(tx, who, id) && keeps_a_place(tx, id);
         });
}

std::set<std::string> phones_of(const std::vector<ContactRow>& records) {
  std::set<std::string> phones;
  for (const ContactRow& one : records) phones.insert(one.phones.begin(), one.phones.end());
  return phones;
}

std::vector<domain::ContactId> nameless_with(Transaction& tx, const Principal& who,
                                             const ContactRow& contact) {
  std::vector<domain::ContactId> nameless;
  for (const std::string& phone : phones_of(records_of(tx, contact))) {
    for (const ContactRow& one : tx.contacts_by_phone(phone)) {
      const bool is_listed = std::ranges::find(nameless, one.id) != nameless.end();
      if (one.id != contact.id && !is_listed && is_nobody(tx, who, one)) nameless.push_back(one.id);
    }
  }
  return nameless;
}

}  // namespace

Result<Done> redact_contact(Transaction& tx, const Principal& who, domain::ContactId contact,
                            const std::string& reason) {
  if (auto allowed = require(who, Action::redact); !allowed.ok()) return allowed;
  if (reason.empty()) return base::invalid("/reason", "redaction.reason_missing", "Say why.");
  const auto row = tx.contact(contact);
  if (!row) return base::not_found("contact.unknown", "There is no such contact.");
  if (row->merged_into) {
    return base::conflict("contact.merged",
                          "This contact is part of another; redact that one instead.");
  }
  if (auto closed = all_closed(tx, tx.cases_of_contact(contact)); !closed.ok()) return closed;
  auto all = nameless_with(tx, who, *row);
  all.push_back(contact);
  Leaving leaving;
  for (const domain::ContactId one : all) {
    if (auto done = forget(tx, who, one, reason, leaving); !done.ok()) return done;
  }
  tx.redact(leaving.contacts, leaving.values, leaving.reported);
  withdraw_from_open_data(tx);
  return Done{};
}

}  // namespace kept::desk
