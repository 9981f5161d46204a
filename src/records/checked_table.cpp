#include "records/checked_table.h"

#include <fmt/format.h>

#include "records/text_file.h"

namespace kept::records {

using base::Done;
using base::Result;

Result<TomlFile> TomlFile::read(const std::filesystem::path& file) {
  const auto text = read_text_file(file);
  if (!text.ok()) return text.error();
  return parse(file, text.value());
}

Result<TomlFile> TomlFile::parse(const std::filesystem::path& file, const std::string& text) {
  try {
    return TomlFile(file, toml::parse(text));
  } catch (const toml::parse_error& error) {
    return records::wrong(file, error.source().begin.line, std::string(error.description()));
  }
}

TomlFile::TomlFile(std::filesystem::path file, toml::table root)
    : file_(std::move(file)), root_(std::move(root)) {}

void TomlFile::wrong(const toml::node& at, const std::string& message) {
  if (mistake_) return;
  const bool whole = &at == &root_;
  mistake_ = records::wrong(file_, whole ? 0 : at.source().begin.line, message);
}

Result<Done> TomlFile::fine() const {
  if (mistake_) return *mistake_;
  return Done{};
}

CheckedTable::CheckedTable(TomlFile& file, const toml::table& table, std::string name)
    : file_(&file), table_(&table), name_(std::move(name)) {}

const toml::node* CheckedTable::take(const std::string& key) {
  known_.insert(key);
  return table_->get(key);
}

std::vector<std::string> CheckedTable::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, node] : *table_) keys.emplace_back(key.str());
  return keys;
}

std::string CheckedTable::text(const std::string& key) {
  const toml::node* node = take(key);
  if (node == nullptr) return {};
  if (const auto* text = node->as_string()) return text->get();
  wrong(key, key + " is a text in quotes");
  return {};
}

std::string CheckedTable::needed(const std::string& key) {
  std::string said = text(key);
  if (said.empty()) wrong(key, key + (has(key) ? " is empty" : " is missing"));
  return said;
}

std::int64_t CheckedTable::number(const std::string& key, std::int64_t fallback, std::int64_t least,
                                  std::int64_t most) {
  const toml::node* node = take(key);
  if (node == nullptr) return fallback;
  const auto* number = node->as_integer();
  if (number != nullptr && number->get() >= least && number->get() <= most) return number->get();
  wrong(key, fmt::format("{} is a whole number from {} to {}", key, least, most));
  return fallback;
}

bool CheckedTable::flag(const std::string& key, bool fallback) {
  const toml::node* node = take(key);
  if (node == nullptr) return fallback;
  if (const auto* flag = node->as_boolean()) return flag->get();
  wrong(key, key + " is true or false");
  return fallback;
}

std::vector<std::string> CheckedTable::texts(const std::string& key) {
  std::vector<std::string> said;
  const toml::array* array = list(key);
  if (array == nullptr) return said;
  for (const auto& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr || text->get().empty()) {
      wrong(key, key + " is a list of texts in quotes");
      return said;
    }
    said.push_back(text->get());
  }
  return said;
}

std::vector<std::int64_t> CheckedTable::numbers(const std::string& key) {
  std::vector<std::int64_t> said;
  const toml::array* array = list(key);
  if (array == nullptr) return said;
  for (const auto& element : *array) {
    const auto* number = element.as_integer();
    if (number == nullptr) {
      wrong(key, key + " is a list of whole numbers");
      return said;
    }
    said.push_back(number->get());
  }
  return said;
}

desk::Localised CheckedTable::both(const std::string& key) {
  return {text(key + "_en"), text(key + "_fr")};
}

std::optional<desk::CardRow> CheckedTable::card() {
  auto given = table("card");
  if (!given) return std::nullopt;
  given->call(name_ + (name_.empty() ? "card" : ", card"));
  desk::CardRow row{given->text("name"),  given->text("role"),    given->text("phone"),
                    given->text("hours"), given->text("role_fr"), given->text("hours_fr")};
  (void)given->close();  // noted in the file, which the outer table's close() tells
  return row;
}

toml::table card_table(const desk::CardRow& card) {
  toml::table table{
      {"name", card.name}, {"role", card.role}, {"phone", card.phone}, {"hours", card.hours}};
  if (!card.role_fr.empty()) table.insert("role_fr", card.role_fr);
  if (!card.hours_fr.empty()) table.insert("hours_fr", card.hours_fr);
  table.is_inline(true);
  return table;
}

const toml::array* CheckedTable::list(const std::string& key) {
  const toml::node* node = take(key);
  if (node == nullptr) return nullptr;
  const toml::array* array = node->as_array();
  if (array == nullptr) wrong(key, key + " is a list in brackets");
  return array;
}

std::optional<CheckedTable> CheckedTable::table(const std::string& key) {
  const toml::node* node = take(key);
  if (node == nullptr) return std::nullopt;
  if (const toml::table* table = node->as_table()) return CheckedTable(*file_, *table, name_);
  wrong(key, key + " is a table: {name = value, …}");
  return std::nullopt;
}

std::vector<CheckedTable> CheckedTable::tables(const std::string& key) {
  std::vector<CheckedTable> found;
  const toml::node* node = take(key);
  if (node == nullptr) return found;
  const toml::array* array = node->as_array();
  if (array == nullptr || (!array->empty() && !array->is_array_of_tables())) {
    wrong(key, key + " is written [[" + key + "]]");
    return found;
  }
  for (const auto& element : *array) found.emplace_back(*file_, *element.as_table(), name_);
  return found;
}

std::vector<std::pair<std::string, CheckedTable>> CheckedTable::each(const std::string& key) {
  std::vector<std::pair<std::string, CheckedTable>> found;
  const auto all = table(key);
  if (!all) return found;
  for (const auto& [name, node] : *all->table_) {
    const std::string one(name.str());
    if (const toml::table* table = node.as_table()) {
      found.emplace_back(one, CheckedTable(*file_, *table, key + " " + one));
    } else {
      file_->wrong(node, one + " is written [" + key + "." + one + "]");
    }
  }
  return found;
}

void CheckedTable::wrong(const std::string& key, const std::string& message) {
  const toml::node* node = table_->get(key);
  file_->wrong(node == nullptr ? *table_ : *node, name_.empty() ? message : name_ + ": " + message);
}

Result<Done> CheckedTable::close() {
  for (const auto& [key, node] : *table_) {
    const std::string name(key.str());
    if (!known_.contains(name)) wrong(name, "there is no key '" + name + "'");
  }
  return file_->fine();
}

toml::array toml_list(const std::vector<std::string>& texts) {
  toml::array array;
  for (const std::string& text : texts) array.push_back(text);
  return array;
}

void put_both(toml::table& table, const std::string& name, const desk::Localised& text) {
  table.insert(name + "_en", text.en);
  table.insert(name + "_fr", text.fr);
}

}  // namespace kept::records
