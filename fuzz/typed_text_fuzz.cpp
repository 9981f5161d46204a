// What people and other programs write as text: whatever is accepted must survive being written
// and read again, and nothing may crash.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/phone_number.h"
#include "base/text.h"
#include "base/time_text.h"
#include "domain/cases/case_number.h"

namespace kept {
namespace {

void times(std::string_view text) {
  if (const auto instant = base::parse_instant(text)) {
    const auto again = base::parse_instant(base::format_utc(*instant));
    KEPT_CHECK(again.ok() && *again == *instant);
  }
  if (const auto date = base::parse_date(text)) {
    const auto again = base::parse_date(base::format_date(*date));
    KEPT_CHECK(again.ok() && *again == *date);
  }
  if (const auto wall = base::parse_wall(text)) {
    KEPT_CHECK(base::parse_wall(base::format_wall(*wall)).ok());
  }
  if (const auto duration = base::parse_duration(text)) {
    KEPT_CHECK(*duration >= base::Duration::zero());
  }
}

void numbers(std::string_view text) {
  if (const auto number = domain::CaseNumber::parse(text)) {
    const auto again = domain::CaseNumber::parse(number->formatted());
    KEPT_CHECK(again.ok() && *again == *number);
    const auto issued = domain::CaseNumber::from_sequence(number->sequence());
    KEPT_CHECK(issued.ok() && *issued == *number);
  }
  if (const auto phone = base::PhoneNumber::parse(text, "CA")) {
    KEPT_CHECK(!phone->for_reading("CA").empty());
    const auto again = base::PhoneNumber::parse(phone->e164(), "CA");
    KEPT_CHECK(again.ok() && again->e164() == phone->e164());
  }
}

}  // namespace
}  // namespace kept

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  kept::times(text);
  kept::numbers(text);
  const auto length = kept::base::utf8_length(text);
  KEPT_CHECK(!length || *length <= size);
  return 0;
}
