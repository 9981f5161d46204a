#pragma once

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// What is known of somebody, as it was typed.
struct ContactForm {
  std::optional<std::string> name;
  std::vector<std::string> phones;  ///< as people write them
  std::optional<std::string> email;
  std::string language = "en";
  std::optional<std::string> accessibility;
  std::optional<std::string> address;      ///< postal
  std::optional<domain::Channel> channel;  ///< how they would rather be reached
};

/// A person who contacts 311. Without a name and a channel they are anonymous.
[[nodiscard]] base::Result<domain::ContactId> create_contact(Transaction& tx, const Principal& who,
                                                             const ContactForm& form);

/// Somebody has moved, married, or was written down wrongly: `form` stands from now on in place of
/// all that stood there. Fails with "contact.changed" when somebody else changed it since
/// `expected_version`. The journal says which fields, never what stands in them.
[[nodiscard]] base::Result<base::Done> change_contact(Transaction& tx, const Principal& who,
                                                      domain::ContactId contact,
                                                      const ContactForm& form,
                                                      std::optional<std::int64_t> expected_version);

/// Whether `who` may see this person: 311 sees everybody, others see those of their own cases.
[[nodiscard]] bool sees_contact(Reader& reader, const Principal& who, domain::ContactId contact);

/// Whether `who` may say that this is who they speak with, in `talk` when there is one, and so be
/// shown them: whom they see, whom they have entered themselves, and who rang them from a number of
/// theirs. "contact.not_yours" otherwise: a number or an id that somebody types proves nothing.
[[nodiscard]] base::Result<base::Done> may_name(Reader& reader, const Principal& who,
                                                domain::ContactId contact,
                                                const InteractionRow* talk);

/// The contact, or whom it is part of by now; nobody where there is no such contact.
[[nodiscard]] std::optional<ContactRow> standing_contact(Reader& reader, domain::ContactId contact);

/// One person was entered twice: `contact` becomes part of `into`, and so do its cases.
[[nodiscard]] base::Result<base::Done> merge_contact(Transaction& tx, const Principal& who,
                                                     domain::ContactId contact,
                                                     domain::ContactId into);

/// Takes a merge back.
[[nodiscard]] base::Result<base::Done> part_contact(Transaction& tx, const Principal& who,
                                                    domain::ContactId contact);

}  // namespace kept::desk
