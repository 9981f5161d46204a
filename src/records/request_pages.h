#pragma once

// Private to records/: a list of requests that a server gives page by page.

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "records/request_stream.h"
#include "records/web_page.h"

namespace kept::records {

/// Follows `Link: rel="next"`; where a server sends no such header, asks for `page=2` and so on
/// until there is nothing, or the same again. Two pages are held at most.
class RequestPages final : public RequestStream {
 public:
  /// Fetches the first page: `address`.
  [[nodiscard]] static base::Result<std::unique_ptr<RequestPages>> open(const std::string& address);

  [[nodiscard]] base::Result<bool> next(Open311Request& request) override;
  [[nodiscard]] std::string page() const override { return address_; }
  [[nodiscard]] std::int64_t position() const override { return requests_; }
  [[nodiscard]] std::int64_t size() const override;

 private:
  RequestPages() = default;
  void show(WebPage page, std::string address);
  [[nodiscard]] base::Result<bool> turn();
  [[nodiscard]] base::Result<bool> turn_to(const std::string& address);
  [[nodiscard]] base::Result<bool> turn_by_number();

  std::string address_;
  WebPage page_;
  std::size_t read_ = 0;                   // bytes of its text
  std::optional<Open311Entries> entries_;  // in it
  bool has_links_ = false;      // the server says where to go on, or that there is nothing
  std::set<std::string> seen_;  // addresses, for links may lead round
  std::string numbers_;         // digest of the numbers on the page; empty: not asked for
  std::int64_t requests_ = 0;
  std::int64_t total_ = 0;
};

}  // namespace kept::records
