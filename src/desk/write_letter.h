#pragma once

#include <string>
#include <variant>

#include "base/signer.h"
#include "desk/ports/store.h"

namespace kept::desk {

/// Where the pages of this installation are found, and what signs their links.
struct Site {
  std::string address;  ///< "https://311.example.org", without a slash at the end
  const base::Signer& signer;
};

struct Letter {
  std::string address;
  std::string subject;
  std::string body;  ///< plain text, lines end with \n
};

/// Why there is none.
enum class NoLetter {
  no_address,  ///< of somebody who should get one
  not_meant,   ///< what it was to say is not true any more: answered, reopened, kept
};

/// What a message of the outbox says, written from the case as it is now, in the language of whom
/// it is for. So nothing is sent that was overtaken while the mail server was away.
[[nodiscard]] std::variant<Letter, NoLetter> write_letter(Reader& reader, const Site& site,
                                                          const OutboxRow& message);

}  // namespace kept::desk
