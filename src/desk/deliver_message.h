#pragma once

#include "desk/write_letter.h"

namespace kept::desk {

/// What the next hop (a mail server, a folder) said.
struct Handover {
  enum class Answer { accepted, refused, try_again };
  Answer answer = Answer::try_again;
  std::string detail;  ///< for people who look after the installation; without addresses
  base::Instant at{};
};

/// When an attempt that failed for now is made again: each time after twice as long, and a last
/// time when the message is as old as `give_up_after`.
struct Retries {
  base::Duration first = std::chrono::minutes(1);
  base::Duration longest = std::chrono::hours(4);
  base::Duration give_up_after = std::chrono::hours(24);
};

/// One unit of work: what became of handing over `letter`. Accepted is the domain's evidence; a
/// refusal becomes a call by a person; otherwise the next attempt is set. Harmless when the message
/// is not queued any more.
[[nodiscard]] base::Result<base::Done> record_handover(Transaction& tx, domain::MessageId message,
                                                       const Letter& letter,
                                                       const Handover& handover,
                                                       const Retries& retries);

/// One unit of work: there was nothing to hand over.
[[nodiscard]] base::Result<base::Done> record_no_letter(Transaction& tx, domain::MessageId message,
                                                        NoLetter why);

}  // namespace kept::desk
