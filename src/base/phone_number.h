#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kept::base {

/// A telephone number that can be dialled from anywhere, with an extension where one was given.
/// Short codes (911, 311) are not phone numbers in this sense and are refused.
class PhoneNumber {
 public:
  /// From what people type. `default_region` ("CA") says how to read a number without a country
  /// code. Refused: no number, too short or too long. Ranges that the library does not know yet are
  /// accepted, for new area codes open faster than its tables are renewed.
  static Result<PhoneNumber> parse(std::string_view text, std::string_view default_region);

  /// "+14165550142"; this is what is stored and compared.
  [[nodiscard]] const std::string& e164() const { return e164_; }
  /// Digits, empty when there is none.
  [[nodiscard]] const std::string& extension() const { return extension_; }

  /// For people in `home_region`: "(416) 555-0142 ext. 12"; numbers of other countries come with
  /// their country code.
  [[nodiscard]] std::string for_reading(std::string_view home_region) const;

  /// "…42": enough to recognise one's own number, and no more.
  [[nodiscard]] std::string masked() const;

  auto operator<=>(const PhoneNumber&) const = default;

 private:
  PhoneNumber(std::string e164, std::string extension);
  std::string e164_;
  std::string extension_;
};

}  // namespace kept::base
