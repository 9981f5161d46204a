#pragma once

#include <array>

#include "base/result.h"
#include "domain/cases/words.h"
#include "domain/people/directory.h"

namespace kept::desk {

/// Who acts, and through which door. The clock and one-time links act without a staff member.
struct Principal {
  domain::StaffId staff;
  domain::Role role = domain::Role::operator_;
  domain::Origin origin = domain::Origin::console;
};

/// A resident's application, on behalf of whoever uses it.
inline constexpr Principal kApplication{{}, domain::Role::operator_, domain::Origin::api};

/// The clock: what happens because its time has come.
inline constexpr Principal kClock{{}, domain::Role::analyst, domain::Origin::keeper};

/// What somebody may want to do, as far as permission goes.
enum class Action {
  talk,           ///< conversations with residents, opening cases, promises, outcomes
  answer_ask,     ///< a department's answers, returns, more time
  decide,         ///< disputes, departments of returned cases
  manage_people,  ///< absences of others
  disable_account,
  manage_accounts,  ///< new accounts, passwords, keys of programs
  post_notice,
  redact,         ///< take a person's data away for good
  confirm_clock,  ///< say that the time is right although the clock looked wrong
  edit_knowledge,
  decide_publicity,  ///< what everybody may see of a request
  import_history,    ///< records of the system that the city had before
  read_cases,
  read_all_calls,  ///< who calls and who talks to whom
  hear_calls,      ///< what is said in them, recorded or now
  read_hearings,   ///< who heard what, and why
  read_all_owed,   ///< everybody's obligations and the figures
};

/// Who may, in one table. Everything else is refused.
[[nodiscard]] bool may(domain::Role role, Action action);

/// kForbidden unless `who` may.
[[nodiscard]] base::Result<base::Done> require(const Principal& who, Action action);

}  // namespace kept::desk
