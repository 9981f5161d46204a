#include "main/telephone_doors.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <utility>

#include "http/api/signed_request.h"

namespace kept {
namespace {

namespace json = boost::json;
using base::ErrorKind;
using http::Request;
using http::Response;

Response answer(int status, const json::object& body) {
  return {status, "application/json; charset=utf-8", json::serialize(body), {}};
}

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUnauthenticated:
      return 401;
    case ErrorKind::kNotFound:
      return 404;
    case ErrorKind::kConflict:
      return 409;
    case ErrorKind::kUnavailable:
      return 503;
    default:
      return 422;
  }
}

Response refusal(const base::Error& error) {
  return answer(status_of(error.kind), {{"reason", error.reason}, {"message", error.message}});
}

/// What the body says, when the server has sent it.
base::Result<json::object> signed_body(const Request& request, const std::string& secret) {
  if (auto error = http::not_signed(request, secret)) return *error;
  boost::system::error_code error;
  json::value read = json::parse(request.body, error);
  if (!error && read.is_object()) return std::move(read.get_object());
  return base::invalid("", "json.unreadable", "The body is no JSON object.");
}

std::string text_of(const json::object& body, const char* key) {
  const json::value* found = body.if_contains(key);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

Response obey(trunk::RunningExchange& exchange, const std::string& secret, const Request& request) {
  const auto body = signed_body(request, secret);
  if (!body.ok()) return refusal(body.error());
  const auto done = exchange.carry_out({text_of(*body, "action"), text_of(*body, "call_id"),
                                        text_of(*body, "agent"), text_of(*body, "phone"),
                                        text_of(*body, "text"), text_of(*body, "language")});
  return done.ok() ? answer(200, {}) : refusal(done.error());
}

Response attach(trunk::RunningExchange& exchange, const std::string& secret,
                const Request& request) {
  const auto body = signed_body(request, secret);
  if (!body.ok()) return refusal(body.error());
  const std::string agent = text_of(*body, "agent");
  if (agent.empty()) {
    return refusal(base::invalid("/agent", "field.missing", "Say whose sound it is."));
  }
  const auto sdp = exchange.attach(agent, text_of(*body, "sdp"));
  return sdp.ok() ? answer(200, {{"sdp", sdp.value()}}) : refusal(sdp.error());
}

Response health(trunk::RunningExchange& exchange) {
  const auto standing = exchange.standing();
  const auto& board = standing.board;
  return answer(200, {{"trunk", "up"},
                      {"edge", standing.edge_is_up ? "up" : "down"},
                      {"calls", standing.calls},
                      {"legs", standing.legs},
                      {"ticks", board.ticks},
                      {"late_ticks", board.late_ticks},
                      {"latest_us", board.latest.count()},
                      {"longest_work_us", board.longest_work.count()},
                      {"work_us", board.work.count()}});
}

}  // namespace

void add_telephone_doors(http::Router& router, trunk::RunningExchange& exchange,
                         const std::string& secret) {
  router.on("POST", "/commands", [&exchange, secret](const Request& request) {
    return obey(exchange, secret, request);
  });
  router.on("POST", "/audio", [&exchange, secret](const Request& request) {
    return attach(exchange, secret, request);
  });
  router.on("GET", "/healthz", [&exchange](const Request&) { return health(exchange); });
}

}  // namespace kept
