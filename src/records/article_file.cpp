#include "records/article_file.h"

#include <toml++/toml.h>

#include <fstream>
#include <sstream>

#include "base/time_text.h"
#include "base/trimmed.h"
#include "desk/word_names.h"
#include "records/checked_table.h"
#include "records/text_file.h"

namespace kept::records {
namespace {

/// The part of a text that a heading of the file begins.
std::string* section_of(desk::ArticleText& text, const std::string& heading) {
  if (heading == "## Question") return &text.question;
  if (heading == "## Answer") return &text.answer;
  if (heading == "## Script") return &text.script;
  return nullptr;
}

bool begins_language(const std::string& line) { return line == "# en" || line == "# fr"; }

bool is_empty(const desk::ArticleText& text) {
  return text.question.empty() && text.answer.empty() && text.script.empty();
}

/// Gathers the sections of the body into the texts of the row. Any other heading is Markdown of the
/// section that it stands in.
void read_sections(std::istream& stream, desk::ArticleRow& row) {
  desk::ArticleText* text = nullptr;
  std::string* section = nullptr;
  std::string line;
  while (std::getline(stream, line)) {
    if (begins_language(line)) {
      text = &row.texts[line.substr(2)];
      section = nullptr;
    } else if (std::string* begun = text != nullptr ? section_of(*text, line) : nullptr) {
      section = begun;
    } else if (section != nullptr) {
      *section += line + "\n";
    }
  }
  for (auto& [language, one] : row.texts) {
    one = {std::string(base::trimmed(one.question)), std::string(base::trimmed(one.answer)),
           std::string(base::trimmed(one.script)), one.synonyms};
  }
}

/// The TOML between the lines of +++. The line that begins it stays as an empty one, so that lines
/// are counted as in the file.
base::Result<TomlFile> read_front(std::istream& stream, const std::filesystem::path& file) {
  std::string line;
  if (!std::getline(stream, line) || line != "+++") {
    return wrong(file, 1, "it does not begin with +++");
  }
  std::string front = "\n";
  while (std::getline(stream, line) && line != "+++") front += line + "\n";
  return TomlFile::parse(file, front);
}

base::Result<ArticleFile> read_keys(TomlFile& front) {
  CheckedTable table(front);
  ArticleFile article;
  article.row.key = table.needed("key");
  article.row.review_date = table.text("review_date");
  if (!article.row.review_date.empty() && !base::parse_date(article.row.review_date).ok()) {
    table.wrong("review_date", "review_date is a date such as \"2027-05-31\"");
  }
  article.department = table.needed("department");
  article.services = table.texts("services");
  const auto state = desk::word_of<desk::ArticleState>(
      table.has("state") ? table.needed("state") : desk::name_of(desk::ArticleState::published));
  if (!state) table.wrong("state", "the state is draft, review or published");
  article.row.state = state.value_or(desk::ArticleState::draft);
  article.row.card = table.card();
  for (const std::string language : {"en", "fr"}) {
    const std::vector<std::string> synonyms = table.texts("synonyms_" + language);
    if (!synonyms.empty()) article.row.texts[language].synonyms = synonyms;
  }
  if (auto fine = table.close(); !fine.ok()) return fine.error();
  return article;
}

toml::array list(const std::vector<std::string>& texts) {
  toml::array array;
  for (const std::string& text : texts) array.push_back(text);
  return array;
}

toml::table front_of(const ArticleFile& article) {
  const desk::ArticleRow& row = article.row;
  toml::table front{{"key", row.key},
                    {"department", article.department},
                    {"review_date", row.review_date},
                    {"services", list(article.services)}};
  if (row.state != desk::ArticleState::published) {
    front.insert("state", desk::name_of(row.state));
  }
  for (const auto& [language, text] : row.texts) {
    front.insert("synonyms_" + language, list(text.synonyms));
  }
  if (row.card) front.insert("card", card_table(*row.card));
  return front;
}

/// A line of the text that would be taken for a heading of the file is moved in by a blank, which
/// changes nothing in Markdown.
void write_section(std::ostream& stream, const char* heading, const std::string& text) {
  stream << heading << '\n';
  std::istringstream lines(text);
  std::string line;
  desk::ArticleText any;
  while (std::getline(lines, line)) {
    const bool misleads = begins_language(line) || section_of(any, line) != nullptr;
    stream << (misleads ? " " : "") << line << '\n';
  }
  stream << '\n';
}

}  // namespace

base::Error not_written(const std::filesystem::path& file) {
  return base::unavailable("config.not_written", file.string() + " could not be written.");
}

base::Result<ArticleFile> read_article_file(const std::filesystem::path& file) {
  const auto text = read_text_file(file);
  if (!text.ok()) return text.error();
  std::istringstream stream(text.value());
  auto parsed = read_front(stream, file);
  if (!parsed.ok()) return parsed.error();
  TomlFile front = std::move(parsed).value();
  auto keys = read_keys(front);
  if (!keys.ok()) return keys.error();
  ArticleFile article = std::move(keys).value();
  desk::ArticleRow& row = article.row;
  read_sections(stream, row);
  // Synonyms may stand ready for a language that has no text yet.
  std::erase_if(row.texts, [](const auto& one) { return is_empty(one.second); });
  if (row.texts.empty()) return wrong(file, 0, "it has no text");
  for (const auto& [language, one] : row.texts) {
    if (one.question.empty() || one.answer.empty() || one.script.empty()) {
      return wrong(file, 0, "question, answer or script is missing in " + language);
    }
  }
  return article;
}

base::Result<base::Done> write_article_file(const ArticleFile& article,
                                            const std::filesystem::path& file) {
  std::ofstream stream(file);
  stream << "+++\n" << front_of(article) << "\n+++\n\n";
  for (const auto& [language, text] : article.row.texts) {
    stream << "# " << language << "\n\n";
    write_section(stream, "## Question", text.question);
    write_section(stream, "## Answer", text.answer);
    write_section(stream, "## Script", text.script);
  }
  stream.close();
  if (!stream) return not_written(file);
  return base::Done{};
}

}  // namespace kept::records
