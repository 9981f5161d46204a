#include "records/article_file.h"

#include <toml++/toml.h>

#include <fstream>

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

/// Gathers the sections of the body into the texts of the row.
void read_sections(std::istream& stream, desk::ArticleRow& row) {
  std::string language;
  std::string section;
  std::string content;
  const auto keep = [&] {
    if (language.empty()) return;
    desk::ArticleText& text = row.texts[language];
    if (section == "Question") text.question = trimmed(content);
    if (section == "Answer") text.answer = trimmed(content);
    if (section == "Script") text.script = trimmed(content);
  };
  std::string line;
  while (std::getline(stream, line)) {
    if (line == "# en" || line == "# fr" || line.starts_with("## ")) {
      keep();
      content.clear();
      section = line.starts_with("## ") ? trimmed(line.substr(3)) : "";
      if (section.empty()) language = line.substr(2);
    } else {
      content += line + "\n";
    }
  }
  keep();
}

}  // namespace

base::Result<ArticleFile> read_article_file(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line) || line != "+++")
    return wrong(file, "it does not begin with +++");
  std::string front;
  while (std::getline(stream, line) && line != "+++") front += line + "\n";
  ArticleFile article;
  try {
    const toml::table parsed = toml::parse(front);
    const toml::table& table = parsed;
    article.row.key = table["key"].value_or("");
    article.row.review_date = table["review_date"].value_or("");
    article.department = table["department"].value_or("");
    article.services = texts(table["services"]);
    article.row.texts["en"].synonyms = texts(table["synonyms_en"]);
    article.row.texts["fr"].synonyms = texts(table["synonyms_fr"]);
    if (const toml::table* card = table["card"].as_table()) {
      article.row.card =
          desk::CardRow{(*card)["name"].value_or(""), (*card)["role"].value_or(""),
                        (*card)["phone"].value_or(""), (*card)["hours"].value_or("")};
    }
  } catch (const toml::parse_error& error) {
    return wrong(file, std::string(error.description()));
  }
  read_sections(stream, article.row);
  if (article.row.key.empty()) return wrong(file, "it has no key");
  for (const auto& [language, text] : article.row.texts) {
    if (text.question.empty() || text.answer.empty() || text.script.empty()) {
      return wrong(file, "question, answer or script is missing in " + language);
    }
  }
  return article;
}

}  // namespace kept::records
