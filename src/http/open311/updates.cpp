#include "domain/cases/case_number.h"
#include "http/open311/exchange.h"
#include "http/open311/keys.h"
#include "http/open311/moment.h"
#include "http/open311/paging.h"
#include "http/open311/update_document.h"

namespace kept::http {
namespace {

using base::Instant;

/// Clients of this protocol know no pages, so what a city does in an hour or two comes at once.
constexpr int kMostUpdates = 10'000;

std::optional<Instant> moment(const Arguments& arguments, const char* name,
                              const base::TimeZone& zone, Edge edge,
                              std::vector<base::Error>& mistakes) {
  const auto text = arguments.one(name);
  if (!text) return std::nullopt;
  const auto read = read_moment(*text, zone, edge);
  if (read.ok()) return read.value();
  mistakes.push_back(base::invalid(std::string("/") + name, "time.unreadable", ""));
  return std::nullopt;
}

desk::TimeWindow window(const Arguments& arguments, const base::TimeZone& zone, Instant now,
                        std::vector<base::Error>& mistakes) {
  const bool has_start = arguments.one("start_date").has_value();
  const bool has_end = arguments.one("end_date").has_value();
  if (has_start != has_end) {
    mistakes.push_back(base::invalid(has_start ? "/end_date" : "/start_date", "window.half", ""));
  }
  const auto start = moment(arguments, "start_date", zone, Edge::from, mistakes);
  const auto end = moment(arguments, "end_date", zone, Edge::until, mistakes);
  if (!start || !end) return {now - kWidestWindow, now};
  if (*end < *start) mistakes.push_back(base::invalid("/end_date", "time.backwards", ""));
  if (is_too_wide(*start, *end)) {
    mistakes.push_back(base::invalid("/end_date", "time.too_wide", ""));
  }
  return {*start, *end};
}

std::vector<std::int64_t> numbers(const Arguments& arguments) {
  const auto texts = arguments.list("service_request_id");
  std::vector<std::int64_t> numbers;
  for (const std::string& text : texts) {
    const auto number = domain::CaseNumber::parse(text);
    if (number.ok()) numbers.push_back(number.value().value());
    if (numbers.size() == kMostEntries) break;
  }
  // One that cannot be stands for all of them, so that nothing is found.
  if (numbers.empty() && !texts.empty()) numbers.push_back(0);
  return numbers;
}

/// Whoever sees the end of a list knows how long it is. Else it is counted.
void add_total(desk::Reader& reader, const desk::UpdateFilter& filter, std::size_t shown,
               bool is_last, Reply& reply) {
  const bool is_end = is_last && (shown > 0 || filter.skip == 0);
  const auto total = is_end ? std::optional(filter.skip + static_cast<std::int64_t>(shown))
                            : reader.count_request_updates(filter);
  if (total) reply.headers.emplace_back("X-Total-Count", std::to_string(*total));
}

}  // namespace

Reply list_updates(const Exchange& exchange) {
  std::vector<base::Error> mistakes;
  Reply reply;
  exchange.options.store.read([&](desk::Reader& reader) {
    desk::UpdateFilter filter;
    filter.numbers = numbers(exchange.arguments);
    if (filter.numbers.empty()) {
      filter.window = window(exchange.arguments, reader.zone(), reader.now(), mistakes);
    }
    const Page page = read_page(exchange.arguments, kMostUpdates, mistakes);
    if (!mistakes.empty()) return;
    filter.limit = page.limit + 1;  // one more says whether there is another page
    filter.skip = page.skip();
    auto updates = reader.request_updates(filter);
    const bool is_last = static_cast<int>(updates.size()) <= page.limit;
    if (!is_last) updates.pop_back();
    const ReadingRights rights = rights_of_reader(reader, exchange);
    const UpdateDocument document(exchange, reader, rights);
    std::vector<Node> shown;
    for (const desk::RequestUpdate& update : updates) shown.push_back(document.show(update));
    reply = {200, {"service_request_updates", Node::list("request_update", std::move(shown))}, {}};
    add_total(reader, filter, updates.size(), is_last, reply);
    add_links(exchange, page, is_last, reply);
  });
  if (!mistakes.empty()) return refusal(mistakes, exchange.language);
  return reply;
}

}  // namespace kept::http
