#include "http/open311/paging.h"

#include <algorithm>
#include <boost/url/param.hpp>
#include <boost/url/url.hpp>
#include <charconv>

namespace kept::http {
namespace {

constexpr std::int64_t kLastPage = 1'000'000;
/// Of a longer address no link is made: it would have to stand in the answer's head, whole.
constexpr std::size_t kLongestAddress = 4096;

std::int64_t whole_number(const Arguments& arguments, const char* name, std::int64_t otherwise,
                          std::vector<base::Error>& mistakes) {
  const auto text = arguments.one(name);
  if (!text) return otherwise;
  std::int64_t value = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool is_whole = read.ec == std::errc{} && read.ptr == text->data() + text->size();
  if (is_whole && value >= 0 && value <= kLastPage) return value;
  mistakes.push_back(base::invalid(std::string("/") + name, "number.unreadable", ""));
  return otherwise;
}

/// The same question for another page, without what opens more than others see.
std::string address_of(const Exchange& exchange, int page) {
  boost::urls::url address;
  address.set_path(exchange.request.path);
  for (const auto& [name, value] : exchange.request.query) {
    if (name == "page" || name == "api_key" || name == "token") continue;
    address.params().append(boost::urls::param_view(name, value));
  }
  address.params().append(boost::urls::param_view("page", std::to_string(page)));
  return exchange.origin() + std::string(address.buffer());
}

}  // namespace

Page read_page(const Arguments& arguments, int most, std::vector<base::Error>& mistakes) {
  Page page;
  page.number =
      static_cast<int>(std::max<std::int64_t>(1, whole_number(arguments, "page", 1, mistakes)));
  page.limit = static_cast<int>(
      std::clamp<std::int64_t>(whole_number(arguments, "page_size", most, mistakes), 1, most));
  return page;
}

void add_links(const Exchange& exchange, const Page& page, bool is_last, Reply& reply) {
  std::string link;
  const auto add = [&](int number, const char* relation) {
    const std::string address = address_of(exchange, number);
    if (address.size() > kLongestAddress) return;
    link += (link.empty() ? "<" : ", <") + address + ">; rel=\"" + relation + "\"";
  };
  if (page.number > 1) add(page.number - 1, "prev");
  if (!is_last) add(page.number + 1, "next");
  if (!link.empty()) reply.headers.emplace_back("Link", link);
}

}  // namespace kept::http
