#include <boost/json/basic_parser_impl.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "base/trimmed.h"
#include "domain/places/point.h"
#include "records/open311_parser.h"

namespace kept::records {
namespace {

namespace json = boost::json;
using base::Done;
using base::Result;

/// What the parser of Boost.JSON tells of a document, as far as requests are in it. Of what is not
/// read nothing is kept.
class RequestHandler {
 public:
  // NOLINTBEGIN(readability-identifier-naming): Boost's names.
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = kLongestOpen311Request;
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();
  // NOLINTEND(readability-identifier-naming)

  std::deque<Open311Request> ready;
  bool found_list = false;
  std::string wrong;  ///< why reading was ended; empty: what the parser says

  bool on_document_begin(json::error_code& /*failed*/) { return true; }
  bool on_document_end(json::error_code& /*failed*/) { return true; }

  bool on_array_begin(json::error_code& failed) {
    ++depth_;
    if (list_ == 0) {
      const bool is_wrapped = depth_ == 2 && key_ == "service_requests";
      if (!found_list && (depth_ == 1 || is_wrapped)) list_ = depth_;
      found_list = found_list || list_ != 0;
      return true;
    }
    return depth_ != list_ + 1 || no_object(failed);
  }
  bool on_array_end(std::size_t /*count*/, json::error_code& /*failed*/) {
    if (depth_-- == list_) list_ = 0;
    return true;
  }

  bool on_object_begin(json::error_code& /*failed*/) {
    ++depth_;
    if (is_in_entry()) {
      entry_ = {};
      held_ = 0;
      code_.reset();
      says_.reset();
    }
    in_areas_ = list_ != 0 && depth_ == list_ + 2 && key_ == "areas";
    return true;
  }
  bool on_object_end(std::size_t /*count*/, json::error_code& failed) {
    const bool ends_entry = is_in_entry();
    in_areas_ = false;
    --depth_;
    if (!ends_entry) return true;
    if (code_ && says_ && !entry_.fields.contains("service_request_id")) {
      return end("the server says " + *says_, failed);
    }
    ready.push_back(std::exchange(entry_, {}));
    return true;
  }

  bool on_key_part(json::string_view part, std::size_t size, json::error_code& /*failed*/) {
    if (size == part.size()) key_.clear();
    key_ += std::string_view(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t size, json::error_code& failed) {
    on_key_part(part, size, failed);
    text_.clear();
    return true;
  }

  bool on_string_part(json::string_view part, std::size_t /*size*/, json::error_code& failed) {
    if (!is_wanted()) return true;
    held_ += part.size();
    if (held_ > kLongestOpen311Request) return end("a request in it is longer than 1 MiB", failed);
    text_ += std::string_view(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t size, json::error_code& failed) {
    return on_string_part(part, size, failed) && on_value(std::exchange(text_, {}), failed);
  }

  bool on_number_part(json::string_view part, json::error_code& failed) {
    return on_string_part(part, part.size(), failed);
  }
  bool on_int64(std::int64_t value, json::string_view /*rest*/, json::error_code& failed) {
    return on_whole(std::to_string(value), failed);
  }
  bool on_uint64(std::uint64_t value, json::string_view /*rest*/, json::error_code& failed) {
    return on_whole(std::to_string(value), failed);
  }
  /// As it is written: Boost's double may be the next one to what was meant.
  bool on_double(double value, json::string_view rest, json::error_code& failed) {
    if (!on_string_part(rest, rest.size(), failed)) return false;
    std::string text = std::exchange(text_, {});
    if (text.find_first_of("eE") != std::string::npos) text = domain::plain_decimal(value);
    return on_value(std::move(text), failed);
  }
  bool on_bool(bool /*value*/, json::error_code& failed) { return on_value({}, failed); }
  bool on_null(json::error_code& failed) { return on_value({}, failed); }

  bool on_comment_part(json::string_view /*part*/, json::error_code& /*failed*/) { return true; }
  bool on_comment(json::string_view /*part*/, json::error_code& /*failed*/) { return true; }

 private:
  [[nodiscard]] bool is_in_entry() const { return list_ != 0 && depth_ == list_ + 1; }
  [[nodiscard]] bool is_wanted() const {
    if (is_in_entry()) return is_open311_field(key_) || key_ == "code" || key_ == "description";
    return in_areas_ && depth_ == list_ + 2;
  }

  bool on_whole(std::string text, json::error_code& failed) {
    text_.clear();
    return on_value(std::move(text), failed);
  }
  bool on_value(std::string text, json::error_code& failed) {
    if (list_ != 0 && depth_ == list_) return no_object(failed);
    if (!is_wanted()) return true;
    const std::string_view plain = base::trimmed(text);
    if (in_areas_) {
      if (!plain.empty()) entry_.areas[key_] = plain;
    } else if (is_open311_field(key_)) {
      entry_.fields[key_] = plain;
    } else {
      (key_ == "code" ? code_ : says_) = plain;
    }
    return true;
  }

  bool no_object(json::error_code& failed) {
    return end("the list holds something else than objects", failed);
  }
  bool end(std::string why, json::error_code& failed) {
    wrong = std::move(why);
    failed = json::make_error_code(json::error::exception);
    return false;
  }

  std::size_t depth_ = 0;  ///< arrays and objects that are open
  std::size_t list_ = 0;   ///< depth within the list of requests; 0: outside
  std::string key_;        ///< the last one, however deep
  std::string text_;       ///< of the value that is being read
  std::size_t held_ = 0;   ///< bytes of this entry
  bool in_areas_ = false;
  Open311Request entry_;
  std::optional<std::string> code_;  ///< of an entry that is an error
  std::optional<std::string> says_;
};

class JsonParser final : public Open311Parser {
 public:
  Result<Done> take(std::string_view piece, bool is_last,
                    std::deque<Open311Request>& ready) override {
    json::error_code failed;
    const std::size_t used = parser_.write_some(!is_last, piece.data(), piece.size(), failed);
    RequestHandler& handler = parser_.handler();
    if (failed) {
      return no_open311_answer(handler.wrong.empty() ? "it is no JSON" : handler.wrong);
    }
    if (used < piece.size()) return no_open311_answer("it is no JSON: something follows its end");
    if (is_last && !handler.found_list) return no_open311_answer("there is no list in it");
    for (Open311Request& request : handler.ready) ready.push_back(std::move(request));
    handler.ready.clear();
    return Done{};
  }

 private:
  json::basic_parser<RequestHandler> parser_{json::parse_options()};
};

}  // namespace

std::unique_ptr<Open311Parser> make_open311_json_parser() { return std::make_unique<JsonParser>(); }

}  // namespace kept::records
