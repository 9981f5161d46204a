#include "http/server/file_answer.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/trimmed.h"

namespace kept::http {
namespace {

/// Whether a list of tags ("a", W/"b") has this one, or is "*".
bool lists(std::string_view list, const std::string& tag, bool weakly) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string_view one = base::trimmed(list.substr(0, comma));
    if (weakly && one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag || one == "*") return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  return is_whole && value >= 0 && !text.empty() ? std::optional(value) : std::nullopt;
}

/// "bytes=0-499", "bytes=500-", "bytes=-500" (the last 500). Nothing: this is no single range, so
/// it is not heeded.
std::optional<ByteRange> read_range(std::string_view text, std::int64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!text.starts_with(kUnit)) return std::nullopt;
  text = base::trimmed(text.substr(kUnit.size()));
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string_view before = text.substr(0, dash);
  const auto last = whole_number(text.substr(dash + 1));
  const bool is_open = dash + 1 == text.size();
  if (before.empty()) {
    if (!last) return std::nullopt;
    return *last == 0 ? ByteRange{size, size}
                      : ByteRange{std::max<std::int64_t>(0, size - *last), size - 1};
  }
  const auto first = whole_number(before);
  if (!first || (!last && !is_open) || (last && *last < *first)) return std::nullopt;
  return ByteRange{*first, std::min(last.value_or(size - 1), size - 1)};
}

}  // namespace

/// Heeded when there is no If-Range, or it names what stands here; a weak tag names nothing.
std::optional<ByteRange> wanted_range(const Request& request, const std::string& tag,
                                      std::int64_t size) {
  const auto range = request.header("range");
  if (!range || request.method != "GET") return std::nullopt;
  const auto only_of = request.header("if-range");
  if (only_of && *only_of != tag) return std::nullopt;
  return read_range(*range, size);
}

bool has_already(const Request& request, const std::string& tag) {
  const auto tags = request.header("if-none-match");
  return tags && lists(*tags, tag, true);
}

Response answer_with_file(const Request& request, const FileToSend& file) {
  const std::string tag = "\"" + file.digest + "\"";
  Response response;
  response.content_type = file.content_type;
  response.headers = {{"ETag", tag},
                      {"Accept-Ranges", "bytes"},
                      {"Cache-Control", "public, no-cache"},
                      {"Content-Disposition", "inline; filename=\"" + file.name + "\""}};
  const auto must_be = request.header("if-match");
  if (must_be && !lists(*must_be, tag, false)) {
    response.status = 412;
    return response;
  }
  if (has_already(request, tag)) {
    response.status = 304;
    return response;
  }
  const auto range = wanted_range(request, tag, file.size);
  if (!range) {
    response.file = FilePart{file.path, 0, file.size};
    return response;
  }
  const std::string size = "/" + std::to_string(file.size);
  if (range->first >= file.size) {
    response.status = 416;
    response.headers.emplace_back("Content-Range", "bytes *" + size);
    return response;
  }
  response.status = 206;
  response.headers.emplace_back("Content-Range", "bytes " + std::to_string(range->first) + "-" +
                                                     std::to_string(range->last) + size);
  response.file = FilePart{file.path, range->first, range->last - range->first + 1};
  return response;
}

}  // namespace kept::http
