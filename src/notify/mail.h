#pragma once

#include <string>

#include "base/instant.h"

namespace kept::notify {

/// One e-mail to one person, as plain values in UTF-8.
struct Mail {
  std::string sender_name;
  std::string sender;  ///< an address
  std::string to;      ///< an address
  std::string subject;
  std::string body;        ///< plain text
  std::string message_id;  ///< the same at every attempt, so that a duplicate can be recognised
  base::Instant date{};
};

/// The mail as RFC 5322 wants it, lines ending with CR LF.
[[nodiscard]] std::string mime_text(const Mail& mail);

}  // namespace kept::notify
