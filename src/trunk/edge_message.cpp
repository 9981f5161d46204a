#include "trunk/edge_message.h"

#include <boost/json.hpp>
#include <utility>

#include "trunk/json_text.h"

namespace kept::trunk {
namespace {

namespace json = boost::json;

/// The tag of our side of each leg.
constexpr const char* kMixer = "mixer";

std::string message(const std::string& cookie, const json::object& question) {
  return cookie + " " + json::serialize(question);
}

json::object question(const char* command, const EdgeLeg& leg) {
  return {{"command", command}, {"call-id", leg.call}, {"from-tag", leg.operator_}};
}

json::array addresses() { return {"origin", "session-connection"}; }

}  // namespace

std::string ask_ping(const std::string& cookie) { return message(cookie, {{"command", "ping"}}); }

std::string ask_offer(const std::string& cookie, const EdgeLeg& leg, const std::string& sdp) {
  json::object ask = question("offer", leg);
  ask["sdp"] = sdp;
  ask["transport-protocol"] = "RTP/AVP";
  ask["ICE"] = "remove";
  ask["rtcp-mux"] = json::array{"demux"};
  ask["replace"] = addresses();
  // Nothing is to be coded anew at the edge: browsers know µ-law (RFC 7874, 3).
  ask["codec"] = json::object{{"strip", json::array{"all"}},
                              {"offer", json::array{"PCMU", "telephone-event"}}};
  return message(cookie, ask);
}

std::string ask_answer(const std::string& cookie, const EdgeLeg& leg, const std::string& sdp) {
  json::object ask = question("answer", leg);
  ask["to-tag"] = kMixer;
  ask["sdp"] = sdp;
  ask["transport-protocol"] = "UDP/TLS/RTP/SAVPF";
  ask["ICE"] = "force";
  ask["rtcp-mux"] = json::array{"require"};
  // With passive four of fifteen legs did not connect.
  ask["DTLS"] = "active";
  ask["replace"] = addresses();
  return message(cookie, ask);
}

std::string ask_delete(const std::string& cookie, const EdgeLeg& leg) {
  return message(cookie, question("delete", leg));
}

std::optional<EdgeAnswer> read_answer(const std::string& datagram) {
  const std::size_t space = datagram.find(' ');
  if (space == std::string::npos || space == 0) return std::nullopt;
  boost::system::error_code error;
  const json::value value = json::parse(std::string_view(datagram).substr(space + 1), error);
  if (error || !value.is_object()) return std::nullopt;
  const json::object& answer = value.get_object();
  const std::string result = text_of(answer, "result");
  if (result.empty()) return std::nullopt;
  return EdgeAnswer{datagram.substr(0, space), result == "ok" || result == "pong",
                    text_of(answer, "sdp"), text_of(answer, "error-reason")};
}

}  // namespace kept::trunk
