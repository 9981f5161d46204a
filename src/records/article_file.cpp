#include "records/article_file.h"

#include <toml++/toml.h>

#include <fstream>
#include <sstream>

#include "desk/word_names.h"

namespace kept::records {
namespace {

base::Error wrong(const std::filesystem::path& file, const std::string& message) {
  return base::invalid("/" + file.filename().string(), "config.wrong",
                       file.filename().string() + ": " + message);
}

std::vector<std::string> texts(const toml::node_view<const toml::node>& node) {
  std::vector<std::string> list;
  if (const toml::array* array = node.as_array()) {
    for (const auto& element : *array) list.push_back(element.value_or(std::string()));
  }
  return list;
}

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \n\r\t");
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(" \n\r\t") - from + 1);
}

/// The part of a text that a heading of the file begins.
std::string* section_of(desk::ArticleText& text, const std::string& heading) {
  if (heading == "## Question") return &text.question;
  if (heading == "## Answer") return &text.answer;
  if (heading == "## Script") return &text.script;
  return nullptr;
}

bool begins_language(const std::string& line) { return line == "# en" || line == "# fr"; }

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
    one = {trimmed(one.question), trimmed(one.answer), trimmed(one.script), one.synonyms};
  }
}

base::Result<toml::table> read_front(std::istream& stream, const std::filesystem::path& file) {
  std::string line;
  if (!std::getline(stream, line) || line != "+++")
    return wrong(file, "it does not begin with +++");
  std::string front;
  while (std::getline(stream, line) && line != "+++") front += line + "\n";
  try {
    return toml::parse(front);
  } catch (const toml::parse_error& error) {
    return wrong(file, std::string(error.description()));
  }
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
  if (row.card) {
    toml::table card{{"name", row.card->name},
                     {"role", row.card->role},
                     {"phone", row.card->phone},
                     {"hours", row.card->hours}};
    card.is_inline(true);
    front.insert("card", std::move(card));
  }
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
  std::ifstream stream(file);
  auto front = read_front(stream, file);
  if (!front.ok()) return front.error();
  const toml::table& table = *front;
  ArticleFile article;
  article.row.key = table["key"].value_or("");
  article.row.review_date = table["review_date"].value_or("");
  article.department = table["department"].value_or("");
  article.services = texts(table["services"]);
  const auto state = desk::word_of<desk::ArticleState>(table["state"].value_or("published"));
  if (!state) return wrong(file, "the state is draft, review or published");
  article.row.state = *state;
  if (const toml::table* card = table["card"].as_table()) {
    article.row.card = desk::CardRow{(*card)["name"].value_or(""), (*card)["role"].value_or(""),
                                     (*card)["phone"].value_or(""), (*card)["hours"].value_or("")};
  }
  read_sections(stream, article.row);
  if (article.row.key.empty()) return wrong(file, "it has no key");
  if (article.row.texts.empty()) return wrong(file, "it has no text");
  for (auto& [language, text] : article.row.texts) {
    text.synonyms = texts(table["synonyms_" + language]);
    if (text.question.empty() || text.answer.empty() || text.script.empty()) {
      return wrong(file, "question, answer or script is missing in " + language);
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
