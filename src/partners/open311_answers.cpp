#include "partners/open311_answers.h"

#include <boost/json.hpp>

#include "base/text.h"
#include "base/trimmed.h"

namespace kept::partners {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestId = 200;
/// A text of theirs is kept with the case for ever; this is as much as one of ours may be long.
constexpr std::size_t kLongestWords = 4000;
constexpr std::size_t kMostErrors = 20;

std::string member(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) return {};
  if (const auto* text = value->if_string()) {
    return std::string(base::cut_to(base::trimmed(*text), kLongestWords));
  }
  if (const auto* number = value->if_int64()) return std::to_string(*number);
  if (const auto* large = value->if_uint64()) return std::to_string(*large);
  return {};
}

std::optional<json::value> parsed(const std::string& answer) {
  if (!base::is_utf8(answer)) return std::nullopt;
  json::error_code failed;
  json::value document = json::parse(answer, failed);
  if (failed) return std::nullopt;
  return document;
}

/// The list in a document: the document itself, or what an object around it names.
const json::array* list_in(const json::value& document, const char* name) {
  if (const json::array* list = document.if_array()) return list;
  const json::object* object = document.if_object();
  const json::value* inner = object == nullptr ? nullptr : object->if_contains(name);
  return inner == nullptr ? nullptr : inner->if_array();
}

std::optional<TheirRequest> request_of(const json::value& entry) {
  const json::object* object = entry.if_object();
  if (object == nullptr) return std::nullopt;
  const bool is_error = object->contains("code") && object->contains("description") &&
                        !object->contains("service_request_id");
  if (is_error) return std::nullopt;
  TheirRequest request{member(*object, "service_request_id"),
                       member(*object, "token"),
                       member(*object, "status"),
                       member(*object, "status_notes"),
                       member(*object, "service_code"),
                       member(*object, "description")};
  if (request.number.size() > kLongestId || request.token.size() > kLongestId) return std::nullopt;
  return request;
}

}  // namespace

std::optional<std::vector<TheirRequest>> read_requests(const std::string& answer) {
  const auto document = parsed(answer);
  const json::array* list = document ? list_in(*document, "service_requests") : nullptr;
  if (list == nullptr) return std::nullopt;
  std::vector<TheirRequest> requests;
  for (const json::value& entry : *list) {
    auto request = request_of(entry);
    if (!request) return std::nullopt;
    requests.push_back(std::move(*request));
  }
  return requests;
}

std::string read_errors(const std::string& answer) {
  const auto document = parsed(answer);
  const json::array* list = document ? list_in(*document, "errors") : nullptr;
  std::string words;
  if (list == nullptr) return words;
  for (std::size_t i = 0; i < list->size() && i < kMostErrors; ++i) {
    const json::object* error = (*list)[i].if_object();
    const std::string says = error == nullptr ? "" : member(*error, "description");
    if (!says.empty()) words += (words.empty() ? "" : "\n") + says;
  }
  return words;
}

}  // namespace kept::partners
