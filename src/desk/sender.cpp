#include "desk/sender.h"

#include <algorithm>
#include <vector>

#include "base/folded_text.h"
#include "base/mail_address.h"
#include "base/phone_number.h"

namespace kept::desk {
namespace {

/// Whether all that was given is known of them.
bool has_all(const ContactRow& known, const ContactRow& details) {
  const bool has_mail =
      !details.email || (known.email && base::folded(*known.email) == base::folded(*details.email));
  return has_mail && std::ranges::all_of(details.phones, [&](const std::string& phone) {
           return std::ranges::find(known.phones, phone) != known.phones.end();
         });
}

/// Households share a number and an address of mail, so only the name beside it says that it is the
/// same person.
std::optional<domain::ContactId> same_person(Transaction& tx, const ContactRow& details) {
  if (!details.name) return std::nullopt;
  std::vector<ContactRow> candidates;
  if (details.email) candidates = tx.contacts_by_email(*details.email);
  for (const std::string& phone : details.phones) {
    const auto more = tx.contacts_by_phone(phone);
    candidates.insert(candidates.end(), more.begin(), more.end());
  }
  const std::string name = base::folded(*details.name);
  for (const ContactRow& candidate : candidates) {
    const bool is_named_so = candidate.name && base::folded(*candidate.name) == name;
    if (is_named_so && has_all(candidate, details)) return candidate.id;
  }
  return std::nullopt;
}

}  // namespace

ContactRow usable_details(Reader& reader, const Sender& sender, std::string& notes) {
  ContactRow row;
  if (!sender.name.empty()) row.name = sender.name;
  row.language = sender.language;
  if (base::is_mail_address(sender.email)) {
    row.email = sender.email;
  } else if (!sender.email.empty()) {
    notes += "email: " + sender.email + "\n";
  }
  if (sender.phone.empty()) return row;
  const auto phone = base::PhoneNumber::parse(sender.phone, reader.jurisdiction().default_region);
  if (phone.ok()) {
    row.phones.push_back(phone.value().e164());
  } else {
    notes += "phone: " + sender.phone + "\n";
  }
  return row;
}

domain::ContactId contact_of(Transaction& tx, ContactRow details) {
  if (const auto known = same_person(tx, details)) return *known;
  details.id = domain::ContactId{tx.next_id()};
  details.anonymous = !details.name && !details.is_reachable();
  tx.save(details);
  tx.journal({}, "contact_created", details.id.value, {});
  return details.id;
}

base::Error joins_unreachable() {
  return base::invalid("/email", "joins.unreachable",
                       "Who follows a request is told how it ends: give an e-mail address or a "
                       "telephone number.");
}

InteractionRow written_talk(Transaction& tx, std::optional<domain::ContactId> contact,
                            domain::StaffId staff, const std::string& notes) {
  InteractionRow row;
  row.id = domain::InteractionId{tx.next_id()};
  row.channel = domain::Channel::app;
  row.contact = contact;
  row.staff = staff;
  row.started_at = tx.now();
  row.ended_at = tx.now();
  if (!notes.empty()) row.notes = notes;
  tx.save(row);
  return row;
}

}  // namespace kept::desk
