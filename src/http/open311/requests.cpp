#include "domain/cases/case_number.h"
#include "http/open311/exchange.h"
#include "http/open311/keys.h"
#include "http/open311/paging.h"
#include "http/open311/record_document.h"
#include "http/open311/request_document.h"
#include "http/open311/request_query.h"
#include "http/open311/tokens.h"

namespace kept::http {
namespace {

/// What is asked for, whichever page and form of it.
std::string question_of(const Exchange& exchange) {
  std::string question;
  for (const auto& [name, value] : exchange.request.query) {
    const bool is_form = name == "page" || name == "page_size" || name == "api_key" ||
                         name == "token" || name == "callback" || name == "extensions";
    if (!is_form) question += std::to_string(value.size()) + " " + name + "=" + value + "&";
  }
  return question;
}

/// Whoever sees the end of a list knows how long it is. Else it is counted, once for all who ask
/// the same.
std::optional<std::int64_t> total_of(const Exchange& exchange, desk::Reader& reader,
                                     const desk::RequestFilter& filter,
                                     const desk::RequestPage& page) {
  const auto shown = static_cast<std::int64_t>(page.lines.size() + page.records.size());
  if (!filter.numbers.empty()) return shown;
  if (!page.has_more && (shown > 0 || filter.skip == 0)) return filter.skip + shown;
  const std::string question = question_of(exchange);
  const std::string version = reader.requests_version();
  if (const auto known = exchange.counts.find(question, version, reader.now())) return *known;
  const auto count = reader.count_requests(filter);
  exchange.counts.keep(question, version, reader.now(), count);
  return count;
}

void add_paging(const Exchange& exchange, desk::Reader& reader, const RequestQuery& query,
                const desk::RequestPage& page, Reply& reply) {
  if (const auto total = total_of(exchange, reader, query.filter, page)) {
    reply.headers.emplace_back("X-Total-Count", std::to_string(*total));
  }
  add_links(exchange, query.page, !page.has_more, reply);
}

PhotosOfCases photos_of(desk::Reader& reader, const desk::RequestPage& page) {
  std::vector<domain::CaseId> cases;
  for (const desk::RequestLine& line : page.lines) {
    if (line.has_photos) cases.push_back(line.id);
  }
  PhotosOfCases photos;
  if (cases.empty()) return photos;
  for (const desk::PhotoRow& photo : reader.photos(cases)) {
    photos[photo.case_id].push_back(photo);
  }
  return photos;
}

std::optional<RequestExtras> wanted_extras(const Exchange& exchange, desk::Reader& reader,
                                           const desk::RequestPage& page) {
  if (exchange.arguments.one("extensions") != "true") return std::nullopt;
  return RequestExtras::of(reader, page.lines);
}

/// Lines, with the records of the system before in their places.
std::string in_order(const Exchange& exchange, desk::Reader& reader, const desk::RequestPage& page,
                     const RequestDocument& document) {
  const auto extras = wanted_extras(exchange, reader, page);
  std::optional<RecordDocument> records;
  if (!page.records.empty()) records.emplace(reader, extras.has_value());
  EntryWriter out(exchange.format, "request");
  auto record = page.records.begin();
  const auto show_records = [&](std::size_t after) {
    for (; record != page.records.end() && record->after == after; ++record) {
      records->show(out, record->row);
    }
  };
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    show_records(i);
    document.show(out, page.lines[i], extras ? &*extras : nullptr);
  }
  show_records(page.lines.size());
  return out.take();
}

Reply with_requests(std::string entries) {
  return {200, {"service_requests", Node::text(""), std::move(entries)}, {}};
}

}  // namespace

Reply list_requests(const Exchange& exchange) {
  std::vector<base::Error> mistakes;
  Reply reply;
  exchange.options.store.read([&](desk::Reader& reader) {
    const auto query = read_request_query(exchange.arguments, reader.catalogue()->services,
                                          reader.zone(), reader.now(), mistakes);
    if (!mistakes.empty()) return;
    const desk::RequestPage page = reader.requests(query.filter);
    const RequestDocument document(exchange, reader, rights_of_reader(reader, exchange),
                                   photos_of(reader, page));
    reply = with_requests(in_order(exchange, reader, page, document));
    add_paging(exchange, reader, query, page, reply);
  });
  if (!mistakes.empty()) return refusal(mistakes, exchange.language);
  return reply;
}

Reply show_request(const Exchange& exchange, const std::string& id) {
  const auto number = domain::CaseNumber::parse(id);
  std::string shown;
  exchange.options.store.read([&](desk::Reader& reader) {
    desk::RequestFilter filter;
    filter.numbers = {number.ok() ? number.value().value() : 0};
    filter.record_ids = {id};
    const auto page = reader.requests(filter);
    if (page.lines.empty()) {
      if (page.records.empty()) return;
      const bool extended = exchange.arguments.one("extensions") == "true";
      EntryWriter out(exchange.format, "request");
      RecordDocument(reader, extended).show(out, page.records.front().row);
      shown = out.take();
      return;
    }
    const desk::RequestLine& line = page.lines.front();
    const auto extras = wanted_extras(exchange, reader, page);
    EntryWriter out(exchange.format, "request");
    RequestDocument(exchange, reader, rights_of_reader(reader, exchange), photos_of(reader, page))
        .show(out, line, extras ? &*extras : nullptr);
    shown = out.take();
  });
  if (shown.empty()) return refusal({base::not_found("request.unknown", "")}, exchange.language);
  return with_requests(std::move(shown));
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
  EntryWriter out(exchange.format, "request");
  out.begin();
  out.text("service_request_id", *number);
  out.text("token", token);
  out.end();
  return with_requests(out.take());
}

}  // namespace kept::http
