#include "telephony/webhook.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <utility>

#include "base/body_signature.h"

namespace kept::telephony {
namespace {

constexpr long kRequestTimeout = 408;
constexpr long kTooMany = 429;

struct Cleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, FreeList>;

struct Kept {
  std::string text;
  std::size_t most = 0;
};

/// What goes beyond the most is passed over; whoever reads it finds it incomplete.
std::size_t keep(char* data, std::size_t size, std::size_t count, void* into) {
  auto& kept = *static_cast<Kept*>(into);
  const std::size_t came = size * count;
  kept.text.append(data, std::min(came, kept.most - kept.text.size()));
  return came;
}

template <typename Value>
void require_option(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK) {
    throw std::runtime_error("libcurl lacks what telling a contact centre needs");
  }
}

std::int64_t seconds_now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())
      .time_since_epoch()
      .count();
}

Headers headers(const Webhook& to, const std::string& body, const std::string& repeat_key) {
  const std::int64_t seconds = seconds_now();
  // Expect: some servers never answer it, and libcurl would wait a second for each of them.
  Headers list(curl_slist_append(nullptr, "Expect:"));
  for (const std::string& line :
       {std::string("Content-Type: application/json"), "Idempotency-Key: " + repeat_key,
        "X-Kept311-Timestamp: " + std::to_string(seconds),
        "X-Kept311-Signature: " + base::body_signature(to.secret, seconds, body)}) {
    if (curl_slist_append(list.get(), line.c_str()) == nullptr) throw std::bad_alloc();
  }
  return list;
}

}  // namespace

bool may_do_later(const WebhookAnswer& answer) {
  return !answer.came || answer.status >= 500 || answer.status == kRequestTimeout ||
         answer.status == kTooMany;
}

WebhookAnswer post(const Webhook& to, const std::string& body, const std::string& repeat_key) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const std::unique_ptr<CURL, Cleanup> handle(curl_easy_init());
  if (!handle) throw std::runtime_error("libcurl cannot be used");
  CURL* curl = handle.get();
  const Headers list = headers(to, body, repeat_key);
  require_option(curl, CURLOPT_URL, to.url.c_str());
  require_option(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  require_option(curl, CURLOPT_FOLLOWLOCATION, 0L);
  require_option(curl, CURLOPT_USERAGENT, "kept311");
  require_option(curl, CURLOPT_NOSIGNAL, 1L);
  require_option(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(to.patience.count()));
  Kept kept{{}, to.longest_answer};
  require_option(curl, CURLOPT_WRITEFUNCTION, keep);
  require_option(curl, CURLOPT_WRITEDATA, &kept);
  require_option(curl, CURLOPT_HTTPHEADER, list.get());
  require_option(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  require_option(curl, CURLOPT_POSTFIELDS, body.c_str());
  WebhookAnswer answer;
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  answer.came = code == CURLE_OK;
  answer.body = std::move(kept.text);
  answer.detail = answer.came ? "http " + std::to_string(answer.status) : curl_easy_strerror(code);
  return answer;
}

}  // namespace kept::telephony
