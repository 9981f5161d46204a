// Search as you type at 20,000 articles: each keystroke is a search. Prints the median and the
// slowest of a hundred (p99) for both languages, typed rightly and misspelt; ends with 1 where the
// p99 is over 10 ms.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <random>

#include "bench/measure.h"
#include "records/article_file.h"
#include "search/xapian_knowledge_index.h"
#include "tests/support/small_city.h"

namespace kept {
namespace {

namespace fs = std::filesystem;

/// script/bench runs from the top of the repository.
constexpr const char* kFiles = "config/demo/articles";
constexpr std::int64_t kArticles = 20'000;
constexpr double kLimit = 10;  // milliseconds
constexpr unsigned kSeed = 311;
constexpr int kHits = 8;
constexpr std::size_t kKeystrokes = 3000;

std::vector<desk::ArticleRow> demo_articles() {
  std::vector<desk::ArticleRow> rows;
  for (const auto& entry : fs::directory_iterator(kFiles)) {
    auto read = records::read_article_file(entry.path());
    if (read.ok()) rows.push_back(read->row);
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  return rows;
}

/// A word that no other article has, as the name of a street or of a programme.
std::string name(std::int64_t number) {
  constexpr const char* kSyllables[] = {"ba",  "cor", "den", "fi", "gan", "hol", "ku", "lam",
                                        "mer", "no",  "pel", "ri", "sto", "tan", "vi", "wes"};
  std::string word;
  for (int place = 0; place < 4; ++place, number /= 16) word += kSyllables[number % 16];
  return word;
}

/// Question, answer and everyday words of three different articles, and a name of its own: each
/// word of the demo stays as common as it is there, and no two articles are alike.
desk::ArticleRow mixed(const std::vector<desk::ArticleRow>& from, std::int64_t number) {
  const auto size = static_cast<std::int64_t>(from.size());
  const auto at = [&](std::int64_t place) -> const desk::ArticleRow& {
    return from[static_cast<std::size_t>(place % size)];
  };
  desk::ArticleRow row = at(number);
  row.id = domain::ArticleId{number + 1};
  row.cursor = number + 1;
  for (auto& [language, text] : row.texts) {
    text.answer = at(number + number / size).texts.at(language).answer + " " + name(number);
    text.synonyms = at(number + number / 7).texts.at(language).synonyms;
  }
  return row;
}

void fill(search::XapianKnowledgeIndex& index, const std::vector<desk::ArticleRow>& from) {
  constexpr std::size_t kBatch = 500;
  std::vector<desk::ArticleRow> batch;
  for (std::int64_t number = 0; number < kArticles; ++number) {
    batch.push_back(mixed(from, number));
    if (batch.size() < kBatch && number + 1 < kArticles) continue;
    index.update(batch);
    batch.clear();
  }
}

/// What stands in the box after each key, from the second on, as far as an operator would type.
void type(const std::string& text, std::vector<std::string>& keystrokes) {
  constexpr std::size_t kTyped = 40;
  const auto within_letter = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  for (std::size_t length = 2; length <= std::min(text.size(), kTyped); ++length) {
    if (!within_letter(length)) keystrokes.push_back(text.substr(0, length));
  }
}

/// Two neighbours change places in every long word, as when somebody types in a hurry.
std::string misspelt(std::string text) {
  constexpr std::size_t kLong = 5;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end - begin >= kLong) std::swap(text[begin + 2], text[begin + 3]);
    begin = end + 1;
  }
  return text;
}

std::vector<std::string> keystrokes(const std::vector<desk::ArticleRow>& from,
                                    const std::string& language, bool rightly) {
  std::vector<std::string> typed;
  const auto add = [&](const std::string& text) { type(rightly ? text : misspelt(text), typed); };
  for (const desk::ArticleRow& row : from) {
    const desk::ArticleText& text = row.texts.at(language);
    add(text.question);
    std::for_each(text.synonyms.begin(), text.synonyms.end(), add);
  }
  std::shuffle(typed.begin(), typed.end(), std::mt19937(kSeed));
  typed.resize(std::min(typed.size(), kKeystrokes));
  return typed;
}

}  // namespace
}  // namespace kept

int main() {
  using namespace kept;
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const testing::TemporaryDirectory place;
  search::XapianKnowledgeIndex index(place.path() / "index");
  const auto from = demo_articles();
  const auto begun = bench::Clock::now();
  fill(index, from);
  std::printf("%d articles in two languages indexed in %.0f s\n", static_cast<int>(kArticles),
              bench::seconds_since(begun));
  bench::Goals goals;
  for (const std::string language : {"en", "fr"}) {
    for (const bool rightly : {true, false}) {
      bench::Durations times;
      for (const std::string& typed : keystrokes(from, language, rightly)) {
        times.time([&] { (void)index.search(typed, language, kHits); });
      }
      const std::string what = language + (rightly ? ", rightly" : ", misspelt");
      std::printf("%s: %zu keystrokes: p50 %.2f ms, slowest %.2f ms\n", what.c_str(), times.count(),
                  times.at(0.5), times.at(1));
      goals.at_most(kLimit, times.at(0.99), "ms", what + ": p99");
    }
  }
  return goals.verdict();
}
