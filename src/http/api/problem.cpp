#include "http/api/problem.h"

#include <array>
#include <string_view>
#include <utility>

namespace kept::http {
namespace {

namespace json = boost::json;

struct Kind {
  base::ErrorKind kind;
  int status;
};

constexpr std::array kKinds{
    Kind{base::ErrorKind::kInvalid, 422},     Kind{base::ErrorKind::kUnauthenticated, 401},
    Kind{base::ErrorKind::kForbidden, 403},   Kind{base::ErrorKind::kNotFound, 404},
    Kind{base::ErrorKind::kConflict, 409},    Kind{base::ErrorKind::kTooMany, 429},
    Kind{base::ErrorKind::kUnavailable, 503}, Kind{base::ErrorKind::kUnprocessable, 422},
};

/// Reasons that HTTP has a status of its own for.
constexpr std::array kReasons{std::pair<std::string_view, int>{"body.not_json", 400},
                              std::pair<std::string_view, int>{"body.wrong_type", 415}};

int status_for(const base::Error& error) {
  for (const auto& [reason, status] : kReasons) {
    if (reason == error.reason) return status;
  }
  return status_of(error.kind);
}

json::object document(const base::Error& error) {
  return {{"type", "urn:kept311:problem:" + error.reason},
          {"title", error.message},
          {"status", status_for(error)},
          {"detail", error.message}};
}

json::object place(const base::Error& error) {
  return {{"pointer", error.pointer}, {"reason", error.reason}, {"detail", error.message}};
}

Response told(const base::Error& error, const json::object& body) {
  Response response{status_for(error), "application/problem+json", json::serialize(body), {}};
  const bool later =
      error.kind == base::ErrorKind::kTooMany || error.kind == base::ErrorKind::kUnavailable;
  if (later) response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace

int status_of(base::ErrorKind kind) {
  for (const Kind& known : kKinds) {
    if (known.kind == kind) return known.status;
  }
  return 500;
}

Response problem(const base::Error& error) {
  json::object body = document(error);
  if (!error.pointer.empty()) body["errors"] = json::array{place(error)};
  return told(error, body);
}

Response problem(const std::vector<base::Error>& mistakes) {
  json::object body = document(mistakes.front());
  json::array places;
  for (const base::Error& mistake : mistakes) places.push_back(place(mistake));
  body["errors"] = std::move(places);
  return told(mistakes.front(), body);
}

Response problem(const base::Error& error, const json::value& events_since) {
  json::object body = document(error);
  body["events_since"] = events_since;
  return told(error, body);
}

}  // namespace kept::http
