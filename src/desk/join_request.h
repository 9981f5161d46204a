#pragma once

#include <string>
#include <vector>

#include "desk/sender.h"

namespace kept::desk {

/// 'Me too' from somebody who spoke with nobody. Empty: not given.
struct JoinForm : Sender {
  std::int64_t number = 0;    ///< of the request that they want, too
  std::string named;          ///< the number as they gave it: a record's may be anything
  domain::ServiceId service;  ///< for which they asked
  std::string description;    ///< in their words; for staff to read
  std::string aside;          ///< what else was told, for staff to read
};

/// Makes whoever wrote a follower of an open request that everybody may see: they are sent the
/// outcome, and can be promised something on it (domain/cases/following.h). A request that was
/// joined to another stands for that one, and one of ours for a record of the system before that
/// was adopted (adopt_record.h has those that are still to be). Who hears of it already is told the
/// same and is not added again: whether somebody follows is nobody else's to find out. Returns the
/// number of the request that stands. Photos are not taken: they would stand on the case of whoever
/// sent it first, and stay when whoever brought them is forgotten. Every mistake of the form is put
/// into `mistakes`; then nothing happens, and the first one is the error.
[[nodiscard]] base::Result<std::int64_t> join_request(Transaction& tx, const JoinForm& form,
                                                      std::vector<base::Error>& mistakes);

}  // namespace kept::desk
