#include "http/api/form.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "base/time_text.h"
#include "domain/cases/due_times.h"

namespace kept::http {
namespace {

constexpr std::size_t kLongestName = 100;
constexpr std::size_t kMostMistakes = 50;

/// RFC 6901: ~ and / in a name are written ~0 and ~1.
std::string pointer_token(const std::string& name) {
  std::string text;
  for (const char letter : name) {
    if (letter == '~') {
      text += "~0";
    } else if (letter == '/') {
      text += "~1";
    } else {
      text += letter;
    }
  }
  return text;
}

/// The code unit of a \uXXXX escape at `at`; nothing when there is none.
std::optional<unsigned> code_unit(const std::string& body, std::size_t at) {
  if (at + 6 > body.size() || body[at] != '\\' || body[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  const auto read = std::from_chars(body.data() + at + 2, body.data() + at + 6, unit, 16);
  if (read.ec != std::errc{} || read.ptr != body.data() + at + 6) return std::nullopt;
  return unit;
}

std::string without_lone_surrogates(std::string body) {
  for (std::size_t at = body.find('\\'); at < body.size(); at = body.find('\\', at)) {
    const auto unit = code_unit(body, at);
    if (!unit || *unit < 0xD800 || *unit > 0xDFFF) {
      at += 2;
      continue;
    }
    const auto next = code_unit(body, at + 6);
    if (*unit < 0xDC00 && next && *next >= 0xDC00 && *next <= 0xDFFF) {
      at += 12;
      continue;
    }
    body.replace(at, 6, "\\u0000");
    at += 6;
  }
  return body;
}

}  // namespace

base::Result<json::value> parse_body(const std::string& body) {
  boost::system::error_code failed;
  json::parse_options options;
  options.max_depth = 16;
  options.allow_invalid_utf8 = true;  // told of the field, by is_fine
  json::value parsed = json::parse(without_lone_surrogates(body), failed, {}, options);
  if (failed) return base::invalid("", "body.not_json", "The body is not JSON.");
  return parsed;
}

Form::Form(const json::value& body, std::string pointer, Mistakes& mistakes)
    : object_(body.if_object()), pointer_(std::move(pointer)), mistakes_(&mistakes) {
  if (object_ == nullptr) {
    mistakes_->push_back(base::invalid(pointer_, "field.wrong_type", "This must be an object."));
  }
}

bool Form::has(const char* name) const { return object_ != nullptr && object_->contains(name); }

bool Form::is_null(const char* name) {
  const json::value* value = has(name) ? take(name) : nullptr;
  return value != nullptr && value->is_null();
}

const json::value* Form::take(const char* name) {
  taken_.emplace_back(name);
  return object_ == nullptr ? nullptr : object_->if_contains(name);
}

void Form::mistake(const std::string& name, const char* reason, const char* message) {
  mistakes_->push_back(base::invalid(pointer_ + "/" + pointer_token(name), reason, message));
}

void Form::missing(const char* name) {
  if (object_ != nullptr) mistake(name, "field.missing", "This is needed.");
}

void Form::unknown_word(const char* name) {
  mistake(name, "field.unknown_word", "This is none of the words that are known here.");
}

bool Form::is_fine(const char* name, const json::value& value, Lengths lengths) {
  const json::string* text = value.if_string();
  if (text == nullptr) {
    mistake(name, "field.wrong_type", "This must be a text.");
    return false;
  }
  const std::string_view view(text->data(), text->size());
  const auto length = base::utf8_length(view);
  if (!length || view.find('\0') != std::string_view::npos) {
    mistake(name, "field.not_text", "This contains something that is not a character.");
    return false;
  }
  const bool blank = lengths.min > 0 && std::all_of(view.begin(), view.end(), [](char letter) {
                       return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
                     });
  if (*length > 0 && *length < lengths.min && !blank) {
    mistake(name, "field.too_short", "This is too short.");
    return false;
  }
  if (*length < lengths.min || blank) {
    mistake(name, "field.empty", "This must not be empty.");
    return false;
  }
  if (*length > lengths.max) {
    mistake(name, "field.too_long", "This is too long.");
    return false;
  }
  return true;
}

std::string Form::text(const char* name, Lengths lengths) {
  if (!has(name)) missing(name);
  return maybe_text(name, lengths).value_or("");
}

std::optional<std::string> Form::maybe_text(const char* name, Lengths lengths) {
  const json::value* value = take(name);
  if (value == nullptr || !is_fine(name, *value, lengths)) return std::nullopt;
  return std::string(value->get_string());
}

void Form::revise(const char* name, Lengths lengths, std::optional<std::string>& value) {
  if (is_null(name)) {
    value.reset();
  } else if (auto given = maybe_text(name, lengths)) {
    value = std::move(given);
  }
}

std::vector<std::string> Form::maybe_texts(const char* name, std::size_t most, Lengths lengths) {
  std::vector<std::string> texts;
  const json::value* value = take(name);
  if (value == nullptr) return texts;
  const json::array* array = value->if_array();
  if (array == nullptr) {
    mistake(name, "field.wrong_type", "This must be a list.");
    return texts;
  }
  if (array->size() > most) mistake(name, "field.too_long", "These are too many.");
  for (const json::value& element : *array) {
    if (!is_fine(name, element, lengths)) {
      mistakes_->back().pointer += "/" + std::to_string(texts.size());
      break;
    }
    texts.emplace_back(element.get_string());
  }
  return texts;
}

std::map<std::string, std::string> Form::maybe_map(const char* name) {
  std::map<std::string, std::string> map;
  const json::value* value = take(name);
  if (value == nullptr) return map;
  const json::object* object = value->if_object();
  if (object == nullptr) {
    mistake(name, "field.wrong_type", "This must be an object.");
    return map;
  }
  Form inner(*value, pointer_ + "/" + name, *mistakes_);
  for (const auto& member : *object) {
    const std::string key(member.key());
    if (!base::is_utf8(key) || key.size() > kLongestName) {
      mistake(name, "field.unknown", "There is no such field here.");
    } else if (inner.is_fine(key.c_str(), member.value(), kMaybeEmpty)) {
      map[key] = std::string(member.value().get_string());
    }
  }
  return map;
}

std::optional<bool> Form::maybe_flag(const char* name) {
  const json::value* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (const bool* flag = value->if_bool()) return *flag;
  mistake(name, "field.wrong_type", "This must be true or false.");
  return std::nullopt;
}

bool Form::flag(const char* name) {
  if (!has(name)) missing(name);
  return maybe_flag(name).value_or(false);
}

std::optional<std::int64_t> Form::maybe_number(const char* name) {
  const json::value* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (const std::int64_t* number = value->if_int64()) return *number;
  mistake(name, "field.wrong_type", "This must be a whole number.");
  return std::nullopt;
}

std::int64_t Form::number(const char* name) {
  if (!has(name)) missing(name);
  return maybe_number(name).value_or(0);
}

std::optional<std::int64_t> Form::version() {
  const auto version = maybe_number("expected_version");
  if (!version || *version >= 1) return version;
  mistake("expected_version", "field.too_small", "Versions begin with 1.");
  return std::nullopt;
}

double Form::degrees(const char* name, double most) {
  if (!has(name)) missing(name);
  const json::value* value = take(name);
  if (value == nullptr) return 0;
  if (!value->is_number()) {
    mistake(name, "field.wrong_type", "This must be a number of degrees.");
    return 0;
  }
  const auto degrees = value->to_number<double>();
  if (std::abs(degrees) <= most) return degrees;
  mistake(name, "field.out_of_range", "There are no so many degrees.");
  return 0;
}

std::vector<std::int64_t> Form::numbers(const char* name, std::size_t most) {
  if (!has(name)) missing(name);
  return maybe_numbers(name, most);
}

std::vector<std::int64_t> Form::maybe_numbers(const char* name, std::size_t most) {
  std::vector<std::int64_t> numbers;
  const json::value* value = take(name);
  if (value == nullptr) return numbers;
  const json::array* array = value->if_array();
  if (array == nullptr || array->size() > most) {
    mistake(name, "field.wrong_type", "This must be a list of numbers, and not too long.");
    return numbers;
  }
  for (const json::value& element : *array) {
    if (const std::int64_t* number = element.if_int64()) {
      numbers.push_back(*number);
    } else {
      mistake(name, "field.wrong_type", "This must be a list of whole numbers.");
      break;
    }
  }
  return numbers;
}

std::optional<base::Instant> Form::maybe_instant(const char* name) {
  const auto text = maybe_text(name, kLine);
  if (!text) return std::nullopt;
  const auto instant = base::parse_instant(*text);
  if (instant.ok()) return instant.value();
  mistake(name, "field.not_a_time", "Give an instant such as 2026-11-24T19:00:00Z.");
  return std::nullopt;
}

base::Instant Form::instant(const char* name) {
  if (!has(name)) missing(name);
  return maybe_instant(name).value_or(base::Instant{});
}

std::optional<std::string> Form::maybe_date(const char* name) {
  auto text = maybe_text(name, kLine);
  if (!text || base::parse_date(*text).ok()) return text;
  mistake(name, "field.not_a_date", "Give a date such as 2026-11-24.");
  return std::nullopt;
}

std::optional<std::string> Form::maybe_local_time(const char* name) {
  auto text = maybe_text(name, kLine);
  if (!text) return std::nullopt;
  if (domain::told_time(base::TimeZone::utc(), *text).ok()) return text;
  mistake(name, "field.not_a_time", "Give a wall time of the city such as 2026-11-24T14:00.");
  return std::nullopt;
}

std::string Form::local_time(const char* name) {
  if (!has(name)) missing(name);
  return maybe_local_time(name).value_or("");
}

std::optional<std::string> Form::maybe_one_of(const char* name,
                                              const std::vector<std::string>& words) {
  auto text = maybe_text(name, kLine);
  if (!text) return std::nullopt;
  if (std::find(words.begin(), words.end(), *text) != words.end()) return text;
  unknown_word(name);
  return std::nullopt;
}

std::string Form::one_of(const char* name, const std::vector<std::string>& words) {
  if (!has(name)) missing(name);
  return maybe_one_of(name, words).value_or("");
}

Form Form::object(const char* name) {
  // A Form points into the body, so what stands for a missing object has to stay, too.
  static const json::value kMissing;
  const json::value* value = take(name);
  return {value == nullptr ? kMissing : *value, pointer_ + "/" + name, *mistakes_};
}

void Form::done() {
  if (object_ == nullptr) return;
  for (const auto& member : *object_) {
    const std::string name(member.key());
    if (std::find(taken_.begin(), taken_.end(), name) != taken_.end()) continue;
    if (mistakes_->size() >= kMostMistakes) return;  // whoever sends so many reads no more of them
    // A name that is no text cannot be told; a long one need not be.
    const bool can_be_told = base::is_utf8(name) && name.size() <= kLongestName;
    mistake(can_be_told ? name : "", "field.unknown", "There is no such field here.");
  }
}

}  // namespace kept::http
