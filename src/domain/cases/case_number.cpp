#include "domain/cases/case_number.h"

#include <array>
#include <cstddef>

namespace kept::domain {
namespace {

constexpr std::size_t kLength = 9;
constexpr std::int64_t kBeforeFirst = 10'000'000;  // sequence 0; keeps the first digit from being 0
constexpr std::int64_t kLast = 99'999'999;

// The totally anti-symmetric quasigroup of H. Michael Damm, "Total anti-symmetrische Quasigruppen"
// (dissertation, Marburg 2004), p. 111, with the rows arranged so that x · x = 0, as commonly
// published (P. Fenwick, "Introduction to Computer Data Representation", 2014). A number with its
// check digit multiplies out to 0.
constexpr std::array<std::array<std::uint8_t, 10>, 10> kDamm{{
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}};

std::uint8_t damm(std::string_view digits) {
  std::uint8_t interim = 0;
  for (const char c : digits) interim = kDamm[interim][static_cast<std::size_t>(c - '0')];
  return interim;
}

// What separates groups where people write numbers, besides space and hyphen: no-break space,
// narrow no-break space, non-breaking hyphen and en dash.
std::size_t separator_size(std::string_view text) {
  if (text.front() == ' ' || text.front() == '-') return 1;
  for (const std::string_view wide : {"\u00A0", "\u202F", "\u2011", "\u2013"}) {
    if (text.starts_with(wide)) return wide.size();
  }
  return 0;
}

}  // namespace

base::Result<CaseNumber> CaseNumber::from_sequence(std::int64_t sequence) {
  if (sequence < 1 || sequence > kLast - kBeforeFirst) {
    return base::unavailable("case_number.out_of_range", "There is no such case number.");
  }
  const std::int64_t body = kBeforeFirst + sequence;
  return CaseNumber(body * 10 + damm(std::to_string(body)));
}

base::Result<CaseNumber> CaseNumber::parse(std::string_view text) {
  std::string digits;
  while (!text.empty()) {
    std::size_t used = separator_size(text);
    if (used == 0) {
      if (text.front() < '0' || text.front() > '9') {
        return base::invalid("", "case_number.not_digits", "A case number has digits only.");
      }
      digits += text.front();
      used = 1;
    }
    text.remove_prefix(used);
  }
  if (digits.size() != kLength) {
    return base::invalid(
        "", "case_number.wrong_length",
        "A case number has 9 digits; this one has " + std::to_string(digits.size()) + ".");
  }
  if (damm(digits) != 0) {
    return base::invalid("", "case_number.check_digit",
                         "This is no case number: one digit or more is wrong. Please check it.");
  }
  const std::int64_t value = std::stoll(digits);
  if (value / 10 <= kBeforeFirst) {
    return base::invalid("", "case_number.never_issued", "No case has this number.");
  }
  return CaseNumber(value);
}

std::int64_t CaseNumber::sequence() const { return value_ / 10 - kBeforeFirst; }

std::string CaseNumber::digits() const { return std::to_string(value_); }

std::string CaseNumber::formatted() const {
  const std::string all = digits();
  return all.substr(0, 2) + " " + all.substr(2, 3) + " " + all.substr(5);
}

}  // namespace kept::domain
