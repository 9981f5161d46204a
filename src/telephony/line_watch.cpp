#include "telephony/line_watch.h"

#include <boost/json/parse.hpp>
#include <exception>
#include <utility>

#include "telephony/webhook.h"

namespace kept::telephony {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestStanding = 64UL * 1024;

std::string text_at(const json::object& object, const char* key) {
  const json::value* found = object.if_contains(key);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : "";
}

/// What /standing tells.
LineStanding standing_in(const std::string& body) {
  using State = LineStanding::State;
  boost::system::error_code error;
  const json::value read = json::parse(body, error);
  const json::value* trunks =
      !error && read.is_object() ? read.get_object().if_contains("trunks") : nullptr;
  if (trunks == nullptr || !trunks->is_array()) return {State::silent, {}};
  LineStanding standing;
  for (const json::value& each : trunks->get_array()) {
    if (!each.is_object() || text_at(each.get_object(), "state") == "up") continue;
    standing.down.push_back(text_at(each.get_object(), "name"));
  }
  if (!standing.down.empty()) {
    standing.state = standing.down.size() == trunks->get_array().size() ? State::down : State::part;
  }
  return standing;
}

}  // namespace

LineWatch::LineWatch(LineWatchOptions options) : options_(std::move(options)) {}

LineWatch::~LineWatch() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  ends_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void LineWatch::start() {
  thread_ = std::thread([this] { run(); });
}

LineStanding LineWatch::standing() const {
  const std::lock_guard lock(mutex_);
  return standing_;
}

void LineWatch::run() {
  const Webhook to{options_.address, options_.secret, options_.patience, kLongestStanding};
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    lock.unlock();
    LineStanding standing{LineStanding::State::silent, {}};
    try {
      const WebhookAnswer answer = post(to, "{}", "standing");
      if (answer.came && answer.status == 200) standing = standing_in(answer.body);
    } catch (const std::exception&) {
      // Whatever kept us from asking: nobody knows that people can call.
      standing.down.clear();
    }
    lock.lock();
    standing_ = std::move(standing);
    ends_.wait_for(lock, options_.pause, [this] { return is_ending_; });
  }
}

}  // namespace kept::telephony
