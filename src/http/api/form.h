#pragma once

// Private to http/api: reading JSON bodies field by field, with the exact place of every mistake.

#include <boost/json.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "desk/word_names.h"

namespace kept::http {

namespace json = boost::json;

/// The mistakes of one request; all are told at once.
using Mistakes = std::vector<base::Error>;

/// Parses a body. Escapes that are no characters (lone surrogates) are kept as U+0000, which no
/// field accepts: so the mistake is told of the field, not of the whole body.
[[nodiscard]] base::Result<json::value> parse_body(const std::string& body);

struct Lengths {
  std::size_t min = 1;  ///< characters, not bytes
  std::size_t max = 4000;
};
inline constexpr Lengths kText{1, 4000};
inline constexpr Lengths kLine{1, 300};
inline constexpr Lengths kMaybeEmpty{0, 4000};
inline constexpr Lengths kPhone{3, 40};

/// One object of a body. Fields are taken by name; done() then names those that nobody took. A
/// missing or wrong field gives a default and a mistake, so reading goes on.
class Form {
 public:
  /// `body` that is no object is a mistake itself.
  Form(const json::value& body, std::string pointer, Mistakes& mistakes);

  [[nodiscard]] std::string text(const char* name, Lengths lengths);
  [[nodiscard]] std::optional<std::string> maybe_text(const char* name, Lengths lengths);
  /// What a null or a text in the body makes of `value`; absent, it stays.
  void revise(const char* name, Lengths lengths, std::optional<std::string>& value);
  [[nodiscard]] std::vector<std::string> maybe_texts(const char* name, std::size_t most,
                                                     Lengths lengths);
  [[nodiscard]] std::map<std::string, std::string> maybe_map(const char* name);
  [[nodiscard]] bool flag(const char* name);
  [[nodiscard]] std::optional<bool> maybe_flag(const char* name);
  [[nodiscard]] std::int64_t number(const char* name);
  [[nodiscard]] std::optional<std::int64_t> maybe_number(const char* name);
  /// `expected_version`, where it was given.
  [[nodiscard]] std::optional<std::int64_t> version();
  /// Between -most and most.
  [[nodiscard]] double degrees(const char* name, double most);
  [[nodiscard]] std::vector<std::int64_t> maybe_numbers(const char* name, std::size_t most);
  /// The same where the list has to be there; it may be empty.
  [[nodiscard]] std::vector<std::int64_t> numbers(const char* name, std::size_t most);
  [[nodiscard]] base::Instant instant(const char* name);
  [[nodiscard]] std::optional<base::Instant> maybe_instant(const char* name);
  /// "2026-11-24"
  [[nodiscard]] std::optional<std::string> maybe_date(const char* name);
  /// "2026-11-24T14:00"
  [[nodiscard]] std::string local_time(const char* name);
  [[nodiscard]] std::optional<std::string> maybe_local_time(const char* name);

  template <typename Id>
  [[nodiscard]] Id id(const char* name) {
    return Id{number(name)};
  }
  template <typename Id>
  [[nodiscard]] std::optional<Id> maybe_id(const char* name) {
    const auto value = maybe_number(name);
    if (!value) return std::nullopt;
    return Id{*value};
  }

  /// One of a fixed set of words.
  template <typename Word>
  [[nodiscard]] Word word(const char* name) {
    if (!has(name)) missing(name);
    return maybe_word<Word>(name).value_or(Word{});
  }
  template <typename Word>
  [[nodiscard]] std::optional<Word> maybe_word(const char* name) {
    const auto given = maybe_text(name, kLine);
    if (!given) return std::nullopt;
    const auto found = desk::word_of<Word>(*given);
    if (!found) unknown_word(name);
    return found;
  }
  template <typename Word>
  [[nodiscard]] std::vector<Word> maybe_words(const char* name, std::size_t most) {
    std::vector<Word> words;
    for (const std::string& given : maybe_texts(name, most, kLine)) {
      if (const auto found = desk::word_of<Word>(given)) {
        words.push_back(*found);
      } else {
        unknown_word(name);
      }
    }
    return words;
  }
  /// The same for words that only an interface knows.
  [[nodiscard]] std::string one_of(const char* name, const std::vector<std::string>& words);
  [[nodiscard]] std::optional<std::string> maybe_one_of(const char* name,
                                                        const std::vector<std::string>& words);

  [[nodiscard]] bool has(const char* name) const;
  /// Whether the field is there and null, which takes away what stood there.
  [[nodiscard]] bool is_null(const char* name);
  [[nodiscard]] Form object(const char* name);

  /// Call when all fields were taken.
  void done();

 private:
  [[nodiscard]] const json::value* take(const char* name);
  void mistake(const std::string& name, const char* reason, const char* message);
  void missing(const char* name);
  void unknown_word(const char* name);
  [[nodiscard]] bool is_fine(const char* name, const json::value& value, Lengths lengths);

  const json::object* object_ = nullptr;
  std::string pointer_;
  Mistakes* mistakes_;
  std::vector<std::string> taken_;
};

}  // namespace kept::http
