#include "desk/sees_case.h"

#include <algorithm>

#include "desk/case_work.h"
#include "domain/cases/routing.h"

namespace kept::desk {

bool sees_case(Reader& reader, const Principal& who,
               std::optional<domain::StaffId> complained_about) {
  return !complained_about || !domain::is_barred(*reader.directory(), complained_about, who.staff);
}

bool sees_case(Reader& reader, const Principal& who, domain::CaseId id) {
  return sees_case(reader, who, reader.complained_about(id));
}

bool sees_notes(Reader& reader, const Principal& who, const CaseConversation& talk,
                bool sees_residents) {
  const bool takes_calls =
      who.role == domain::Role::operator_ || who.role == domain::Role::supervisor;
  if (!sees_residents || (talk.about_others && !takes_calls)) return false;
  return std::all_of(talk.complained_about.begin(), talk.complained_about.end(),
                     [&](domain::StaffId id) { return sees_case(reader, who, id); });
}

base::Result<domain::CaseId> case_for(Reader& reader, const Principal& who,
                                      const std::string& number) {
  auto id = case_by_number(reader, number);
  if (id.ok() && !sees_case(reader, who, id.value())) {
    return base::not_found("case.unknown", "There is no case with that number.");
  }
  return id;
}

}  // namespace kept::desk
