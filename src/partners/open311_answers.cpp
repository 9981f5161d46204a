#include "partners/open311_answers.h"

#include <boost/json.hpp>
#include <pugixml.hpp>

#include "base/text.h"
#include "base/time_text.h"
#include "base/trimmed.h"

namespace kept::partners {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestId = 200;
/// A text of theirs is kept with the case for ever; this is as much as one of ours may be long.
constexpr std::size_t kLongestWords = 4000;
constexpr std::size_t kMostErrors = 20;

/// What a member or an element says, whichever format it came in.
class Entry {
 public:
  explicit Entry(const json::object& object) : object_(&object) {}
  explicit Entry(pugi::xml_node element) : element_(element) {}

  [[nodiscard]] bool has(const char* name) const {
    return object_ != nullptr ? object_->contains(name) : !element_.child(name).empty();
  }
  [[nodiscard]] std::string text(const char* name) const {
    const std::string words = object_ != nullptr ? member(name) : element_.child_value(name);
    return std::string(base::cut_to(base::trimmed(words), kLongestWords));
  }

 private:
  [[nodiscard]] std::string member(const char* name) const {
    const json::value* value = object_->if_contains(name);
    if (value == nullptr) return {};
    if (const auto* text = value->if_string()) return std::string(*text);
    if (const auto* number = value->if_int64()) return std::to_string(*number);
    if (const auto* large = value->if_uint64()) return std::to_string(*large);
    return {};
  }

  const json::object* object_ = nullptr;
  pugi::xml_node element_;
};

/// An answer in either format, and the list in it.
class Answer {
 public:
  Answer(const std::string& text, desk::PartnerFormat format, const char* root, const char* entry) {
    if (!base::is_utf8(text)) return;
    if (format == desk::PartnerFormat::xml) {
      read_xml(text, root, entry);
    } else {
      read_json(text, root);
    }
  }
  // Entries point into it.
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  /// Nothing when there is no list, or something else than objects stands in it.
  [[nodiscard]] const std::optional<std::vector<Entry>>& entries() const { return entries_; }

 private:
  /// The list is the document itself, or what an object around it names.
  void read_json(const std::string& text, const char* root) {
    json::error_code failed;
    json_ = json::parse(text, failed);
    if (failed) return;
    const json::array* list = json_.if_array();
    if (const json::object* object = json_.if_object()) {
      const json::value* inner = object->if_contains(root);
      list = inner == nullptr ? nullptr : inner->if_array();
    }
    if (list == nullptr) return;
    std::vector<Entry> found;
    for (const json::value& one : *list) {
      const json::object* object = one.if_object();
      if (object == nullptr) return;
      found.emplace_back(*object);
    }
    entries_ = std::move(found);
  }

  void read_xml(const std::string& text, const char* root, const char* entry) {
    if (!xml_.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8)) {
      return;
    }
    const pugi::xml_node list = xml_.child(root);
    if (list.empty()) return;
    std::vector<Entry> found;
    for (const pugi::xml_node one : list.children(entry)) found.emplace_back(one);
    entries_ = std::move(found);
  }

  json::value json_;
  pugi::xml_document xml_;
  std::optional<std::vector<Entry>> entries_;
};

std::optional<TheirRequest> request_of(const Entry& entry) {
  const bool is_error =
      entry.has("code") && entry.has("description") && !entry.has("service_request_id");
  if (is_error) return std::nullopt;
  TheirRequest request{
      entry.text("service_request_id"), entry.text("token"),        entry.text("status"),
      entry.text("status_notes"),       entry.text("service_code"), entry.text("description")};
  if (request.number.size() > kLongestId || request.token.size() > kLongestId) return std::nullopt;
  return request;
}

}  // namespace

std::optional<std::vector<TheirRequest>> read_requests(const std::string& answer,
                                                       desk::PartnerFormat format) {
  const Answer read(answer, format, "service_requests", "request");
  if (!read.entries()) return std::nullopt;
  std::vector<TheirRequest> requests;
  for (const Entry& entry : *read.entries()) {
    auto request = request_of(entry);
    if (!request) return std::nullopt;
    requests.push_back(std::move(*request));
  }
  return requests;
}

std::optional<std::vector<desk::TheirUpdate>> read_updates(const std::string& answer,
                                                           desk::PartnerFormat format) {
  const Answer read(answer, format, "service_request_updates", "request_update");
  if (!read.entries()) return std::nullopt;
  std::vector<desk::TheirUpdate> updates;
  for (const Entry& entry : *read.entries()) {
    updates.push_back({entry.text("update_id"), entry.text("service_request_id"),
                       entry.text("status"), entry.text("description")});
    const auto at = base::parse_instant(entry.text("updated_datetime"));
    if (at.ok()) updates.back().at = at.value();
  }
  return updates;
}

std::string read_errors(const std::string& answer, desk::PartnerFormat format) {
  const Answer read(answer, format, "errors", "error");
  std::string words;
  if (!read.entries()) return words;
  for (std::size_t i = 0; i < read.entries()->size() && i < kMostErrors; ++i) {
    const std::string says = (*read.entries())[i].text("description");
    if (!says.empty()) words += (words.empty() ? "" : "\n") + says;
  }
  return words;
}

}  // namespace kept::partners
