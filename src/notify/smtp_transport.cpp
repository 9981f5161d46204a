#include "notify/smtp_transport.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "base/mail_address.h"

namespace kept::notify {
namespace {

using desk::Handover;

struct Cleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// What of the text is still to be read by the library.
struct Unsent {
  std::string text;
  std::size_t position = 0;
};

std::size_t read_more(char* into, std::size_t size, std::size_t count, void* from) {
  auto& unsent = *static_cast<Unsent*>(from);
  const std::size_t length = std::min(size * count, unsent.text.size() - unsent.position);
  unsent.text.copy(into, length, unsent.position);
  unsent.position += length;
  return length;
}

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK) {
    throw std::runtime_error("libcurl lacks what sending mail needs");
  }
}

void configure(CURL* handle, const MailOptions& options) {
  set(handle, CURLOPT_URL, options.server.c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(handle, CURLOPT_USE_SSL, options.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY);
  if (!options.authorities.empty()) set(handle, CURLOPT_CAINFO, options.authorities.c_str());
  set(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options.connect_within.count()));
  set(handle, CURLOPT_TIMEOUT, static_cast<long>(options.finish_within.count()));
  set(handle, CURLOPT_NOSIGNAL, 1L);
  if (options.user.empty()) return;
  set(handle, CURLOPT_USERNAME, options.user.c_str());
  set(handle, CURLOPT_PASSWORD, options.password.c_str());
}

/// Whether the server spoke about this message, not about us.
bool is_about_the_message(CURLcode code) {
  return code != CURLE_LOGIN_DENIED && code != CURLE_USE_SSL_FAILED;
}

Handover answer_of(CURL* handle, CURLcode code) {
  if (code == CURLE_OK) return {Handover::Answer::accepted, "", {}};
  long reply = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
  // The server's own words may repeat the address, so only its code is kept.
  const std::string detail =
      reply >= 400 ? "smtp " + std::to_string(reply) : curl_easy_strerror(code);
  const bool refused = reply >= 500 && is_about_the_message(code);
  return {refused ? Handover::Answer::refused : Handover::Answer::try_again, detail, {}};
}

}  // namespace

SmtpTransport::SmtpTransport(MailOptions options) : options_(std::move(options)) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

Handover SmtpTransport::deliver(const Mail& mail) {
  if (!base::is_mail_address(mail.to)) {
    return {Handover::Answer::refused, "the address cannot be written to", {}};
  }
  const std::unique_ptr<CURL, Cleanup> handle(curl_easy_init());
  if (!handle) throw std::runtime_error("libcurl cannot be used");
  configure(handle.get(), options_);
  const std::unique_ptr<curl_slist, FreeList> recipients(
      curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
  const std::string sender = "<" + mail.sender + ">";
  Unsent unsent{mime_text(mail), 0};
  set(handle.get(), CURLOPT_MAIL_FROM, sender.c_str());
  set(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
  set(handle.get(), CURLOPT_UPLOAD, 1L);
  set(handle.get(), CURLOPT_READFUNCTION, read_more);
  set(handle.get(), CURLOPT_READDATA, &unsent);
  return answer_of(handle.get(), curl_easy_perform(handle.get()));
}

std::string SmtpTransport::description() const { return "mail is sent through " + options_.server; }

}  // namespace kept::notify
