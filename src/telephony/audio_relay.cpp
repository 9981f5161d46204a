#include "telephony/audio_relay.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <utility>

#include "telephony/webhook.h"

namespace kept::telephony {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestAnswer = 64UL * 1024;
/// For one of those before to be answered; a connection takes some 20 ms. Who waits holds up a
/// thread of the server's, so that few may.
constexpr std::chrono::milliseconds kTurn{250};
constexpr int kMayWait = 2;

std::string body_of(const std::string& agent, const desk::TelephoneAudio::Offer& offer) {
  json::object body{{"agent", agent}, {"sdp", offer.sdp}};
  if (!offer.page.empty()) body["page"] = offer.page;
  if (offer.again) body["again"] = true;
  return json::serialize(body);
}

std::optional<std::string> sdp_in(const std::string& body) {
  boost::system::error_code error;
  const json::value read = json::parse(body, error);
  if (error || !read.is_object()) return std::nullopt;
  const json::value* sdp = read.as_object().if_contains("sdp");
  if (sdp == nullptr || !sdp->is_string()) return std::nullopt;
  return std::string(sdp->as_string());
}

base::Error no_answer() {
  return base::unavailable("telephone.no_sound", "The telephone does not answer. Try again.");
}

struct Turn {
  std::counting_semaphore<3>& free;
  ~Turn() { free.release(); }
};

}  // namespace

AudioRelay::AudioRelay(AudioRelayOptions options) : options_(std::move(options)) {}

bool AudioRelay::have_turn() {
  if (free_.try_acquire()) return true;
  const int before = waiting_.fetch_add(1);
  const bool has_turn = before < kMayWait && free_.try_acquire_for(kTurn);
  waiting_.fetch_sub(1);
  return has_turn;
}

base::Result<std::string> AudioRelay::connect(const std::string& agent, const Offer& offer) {
  if (!have_turn()) return no_answer();
  const Turn turn{free_};
  const Webhook to{options_.address, options_.secret, options_.patience, kLongestAnswer};
  // Sent once: whoever waits for it asks again, with a new offer.
  const WebhookAnswer answer = post(to, body_of(agent, offer), "audio-" + agent);
  if (!answer.came || answer.status >= 500) return no_answer();
  if (answer.status == 409) {
    return base::conflict("telephone.sound_elsewhere", "Your sound is on another page by now.");
  }
  if (answer.status != 200) {
    return base::refused("telephone.sound_refused", "The telephone cannot read this offer.",
                         "/sdp");
  }
  if (auto sdp = sdp_in(answer.body)) return *std::move(sdp);
  return no_answer();
}

}  // namespace kept::telephony
