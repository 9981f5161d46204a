#pragma once

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

struct ContactForm {
  std::optional<std::string> name;
  std::vector<std::string> phones;  ///< as people write them
  std::optional<std::string> email;
  std::string language = "en";
  std::optional<std::string> accessibility;
};

/// A person who contacts 311. Without a name and a channel they are anonymous.
[[nodiscard]] base::Result<domain::ContactId> create_contact(Transaction& tx, const Principal& who,
                                                             const ContactForm& form);

/// One person was entered twice: `contact` becomes part of `into`, and so do its cases.
[[nodiscard]] base::Result<base::Done> merge_contact(Transaction& tx, const Principal& who,
                                                     domain::ContactId contact,
                                                     domain::ContactId into);

/// Takes a merge back.
[[nodiscard]] base::Result<base::Done> part_contact(Transaction& tx, const Principal& who,
                                                    domain::ContactId contact);

}  // namespace kept::desk
