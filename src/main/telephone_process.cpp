#include <signal.h>  // NOLINT(modernize-deprecated-headers): <csignal> promises no sigwait
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/secret.h"
#include "desk/telephone/record_call_event.h"
#include "desk/word_names.h"
#include "http/server/server.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/listen_address.h"
#include "main/process.h"
#include "main/telephone.h"
#include "main/telephone_doors.h"
#include "main/telephone_trunks.h"
#include "store/sqlite/data_directory.h"
#include "telephony/event_teller.h"
#include "trunk/running_exchange.h"

namespace kept {
namespace {

using base::Result;

constexpr const char* kProvider = "built_in";
constexpr std::size_t kRunName = 10;
constexpr std::chrono::milliseconds kLook{200};
constexpr std::chrono::seconds kLastAnswers{2};

/// Where it stands among its settings.
struct Addresses {
  ListenAddress control;
  ListenAddress edge;
};

Result<Addresses> addresses(const Settings& settings) {
  Addresses all;
  const auto read = [](const char* key, const std::string& text, ListenAddress& into) {
    auto address = parse_listen_address(text);
    if (address.ok()) into = address.value();
    return address.ok()
               ? std::nullopt
               : std::optional(base::invalid("", address.error().reason,
                                             std::string(key) + ": " + address.error().message));
  };
  for (const auto& wrong : {read("telephone.control", settings.telephone_control, all.control),
                            read("telephone.edge", settings.telephone_edge, all.edge)}) {
    if (wrong) return *wrong;
  }
  if (!all.control.is_loopback) {
    return base::invalid("", "telephone.settings",
                         "telephone.control is an address of this machine, such as "
                         "127.0.0.1:3119.");
  }
  const std::string& server = settings.telephone_server;
  if (!server.starts_with("https://") && !is_this_machine(server)) {
    return base::invalid("", "telephone.settings",
                         "telephone.server begins with https:// unless it is this machine: "
                         "callers' numbers are told there.");
  }
  if (settings.telephone_first_port > settings.telephone_last_port) {
    return base::invalid("", "telephone.settings",
                         "telephone.first_port is beyond telephone.last_port.");
  }
  return all;
}

trunk::RunningExchangeOptions exchange_options(const Settings& settings, const Addresses& at,
                                               const std::string& run,
                                               std::vector<trunk::SofiaTrunkOptions> trunks) {
  trunk::RunningExchangeOptions options;
  options.run = run;
  options.trunks = std::move(trunks);
  options.fail_over = std::chrono::seconds(settings.telephone_fail_over);
  const bool has_both = !settings.telephone_address6.empty();
  options.board.address = has_both ? "::" : settings.telephone_address;
  options.board.first_port = static_cast<std::uint16_t>(settings.telephone_first_port);
  options.board.last_port = static_cast<std::uint16_t>(settings.telephone_last_port);
  options.board.latches = settings.telephone_nat == "yes";
  options.board.silence = std::chrono::seconds(settings.telephone_silence);
  options.board.unheard = std::chrono::seconds(settings.telephone_unheard);
  for (const auto& each : options.trunks) {
    for (const std::string& source : each.sources) options.board.gateways.push_back(source);
  }
  options.exchange.address = settings.telephone_address;
  options.exchange.address6 = settings.telephone_address6;
  options.exchange.presented = settings.telephone_presented;
  options.exchange.law = settings.telephone_law == "a" ? media::Law::a : media::Law::mu;
  options.exchange.ring = std::chrono::seconds(settings.telephone_ring);
  options.exchange.choice = std::chrono::seconds(settings.telephone_choice);
  options.edge_host = at.edge.address;
  options.edge_port = at.edge.port;
  options.sounds = settings.telephone_sounds;
  options.recordings = recordings_in(settings.data).string();
  options.recording_keys = recording_keys_in(settings.data).string();
  return options;
}

/// Says each trouble once, and when it is over.
std::function<void(const std::string&)> trouble_log() {
  return [last = std::string()](const std::string& what) mutable {
    if (what == last) return;
    if (what.empty()) {
      spdlog::info("telephone: the server takes events again");
    } else {
      spdlog::error("telephone: {}", what);
    }
    last = what;
  };
}

desk::CallEvent event_of(const trunk::CallNews& news, desk::CallEventKind kind) {
  desk::CallEvent event;
  event.provider = kProvider;
  event.call = news.call;
  event.kind = kind;
  event.caller = news.caller;
  event.callee = news.callee;
  event.agent = news.agent;
  event.digit = news.digit;
  event.reason = news.reason;
  event.at = news.at;
  event.recording = news.recording;
  return event;
}

void tell(telephony::EventTeller& teller, const trunk::CallNews& news) {
  if (const auto kind = desk::word_of<desk::CallEventKind>(news.event)) {
    teller.tell(event_of(news, *kind));
  } else {
    teller.is_up(news.call);  // dialling: the server knows
  }
}

http::ServerOptions control_options(const ListenAddress& at) {
  http::ServerOptions options;
  options.address = at.address;
  options.port = at.port;
  options.report = [](const std::string& what) { spdlog::error("telephone: http: {}", what); };
  return options;
}

/// New calls go elsewhere; those that are up have so long to come to their end.
void drain(trunk::RunningExchange& exchange, std::chrono::seconds at_most,
           const sigset_t& signals) {
  exchange.close_doors();
  const auto until = std::chrono::steady_clock::now() + at_most;
  while (exchange.standing().calls > 0 && std::chrono::steady_clock::now() < until) {
    // A second signal is in a hurry.
    const timespec look{0, std::chrono::nanoseconds(kLook).count()};
    if (sigtimedwait(&signals, nullptr, &look) > 0) return;
  }
}

std::string listen_addresses(const std::vector<trunk::SofiaTrunkOptions>& trunks) {
  std::string all;
  for (const auto& trunk : trunks) all += (all.empty() ? "" : ", ") + trunk.listen;
  return all;
}

struct AtEnd {
  explicit AtEnd(std::function<void()> what) : do_it(std::move(what)) {}
  ~AtEnd() { do_it(); }
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;
  std::function<void()> do_it;
};

/// The exchange for the teller, which is there before it and after it. Any thread.
class CurrentExchange {
 public:
  void is(trunk::RunningExchange* exchange) {
    const std::lock_guard lock(mutex_);
    exchange_ = exchange;
  }
  void turn_away(const std::string& call) {
    const std::lock_guard lock(mutex_);
    if (exchange_ != nullptr) exchange_->turn_away(call);
  }

