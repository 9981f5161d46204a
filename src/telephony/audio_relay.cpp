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
/// thread of the server's.
constexpr std::chrono::milliseconds kTurn{250};

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

base::Result<std::string> AudioRelay::connect(const std::string& agent, const std::string& offer) {
  if (!free_.try_acquire_for(kTurn)) return no_answer();
  const Turn turn{free_};
  const Webhook to{options_.address, options_.secret, options_.patience, kLongestAnswer};
  // Sent once: whoever waits for it asks again, with a new offer.
  const WebhookAnswer answer =
      post(to, json::serialize(json::object{{"agent", agent}, {"sdp", offer}}), "audio-" + agent);
  if (!answer.came || answer.status >= 500) return no_answer();
  if (answer.status != 200) {
    return base::refused("telephone.sound_refused", "The telephone cannot read this offer.",
                         "/sdp");
  }
  if (auto sdp = sdp_in(answer.body)) return *std::move(sdp);
  return no_answer();
}

}  // namespace kept::telephony
