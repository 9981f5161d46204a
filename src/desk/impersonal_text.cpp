#include "desk/impersonal_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>

#include "base/folded_text.h"
#include "base/phone_number.h"

namespace kept::desk {
namespace {

constexpr std::string_view kMark = "[…]";
/// Shorter parts of a name ("de", "Jo") are words of the language as well.
constexpr std::size_t kShortestName = 3;
constexpr std::size_t kLongestSalutation = 60;
constexpr std::array<std::string_view, 9> kGreetings{" hello ", " hi ",      " dear ",
                                                     " good ",  " bonjour ", " bonsoir ",
                                                     " cher ",  " chere ",   " madame "};

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalpha(byte) != 0 || byte >= 0x80;
}
bool is_small(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }
bool is_of_number(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0 ||
         std::string_view(" +-.()").find(c) != std::string_view::npos;
}

std::ptrdiff_t digits_in(std::string_view run) {
  return std::ranges::count_if(run, [](unsigned char letter) { return std::isdigit(letter) != 0; });
}

/// "Good afternoon, Rosa: …", "Bonjour Rosa, …": what ends with the first mark of an opening that
/// greets.
std::string_view without_salutation(std::string_view text) {
  const auto end = text.find_first_of(",!:\n");
  if (end == std::string_view::npos || end > kLongestSalutation) return text;
  const std::string opening = base::folded(text.substr(0, end));
  const bool greets = std::any_of(kGreetings.begin(), kGreetings.end(),
                                  [&](auto greeting) { return opening.starts_with(greeting); });
  if (!greets) return text;
  const auto rest = text.find_first_not_of(" \n,!:", end);
  return rest == std::string_view::npos ? text : text.substr(rest);
}

/// Each longest run of `belongs` goes through `change`, the rest stays.
std::string in_runs(std::string_view text, bool (*belongs)(char),
                    const std::function<std::string(std::string_view)>& change) {
  std::string changed;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && belongs(text[end]) == belongs(text[i])) ++end;
    const std::string_view run = text.substr(i, end - i);
    changed += belongs(text[i]) ? change(run) : std::string(run);
    i = end;
  }
  return changed;
}

std::string without(std::string text, const std::string& value) {
  if (value.empty()) return text;
  for (auto at = text.find(value); at != std::string::npos; at = text.find(value, at)) {
    text.replace(at, value.size(), kMark);
    at += kMark.size();
  }
  return text;
}

/// The parts of the names, folded as words are for comparing.
std::vector<std::string> parts_of(const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  for (const std::string& name : names) {
    in_runs(name, is_letter, [&](std::string_view part) {
      if (part.size() >= kShortestName) parts.push_back(base::folded(part));
      return std::string();
    });
  }
  return parts;
}

/// A capital makes a word a name: "Rose" is somebody, "the price rose" is not.
std::string without_names(std::string_view text, const std::vector<std::string>& parts) {
  if (parts.empty()) return std::string(text);
  return in_runs(text, is_letter, [&](std::string_view word) {
    const bool known = !is_small(word.front()) &&
                       std::find(parts.begin(), parts.end(), base::folded(word)) != parts.end();
    return known ? std::string(kMark) : std::string(word);
  });
}

std::string without_phones(std::string_view text, const std::vector<std::string>& phones,
                           std::string_view home_region) {
  if (phones.empty()) return std::string(text);
  return in_runs(text, is_of_number, [&](std::string_view run) {
    // No country has numbers of fewer digits; those of houses, and the spaces between words, have.
    constexpr std::ptrdiff_t kFewestDigits = 4;
    if (digits_in(run) < kFewestDigits) return std::string(run);
    const auto number = base::PhoneNumber::parse(run, home_region);
    if (!number.ok() ||
        std::find(phones.begin(), phones.end(), number.value().e164()) == phones.end()) {
      return std::string(run);
    }
    const auto first = run.find_first_of("+(0123456789");
    const auto last = run.find_last_of("0123456789");
    return std::string(run.substr(0, first)) + std::string(kMark) +
           std::string(run.substr(last + 1));
  });
}

}  // namespace

bool has_address(std::string_view text, std::string_view home_region) {
  constexpr std::ptrdiff_t kShortestNumber = 7;
  bool found = text.find('@') != std::string_view::npos;
  in_runs(text, is_of_number, [&](std::string_view run) {
    found = found ||
            (digits_in(run) >= kShortestNumber && base::PhoneNumber::parse(run, home_region).ok());
    return std::string();
  });
  return found;
}

std::string impersonal(std::string_view text, const KnownPerson& person,
                       std::string_view home_region) {
  std::string plain(without_salutation(text));
  for (const std::string& address : person.addresses) plain = without(std::move(plain), address);
  plain = without_phones(plain, person.phones, home_region);
  std::string whole = without_names(plain, parts_of(person.names));
  // A first and a last name are one person.
  const std::string twice = std::string(kMark) + " " + std::string(kMark);
  for (auto at = whole.find(twice); at != std::string::npos; at = whole.find(twice, at)) {
    whole.replace(at, twice.size(), kMark);
  }
  return whole;
}

}  // namespace kept::desk
