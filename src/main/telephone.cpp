#include "main/telephone.h"

#include <spdlog/spdlog.h>

#include <fstream>
#include <set>

#include "desk/ports/telephone.h"
#include "desk/telephone/record_call_event.h"
#include "main/installation.h"
#include "telephony/audio_relay.h"
#include "telephony/contact_centre.h"
#include "telephony/recording_shelf.h"
#include "telephony/simulated_telephone.h"

namespace kept {
namespace {

using base::Done;
using base::Error;
using base::Result;

constexpr std::size_t kShortestSecret = 32;

Error wrong(const std::string& what) { return base::invalid("", "telephone.settings", what); }

}  // namespace

Result<std::string> first_line(const std::string& key, const std::string& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  if (!stream.is_open()) return wrong(key + ": " + file + " cannot be read.");
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
  return line;
}

Result<std::string> telephone_secret(const Settings& settings) {
  const std::string& file = settings.telephone_secret_file;
  if (file.empty()) {
    return wrong("telephone.secret_file is empty: what tells of calls signs it.");
  }
  auto secret = first_line("telephone.secret_file", file);
  if (!secret.ok() || secret->size() >= kShortestSecret) return secret;
  return wrong("telephone.secret_file: the secret in " + file + " has fewer than 32 characters.");
}

bool is_this_machine(const std::string& url) {
  for (const char* host : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
    const std::string begin = host;
    if (!url.starts_with(begin)) continue;
    if (url.size() == begin.size() || url[begin.size()] == ':' || url[begin.size()] == '/') {
      return true;
    }
  }
  return false;
}

namespace {

Result<Done> may_be_there(const Settings& settings, const TelephonePlace& place) {
  if (settings.telephone_provider == "simulated" && !place.loopback) {
    return base::refused("serve.simulated_telephone",
                         "With the simulated telephone anybody can be anybody: it is served on "
                         "loopback only.");
  }
  // Under a clock that stands nobody works; that is how the tests ring a contact centre.
  const bool rings_people =
      settings.telephone_provider == "contact_centre" || settings.telephone_provider == "built_in";
  if (rings_people && place.demo && !place.test_clock) {
    return base::refused("serve.demo_telephone",
                         "A demo city rings nobody: its telephone is 'simulated' or 'none'.");
  }
  return Done{};
}

Result<Telephone> contact_centre(const Settings& settings) {
  const std::string& url = settings.telephone_webhook;
  if (!url.starts_with("https://") && !is_this_machine(url)) {
    return wrong("telephone.webhook begins with https:// unless it is this machine.");
  }
  auto secret = telephone_secret(settings);
  if (!secret.ok()) return secret.error();
  Telephone telephone;
  telephone.secret = secret.value();
  telephone.provider = std::make_unique<telephony::ContactCentre>(
      telephony::ContactCentreOptions{settings.telephone_name, url, telephone.secret,
                                      settings.telephone_queues_by_itself == "yes"});
  return telephone;
}

Result<std::vector<http::IceServer>> ice_servers(const Settings& settings) {
  if (settings.telephone_turn.empty()) return std::vector<http::IceServer>{};
  if (settings.telephone_turn_password_file.empty()) {
    return wrong(
        "telephone.turn_password_file is empty: a TURN server carries for nobody unknown.");
  }
  const auto password =
      first_line("telephone.turn_password_file", settings.telephone_turn_password_file);
  if (!password.ok()) return password.error();
  return std::vector{
      http::IceServer{settings.telephone_turn, settings.telephone_turn_user, *password}};
}

/// `kept311 telephone`, to which the queue here says what to do.
Result<Telephone> built_in(const Settings& settings) {
  const std::string address = "http://" + settings.telephone_control;
  if (!is_this_machine(address)) {
    return wrong("telephone.control is an address of this machine, such as 127.0.0.1:3119.");
  }
  auto secret = telephone_secret(settings);
  if (!secret.ok()) return secret.error();
  auto servers = ice_servers(settings);
  if (!servers.ok()) return servers.error();
  Telephone telephone;
  telephone.secret = secret.value();
  telephone.provider = std::make_unique<telephony::ContactCentre>(telephony::ContactCentreOptions{
      settings.telephone_provider, address + "/commands", telephone.secret, false});
  telephone.audio = std::make_unique<telephony::AudioRelay>(
      telephony::AudioRelayOptions{address + "/audio", telephone.secret});
  telephone.ice_servers = std::move(servers).value();
  telephone.line = std::make_unique<telephony::LineWatch>(
      telephony::LineWatchOptions{address + "/standing", telephone.secret});
  return telephone;
}

}  // namespace

namespace {

const char* word_of(telephony::LineStanding::State state) {
  using State = telephony::LineStanding::State;
  switch (state) {
    case State::up:
      return "up";
    case State::part:
      return "part";
    case State::down:
      return "down";
    case State::silent:
      return "silent";
  }
  return "";
}

}  // namespace

http::TelephoneFacts Telephone::facts() const {
  http::TelephoneFacts facts{provider ? provider->name() : "", lines != nullptr, audio.get(),
                             ice_servers, recordings.get()};
  if (line) {
    facts.line = [watch = line.get()] {
      telephony::LineStanding now = watch->standing();
      return http::LineFacts{word_of(now.state), std::move(now.down)};
    };
  }
  return facts;
}

http::TelephonyOptions Telephone::doors(desk::Store& store) const {
  http::TelephonyOptions options{store, {}, lines};
  if (!secret.empty()) {
    options.teller = http::CallTeller{
        provider->name(), secret, {provider->queues_by_itself(), audio != nullptr}};
  }
  return options;
}

Result<Telephone> make_telephone(const Settings& settings, store::SqliteStore& store,
                                 const base::Clock& clock, const TelephonePlace& place) {
  if (auto fine = may_be_there(settings, place); !fine.ok()) return fine.error();
  Telephone telephone;
  if (settings.telephone_provider == "simulated") {
    auto simulated = std::make_unique<telephony::SimulatedTelephone>(store, clock);
    telephone.lines = simulated.get();
    telephone.provider = std::move(simulated);
  } else if (settings.telephone_provider != "none") {
    auto made =
        settings.telephone_provider == "built_in" ? built_in(settings) : contact_centre(settings);
    if (!made.ok()) return made;
    telephone = std::move(made).value();
  }
  telephone.recordings = std::make_unique<telephony::RecordingShelf>(
      recordings_in(settings.data), recording_keys_in(settings.data));
  if (!telephone.provider) return telephone;
  store.read([](desk::Reader& reader) {
    if (reader.telephone().set_up()) return;
    spdlog::warn("telephone: the city's set-up has no telephone.toml, so no call is taken");
  });
  telephony::SwitchboardOptions options;
  options.report = [](const std::string& what) { spdlog::error("telephone: {}", what); };
  telephone.switchboard = std::make_unique<telephony::Switchboard>(
      store, clock, *telephone.provider, std::move(options));
  return telephone;
}

Result<Done> forget_lost_calls(desk::Store& store, const Telephone& telephone) {
  const bool goes_on = !telephone.secret.empty();
  return store.write([&](desk::Transaction& tx) -> Result<Done> {
    std::set<std::string> providers;
    for (const desk::CallRow& row : tx.telephone().calls_up()) providers.insert(row.provider);
    for (const std::string& provider : providers) {
      if (goes_on && provider == telephone.provider->name()) continue;
      const auto ended = desk::forget_calls(tx, provider);
      if (!ended.ok()) return ended.error();
    }
    return Done{};
  });
}

}  // namespace kept
