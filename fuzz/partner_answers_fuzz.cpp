// What somebody else's Open311 endpoint answers, in JSON and in XML: whatever it is, it is an
// answer or none.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "partners/open311_answers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using kept::desk::PartnerFormat;
  if (size == 0) return 0;
  const auto format = data[0] % 2 == 0 ? PartnerFormat::json : PartnerFormat::xml;
  const std::string answer(reinterpret_cast<const char*>(data + 1), size - 1);
  constexpr std::size_t kLongestId = 200;
  if (const auto requests = kept::partners::read_requests(answer, format)) {
    for (const auto& one : *requests) {
      if (one.number.size() > kLongestId || one.token.size() > kLongestId) std::abort();
    }
  }
  (void)kept::partners::read_updates(answer, format);
  (void)kept::partners::read_errors(answer, format);
  return 0;
}
