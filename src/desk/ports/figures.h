#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/ids.h"

/// What is counted, as plain values.
namespace kept::desk {

struct PromiseFigures {
  int kept = 0;
  int kept_as_moved = 0;
  int unreached = 0;
  int broken = 0;
  int broken_by_outage = 0;
  int mended = 0;
  int on_staff_word = 0;
  int live = 0;
  int due_next_hour = 0;
  std::vector<std::pair<domain::StaffId, int>> late_by_owner;
};

/// Cases that a team has now.
struct TeamFigures {
  int open = 0;
  int resolved = 0;
  int closed = 0;
};

struct CaseFigures {
  int open = 0;
  int resolved = 0;
  int closed = 0;
  int first_contact = 0;
  int reopened = 0;
  int repeat_contacts = 0;
  std::map<domain::TeamId, TeamFigures> by_team;
};

/// Cases of one area; in them also those that a later drawing of the areas counts there.
struct AreaFigures {
  std::string code;  ///< empty: those that lie in no area
  std::string name;
  std::int64_t open = 0;
  std::int64_t resolved = 0;
  std::int64_t closed = 0;
  std::int64_t records = 0;  ///< of the system before, whatever their state
};

}  // namespace kept::desk
