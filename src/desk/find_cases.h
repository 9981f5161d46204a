#pragma once

#include <string>
#include <vector>

#include "desk/ports/store.h"
#include "desk/principal.h"

// To be told which cases somebody's number or street is in is to be told whom they are about. So by
// these nobody finds a case whose residents they do not see (sees_residents.h).
namespace kept::desk {

/// Newest first, of everybody with this number.
[[nodiscard]] std::vector<CaseLine> cases_by_phone(Reader& reader, const Principal& who,
                                                   const std::string& e164, int limit);

/// Newest first, by words of what is asked and of the place; where the place is hidden, by those of
/// what is asked alone.
[[nodiscard]] std::vector<CaseLine> cases_by_words(Reader& reader, const Principal& who,
                                                   const std::string& words, int limit);

/// Of one contact's cases those whose residents are hidden are left out.
void leave_out_hidden(Reader& reader, const Principal& who, std::vector<CaseLine>& lines);

}  // namespace kept::desk
