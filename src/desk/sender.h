#pragma once

#include <optional>
#include <string>

#include "desk/ports/store.h"

namespace kept::desk {

/// Who wrote and spoke with nobody, as they named themselves. Empty: not given.
struct Sender {
  std::string name;
  std::string email;
  std::string phone;  ///< as people write them
  std::string language = "en";
};

/// What can be reached of the contact details; the rest goes to the notes, where staff read it.
[[nodiscard]] ContactRow usable_details(Reader& reader, const Sender& sender, std::string& notes);

/// The contact whose details these are: one that is known only where the name and an e-mail address
/// or number are the same, and nothing that was given is missing there; else a new one. Whoever
/// knows a name and an address adds no number to somebody's record: staff merge the two.
[[nodiscard]] domain::ContactId contact_of(Transaction& tx, ContactRow details);

/// That who joins a request must be told how it ends, and nothing by which they could be was given.
[[nodiscard]] base::Error joins_unreachable();

/// What was written, as a conversation that is kept: it begins and ends at once, for nobody was
/// spoken with. `staff`: whose it is to look after.
[[nodiscard]] InteractionRow written_talk(Transaction& tx, std::optional<domain::ContactId> contact,
                                          domain::StaffId staff, const std::string& notes);

}  // namespace kept::desk
