#include "records/web_page.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <memory>
#include <utility>

namespace kept::records {
namespace {

constexpr long kConnectSeconds = 20;
constexpr long kAllSeconds = 300;
constexpr long kMostRedirects = 5;

struct Taken {
  std::string text;
  std::size_t most = 0;
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* to) {
  auto& taken = *static_cast<Taken*>(to);
  if (taken.text.size() + size * count > taken.most) return 0;  // libcurl then gives up
  taken.text.append(data, size * count);
  return size * count;
}

base::Error not_fetched(const std::string& address, const std::string& why) {
  return base::unavailable("import.not_fetched", address + ": " + why + ".");
}

/// The values of a header of the last answer, in their order.
std::vector<std::string> headers_of(CURL* curl, const char* name) {
  std::vector<std::string> values;
  curl_header* header = nullptr;
  std::size_t count = 1;
  for (std::size_t i = 0; i < count; ++i) {
    if (curl_easy_header(curl, name, i, CURLH_HEADER, -1, &header) != CURLHE_OK) break;
    count = header->amount;
    values.emplace_back(header->value);
  }
  return values;
}

WebPage answered(CURL* curl, std::string text) {
  WebPage page;
  page.text = std::move(text);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &page.status);
  char* address = nullptr;
  curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &address);
  page.address = address;
  page.links = headers_of(curl, "Link");
  for (const std::string& total : headers_of(curl, "X-Total-Count")) {
    std::from_chars(total.data(), total.data() + total.size(), page.total);
  }
  return page;
}

}  // namespace

bool is_web_address(const std::string& text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

std::string host_of(const std::string& address) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts(curl_url(), curl_url_cleanup);
  char* host = nullptr;
  if (curl_url_set(parts.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK ||
      curl_url_get(parts.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK) {
    return {};
  }
  const std::string found = host;
  curl_free(host);
  return found;
}

base::Result<WebPage> fetch(const std::string& address, std::size_t most) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(),
                                                                   curl_easy_cleanup);
  Taken taken{{}, most};
  std::array<char, CURL_ERROR_SIZE> why{};
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kMostRedirects);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "kept311");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kAllSeconds);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why.data());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &taken);
  const CURLcode code = curl_easy_perform(curl);
  if (code == CURLE_WRITE_ERROR) {
    return not_fetched(address, fmt::format("the answer is longer than {} MiB", most >> 20U));
  }
  if (code != CURLE_OK) {
    return not_fetched(address, why.front() != '\0' ? why.data() : curl_easy_strerror(code));
  }
  return answered(curl, std::move(taken.text));
}

base::Error not_answered(const WebPage& page) {
  return not_fetched(page.address, fmt::format("the server answered {}", page.status));
}

}  // namespace kept::records
