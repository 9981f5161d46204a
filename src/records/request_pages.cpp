#include "records/request_pages.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/running_digest.h"
#include "records/page_address.h"

namespace kept::records {
namespace {

using base::Result;

/// Servers answer with a thousand requests or so: about one MiB.
constexpr std::size_t kLongestPage = std::size_t{64} << 20U;
constexpr long kBadRequest = 400;
constexpr long kNotFound = 404;

ReadBytes reading(const std::string& text, std::size_t& read) {
  return [&text, &read](char* into, std::size_t size) -> Result<std::size_t> {
    const std::size_t count = text.copy(into, size, read);
    read += count;
    return count;
  };
}

/// Tells pages apart: a digest of the numbers on it; empty when there is none.
Result<std::string> numbers_on(const std::string& text) {
  std::size_t read = 0;
  Open311Entries entries(reading(text, read));
  base::RunningDigest digest;
  Open311Request request;
  bool is_empty = true;
  for (;;) {
    const auto more = entries.next(request);
    if (!more.ok()) return more.error();
    if (!*more) break;
    is_empty = false;
    digest.add(request.field("service_request_id") + "\n");
  }
  return is_empty ? std::string() : digest.finish();
}

}  // namespace

Result<std::unique_ptr<RequestPages>> RequestPages::open(const std::string& address) {
  std::unique_ptr<RequestPages> pages(new RequestPages);
  const auto turned = pages->turn_to(address);
  if (!turned.ok()) return turned.error();
  return pages;
}

Result<bool> RequestPages::next(Open311Request& request) {
  for (;;) {
    const auto more = entries_->next(request);
    if (!more.ok()) return more.error();
    if (*more) break;
    const auto turned = turn();
    if (!turned.ok() || !*turned) return turned;
  }
  ++requests_;
  return true;
}

std::int64_t RequestPages::size() const { return total_ > requests_ ? total_ : 0; }

void RequestPages::show(WebPage page, std::string address) {
  page_ = std::move(page);
  address_ = std::move(address);
  has_links_ = has_links_ || !page_.links.empty();
  total_ = std::max(total_, page_.total);
  read_ = 0;
  entries_.emplace(reading(page_.text, read_));
}

Result<bool> RequestPages::turn() {
  if (const auto linked = next_page(page_.links, page_.address)) return turn_to(*linked);
  return has_links_ ? Result<bool>(false) : turn_by_number();
}

Result<bool> RequestPages::turn_to(const std::string& address) {
  if (!seen_.insert(address).second) return false;
  auto page = fetch(address, kLongestPage);
  if (!page.ok()) return page.error();
  if (!page->is_fine()) return not_answered(*page);
  show(std::move(page).value(), address);
  return true;
}

Result<bool> RequestPages::turn_by_number() {
  if (numbers_.empty()) {
    auto numbers = numbers_on(page_.text);
    if (!numbers.ok()) return numbers.error();
    if (numbers->empty()) return false;
    numbers_ = std::move(numbers).value();
  }
  const std::string address = with_page_number(address_, page_number(address_) + 1);
  auto page = fetch(address, kLongestPage);
  if (!page.ok()) return page.error();
  // Beyond the last page, or where the argument is not known, some answer so.
  if (page->status == kBadRequest || page->status == kNotFound) return false;
  if (!page->is_fine()) return not_answered(*page);
  auto numbers = numbers_on(page->text);
  if (!numbers.ok()) return numbers.error();
  if (numbers->empty() || *numbers == numbers_) return false;
  numbers_ = std::move(numbers).value();
  show(std::move(page).value(), address);
  return true;
}

}  // namespace kept::records
