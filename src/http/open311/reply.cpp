#include "http/open311/reply.h"

#include "http/open311/words.h"

namespace kept::http {
namespace {

int status_of(const base::Error& error) {
  if (error.reason == "idempotency.other_body" || error.reason == "update.other_body") return 422;
  switch (error.kind) {
    case base::ErrorKind::kNotFound:
      return 404;
    case base::ErrorKind::kForbidden:
    case base::ErrorKind::kUnauthenticated:
      return 403;
    case base::ErrorKind::kTooMany:
      return 429;
    case base::ErrorKind::kUnavailable:
      return 503;
    default:
      return 400;
  }
}

Node entry(int status, const base::Error& error, const std::string& language) {
  return Node::fields({{"code", Node::number(std::to_string(status))},
                       {"description", Node::text(told_error(error, language))}});
}

Reply with_entries(int status, std::vector<Node> entries) {
  Reply reply{status, {"errors", Node::list("error", std::move(entries))}, {}};
  if (status == 429 || status == 503) reply.headers.emplace_back("Retry-After", "1");
  return reply;
}

constexpr std::pair<std::string_view, Format> kFormats[] = {{"xml", Format::xml},
                                                            {"json", Format::json}};

}  // namespace

Reply refusal(const std::vector<base::Error>& errors, const std::string& language) {
  std::vector<Node> entries;
  for (const base::Error& error : errors) {
    entries.push_back(entry(status_of(error), error, language));
  }
  return with_entries(status_of(errors.front()), std::move(entries));
}

Reply refusal(int status, const base::Error& error, const std::string& language) {
  return with_entries(status, {entry(status, error, language)});
}

Response response(const Reply& reply, Format format, bool charset) {
  Response out;
  out.status = reply.status;
  out.content_type = format == Format::xml ? "text/xml" : "application/json";
  if (charset) out.content_type += "; charset=utf-8";
  out.body = written(reply.document, format);
  out.headers = reply.headers;
  return out;
}

Address read_address(std::string_view path, std::string_view base) {
  Address address;
  path.remove_prefix(base.size());
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (slash > 0) address.segments.emplace_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  if (address.segments.empty()) return address;
  std::string& last = address.segments.back();
  for (const auto& [name, format] : kFormats) {
    if (last == name && address.segments.size() > 1) {
      address.segments.pop_back();
      address.format = format;
      return address;
    }
    const std::string suffix = "." + std::string(name);
    if (!last.ends_with(suffix)) continue;
    last.resize(last.size() - suffix.size());
    address.format = format;
    return address;
  }
  return address;
}

}  // namespace kept::http
