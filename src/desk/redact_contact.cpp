#include "desk/redact_contact.h"

#include <set>

#include "desk/case_work.h"
#include "desk/deliver_to_partner.h"
#include "desk/open_data.h"

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

Result<Done> forget(Transaction& tx, const Principal& who, domain::ContactId contact,
                    const std::string& reason) {
  std::vector<std::int64_t> values;
  std::vector<domain::CaseId> reported;
  for (const domain::CaseId id : tx.cases_of_contact(contact)) {
    const CaseFile file = tx.case_file(id);
    const auto theirs = values_of(file, contact);
    if (file.state.reporter == contact) {
      reported.push_back(id);
      stop_following(tx, id);
    }
    if (theirs.empty()) continue;
    auto redacted = act_on_case(tx, who, id, [&](domain::Decision& decision) {
      decision.happen(domain::Redacted{{theirs.begin(), theirs.end()}});
    });
    if (!redacted.ok()) return redacted;
    values.insert(values.end(), theirs.begin(), theirs.end());
  }
  tx.redact(contact, values, reported);
  withdraw_from_open_data(tx);
  tx.journal(who.staff, "contact_redacted", contact.value, {{"reason", reason}});
  return Done{};
}

/// Whom nobody has named, and who has this number: a machine that keeps a caller's place in line
/// asks for no name. All that is known of them is the number. Who is owed something still is.
std::vector<domain::ContactId> nameless_with(Transaction& tx, const ContactRow& contact) {
  std::vector<domain::ContactId> nameless;
  for (const std::string& phone : contact.phones) {
    for (const ContactRow& one : tx.contacts_by_phone(phone)) {
      const bool is_nobody = !one.name && !one.email && one.id != contact.id;
      if (is_nobody && all_closed(tx, tx.cases_of_contact(one.id)).ok()) {
        nameless.push_back(one.id);
      }
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
  for (const domain::ContactId nameless : nameless_with(tx, *row)) {
    if (auto done = forget(tx, who, nameless, reason); !done.ok()) return done;
  }
  return forget(tx, who, contact, reason);
}

}  // namespace kept::desk
