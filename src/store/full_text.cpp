#include "store/full_text.h"

#include <sstream>

namespace kept::store {

std::string match_words_as_typed(const std::string& words) {
  std::istringstream stream(words);
  std::string match;
  std::string word;
  while (stream >> word) {
    std::string quoted = "\"";
    for (const char letter : word) {
      quoted += letter;
      if (letter == '"') quoted += '"';
    }
    quoted += "\"";
    if (!match.empty()) match += ' ';
    match += quoted;
  }
  if (!match.empty()) match += '*';
  return match;
}

}  // namespace kept::store
