#include "desk/find_cases.h"

#include <sstream>

#include "base/folded_text.h"
#include "desk/sees_residents.h"

namespace kept::desk {
namespace {

/// How many are looked through for each that is wanted, where some of them are hidden.
constexpr int kLookedAtForEach = 20;

/// Whether `text` alone has all that the index looked for: each word at its place between others,
/// the last as far as it was typed.
bool says(const std::string& text, const std::string& words) {
  const std::string said = base::folded(text);
  std::istringstream typed(words);
  std::string word;
  while (typed >> word) {
    std::string wanted = base::folded(word);
    if (typed.peek() == std::istringstream::traits_type::eof()) wanted.pop_back();
    if (said.find(wanted) == std::string::npos) return false;
  }
  return true;
}

/// As many of what `find` finds as are wanted, where `is_told` says which of the hidden are.
template <typename Find, typename IsTold>
std::vector<CaseLine> found_by(Reader& reader, const Principal& who, int limit, const Find& find,
                               const IsTold& is_told) {
  const auto people = reader.directory();
  if (sees_residents(who, *people, {})) return find(limit);
  std::vector<CaseLine> lines = find(limit * kLookedAtForEach);
  std::erase_if(lines, [&](const CaseLine& line) {
    return !sees_residents(who, *people, hands_of(line)) && !is_told(line);
  });
  const auto most = static_cast<std::size_t>(limit);
  if (lines.size() > most) lines.resize(most);
  return lines;
}

}  // namespace

std::vector<CaseLine> cases_by_phone(Reader& reader, const Principal& who, const std::string& e164,
                                     int limit) {
  return found_by(
      reader, who, limit, [&](int most) { return reader.cases_by_phone(e164, most); },
      [](const CaseLine&) { return false; });
}

std::vector<CaseLine> cases_by_words(Reader& reader, const Principal& who, const std::string& words,
                                     int limit) {
  return found_by(
      reader, who, limit, [&](int most) { return reader.cases_by_words(words, most); },
      [&](const CaseLine& line) { return says(line.summary, words); });
}

void leave_out_hidden(Reader& reader, const Principal& who, std::vector<CaseLine>& lines) {
  const auto people = reader.directory();
  std::erase_if(
      lines, [&](const CaseLine& line) { return !sees_residents(who, *people, hands_of(line)); });
}

}  // namespace kept::desk
