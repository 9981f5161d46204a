#pragma once

// Private to records/: reading TOML tables so that nothing wrong in them passes.

#include <toml++/toml.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/ports/rows.h"

namespace kept::records {

/// A TOML file with what is the first wrong thing in it.
class TomlFile {
 public:
  /// Reads and parses the file.
  [[nodiscard]] static base::Result<TomlFile> read(const std::filesystem::path& file);
  /// TOML that stands in a file of another kind; its lines are counted as in `text`.
  [[nodiscard]] static base::Result<TomlFile> parse(const std::filesystem::path& file,
                                                    const std::string& text);

  [[nodiscard]] const toml::table& root() const { return root_; }

  /// Only the first is told: what follows is often its consequence.
  void wrong(const toml::node& at, const std::string& message);
  [[nodiscard]] base::Result<base::Done> fine() const;

 private:
  TomlFile(std::filesystem::path file, toml::table root);

  std::filesystem::path file_;
  toml::table root_;
  std::optional<base::Error> mistake_;
};

/// One table of a file, read key by key. What is missing, of another type or out of its range is
/// noted in the file with its line, and something harmless is returned; close() notes a key that
/// nobody asked for.
class CheckedTable {
 public:
  /// `name` stands before messages: "service pothole"; empty for the file itself.
  CheckedTable(TomlFile& file, const toml::table& table, std::string name);
  explicit CheckedTable(TomlFile& file) : CheckedTable(file, file.root(), "") {}

  /// Renames it once its key is read.
  void call(const std::string& name) { name_ = name; }

  [[nodiscard]] bool has(const std::string& key) const { return table_->contains(key); }
  [[nodiscard]] std::vector<std::string> keys() const;
  /// The text, or "" when it is left out.
  [[nodiscard]] std::string text(const std::string& key);
  /// The text, which must be there and say something.
  [[nodiscard]] std::string needed(const std::string& key);
  [[nodiscard]] std::int64_t number(const std::string& key, std::int64_t fallback,
                                    std::int64_t least, std::int64_t most);
  [[nodiscard]] bool flag(const std::string& key, bool fallback);
  [[nodiscard]] std::vector<std::string> texts(const std::string& key);
  [[nodiscard]] std::vector<std::int64_t> numbers(const std::string& key);
  /// KEY_en and KEY_fr.
  [[nodiscard]] desk::Localised both(const std::string& key);
  [[nodiscard]] std::optional<desk::CardRow> card();
  /// The list, or nothing when it is left out.
  [[nodiscard]] const toml::array* list(const std::string& key);
  /// Whatever stands there, or nothing.
  [[nodiscard]] const toml::node* node(const std::string& key) { return take(key); }
  [[nodiscard]] std::optional<CheckedTable> table(const std::string& key);
  /// [[KEY]], each.
  [[nodiscard]] std::vector<CheckedTable> tables(const std::string& key);
  /// The tables in here by key: [KEY.one], [KEY.two].
  [[nodiscard]] std::vector<std::pair<std::string, CheckedTable>> each(const std::string& key);

  /// Notes something wrong with what stands at `key`, or with the table when it is left out.
  void wrong(const std::string& key, const std::string& message);
  /// Notes a key that is none; then the first thing that was wrong in the file so far.
  [[nodiscard]] base::Result<base::Done> close();

 private:
  [[nodiscard]] const toml::node* take(const std::string& key);

  TomlFile* file_;
  const toml::table* table_;
  std::string name_;
  std::set<std::string> known_;
};

/// What CheckedTable::card() reads.
[[nodiscard]] toml::table card_table(const desk::CardRow& card);

/// What CheckedTable::texts() and both() read.
[[nodiscard]] toml::array toml_list(const std::vector<std::string>& texts);
void put_both(toml::table& table, const std::string& name, const desk::Localised& text);

}  // namespace kept::records
