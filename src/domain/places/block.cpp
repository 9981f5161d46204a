#include "domain/places/block.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "base/trimmed.h"

namespace kept::domain {
namespace {

constexpr double kPerDegree = 1000;
constexpr std::size_t kHidden = 2;

/// What comes before the number of a home within a house, in English and French.
constexpr std::array<std::string_view, 12> kHomes{"apt",         "apt.",      "app",    "app.",
                                                  "appartement", "apartment", "unit",   "unité",
                                                  "suite",       "ste",       "bureau", "room"};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

std::string lowered(std::string_view word) {
  std::string low(word);
  std::transform(low.begin(), low.end(), low.begin(), [](unsigned char letter) {
    return letter < 0x80 ? static_cast<char>(std::tolower(letter)) : static_cast<char>(letter);
  });
  return low;
}

/// "11XX" of "1127", "1127A" and "11XX"; nothing of what is no number of a house.
std::string hidden(std::string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && is_digit(word[digits])) ++digits;
  const std::string_view rest = word.substr(digits);
  if (rest == "XX") return std::string(word);
  if (digits == 0 || rest.size() > 1) return {};
  return std::string(word.substr(0, digits > kHidden ? digits - kHidden : 0)) + "XX";
}

/// "#4", "apt", "Unit4".
bool begins_home(std::string_view word) {
  const std::string low = lowered(word);
  return word.starts_with('#') || std::any_of(kHomes.begin(), kHomes.end(), [&](auto home) {
           return low.starts_with(home) &&
                  std::all_of(low.begin() + static_cast<std::ptrdiff_t>(home.size()), low.end(),
                              [](char letter) { return is_digit(letter) || letter == '-'; });
         });
}

/// A second number of a house ("1127 and 1129", "4 1127"), which hiding the first does not hide.
bool has_other_number(std::string_view rest) {
  for (std::size_t from = 0; from < rest.size();) {
    const std::string_view word = first_word(rest.substr(from));
    const bool is_number = !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
    if (is_number && (word.size() > 2 || from <= 1)) return true;
    from += word.size() + 1;
  }
  return false;
}

/// Up to the word that begins to tell which home in the house it is.
std::string_view without_home(std::string_view street) {
  for (std::size_t from = 0; from < street.size();) {
    const std::string_view word = first_word(street.substr(from));
    if (begins_home(word)) return base::trimmed(street.substr(0, from));
    from += word.size() + 1;
  }
  return street;
}

/// Up to the first comma; of "12, rue des Pins", where it parts number and street, up to the next.
std::string_view street_of(std::string_view address) {
  std::size_t comma = address.find(',');
  if (comma == std::string_view::npos) return address;
  const std::string_view before = base::trimmed(address.substr(0, comma));
  if (!hidden(before).empty()) comma = address.find(',', comma + 1);
  return address.substr(0, comma);
}

}  // namespace

Point rounded_to_block(const Point& point) {
  const auto rounded = [](double degrees) { return std::round(degrees * kPerDegree) / kPerDegree; };
  return {rounded(point.lat), rounded(point.lng)};
}

std::string rounded_to_block(std::string_view address) {
  const std::string_view street = without_home(base::trimmed(street_of(base::trimmed(address))));
  if (std::none_of(street.begin(), street.end(), is_digit)) return std::string(street);
  std::string_view number = first_word(street);
  const std::string_view rest = street.substr(number.size());
  const bool has_comma = number.ends_with(',');
  if (has_comma) number.remove_suffix(1);
  const std::string block = hidden(number);
  if (block.empty() || has_other_number(rest)) return {};
  return block + (has_comma ? "," : "") + std::string(rest);
}

}  // namespace kept::domain
