#include "desk/resident_page.h"

#include "desk/sees_residents.h"

namespace kept::desk {

std::string resident_page(const base::Signer& signer, std::int64_t case_number) {
  const std::string number = std::to_string(case_number);
  return "/c/" + number + "?k=" + signer.sign("c" + number);
}

base::Result<std::string> resident_page_for(Reader& reader, const Principal& who,
                                            const base::Signer& signer, domain::CaseId id) {
  if (auto allowed = require(who, Action::read_cases); !allowed.ok()) return allowed.error();
  const domain::Case state = reader.load_case(id);
  if (!sees_residents(who, *reader.directory(), hands_of(state))) {
    return base::forbidden("case.resident_hidden",
                           "Only 311 and the department of the case see the resident's page.");
  }
  return resident_page(signer, state.number);
}

bool opens_resident_page(const base::Signer& signer, const std::string& case_number,
                         const std::string& key) {
  return signer.verify(key) == "c" + case_number;
}

}  // namespace kept::desk
