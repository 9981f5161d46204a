#include "records/web_page.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <array>
#include <memory>

namespace kept::records {
namespace {

constexpr long kConnectSeconds = 20;
constexpr long kAllSeconds = 300;
constexpr long kMostRedirects = 5;
constexpr long kFine = 200;

struct Page {
  std::string text;
  std::size_t most = 0;
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* to) {
  auto& page = *static_cast<Page*>(to);
  if (page.text.size() + size * count > page.most) return 0;  // libcurl then gives up
  page.text.append(data, size * count);
  return size * count;
}

base::Error not_fetched(const std::string& address, const std::string& why) {
  return base::unavailable("import.not_fetched", address + ": " + why + ".");
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

base::Result<std::string> fetch(const std::string& address, std::size_t most) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(),
                                                                   curl_easy_cleanup);
  Page page{{}, most};
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
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &page);
  const CURLcode code = curl_easy_perform(curl);
  if (code == CURLE_WRITE_ERROR) {
    return not_fetched(address, fmt::format("the answer is longer than {} MiB", most >> 20U));
  }
  if (code != CURLE_OK) {
    return not_fetched(address, why.front() != '\0' ? why.data() : curl_easy_strerror(code));
  }
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status != kFine) return not_fetched(address, fmt::format("the server answered {}", status));
  return std::move(page.text);
}

}  // namespace kept::records
