#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kept::domain {

/// The public number of a case, made to be read aloud: nine digits, grouped 2+3+4 ("48 201 7732").
/// The last is a Damm check digit, so that one wrong digit or two neighbours swapped never give
/// another valid number.
class CaseNumber {
 public:
  /// The n-th number of an installation, n from 1: 1 stands for 10 000 001 and its check digit.
  /// Fails with "case_number.out_of_range" below 1 and when the eight digits are used up.
  static base::Result<CaseNumber> from_sequence(std::int64_t sequence);

  /// From what people type or say: digits, with spaces and dashes anywhere. Reasons:
  /// "case_number.not_digits", "case_number.wrong_length", "case_number.check_digit" (mistyped),
  /// "case_number.never_issued" (well-formed, but below the first number).
  static base::Result<CaseNumber> parse(std::string_view text);

  [[nodiscard]] std::int64_t sequence() const;
  /// All nine digits as one number, for storing: 482017732.
  [[nodiscard]] std::int64_t value() const { return value_; }
  /// "482017732", for addresses and interfaces.
  [[nodiscard]] std::string digits() const;
  /// "48 201 7732", for people.
  [[nodiscard]] std::string formatted() const;

  auto operator<=>(const CaseNumber&) const = default;

 private:
  explicit CaseNumber(std::int64_t value) : value_(value) {}
  std::int64_t value_;
};

}  // namespace kept::domain
