#include <gmime/gmime.h>

#include <memory>
#include <mutex>

#include "http/open311/arguments.h"

namespace kept::http {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};

void prepare_library() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

/// No form that anybody fills in has so many; each costs the parser a hundred times its bytes.
constexpr int kMostParts = 200;

/// Whether there are at most so many lines that part the body.
bool has_few_parts(const std::string& type, const std::string& body) {
  const std::unique_ptr<GMimeContentType, Unref> read(
      g_mime_content_type_parse(nullptr, type.c_str()));
  const char* boundary = read ? g_mime_content_type_get_parameter(read.get(), "boundary") : nullptr;
  if (boundary == nullptr) return false;
  const std::string line = std::string("--") + boundary;
  int parts = 0;
  for (std::size_t at = body.find(line); at != std::string::npos;
       at = body.find(line, at + line.size())) {
    if (++parts > kMostParts) return false;
  }
  return true;
}

std::string text_or_empty(const char* text) { return text == nullptr ? "" : text; }

std::string content_of(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const std::unique_ptr<GMimeStream, Unref> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  if (bytes == nullptr || bytes->len == 0) return {};
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

/// A part with a file's name and content is a file; browsers send one without either where none was
/// chosen.
void take(GMimeObject* object, Multipart& read) {
  if (!GMIME_IS_PART(object)) return;  // a part in parts: no form has one
  const std::string name =
      text_or_empty(g_mime_object_get_content_disposition_parameter(object, "name"));
  const bool has_filename =
      g_mime_object_get_content_disposition_parameter(object, "filename") != nullptr;
  std::string content = content_of(GMIME_PART(object));
  if (has_filename) {
    if (!content.empty()) read.files.push_back({name, std::move(content)});
  } else if (!name.empty()) {
    read.values.emplace_back(name, std::move(content));
  }
}

}  // namespace

std::optional<Multipart> read_multipart(const std::string& type, const std::string& body) {
  prepare_library();
  if (!has_few_parts(type, body)) return std::nullopt;
  const std::string message = "MIME-Version: 1.0\r\nContent-Type: " + type + "\r\n\r\n" + body;
  const std::unique_ptr<GMimeStream, Unref> stream(
      g_mime_stream_mem_new_with_buffer(message.data(), message.size()));
  const std::unique_ptr<GMimeParser, Unref> parser(g_mime_parser_new_with_stream(stream.get()));
  const std::unique_ptr<GMimeObject, Unref> whole(
      g_mime_parser_construct_part(parser.get(), nullptr));
  if (!whole || !GMIME_IS_MULTIPART(whole.get())) return std::nullopt;
  auto* parts = GMIME_MULTIPART(whole.get());
  if (g_mime_multipart_get_count(parts) == 0) return std::nullopt;
  Multipart read;
  for (int i = 0; i < g_mime_multipart_get_count(parts); ++i) {
    take(g_mime_multipart_get_part(parts, i), read);
  }
  return read;
}

}  // namespace kept::http
