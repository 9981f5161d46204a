#include "http/open_data/open_data.h"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/url/url.hpp>
#include <chrono>
#include <memory>
#include <set>

#include "base/secret.h"
#include "desk/open_data.h"
#include "http/open_data/feed.h"
#include "http/open_data/feed_cache.h"
#include "http/server/client_address.h"
#include "http/server/file_answer.h"
#include "http/server/rate_limit.h"

namespace kept::http {
namespace {

using desk::OpenDataFormat;

constexpr std::size_t kMostServices = 20;
constexpr std::size_t kLongestService = 100;

struct FileForm {
  const char* name;
  const char* content_type;
  OpenDataFormat format;
};
constexpr FileForm kForms[] = {
    {"requests.csv", "text/csv; charset=utf-8", OpenDataFormat::csv},
    {"requests.geojson", "application/geo+json", OpenDataFormat::geojson},
    {"requests.json", "application/json; charset=utf-8", OpenDataFormat::open311_json},
    {"requests.xml", "application/xml; charset=utf-8", OpenDataFormat::open311_xml},
};

Response problem_of(const base::Error& error) {
  int status = 400;
  if (error.kind == base::ErrorKind::kNotFound) status = 404;
  if (error.kind == base::ErrorKind::kUnavailable) status = 503;
  boost::json::object body{{"type", "urn:kept311:problem:" + error.reason},
                           {"title", error.message},
                           {"status", status}};
  if (!error.pointer.empty()) body["pointer"] = error.pointer;
  Response response{status, "application/problem+json", boost::json::serialize(body), {}};
  if (status == 503) response.headers.emplace_back("Retry-After", "10");
  return response;
}

/// Repeated, or with commas between.
std::set<std::string> services_in(const Request& request) {
  std::set<std::string> codes;
  for (const auto& [name, value] : request.query) {
    if (name != "service") continue;
    for (std::size_t from = 0; from < value.size();) {
      const std::size_t end = std::min(value.find(',', from), value.size());
      if (end > from) codes.insert(value.substr(from, end - from));
      from = end + 1;
    }
  }
  return codes;
}

bool are_services(const std::set<std::string>& codes) {
  return !codes.empty() && codes.size() <= kMostServices &&
         std::all_of(codes.begin(), codes.end(),
                     [](const std::string& code) { return code.size() <= kLongestService; });
}

/// What it does not know would narrow nothing, and whoever misspelt it would get everything.
std::optional<base::Error> unknown_argument(const Request& request,
                                            const std::set<std::string>& known) {
  for (const auto& [name, value] : request.query) {
    if (known.contains(name)) continue;
    return base::invalid("/" + name, "open_data.unknown_argument",
                         "There is no argument '" + name + "'.");
  }
  return std::nullopt;
}

Response file(const OpenDataOptions& options, const Request& request, const FileForm& form) {
  if (const auto unknown = unknown_argument(request, {"from", "until", "service"})) {
    return problem_of(*unknown);
  }
  base::Result<desk::OpenDataQuery> query = desk::OpenDataQuery{};
  options.store.read([&](desk::Reader& reader) {
    query =
        desk::open_data_period(reader, request.query_value("from"), request.query_value("until"));
  });
  if (!query.ok()) return problem_of(query.error());
  desk::OpenDataQuery wanted = *query;
  wanted.services = services_in(request);
  const bool names_some = std::any_of(request.query.begin(), request.query.end(),
                                      [](const auto& one) { return one.first == "service"; });
  if (names_some && !are_services(wanted.services)) {
    return problem_of(base::invalid("/service", "open_data.bad_services",
                                    "Name one to twenty services by their codes."));
  }
  const auto made = options.files.file(wanted, form.format);
  if (!made.ok()) return problem_of(made.error());
  return answer_with_file(request,
                          {made->path, made->digest, made->size, form.content_type, form.name});
}

/// "ward:12": the areas of that layer with that code, however they were drawn.
std::vector<domain::AreaId> areas_called(desk::Reader& reader, const std::string& name) {
  std::vector<domain::AreaId> found;
  const std::size_t colon = name.find(':');
  if (colon == std::string::npos) return found;
  for (const desk::AreaLayerRow& layer : reader.area_layers()) {
    if (layer.key != name.substr(0, colon)) continue;
    for (const desk::AreaRow& area : reader.areas(layer.id)) {
      if (area.code == name.substr(colon + 1)) found.push_back(area.id);
    }
  }
  return found;
}

std::string origin_of(const OpenDataOptions& options, const Request& request) {
  std::string origin = options.public_url;
  if (origin.ends_with('/')) origin.pop_back();
  return origin.empty() ? "http://" + request.header("host").value_or("localhost") : origin;
}

std::string own_address(const std::string& origin, const Request& request) {
  boost::urls::url address;
  address.set_path(request.path);
  for (const auto& [name, value] : request.query) {
    address.params().append(boost::urls::param_view(name, value));
  }
  return origin + std::string(address.buffer());
}

base::Result<std::vector<desk::OpenRecord>> last_changed(desk::Reader& reader,
                                                         const Request& request) {
  const desk::OpenDataRules rules(reader);
  desk::FeedQuestion question;
  const std::set<std::string> codes = services_in(request);
  if (!codes.empty()) question.services = rules.services_of(codes);
  if (const auto area = request.query_value("area")) {
    question.areas = areas_called(reader, *area);
    if (question.areas->empty()) {
      return base::not_found("open_data.unknown_area",
                             "There is no such area; one is named ward:12, its layer and code.");
    }
    question.services = rules.placed_services_of(codes);
  }
  std::vector<desk::OpenRecord> entries;
  for (desk::OpenDataRow& row : reader.open_data().last_changed(question)) {
    entries.push_back(rules.shown(std::move(row)));
  }
  return entries;
}

/// Atom with its ETag, or that whoever asks has it already.
Response as_answer(const Request& request, std::string feed) {
  Response response{200, "application/atom+xml; charset=utf-8", std::move(feed), {}};
  const std::string tag = "W/\"" + base::digest_of(response.body).substr(0, 32) + "\"";
  response.headers = {{"ETag", tag}, {"Cache-Control", "public, no-cache"}};
  if (has_already(request, tag.substr(2))) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

Response feed(const OpenDataOptions& options, FeedCache& feeds, const Request& request) {
  if (const auto unknown = unknown_argument(request, {"service", "area", "locale"})) {
    return problem_of(*unknown);
  }
  Feed feed;
  feed.origin = origin_of(options, request);
  feed.address = own_address(feed.origin, request);
  feed.language = request.query_value("locale").value_or("en").starts_with("fr") ? "fr" : "en";
  // Read before the entries: at worst they are newer than what they are kept under.
  const std::string version = desk::open_data_version(options.store).data;
  if (auto written = feeds.find(feed.address, version)) {
    return as_answer(request, *std::move(written));
  }
  base::Result<std::vector<desk::OpenRecord>> entries = std::vector<desk::OpenRecord>();
  options.store.read([&](desk::Reader& reader) {
    feed.city = reader.jurisdiction().name;
    entries = last_changed(reader, request);
  });
  if (!entries.ok()) return problem_of(entries.error());
  feed.entries = std::move(entries).value();
  std::string written = atom(feed);
  feeds.keep(feed.address, version, written);
  return as_answer(request, std::move(written));
}

/// What all who ask have in common.
struct Publishing {
  explicit Publishing(const OpenDataOptions& given)
      : options(given), downloads(given.downloads_a_minute) {}

  OpenDataOptions options;
  FeedCache feeds;
  RateLimit downloads;
};

Response too_many() {
  boost::json::object body{{"type", "urn:kept311:problem:open_data.too_many"},
                           {"title", "You have fetched many files in this minute; wait a little."},
                           {"status", 429}};
  return {429, "application/problem+json", boost::json::serialize(body), {{"Retry-After", "60"}}};
}

Response answer_open_data(Publishing& publishing, const Request& request) {
  const std::string& name = request.parameters.at("file");
  if (name == "requests.atom") return feed(publishing.options, publishing.feeds, request);
  for (const FileForm& form : kForms) {
    if (name != form.name) continue;
    if (!publishing.downloads.take(client_address(request), std::chrono::steady_clock::now())) {
      return too_many();
    }
    return file(publishing.options, request, form);
  }
  return problem_of(base::not_found("not_found", "There is nothing at this address."));
}

}  // namespace

void add_open_data(Router& router, const OpenDataOptions& options) {
  const auto publishing = std::make_shared<Publishing>(options);
  // Browsers ask before they resume a download from another site.
  router.on("OPTIONS", "/open-data/{file}", [](const Request&) {
    Response response;
    response.status = 204;
    response.headers = {{"Access-Control-Allow-Origin", "*"},
                        {"Access-Control-Allow-Methods", "GET, HEAD"},
                        {"Access-Control-Allow-Headers", "Range, If-Range, If-None-Match"}};
    return response;
  });
  router.on("GET", "/open-data/{file}", [publishing](const Request& request) {
    Response response = answer_open_data(*publishing, request);
    response.headers.emplace_back("Access-Control-Allow-Origin", "*");
    response.headers.emplace_back("Access-Control-Expose-Headers",
                                  "Accept-Ranges, Content-Range, ETag, Retry-After");
    return response;
  });
}

}  // namespace kept::http
