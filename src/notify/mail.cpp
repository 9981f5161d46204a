#include "notify/mail.h"

#include <memory>

#include "notify/gmime_pointers.h"

namespace kept::notify {
namespace {

struct Free {
  void operator()(char* text) const { g_free(text); }
};
struct UnrefDate {
  void operator()(GDateTime* date) const { g_date_time_unref(date); }
};
struct FreeOptions {
  void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
};

constexpr const char* kCharset = "utf-8";

void set_date(GMimeMessage* message, base::Instant at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  const std::unique_ptr<GDateTime, UnrefDate> date(g_date_time_new_from_unix_utc(seconds));
  g_mime_message_set_date(message, date.get());
}

/// In UTF-8 whatever the text; left to itself, the library would choose the oldest charset that has
/// its letters.
Owned<GMimeTextPart> text_part(const std::string& body) {
  const auto stream = stream_of(body);
  const Owned<GMimeDataWrapper> content(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  Owned<GMimeTextPart> text(g_mime_text_part_new_with_subtype("plain"));
  g_mime_text_part_set_charset(text.get(), kCharset);
  g_mime_part_set_content(GMIME_PART(text.get()), content.get());
  g_mime_part_set_content_encoding(GMIME_PART(text.get()), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return text;
}

}  // namespace

std::string mime_text(const Mail& mail) {
  prepare_gmime();
  const Owned<GMimeMessage> message(g_mime_message_new(TRUE));
  g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_FROM, mail.sender_name.c_str(),
                             mail.sender.c_str());
  g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_TO, nullptr, mail.to.c_str());
  g_mime_message_set_subject(message.get(), mail.subject.c_str(), kCharset);
  g_mime_message_set_message_id(message.get(), mail.message_id.c_str());
  set_date(message.get(), mail.date);
  // RFC 3834: an absence notice must not answer a machine.
  g_mime_object_set_header(GMIME_OBJECT(message.get()), "Auto-Submitted", "auto-generated",
                           kCharset);
  const auto text = text_part(mail.body);
  g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(text.get()));
  const std::unique_ptr<GMimeFormatOptions, FreeOptions> format(g_mime_format_options_new());
  g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
  const std::unique_ptr<char, Free> written(
      g_mime_object_to_string(GMIME_OBJECT(message.get()), format.get()));
  return written.get();
}

}  // namespace kept::notify
