#include "base/phone_number.h"

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <optional>
#include <utility>

#include "base/check.h"

namespace kept::base {
namespace {

using Number = i18n::phonenumbers::PhoneNumber;
using Util = i18n::phonenumbers::PhoneNumberUtil;

constexpr std::string_view kAnyRegion = "ZZ";  // the library's word for "needs a country code"

// The library's length check alone would let 123 456 7890 pass in North America, where neither
// area code nor exchange begins with 0 or 1.
bool has_north_american_shape(const std::string& e164) {
  return e164.size() == 12 && e164[2] >= '2' && e164[5] >= '2';
}

Error describe(Util::ErrorType error) {
  if (error == Util::INVALID_COUNTRY_CODE_ERROR) {
    return invalid("", "phone.country_code", "Give the number with its country code.");
  }
  if (error == Util::TOO_LONG_NSN) return invalid("", "phone.too_long", "The number is too long.");
  return invalid("", "phone.not_a_number", "This is not a phone number.");
}

std::optional<Error> find_fault(const Number& number, const std::string& e164) {
  switch (Util::GetInstance()->IsPossibleNumberWithReason(number)) {
    case Util::IS_POSSIBLE:
      break;
    case Util::INVALID_COUNTRY_CODE:
      return describe(Util::INVALID_COUNTRY_CODE_ERROR);
    case Util::TOO_LONG:
      return describe(Util::TOO_LONG_NSN);
    case Util::TOO_SHORT:
    case Util::IS_POSSIBLE_LOCAL_ONLY:
      return invalid("", "phone.too_short", "The number is too short; give it with its area code.");
    case Util::INVALID_LENGTH:
      return invalid("", "phone.length", "No number there has this many digits.");
  }
  if (number.country_code() == 1 && !has_north_american_shape(e164)) {
    return invalid("", "phone.not_a_number", "No number there begins like this.");
  }
  return std::nullopt;
}

// Reads the E.164 text again until it stays the same, so that equal numbers have equal texts: some
// prefixes go only then (Mexico's former mobile 1 after +52). Texts that never settle are nonsense.
bool settle(Number& number, std::string& e164) {
  const Util& util = *Util::GetInstance();
  for (int attempt = 0; attempt < 3; ++attempt) {
    const std::string before = e164;
    if (util.Parse(before, std::string(kAnyRegion), &number) != Util::NO_PARSING_ERROR)
      return false;
    util.Format(number, Util::E164, &e164);
    if (e164 == before) return true;
  }
  return false;
}

}  // namespace

PhoneNumber::PhoneNumber(std::string e164, std::string extension)
    : e164_(std::move(e164)), extension_(std::move(extension)) {}

Result<PhoneNumber> PhoneNumber::parse(std::string_view text, std::string_view default_region) {
  const Util& util = *Util::GetInstance();
  Number number;
  const auto error = util.Parse(std::string(text), std::string(default_region), &number);
  if (error != Util::NO_PARSING_ERROR) return describe(error);
  const std::string extension = number.extension();
  std::string e164;
  util.Format(number, Util::E164, &e164);
  if (!settle(number, e164)) return describe(Util::NOT_A_NUMBER);
  if (auto fault = find_fault(number, e164)) return *std::move(fault);
  return PhoneNumber(std::move(e164), extension);
}

std::string PhoneNumber::for_reading(std::string_view home_region) const {
  const Util& util = *Util::GetInstance();
  Number number;
  KEPT_CHECK(util.Parse(e164_, std::string(kAnyRegion), &number) == Util::NO_PARSING_ERROR);
  if (!extension_.empty()) number.set_extension(extension_);
  const bool at_home =
      util.GetCountryCodeForRegion(std::string(home_region)) == number.country_code();
  std::string text;
  util.Format(number, at_home ? Util::NATIONAL : Util::INTERNATIONAL, &text);
  return text;
}

std::string PhoneNumber::masked() const { return "…" + e164_.substr(e164_.size() - 2); }

}  // namespace kept::base
