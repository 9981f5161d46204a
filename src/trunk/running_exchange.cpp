#include "trunk/running_exchange.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <future>
#include <thread>
#include <utility>

#include "trunk/edge_client.h"
#include "trunk/tape_recorder.h"
#include "trunk/trunk_group.h"

namespace kept::trunk {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto kLook = 50ms;
/// Longer than the edge is asked for both its answers.
constexpr auto kAttachWithin = 5s;

}  // namespace

/// Everything of the exchange happens on thread_; trunk and board post what they tell to it.
class RunningExchange::Core final : public TrunkListener, public SoundListener {
 public:
  Core(const RunningExchangeOptions& options, const base::Clock& clock,
       std::function<void(CallNews)> tell)
      : edge_(context_, edge_options(options)),
        sounds_(options.sounds,
                [this](std::function<void()> work, std::function<void()> then) {
                  asio::post(speaker_, [this, work = std::move(work), then = std::move(then)] {
                    work();
                    asio::post(context_, then);
                  });
                }),
        board_(options.board, *this),
        recorder_({options.recordings, options.recording_keys,
                   [this](const std::string& call) {
                     post([call](Exchange& to) { to.recording_failed(call); });
                   }},
                  board_),
        trunk_(options.fail_over, clock, *this),
        headsets_({edge_, board_, options.exchange.address, options.run,
                   [this](const std::string& agent) { exchange_.headset_changed(agent); }}),
        exchange_(options.exchange,
                  {trunk_, board_, headsets_, sounds_, recorder_, clock, std::move(tell)}),
        timer_(context_) {
    for (const SofiaTrunkOptions& each : options.trunks) {
      const auto& added =
          trunks_.emplace_back(std::make_unique<SofiaTrunk>(each, trunk_.next_listener()));
      trunk_.add(*added, [trunk = added.get()] { return trunk->standing().is_up; });
    }
    look();
    thread_ = std::thread([this] { context_.run(); });
  }

  template <typename Work>
  auto wait_for(Work work) {
    std::packaged_task<decltype(work())()> task(std::move(work));
    auto done = task.get_future();
    asio::post(context_, [&task] { task(); });
    return done.get();
  }

  ~Core() override {
    // Goodbyes are said while the thread still takes what the trunk tells of them; what it asks of
    // the trunk afterwards is passed over there.
    hang_up_all();
    for (const auto& trunk : trunks_) trunk->close();
    speaker_.stop();
    speaker_.join();
    context_.stop();
    thread_.join();
  }

  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  void post(std::function<void(Exchange&)> what) {
    asio::post(context_, [this, what = std::move(what)] { what(exchange_); });
  }

  void attach(const std::string& agent, const Headsets::Offer& offer, Headsets::Reply reply) {
    asio::post(context_, [this, agent, offer, reply = std::move(reply)] {
      headsets_.attach(agent, offer, reply);
    });
  }

  Standing standing() {
    Standing standing = wait_for(
        [this] { return Standing{edge_.is_up(), exchange_.calls(), headsets_.legs(), 0, {}, {}}; });
    standing.board = board_.figures();
    for (const auto& trunk : trunks_) {
      standing.trunks.push_back(trunk->standing());
      standing.dialogs += trunk->dialogs();
    }
    return standing;
  }

  void hang_up_all() {
    wait_for([this] {
      exchange_.close_doors();
      exchange_.hang_up_all();
      headsets_.remove_all();
    });
  }

  Exchange& exchange() { return exchange_; }

  void invited(const TrunkCall& call, const std::string& caller, const std::string& callee,
               const std::string& sdp) override {
    post([=](Exchange& to) { to.invited(call, caller, callee, sdp); });
  }
  void changed(const TrunkCall& call, const std::string& sdp) override {
    post([=](Exchange& to) { to.changed(call, sdp); });
  }
  void progressed(const TrunkCall& call, const std::string& sdp) override {
    post([=](Exchange& to) { to.progressed(call, sdp); });
  }
  void answered(const TrunkCall& call, const std::string& sdp) override {
    post([=](Exchange& to) { to.answered(call, sdp); });
  }
  void failed(const TrunkCall& call, int status) override {
    post([=](Exchange& to) { to.failed(call, status); });
  }
  void ended(const TrunkCall& call) override {
    post([=](Exchange& to) { to.ended(call); });
  }
  void pressed(Leg leg, const std::string& digits) override {
    post([=](Exchange& to) { to.pressed(leg, digits); });
  }
  void played(Leg leg, std::int64_t piece) override {
    post([=](Exchange& to) { to.played(leg, piece); });
  }
  void fell_silent(Leg leg) override {
    post([=](Exchange& to) { to.fell_silent(leg); });
  }

 private:
  static EdgeClientOptions edge_options(const RunningExchangeOptions& options) {
    EdgeClientOptions edge;
    edge.host = options.edge_host;
    edge.port = options.edge_port;
    edge.run = options.run;
    return edge;
  }

  void look() {
    timer_.expires_after(kLook);
    timer_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      trunk_.pass_time();
      exchange_.pass_time();
      look();
    });
  }

  asio::io_context context_;
  asio::thread_pool speaker_{1};  ///< reads aloud, one text after the other
  EdgeClient edge_;
  SoundLibrary sounds_;
  RtpSoundBoard board_;
  TapeRecorder recorder_;
  TrunkGroup trunk_;
  Headsets headsets_;
  Exchange exchange_;
  std::vector<std::unique_ptr<SofiaTrunk>> trunks_;  ///< after those to whom they tell
  asio::steady_timer timer_;
  std::thread thread_;
};

RunningExchange::RunningExchange(const RunningExchangeOptions& options, const base::Clock& clock,
                                 std::function<void(CallNews)> tell)
    : core_(std::make_unique<Core>(options, clock, std::move(tell))) {}

RunningExchange::~RunningExchange() = default;

base::Result<base::Done> RunningExchange::carry_out(const CallOrder& order) {
  return core_->wait_for([&] { return core_->exchange().carry_out(order); });
}

base::Result<std::string> RunningExchange::attach(const std::string& agent,
                                                  const Headsets::Offer& offer) {
  auto answer = std::make_shared<std::promise<base::Result<std::string>>>();
  auto told = answer->get_future();
  core_->attach(agent, offer, [answer](base::Result<std::string> result) {
    answer->set_value(std::move(result));
  });
  if (told.wait_for(kAttachWithin) == std::future_status::ready) return told.get();
  return base::unavailable("telephone.edge_down", "rtpengine does not answer.");
}

void RunningExchange::turn_away(const std::string& call) {
  core_->post([call](Exchange& exchange) { exchange.turn_away(call); });
}

void RunningExchange::hang_up_all() { core_->hang_up_all(); }

RunningExchange::Standing RunningExchange::standing() { return core_->standing(); }

void RunningExchange::close_doors() {
  core_->wait_for([this] {
    core_->exchange().close_doors();
    return true;
  });
}

}  // namespace kept::trunk
