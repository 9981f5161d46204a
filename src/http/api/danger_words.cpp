#include "http/api/danger_words.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "base/folded_text.h"

namespace kept::http {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(base::folded(text));
  std::vector<std::string> words;
  std::string word;
  while (stream >> word) words.push_back(word);
  return words;
}

}  // namespace

std::optional<std::string> dangerous_words(const desk::DangerRow& danger,
                                           const std::string& typed) {
  const std::string heard = base::folded(typed);
  for (const std::string& phrase : danger.words) {
    if (heard.find(base::folded(phrase)) != std::string::npos) return phrase;
  }
  return std::nullopt;
}

int shared_words(const std::string& query, const std::string& words) {
  constexpr std::size_t kTooShort = 3;
  const auto offered = words_of(words);
  int shared = 0;
  for (const std::string& wanted : words_of(query)) {
    if (wanted.size() < kTooShort) continue;
    shared +=
        static_cast<int>(std::any_of(offered.begin(), offered.end(), [&](const std::string& word) {
          return word.starts_with(wanted);
        }));
  }
  return shared;
}

}  // namespace kept::http
