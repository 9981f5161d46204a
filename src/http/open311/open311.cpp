#include "http/open311/open311.h"

#include "http/open311/exchange.h"
#include "http/open311/jsonp.h"

namespace kept::http {
namespace {

constexpr std::string_view kBase = "/open311";

using Segments = std::vector<std::string>;

const base::Error kNotFound = base::not_found("not_found", "There is nothing at this address.");

bool is_reading(const Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

Reply not_that_method(const std::string& allowed, const std::string& language) {
  Reply reply = refusal(405, base::invalid("", "method", "This address does not take that method."),
                        language);
  reply.headers.emplace_back("Allow", allowed);
  return reply;
}

/// A page of another origin may read this.
void open_to_other_origins(Response& answered) {
  answered.headers.emplace_back("Access-Control-Allow-Origin", "*");
  answered.headers.emplace_back("Access-Control-Expose-Headers",
                                "Link, X-Total-Count, Retry-After");
}

Reply answer(const Exchange& exchange, const Segments& path) {
  const std::string& language = exchange.language;
  if (path.size() < 2 || path.front() != "v2") return refusal({kNotFound}, language);
  const bool reads = is_reading(exchange.request);
  const bool is_one = path.size() == 3;
  if (path.size() > 3) return refusal({kNotFound}, language);
  if ((path[1] == "requests" || path[1] == "servicerequestupdates") && !is_one) {
    const bool is_requests = path[1] == "requests";
    if (exchange.request.method == "POST") {
      return is_requests ? create_request(exchange) : create_update(exchange);
    }
    if (!reads) return not_that_method("GET, HEAD, POST", language);
    return is_requests ? list_requests(exchange) : list_updates(exchange);
  }
  const bool known =
      path[1] == "services" || path[1] == "requests" || (path[1] == "tokens" && is_one);
  if (!known) return refusal({kNotFound}, language);
  if (!reads) return not_that_method("GET, HEAD", language);
  if (path[1] == "services") {
    return is_one ? show_definition(exchange, path[2]) : list_services(exchange);
  }
  return path[1] == "requests" ? show_request(exchange, path[2]) : show_token(exchange, path[2]);
}

/// Of "fr", "fr_CA", "fr-CA".
std::string language_of(const std::string& locale) {
  return locale.starts_with("fr") ? "fr" : "en";
}

class Endpoint {
 public:
  explicit Endpoint(const Open311Options& options)
      : options_(options), rates_(options.requests_a_minute) {}

  [[nodiscard]] Response handle(const Request& request) {
    const std::int64_t before = options_.statements ? options_.statements() : 0;
    Response answered = answer_in_format(request);
    if (options_.statements) {
      answered.headers.emplace_back("X-Kept311-Statements",
                                    std::to_string(options_.statements() - before));
    }
    if (is_reading(request)) open_to_other_origins(answered);
    return answered;
  }

  [[nodiscard]] static Response failed(const std::string& path, const Failure& failure) {
    const Format format = read_address(path, kBase).format.value_or(Format::xml);
    Reply reply = refusal(failure.status, base::invalid("", failure.slug, failure.title), "en");
    reply.headers.clear();  // the server adds its own
    Response answered = response(reply, format);
    // Whatever was asked: it tells nothing of anybody's.
    open_to_other_origins(answered);
    return answered;
  }

 private:
  [[nodiscard]] Response answer_in_format(const Request& request) {
    const Address address = read_address(request.path, kBase);
    // Who names no format gets the one that every server must have.
    const Format format = address.format.value_or(Format::xml);
    const auto arguments = Arguments::read(request);
    const auto locale = arguments.ok() ? arguments.value().one("locale") : std::nullopt;
    const std::string language = locale ? language_of(*locale) : usual();
    if (!address.format) return response(refusal({kNotFound}, language), format);
    if (!arguments.ok()) {
      const int status = arguments.error().reason == "body.wrong_type" ? 415 : 400;
      return response(refusal(status, arguments.error(), language), format);
    }
    const Exchange exchange{options_,          rates_, counts_, request,
                            arguments.value(), format, language};
    const auto callback = format == Format::json && is_reading(request)
                              ? arguments.value().one("callback")
                              : std::nullopt;
    if (callback && !is_callback_name(*callback)) {
      return response(refusal({base::invalid("/callback", "callback.bad_name", "")}, language),
                      format);
    }
    Response answered = answer_to(exchange, address.segments);
    if (callback) wrap_in_callback(answered, *callback);
    return answered;
  }

  [[nodiscard]] static Response answer_to(const Exchange& exchange, const Segments& path) {
    const Format format = exchange.format;
    if (path != Segments{"discovery"}) return response(answer(exchange, path), format);
    if (!is_reading(exchange.request)) {
      return response(not_that_method("GET, HEAD", exchange.language), format);
    }
    return response(show_discovery(exchange), format, false);
  }

  /// The first of the city's languages.
  [[nodiscard]] std::string usual() {
    std::string language = "en";
    options_.store.read([&](desk::Reader& reader) {
      const auto& languages = reader.jurisdiction().languages;
      if (!languages.empty()) language = languages.front();
    });
    return language;
  }

  Open311Options options_;
  RateLimit rates_;
  CountCache counts_;
};

}  // namespace

std::string Exchange::origin() const {
  if (!options.public_url.empty()) {
    return options.public_url.ends_with('/')
               ? options.public_url.substr(0, options.public_url.size() - 1)
               : options.public_url;
  }
  return "http://" + request.header("host").value_or("localhost");
}

void add_open311(Router& router, const Open311Options& options) {
  const auto endpoint = std::make_shared<Endpoint>(options);
  router.below(
      std::string(kBase), [endpoint](const Request& request) { return endpoint->handle(request); },
      &Endpoint::failed);
}

}  // namespace kept::http