 private:
  std::mutex mutex_;
  trunk::RunningExchange* exchange_ = nullptr;
};

/// Nobody else on this machine need read who called whom.
void keep_private(const std::filesystem::path& directory) {
  umask(S_IRWXG | S_IRWXO);
  if (std::filesystem::exists(directory)) {
    std::filesystem::permissions(directory, std::filesystem::perms::owner_all);
  }
}

int run(const Settings& settings, const Addresses& at, const std::string& secret,
        const Output& output) {
  const sigset_t signals = blocked_signals();
  const std::string name = base::new_secret().substr(0, kRunName);
  const std::filesystem::path directory = std::filesystem::path(settings.data) / "telephone";
  std::filesystem::create_directories(settings.data);
  keep_private(directory);
  // A second telephone there would take the first one's calls for lost.
  const auto only_one = store::DataDirectory::open(directory);
  if (!only_one.ok()) return output.failed(only_one.error());
  const base::SystemClock clock;
  CurrentExchange current;
  telephony::EventTellerOptions telling;
  telling.provider = kProvider;
  telling.address = settings.telephone_server + "/api/v1/telephony/events";
  telling.secret = secret;
  telling.run = name;
  telling.file = directory / "events";
  telling.report = trouble_log();
  telling.refused = [&current](const desk::CallEvent& event, const std::string& why) {
    spdlog::error("telephone: the server refuses {}: {}", desk::name_of(event.kind), why);
    if (event.kind == desk::CallEventKind::arrived) current.turn_away(event.call);
  };
  telephony::EventTeller teller(std::move(telling));
  auto trunks = trunk_options(settings, name, directory);
  const AtEnd read_once([&directory] { forget_certificates(directory); });
  if (!trunks.ok()) return output.failed(trunks.error());
  const std::string listens = listen_addresses(*trunks);
  // Whichever way it goes, it tells the ends of what was up, and the teller tells them on.
  trunk::RunningExchange exchange(exchange_options(settings, at, name, std::move(trunks).value()),
                                  clock,
                                  [&teller](const trunk::CallNews& news) { tell(teller, news); });
  forget_certificates(directory);
  current.is(&exchange);
  const AtEnd gone([&current] { current.is(nullptr); });
  teller.start();
  http::Router router;
  add_telephone_doors(router, exchange, secret);
  http::Server control(control_options(at.control), std::move(router));
  control.start();
  const std::string address = at.control.with_port(control.port());
  output.done("the telephone takes calls at " + listens + ", orders at " + address,
              {{"sip", listens}, {"control", address}});
  int signal = 0;
  sigwait(&signals, &signal);
  spdlog::info("telephone: ending: calls that are up may come to their end");
  drain(exchange, std::chrono::seconds(settings.telephone_drain), signals);
  control.drain(kLastAnswers);
  return kDone;
}

}  // namespace

int run_telephone(const Settings& settings, const Output& output) {
  log_at(settings.log_level);
  const auto at = addresses(settings);
  if (!at.ok()) return output.failed(at.error());
  const auto secret = telephone_secret(settings);
  if (!secret.ok()) return output.failed(secret.error());
  try {
    return run(settings, at.value(), secret.value(), output);
  } catch (const std::exception& error) {
    return output.failed(base::unavailable("telephone.cannot_run", error.what()));
  }
}

}  // namespace kept
