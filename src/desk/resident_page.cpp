#include "desk/resident_page.h"

namespace kept::desk {

std::string resident_page(const base::Signer& signer, std::int64_t case_number) {
  const std::string number = std::to_string(case_number);
  return "/c/" + number + "?k=" + signer.sign("c" + number);
}

bool opens_resident_page(const base::Signer& signer, const std::string& case_number,
                         const std::string& key) {
  return signer.verify(key) == "c" + case_number;
}

}  // namespace kept::desk
