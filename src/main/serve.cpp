#include <signal.h>
#include <spdlog/spdlog.h>

#include <boost/asio/ip/address.hpp>
#include <cstdio>
#include <mutex>

#include "base/time_text.h"
#include "http/api/api.h"
#include "http/portal/portal.h"
#include "http/server/server.h"
#include "http/server/static_files.h"
#include "keeper/keeper.h"
#include "main/commands.h"
#include "main/following_index.h"
#include "main/installation.h"
#include "main/said.h"
#include "search/xapian_knowledge_index.h"
#include "store/sqlite/data_directory.h"

namespace kept {
namespace {

constexpr std::chrono::seconds kDrain{20};

struct Listen {
  std::string address;
  std::uint16_t port = 0;
  bool loopback = false;
};

base::Result<Listen> listen_at(const std::string& text) {
  const auto colon = text.rfind(':');
  boost::system::error_code failed;
  const auto address = boost::asio::ip::make_address(
      colon == std::string::npos ? text : text.substr(0, colon), failed);
  int port = 0;
  const bool has_port =
      colon != std::string::npos && std::sscanf(text.c_str() + colon + 1, "%d", &port) == 1;
  if (failed || !has_port || port < 0 || port > 65535) {
    return base::invalid("/listen", "serve.bad_address",
                         "--listen wants ADDRESS:PORT, for example 127.0.0.1:3110.");
  }
  return Listen{address.to_string(), static_cast<std::uint16_t>(port), address.is_loopback()};
}

/// Waits for the signal that ends the server. The signals must be blocked in every thread.
void wait_for_end(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
}

/// Everything that runs, in the order in which it is made and, backwards, ended.
int run(const ServeCommand& command, const Listen& listen, base::Clock& clock,
        base::ManualClock* standing, Installation& city, const sigset_t& signals) {
  search::XapianKnowledgeIndex articles(command.data / "knowledge");
  FollowingIndex knowledge(*city.store, articles);
  knowledge.catch_up();
  keeper::Keeper keeper(*city.store, clock);
  std::mutex moving;

  http::ApiOptions options{*city.store, knowledge, city.signer, clock, {}, {}, {}};
  options.trouble = [&]() -> std::optional<std::string> {
    if (!city.store->can_write()) return "the disk failed; restart when it is well";
    return keeper.trouble();
  };
  if (standing != nullptr) {
    options.statements = [] { return store::SqliteStore::statements_of_this_thread(); };
    options.advance = [&](base::Instant target) {
      const std::scoped_lock lock(moving);
      return keeper.advance(*standing, target);
    };
  }
  http::Router router;
  http::add_api(router, options);
  http::add_portal(router, {*city.store, city.signer});
  router.otherwise(http::static_files(command.console));
  http::ServerOptions server_options;
  server_options.address = listen.address;
  server_options.port = listen.port;
  server_options.report = [](const std::string& what) { spdlog::error("http: {}", what); };
  http::Server server(server_options, std::move(router));
  http::add_live(server, options);
  if (standing == nullptr) keeper.start(command.confirm_clock);
  server.start();
  std::printf("listening on http://%s:%d\n", listen.address.c_str(), server.port());
  std::fflush(stdout);
  wait_for_end(signals);
  server.drain(kDrain);
  keeper.stop();
  return 0;
}

}  // namespace

int serve(const ServeCommand& command) {
  const auto listen = listen_at(command.listen);
  if (!listen.ok()) return said(listen.error());
  if (command.test_clock && !listen->loopback) {
    return said(base::invalid("/listen", "serve.test_clock", "A test clock is for loopback only."));
  }
  // Blocked here, so that every thread to come inherits it and only sigwait sees them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  base::SystemClock system;
  std::optional<base::ManualClock> standing;
  if (command.test_clock) {
    const auto at = base::parse_instant(*command.test_clock);
    if (!at.ok()) return said(at.error());
    standing.emplace(at.value());
  }
  base::Clock& clock = standing ? static_cast<base::Clock&>(*standing) : system;
  auto opened = open_installation(command.data, clock, false);
  if (!opened.ok()) return said(opened.error());
  Installation city = std::move(opened).value();
  const auto locked = store::DataDirectory::open(command.data);
  if (!locked.ok()) return said(locked.error());
  bool demo = false;
  std::optional<base::Instant> last_event;
  city.store->read([&](desk::Reader& reader) {
    demo = reader.jurisdiction().demo;
    last_event = reader.last_event_at();
  });
  if (demo && !listen->loopback) {
    return said(base::invalid("/listen", "serve.demo",
                              "This city has demo passwords: it is served on loopback only."));
  }
  // A restart in the middle of a test goes on where the clock stood.
  if (standing && last_event && *last_event > standing->now()) {
    if (const auto moved = standing->set(*last_event); !moved.ok()) return said(moved.error());
  }
  return run(command, *listen, clock, standing ? &*standing : nullptr, city, signals);
}

}  // namespace kept
