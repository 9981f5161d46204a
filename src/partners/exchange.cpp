#include "partners/exchange.h"

#include <curl/curl.h>

#include <memory>
#include <mutex>
#include <stdexcept>

namespace kept::partners {
namespace {

/// A list of a thousand requests with long descriptions is half of that.
constexpr std::size_t kLongestAnswer = std::size_t{8} << 20U;

struct Cleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct FreeForm {
  void operator()(curl_mime* form) const { curl_mime_free(form); }
};
using Handle = std::unique_ptr<CURL, Cleanup>;
using HeaderList = std::unique_ptr<curl_slist, FreeList>;
using Form = std::unique_ptr<curl_mime, FreeForm>;

std::size_t take_piece(char* data, std::size_t size, std::size_t count, void* to) {
  auto& body = *static_cast<std::string*>(to);
  if (body.size() + size * count > kLongestAnswer) return 0;  // libcurl then gives up
  body.append(data, size * count);
  return size * count;
}

template <typename Value>
void require_option(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK) {
    throw std::runtime_error("libcurl lacks what asking partners needs");
  }
}

std::string escaped(const std::string& text) {
  std::unique_ptr<char, decltype(&curl_free)> piece(
      curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())), curl_free);
  if (!piece) throw std::runtime_error("libcurl cannot escape a text");
  return piece.get();
}

std::string urlencoded(const Fields& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    text += (text.empty() ? "" : "&") + escaped(name) + "=" + escaped(value);
  }
  return text;
}

Handle new_handle(const Patience& patience, std::string& body) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Handle handle(curl_easy_init());
  if (!handle) throw std::runtime_error("libcurl cannot be used");
  CURL* curl = handle.get();
  require_option(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  require_option(curl, CURLOPT_FOLLOWLOCATION, 0L);
  require_option(curl, CURLOPT_USERAGENT, "kept311");
  require_option(curl, CURLOPT_ACCEPT_ENCODING, "");
  require_option(curl, CURLOPT_NOSIGNAL, 1L);
  require_option(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(patience.connect.count()));
  require_option(curl, CURLOPT_TIMEOUT, static_cast<long>(patience.all.count()));
  require_option(curl, CURLOPT_WRITEFUNCTION, take_piece);
  require_option(curl, CURLOPT_WRITEDATA, &body);
  return handle;
}

/// Whether the connection stood and the request could go out.
bool had_begun(CURL* curl) {
  curl_off_t before_sending = 0;
  curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME_T, &before_sending);
  return before_sending > 0;
}

Exchange perform(CURL* curl, std::string& body) {
  Exchange exchange;
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &exchange.status);
  if (code == CURLE_OK) {
    exchange.end = Exchange::End::answered;
    exchange.body = std::move(body);
    exchange.detail = "http " + std::to_string(exchange.status);
    return exchange;
  }
  exchange.end = had_begun(curl) ? Exchange::End::lost : Exchange::End::not_begun;
  exchange.detail = code == CURLE_WRITE_ERROR ? "the answer is too long" : curl_easy_strerror(code);
  return exchange;
}

void add_header(HeaderList& headers, const std::string& line) {
  if (curl_slist_append(headers.get(), line.c_str()) == nullptr) throw std::bad_alloc();
}

curl_mimepart* new_part(curl_mime* form, const std::string& name, const std::string& content) {
  curl_mimepart* part = curl_mime_addpart(form);
  const bool fine = part != nullptr && curl_mime_name(part, name.c_str()) == CURLE_OK &&
                    curl_mime_data(part, content.data(), content.size()) == CURLE_OK;
  if (!fine) throw std::bad_alloc();
  return part;
}

Form form_of(CURL* curl, const Fields& fields, const std::vector<std::string>& pictures) {
  Form form(curl_mime_init(curl));
  if (!form) throw std::bad_alloc();
  for (const auto& [name, value] : fields) new_part(form.get(), name, value);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    curl_mimepart* part = new_part(form.get(), "media", pictures[i]);
    const std::string file = "photo" + std::to_string(i + 1) + ".jpg";
    if (curl_mime_filename(part, file.c_str()) != CURLE_OK ||
        curl_mime_type(part, "image/jpeg") != CURLE_OK) {
      throw std::bad_alloc();
    }
  }
  return form;
}

}  // namespace

std::string path_piece(const std::string& text) { return escaped(text); }

Exchange get(const std::string& address, const Fields& fields, const Patience& patience) {
  std::string body;
  const Handle handle = new_handle(patience, body);
  const std::string whole = fields.empty() ? address : address + "?" + urlencoded(fields);
  require_option(handle.get(), CURLOPT_URL, whole.c_str());
  return perform(handle.get(), body);
}

Exchange post(const std::string& address, const Fields& fields,
              const std::vector<std::string>& pictures, const std::string& repeat_key,
              const Patience& patience) {
  std::string body;
  const Handle handle = new_handle(patience, body);
  // Expect: some servers never answer it, and libcurl would wait a second for each of them.
  HeaderList headers(curl_slist_append(nullptr, "Expect:"));
  add_header(headers, "Idempotency-Key: " + repeat_key);
  require_option(handle.get(), CURLOPT_URL, address.c_str());
  if (!pictures.empty()) {
    const Form form = form_of(handle.get(), fields, pictures);
    require_option(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    require_option(handle.get(), CURLOPT_MIMEPOST, form.get());
    return perform(handle.get(), body);
  }
  const std::string text = urlencoded(fields);
  add_header(headers, "Content-Type: application/x-www-form-urlencoded; charset=utf-8");
  require_option(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  require_option(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(text.size()));
  require_option(handle.get(), CURLOPT_POSTFIELDS, text.c_str());
  return perform(handle.get(), body);
}

}  // namespace kept::partners
