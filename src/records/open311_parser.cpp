#include "records/open311_parser.h"

#include <algorithm>

namespace kept::records {

bool is_open311_field(std::string_view name) {
  return std::find(kOpen311Fields.begin(), kOpen311Fields.end(), name) != kOpen311Fields.end();
}

std::string Open311Request::field(const char* name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

base::Error no_open311_answer(const std::string& why) {
  return base::invalid("", "import.no_requests",
                       "This is no answer of an Open311 server to GET requests: " + why + ".");
}

}  // namespace kept::records
