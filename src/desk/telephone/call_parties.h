#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"
#include "desk/principal.h"

namespace kept::desk {

/// Who is brought into a call and when they were there: kept in the unit of work that asks them, or
/// in which the telephone tells of them. Who is asked now stands in the call (`third`,
/// `colleague`): those that change it are still to save it.

/// Somebody is rung at a number, beside the call.
void ask_third(Transaction& tx, CallRow& row, const std::string& phone);
/// The telephone says that they are on the line: whom a contact centre rang by itself, too, at
/// `phone` where it tells it.
void third_answers(Transaction& tx, const CallRow& row, base::Instant at,
                   const std::optional<std::string>& phone);
/// Whoever asked does not wait until they answer; it is over when the telephone says so.
void take_third_back(Transaction& tx, const CallRow& row);
void third_leaves(Transaction& tx, CallRow& row, base::Instant at,
                  std::optional<domain::NotCome> why);

/// Whom a contact centre rang by itself: a colleague on its own telephones, or else a number.
struct Rung {
  std::optional<domain::StaffId> colleague;
  std::optional<std::string> phone;
};
/// And who did not come. False: that is known, the centre tells late of somebody who was asked
/// here.
[[nodiscard]] bool rang_in_vain(Transaction& tx, const CallRow& row, const Rung& whom,
                                base::Instant at, std::optional<domain::NotCome> why);

/// It rings at a colleague's console.
void ask_colleague(Transaction& tx, CallRow& row, domain::StaffId staff);
/// The same of a contact centre's operators, who ask each other on its own telephones.
void colleague_answers(Transaction& tx, CallRow& row, domain::StaffId staff, base::Instant at);
/// Nobody is asked any more; who was is idle again.
void let_colleague_go(Transaction& tx, CallRow& row, base::Instant at,
                      std::optional<domain::NotCome> why);

/// The call is over, or goes on with somebody else of ours.
void everybody_leaves(Transaction& tx, CallRow& row, base::Instant at);

/// What an interpreter says of themselves when they come on the line, for the firm's bill.
struct InterpreterNote {
  std::int64_t number = 0;  ///< which of the call's parties
  std::optional<std::string> id = {};
  std::string language = {};  ///< "so", or empty
};
/// By whoever has the conversation, until it is wrapped up. "party.unknown" at /party where it has
/// no such interpreter.
[[nodiscard]] base::Result<base::Done> note_interpreter(Transaction& tx, const Principal& who,
                                                        domain::InteractionId talk,
                                                        const InterpreterNote& note);

}  // namespace kept::desk
