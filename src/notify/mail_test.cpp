#include "notify/mail.h"

#include <gmime/gmime.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kept::notify {
namespace {

using testing::HasSubstr;
using testing::Not;

Mail mail() {
  return {"Alder Bay 311",
          "311@alderbay.example.org",
          "karim@example.org",
          "Dossier 311 10 000 0011 : avez-vous eu une réponse?",
          "Bonjour,\n\nAvez-vous eu une réponse? Une ligne assez longue pour qu'elle ne tienne pas "
          "dans les soixante-seize caractères.\n.\nFin\n",
          "7.1764000000000@alderbay.example.org",
          base::Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 24))};
}

/// A mail as its reader's program understands it.
class Read {
 public:
  explicit Read(const std::string& text) {
    GMimeStream* stream = g_mime_stream_mem_new_with_buffer(text.data(), text.size());
    GMimeParser* parser = g_mime_parser_new_with_stream(stream);
    message_ = g_mime_parser_construct_message(parser, nullptr);
    g_object_unref(parser);
    g_object_unref(stream);
  }
  ~Read() { g_object_unref(message_); }
  Read(const Read&) = delete;
  Read& operator=(const Read&) = delete;

  std::string subject() const { return g_mime_message_get_subject(message_); }
  std::string id() const { return g_mime_message_get_message_id(message_); }
  std::string to() const {
    char* text = internet_address_list_to_string(
        g_mime_message_get_addresses(message_, GMIME_ADDRESS_TYPE_TO), nullptr, FALSE);
    std::string list = text;
    g_free(text);
    return list;
  }
  std::string body() const {
    char* text = g_mime_text_part_get_text(GMIME_TEXT_PART(g_mime_message_get_mime_part(message_)));
    std::string body = text;
    g_free(text);
    std::erase(body, '\r');
    return body;
  }

 private:
  GMimeMessage* message_;
};

TEST(Mail, IsReadAsItWasWritten) {
  const std::string text = mime_text(mail());
  const Read read(text);
  EXPECT_EQ(read.subject(), mail().subject);
  EXPECT_EQ(read.body(), mail().body);
  EXPECT_EQ(read.to(), "karim@example.org");
  EXPECT_EQ(read.id(), mail().message_id);
  EXPECT_THAT(text, HasSubstr("Tue, 24 Nov 2026"));
  EXPECT_THAT(text, HasSubstr("charset=utf-8"));
  EXPECT_THAT(text, HasSubstr("Auto-Submitted: auto-generated"));
}

TEST(Mail, IsSevenBitInShortLines) {
  const std::string text = mime_text(mail());
  std::size_t start = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
    ASSERT_GT(end, start);
    EXPECT_EQ(text[end - 1], '\r');
    EXPECT_LE(end - start, 79U);
    start = end + 1;
  }
  for (const char letter : text) EXPECT_LT(static_cast<unsigned char>(letter), 0x80);
}

TEST(Mail, ASubjectCannotAddAHeader) {
  Mail forged = mail();
  forged.subject = "Hello\r\nBcc: everybody@example.org";
  EXPECT_THAT(mime_text(forged), Not(HasSubstr("\nBcc:")));
}

}  // namespace
}  // namespace kept::notify
