#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/cases/case.h"
#include "domain/cases/obligations.h"
#include "domain/people/directory.h"

namespace kept::domain {

/// Somebody has to know. `kind` is a slug that catalogues put into words.
struct Alert {
  StaffId to;
  std::string kind;
  std::optional<DutyRef> about = {};  ///< where it is about one thing that is owed

  bool operator==(const Alert&) const = default;
};

/// Who is told of an event beside those who look at the case: the owner, the owner's manager and
/// the first operator of what is late, broken or asked for again; nobody of his own act. `state` is
/// the case after it.
[[nodiscard]] std::vector<Alert> alerts(const Case& state, const EventRecord& record,
                                        const Directory& people);

}  // namespace kept::domain
