#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "domain/cases/words.h"
#include "domain/ids.h"
#include "domain/personal_ref.h"

namespace kept::domain {

/// A due time as it was told: the wall time and zone stand with the instant, so that the instant
/// can be computed again when a country changes its clocks (rule 6).
struct DueTime {
  std::string wall;  ///< "2026-11-24T14:00"
  std::string zone;  ///< IANA name
  base::Instant instant{};

  bool operator==(const DueTime&) const = default;
};

/// Whom the resident can call if the promise is not kept.
struct CardRef {
  PersonalRef name;
  PersonalRef role;
  PersonalRef phone;
  PersonalRef hours;

  bool operator==(const CardRef&) const = default;
};

/// Who will do what for which contact, over which channel, by when, and whom to call otherwise.
struct Promise {
  DutyId id;
  PromiseState state = PromiseState::made;
  StaffId owner;
  std::optional<StaffId> covering_for;  ///< set while somebody covers for who promised
  StaffId said_by;
  StaffId typed_by;
  ContactId beneficiary;
  PromisedAction action = PromisedAction::call_back;
  Channel channel = Channel::call;
  PersonalRef address;  ///< the number or address to reach the beneficiary
  PersonalRef words;    ///< what the resident was told
  CardRef card;
  DueTime due;
  base::Instant first_due{};  ///< what was promised at first; moves do not change it
  int moves = 0;
  bool moved_by_resident = false;  ///< the move that made this one was the resident's wish
  std::optional<DutyId> moved_from;
  InteractionId made_in;
  base::Instant made_at{};
  std::vector<base::Instant> reminders;  ///< shares of the working time until due
  int reminders_sent = 0;
  std::optional<InteractionId> dialled;  ///< a call that was started for this promise
  base::Instant dialled_at{};
  std::optional<InteractionId> contacted_in;  ///< what kept or mended it, where that is known
  std::optional<Evidence> evidence;
  base::Instant contact_at{};                       ///< when the resident's side was reached
  std::optional<base::Instant> claimed_contact_at;  ///< staff's word, recorded after due
  std::optional<BrokenReason> broken_reason;        ///< stays for ever, mended or not
  bool mended = false;                              ///< kept late
  bool given_up = false;                            ///< broken, and the contact policy is exhausted
  std::optional<base::Instant> time_wanted;         ///< until when the owner says to need
  bool declined = false;                            ///< 'not ours', said whoever owed it first

  /// Still to be kept: live, or broken and not yet made good.
  [[nodiscard]] bool is_owed() const {
    return state == PromiseState::made || (state == PromiseState::broken && !mended && !given_up);
  }
  /// Kept or mended by that conversation, and by none when it turns out to have reached nobody.
  [[nodiscard]] bool rests_on(InteractionId talk) const {
    return (state == PromiseState::kept || mended) &&
           (contacted_in ? contacted_in : dialled) == talk;
  }
  /// Computed from the clock, whatever has been recorded: 14:00:00.000 is in time.
  [[nodiscard]] bool is_late(base::Instant now) const {
    return broken_reason.has_value() || (state == PromiseState::made && now > due.instant);
  }
  bool operator==(const Promise&) const = default;
};

}  // namespace kept::domain
