#include "notify/returned_mail.h"

#include "notify/gmime_pointers.h"

namespace kept::notify {
namespace {

/// More recipients than one message of ours has, with room for what servers add.
constexpr int kMostBlocks = 20;

Owned<GMimeMessage> parsed(const std::string& text) {
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream_of(text).get()));
  return Owned<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

/// The decoded content of a part.
std::string content_of(GMimeObject* part) {
  if (part == nullptr || !GMIME_IS_PART(part)) return "";
  GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(part));
  if (content == nullptr) return "";
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

bool is(GMimeObject* part, const char* type, const char* subtype) {
  GMimeContentType* content_type = g_mime_object_get_content_type(part);
  return content_type != nullptr && g_mime_content_type_is_type(content_type, type, subtype);
}

/// RFC 3464: blocks of headers with empty lines between, the first about the message, then one for
/// each recipient with what was done. "delayed" and "relayed" are no failures.
bool failed_for_good(std::string blocks) {
  for (int i = 0; i < kMostBlocks && !blocks.empty(); ++i) {
    const auto block = parsed(blocks);
    if (!block) return false;
    const char* action = g_mime_object_get_header(GMIME_OBJECT(block.get()), "Action");
    if (action != nullptr && g_ascii_strcasecmp(action, "failed") == 0) return true;
    blocks = content_of(g_mime_message_get_mime_part(block.get()));
  }
  return false;
}

/// Of the message that came back, as it is enclosed: whole, or its headers only.
std::optional<std::string> enclosed_id(GMimeObject* part) {
  const char* id = nullptr;
  Owned<GMimeMessage> headers;
  if (GMIME_IS_MESSAGE_PART(part)) {
    GMimeMessage* enclosed = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
    if (enclosed != nullptr) id = g_mime_message_get_message_id(enclosed);
  } else if (is(part, "text", "rfc822-headers")) {
    headers = parsed(content_of(part));
    if (headers) id = g_mime_message_get_message_id(headers.get());
  }
  return id == nullptr ? std::nullopt : std::optional<std::string>(id);
}

}  // namespace

std::optional<std::string> undelivered(const std::string& mime) {
  prepare_gmime();
  const auto message = parsed(mime);
  if (!message) return std::nullopt;
  GMimeObject* whole = g_mime_message_get_mime_part(message.get());
  if (whole == nullptr || !GMIME_IS_MULTIPART(whole) || !is(whole, "multipart", "report")) {
    return std::nullopt;
  }
  bool failed = false;
  std::optional<std::string> id;
  GMimeMultipart* report = GMIME_MULTIPART(whole);
  for (int i = 0; i < g_mime_multipart_get_count(report); ++i) {
    GMimeObject* part = g_mime_multipart_get_part(report, i);
    if (is(part, "message", "delivery-status")) failed = failed_for_good(content_of(part));
    if (!id) id = enclosed_id(part);
  }
  return failed ? id : std::nullopt;
}

}  // namespace kept::notify
