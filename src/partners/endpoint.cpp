#include "partners/endpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "base/time_text.h"
#include "partners/exchange.h"
#include "partners/open311_answers.h"

namespace kept::partners {
namespace {

using desk::Looked;
using desk::Sent;

constexpr int kMostPages = 20;
/// No endpoint is known that lists less at once.
constexpr std::size_t kLeastLimit = 50;
constexpr long kRequestTimeout = 408;
constexpr long kTooMany = 429;
constexpr long kUnauthorized = 401;
constexpr long kForbidden = 403;
constexpr long kKnowsNot = 501;

bool is_fine(const Exchange& exchange) {
  return exchange.end == Exchange::End::answered && exchange.status >= 200 && exchange.status < 300;
}

/// To the second: there are servers that know no fractions.
std::string moment(base::Instant instant) {
  return base::format_utc(std::chrono::floor<std::chrono::seconds>(instant));
}

Sent refused(const Exchange& exchange, desk::PartnerFormat format) {
  Sent sent{Sent::Answer::refused, {}, {}, exchange.detail, read_errors(exchange.body, format)};
  if (exchange.status < 400) sent.detail += ", sends elsewhere";
  return sent;
}

/// A number that can be asked for later, a token, or neither.
Sent accepted(const Exchange& exchange, desk::PartnerFormat format) {
  const auto requests = read_requests(exchange.body, format);
  if (!requests || requests->size() != 1) {
    return {Sent::Answer::unknown, {}, {}, exchange.detail + ", no answer of Open311", {}};
  }
  const TheirRequest& one = requests->front();
  return {
      Sent::Answer::arrived, one.number, one.number.empty() ? one.token : "", exchange.detail, {}};
}

}  // namespace

Endpoint::Endpoint(const desk::PartnerRow& partner, std::string key, Patience patience)
    : partner_(partner), key_(std::move(key)), patience_(patience) {}

Sent Endpoint::send(const desk::PartnerFields& fields, const std::vector<std::string>& pictures,
                    const std::string& reference) {
  Fields all = fields;
  if (!key_.empty()) all.emplace_back("api_key", key_);
  const Exchange exchange = post(named("requests"), all, pictures, reference, patience_);
  note(exchange);
  if (exchange.end == Exchange::End::not_begun) {
    return {Sent::Answer::try_again, {}, {}, exchange.detail, {}};
  }
  if (is_fine(exchange)) return accepted(exchange, partner_.format);
  // What a server answers of its own troubles says nothing about what it has kept.
  const bool nobody_knows = exchange.end == Exchange::End::lost || exchange.status >= 500 ||
                            exchange.status == kRequestTimeout;
  if (nobody_knows) return {Sent::Answer::unknown, {}, {}, exchange.detail, {}};
  // Also a key that was changed: with the right one it is taken, and nobody has to send each again.
  const bool may_do_later = exchange.status == kTooMany || exchange.status == kUnauthorized ||
                            exchange.status == kForbidden;
  if (may_do_later) return {Sent::Answer::try_again, {}, {}, exchange.detail, {}};
  return refused(exchange, partner_.format);
}

Looked Endpoint::look(const std::string& reference, const std::string& service_code,
                      base::Instant from, base::Instant until,
                      const std::function<bool(const std::string&)>& is_known) {
  std::set<std::string> seen;
  bool may_be_hidden = false;
  for (int page = 1; page <= kMostPages; ++page) {
    Fields fields = reading();
    fields.insert(fields.end(), {{"service_code", service_code},
                                 {"start_date", moment(from)},
                                 {"end_date", moment(until)},
                                 {"page", std::to_string(page)}});
    const Exchange exchange = read(named("requests"), fields);
    const auto requests =
        is_fine(exchange) ? read_requests(exchange.body, partner_.format) : std::nullopt;
    if (!requests) return {Looked::Answer::failed, {}, exchange.detail};
    bool is_news = false;
    for (const TheirRequest& one : *requests) {
      if (one.description.find(reference) != std::string::npos && !one.number.empty()) {
        return {Looked::Answer::found, one.number, exchange.detail};
      }
      const std::string name = one.number.empty() ? "token " + one.token : one.number;
      is_news = seen.insert(name).second || is_news;
      const bool hides = one.description.empty() && !is_known(one.number);
      may_be_hidden = may_be_hidden || hides;
    }
    if (is_news) continue;
    // A server that does not know pages answers each with the same list, cut off at its own limit.
    const bool may_be_cut = !requests->empty() && seen.size() >= kLeastLimit;
    if (may_be_cut) break;
    if (may_be_hidden) return {Looked::Answer::unclear, {}, "some hide their description"};
    return {Looked::Answer::not_found, {}, fmt::format("among {}", seen.size())};
  }
  return {Looked::Answer::unclear, {}, fmt::format("not among the first {}", seen.size())};
}

desk::TokenAnswer Endpoint::number_of(const std::string& token) {
  const Exchange exchange = read(named("tokens/" + path_piece(token)), reading());
  const auto requests =
      is_fine(exchange) ? read_requests(exchange.body, partner_.format) : std::nullopt;
  if (!requests || requests->size() != 1) return {true, {}, exchange.detail};
  return {false, requests->front().number, exchange.detail};
}

desk::StatusAnswer Endpoint::status_of(const std::string& number) {
  const Exchange exchange = read(named("requests/" + path_piece(number)), reading());
  const auto requests =
      is_fine(exchange) ? read_requests(exchange.body, partner_.format) : std::nullopt;
  const bool is_it = requests && requests->size() == 1 && requests->front().number == number;
  if (!is_it) return {true, false, {}, exchange.detail};
  const TheirRequest& one = requests->front();
  if (one.status != "open" && one.status != "closed") {
    return {true, false, {}, exchange.detail + ", neither open nor closed"};
  }
  return {false, one.status == "closed", one.status_notes, exchange.detail};
}

desk::UpdateTold Endpoint::tell(const desk::PartnerUpdate& update) {
  using desk::UpdateTold;
  Fields all = update.fields;
  if (!partner_.jurisdiction_id.empty()) {
    all.emplace_back("jurisdiction_id", partner_.jurisdiction_id);
  }
  if (!key_.empty()) all.emplace_back("api_key", key_);
  const Exchange exchange = post(named("servicerequestupdates"), all, {}, update.id, patience_);
  note(exchange);
  if (is_fine(exchange)) {
    const auto theirs = read_updates(exchange.body, partner_.format);
    const bool is_named = theirs && theirs->size() == 1;
    return {UpdateTold::Answer::arrived, is_named ? theirs->front().id : "", exchange.detail};
  }
  // Posted again under the same id it does no harm: who knows the protocol refuses a second one.
  const bool is_no =
      (exchange.status >= 300 && exchange.status < 500) || exchange.status == kKnowsNot;
  const bool will_not = exchange.end == Exchange::End::answered && is_no &&
                        exchange.status != kRequestTimeout && exchange.status != kTooMany &&
                        exchange.status != kUnauthorized && exchange.status != kForbidden;
  return {
      will_not ? UpdateTold::Answer::refused : UpdateTold::Answer::try_again, {}, exchange.detail};
}

std::optional<std::vector<desk::TheirUpdate>> Endpoint::updates_of(const desk::TimeWindow& window) {
  Fields fields = reading();
  fields.insert(fields.end(),
                {{"start_date", moment(window.from)}, {"end_date", moment(window.until)}});
  const Exchange exchange = read(named("servicerequestupdates"), fields);
  if (!is_fine(exchange)) return std::nullopt;
  return read_updates(exchange.body, partner_.format);
}

std::string Endpoint::named(const std::string& what) const {
  return partner_.url + what + (partner_.format == desk::PartnerFormat::xml ? ".xml" : ".json");
}

Exchange Endpoint::read(const std::string& address, const desk::PartnerFields& fields) {
  Exchange exchange = get(address, fields, patience_);
  note(exchange);
  return exchange;
}

void Endpoint::note(const Exchange& exchange) {
  answers_ = exchange.end == Exchange::End::answered && exchange.status < 500;
}

desk::PartnerFields Endpoint::reading() const {
  desk::PartnerFields fields;
  if (!partner_.jurisdiction_id.empty()) {
    fields.emplace_back("jurisdiction_id", partner_.jurisdiction_id);
  }
  if (partner_.reads_with_key && !key_.empty()) fields.emplace_back("api_key", key_);
  return fields;
}

}  // namespace kept::partners
