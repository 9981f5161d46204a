#include <boost/url/param.hpp>
#include <boost/url/url.hpp>

#include "desk/api_keys.h"
#include "domain/cases/case_number.h"
#include "http/open311/exchange.h"
#include "http/open311/request_document.h"
#include "http/open311/request_query.h"
#include "http/open311/tokens.h"

namespace kept::http {
namespace {

/// Keys are not needed for reading; one that is not in force counts as none.
std::optional<std::int64_t> key_of(desk::Reader& reader, const Arguments& arguments) {
  const auto secret = arguments.one("api_key");
  if (!secret) return std::nullopt;
  const auto key = desk::api_key_of(reader, *secret);
  if (!key) return std::nullopt;
  return key->id;
}

/// The same question for another page, without the key.
std::string page_address(const Exchange& exchange, int page) {
  boost::urls::url address(exchange.format == Format::xml ? "/open311/v2/requests.xml"
                                                          : "/open311/v2/requests.json");
  for (const auto& [name, value] : exchange.request.query) {
    if (name == "page" || name == "api_key") continue;
    address.params().append(boost::urls::param_view(name, value));
  }
  address.params().append(boost::urls::param_view("page", std::to_string(page)));
  return exchange.origin() + std::string(address.buffer());
}

void add_paging(const Exchange& exchange, const RequestQuery& query, const desk::RequestPage& page,
                Reply& reply) {
  if (page.total) reply.headers.emplace_back("X-Total-Count", std::to_string(*page.total));
  const auto shown = static_cast<std::int64_t>(page.lines.size());
  const bool is_last =
      page.total ? query.filter.skip + shown >= *page.total : shown < query.filter.limit;
  std::string link;
  if (query.page > 1) link = "<" + page_address(exchange, query.page - 1) + ">; rel=\"prev\"";
  if (!is_last && shown > 0) {
    link +=
        (link.empty() ? "<" : ", <") + page_address(exchange, query.page + 1) + ">; rel=\"next\"";
  }
  if (!link.empty()) reply.headers.emplace_back("Link", link);
}

Reply with_requests(std::vector<Node> requests) {
  return {200, {"service_requests", Node::list("request", std::move(requests))}, {}};
}

}  // namespace

Reply list_requests(const Exchange& exchange) {
  std::vector<base::Error> mistakes;
  Reply reply;
  exchange.options.store.read([&](desk::Reader& reader) {
    const auto query = read_request_query(exchange.arguments, reader.services(), reader.zone(),
                                          reader.now(), mistakes);
    if (!mistakes.empty()) return;
    const auto key = key_of(reader, exchange.arguments);
    const desk::RequestPage page = reader.requests(query.filter);
    const RequestDocument document(reader, exchange.language);
    std::vector<Node> requests;
    for (const desk::RequestLine& line : page.lines) {
      requests.push_back(document.show(line, key && line.api_key == key));
    }
    reply = with_requests(std::move(requests));
    add_paging(exchange, query, page, reply);
  });
  if (!mistakes.empty()) return refusal(mistakes, exchange.language);
  return reply;
}

Reply show_request(const Exchange& exchange, const std::string& id) {
  const auto number = domain::CaseNumber::parse(id);
  std::optional<Node> shown;
  if (number.ok()) {
    exchange.options.store.read([&](desk::Reader& reader) {
      desk::RequestFilter filter;
      filter.numbers = {number.value().value()};
      const auto page = reader.requests(filter);
      if (page.lines.empty()) return;
      const desk::RequestLine& line = page.lines.front();
      const auto key = key_of(reader, exchange.arguments);
      const auto token = exchange.arguments.one("token");
      const bool in_full = (key && line.api_key == key) ||
                           (token && case_of_token(exchange.options.signer, *token) == line.id);
      shown = RequestDocument(reader, exchange.language).show(line, in_full);
    });
  }
  if (!shown) return refusal({base::not_found("request.unknown", "")}, exchange.language);
  return with_requests({*std::move(shown)});
}

Reply show_token(const Exchange& exchange, const std::string& token) {
  const auto id = case_of_token(exchange.options.signer, token);
  std::optional<std::string> number;
  if (id) {
    exchange.options.store.read([&](desk::Reader& reader) {
      const auto received = reader.received(*id);
      if (!received) return;
      // Not yet: an empty id, for which clients ask again; an error they would not.
      const bool is_told = received->number_from <= reader.now();
      number = is_told ? std::to_string(reader.load_case(*id).number) : "";
    });
  }
  if (!number) return refusal({base::not_found("token.unknown", "")}, exchange.language);
  return with_requests(
      {Node::fields({{"service_request_id", Node::text(*number)}, {"token", Node::text(token)}})});
}

}  // namespace kept::http
