#pragma once

// Private to desk/telephone: what its use cases share.

#include <string>

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"
#include "desk/principal.h"

namespace kept::desk {

/// The queue with this key; the first when there is none. The set-up has one.
[[nodiscard]] const QueueRow& queue_with(const TelephoneRow& set_up, const std::string& key);

[[nodiscard]] bool takes_calls_of(const TelephoneRow& set_up, const JurisdictionRow& city,
                                  domain::StaffId staff, const QueueRow& queue);
/// In one language, whatever the topic.
[[nodiscard]] bool takes_calls_in(const TelephoneRow& set_up, const JurisdictionRow& city,
                                  domain::StaffId staff, const std::string& language);
/// In which languages and topics somebody takes calls.
[[nodiscard]] SkillsRow skills_of(const TelephoneRow& set_up, const JurisdictionRow& city,
                                  domain::StaffId staff);

/// What the telephone is to do next with this call.
struct Order {
  Control control = Control::hang_up;
  std::optional<domain::StaffId> agent = {};
  std::string phone = {};
  std::string text = {};
  std::optional<domain::StaffId> colleague = {};
};
void command(Transaction& tx, const CallRow& row, const Order& order);

/// The call, where `who` may act on it: it is up, and theirs, or theirs to have back.
[[nodiscard]] base::Result<CallRow> own_call_up(Transaction& tx, const Principal& who,
                                                domain::CallId id);

/// What the call's state does not allow: "call.no_such_step".
[[nodiscard]] base::Error no_such_step();

/// Nobody else is on the line of a call, or being rung for it: "call.has_third".
[[nodiscard]] base::Result<base::Done> nobody_is_asked(const CallRow& row);

/// Somebody who could take a call now, whatever is kept free for a promise: people are asked.
/// "call.colleague_not_ready" at /to.
[[nodiscard]] base::Result<base::Done> is_ready_for_call(Transaction& tx, domain::StaffId staff);

/// What our queue lets ring at somebody rings elsewhere, and who asks for their advice has none.
void let_ring_elsewhere(Transaction& tx, domain::StaffId staff);

/// Why it rang at somebody in vain.
inline constexpr const char* kDeclined = "declined";
inline constexpr const char* kDidNotAnswer = "did_not_answer";
/// On duty, and not to be rung: the reason is the city's key, or one of ours.
void make_not_ready(Transaction& tx, domain::StaffId staff, const std::string& reason);
/// Where it was because it rang there in vain.
void make_ready_again(Transaction& tx, domain::StaffId staff);

/// Why nobody hears somebody on duty; their own page tells it, and when they are heard again.
inline constexpr const char* kNoSound = "no_sound";

/// Whatever call they are in goes on without them, where they hear it in a page of ours.
void silence(Transaction& tx, domain::StaffId staff);

/// From now on idle, where ready.
void make_idle(Transaction& tx, domain::StaffId staff);

/// A principal that acts in a staff member's name on what the telephone says.
[[nodiscard]] Principal principal_of(Reader& reader, domain::StaffId staff);

}  // namespace kept::desk
