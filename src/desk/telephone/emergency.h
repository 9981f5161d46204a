#pragma once

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"
#include "desk/principal.h"

namespace kept::desk {

/// Whether this number (E.164) is where the city sends what is dangerous.
[[nodiscard]] bool is_emergency_number(Reader& reader, const std::string& e164);

/// Whether emergency numbers may be dialled: not by a demo, nor before the installation is live.
[[nodiscard]] bool may_dial_emergencies(Reader& reader);

/// Which number whoever is rung beside this call is shown: an emergency centre the caller's, for
/// that is whom it rings back and finds. Empty: the city's.
[[nodiscard]] std::string number_to_present(Reader& reader, const CallRow& row,
                                            const std::string& e164);

/// Dials a danger's destination, a configured ten-digit number, into the call that is up in this
/// conversation, presenting the caller's own number; all three talk as soon as it is answered, and
/// the operator stays until they wrap up. Nothing is dialled by a demo or by an installation that
/// is not live yet (TelephoneRow::live), nor where the destination is no such number. Says whether
/// it was.
[[nodiscard]] bool dial_emergency(Transaction& tx, const Principal& who, const InteractionRow& talk,
                                  const std::string& destination);

}  // namespace kept::desk
