#include "main/telephone_doors.h"

#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
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

/// The server sends a command again that it saw no answer to, under the same key: it is obeyed
/// once, and answered the same both times. Any thread may ask.
class ObeyedCommands {
 public:
  template <typename Obey>
  Response once(const std::string& key, Obey obey) {
    // Commands are obeyed one after the other anyway.
    const std::lock_guard lock(mutex_);
    if (const auto known = answers_.find(key); known != answers_.end()) return known->second;
    const Response& first = answers_[key] = obey();
    keys_.push_back(key);
    if (keys_.size() <= kMost) return first;
    Response answer = first;
    answers_.erase(keys_.front());
    keys_.pop_front();
    return answer;
  }

 private:
  static constexpr std::size_t kMost = 2'000;  ///< a server asks again within seconds
  std::mutex mutex_;
  std::map<std::string, Response> answers_;
  std::deque<std::string> keys_;
};

Response obey(trunk::RunningExchange& exchange, const json::object& order) {
  const auto done =
      exchange.carry_out({text_of(order, "action"), text_of(order, "call_id"),
                          text_of(order, "agent"), text_of(order, "phone"), text_of(order, "text"),
                          text_of(order, "language"), text_of(order, "colleague")});
  return done.ok() ? answer(200, {}) : refusal(done.error());
}

Response attach(trunk::RunningExchange& exchange, const std::string& secret,
                const Request& request) {
  const auto body = signed_body(request, secret);
  if (!body.ok()) return refusal(body.error());
  // A command with an agent in it, sent again to here, must not take their sound away.
  if (!body->contains("sdp")) {
    return refusal(base::invalid("/sdp", "field.missing", "Say what their browser offers."));
  }
  const std::string agent = text_of(*body, "agent");
  if (agent.empty()) {
    return refusal(base::invalid("/agent", "field.missing", "Say whose sound it is."));
  }
  const json::value* again = body->if_contains("again");
  const bool is_again = again != nullptr && again->is_bool() && again->get_bool();
  const auto sdp =
      exchange.attach(agent, {text_of(*body, "sdp"), text_of(*body, "page"), is_again});
  return sdp.ok() ? answer(200, {{"sdp", sdp.value()}}) : refusal(sdp.error());
}

/// What only grows where something is forgotten: open files and sockets, and memory in kB
/// (proc(5)).
std::size_t open_descriptors() {
  std::error_code none;
  const std::filesystem::directory_iterator files("/proc/self/fd", none);
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

std::int64_t memory_kb() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t all = 0;
  std::int64_t resident = 0;
  statm >> all >> resident;
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

Response health(trunk::RunningExchange& exchange) {
  const auto standing = exchange.standing();
  const auto& board = standing.board;
  json::array trunks;
  bool has_one = false;
  for (const trunk::TrunkStanding& one : standing.trunks) {
    has_one = has_one || one.is_up;
    trunks.push_back(
        json::object{{"name", one.name}, {"state", one.is_up ? "up" : "down"}, {"why", one.why}});
  }
  return answer(200, {{"trunk", has_one ? "up" : "down"},
                      {"trunks", std::move(trunks)},
                      {"edge", standing.edge_is_up ? "up" : "down"},
                      {"calls", standing.calls},
                      {"legs", standing.legs},
                      {"dialogs", standing.dialogs},
                      {"channels", board.channels},
                      {"rooms", board.rooms},
                      {"descriptors", open_descriptors()},
                      {"memory_kb", memory_kb()},
                      {"ticks", board.ticks},
                      {"late_ticks", board.late_ticks},
                      {"latest_us", board.latest.count()},
                      {"longest_work_us", board.longest_work.count()},
                      {"work_us", board.work.count()}});
}

}  // namespace

void add_telephone_doors(http::Router& router, trunk::RunningExchange& exchange,
                         const std::string& secret) {
  const auto obeyed = std::make_shared<ObeyedCommands>();
  router.on("POST", "/commands", [&exchange, secret, obeyed](const Request& request) {
    const auto body = signed_body(request, secret);
    if (!body.ok()) return refusal(body.error());
    const auto key = request.header("idempotency-key");
    if (!key) return obey(exchange, *body);
    return obeyed->once(*key, [&] { return obey(exchange, *body); });
  });
  router.on("POST", "/audio", [&exchange, secret](const Request& request) {
    return attach(exchange, secret, request);
  });
  router.on("POST", "/standing", [&exchange, secret](const Request& request) {
    const auto body = signed_body(request, secret);
    return body.ok() ? health(exchange) : refusal(body.error());
  });
  router.on("GET", "/healthz", [&exchange](const Request&) { return health(exchange); });
}

}  // namespace kept
