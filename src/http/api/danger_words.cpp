#include "http/api/danger_words.h"

#include <boost/locale.hpp>

#include <algorithm>
#include <cctype>
#include <locale>
#include <sstream>
#include <vector>

namespace kept::http {
namespace {

const std::locale& unicode() {
  static const std::locale kLocale = boost::locale::generator()("en_CA.UTF-8");
  return kLocale;
}

/// Small letters without accents, words parted by single spaces, a space at both ends.
std::string folded(const std::string& text) {
  const std::string apart =
      boost::locale::normalize(boost::locale::fold_case(text, unicode()),
                               boost::locale::norm_nfd, unicode());
  std::string plain = " ";
  for (std::size_t i = 0; i < apart.size(); ++i) {
    const auto byte = static_cast<unsigned char>(apart[i]);
    // U+0300 to U+036F, the accents that NFD has set apart: CC 80 to CD AF.
    const bool accent = (byte == 0xCC || byte == 0xCD) && i + 1 < apart.size();
    if (accent) {
      ++i;
    } else if (std::isalnum(byte) != 0 || byte >= 0x80) {
      plain += apart[i];
    } else if (plain.back() != ' ') {
      plain += ' ';
    }
  }
  if (plain.back() != ' ') plain += ' ';
  return plain;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(folded(text));
  std::vector<std::string> words;
  std::string word;
  while (stream >> word) words.push_back(word);
  return words;
}

}  // namespace

std::optional<std::string> dangerous_words(const desk::DangerRow& danger,
                                           const std::string& typed) {
  const std::string heard = folded(typed);
  for (const std::string& phrase : danger.words) {
    if (heard.find(folded(phrase)) != std::string::npos) return phrase;
  }
  return std::nullopt;
}

int shared_words(const std::string& query, const std::string& words) {
  constexpr std::size_t kTooShort = 3;
  const auto offered = words_of(words);
  int shared = 0;
  for (const std::string& wanted : words_of(query)) {
    if (wanted.size() < kTooShort) continue;
    shared += static_cast<int>(
        std::any_of(offered.begin(), offered.end(),
                    [&](const std::string& word) { return word.starts_with(wanted); }));
  }
  return shared;
}

}  // namespace kept::http
