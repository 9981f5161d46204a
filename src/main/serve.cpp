#include <signal.h>  // NOLINT(modernize-deprecated-headers): <csignal> promises no sigwait
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <system_error>

#include "base/time_text.h"
#include "desk/follow_zone_rules.h"
#include "desk/ports/historic_records.h"
#include "http/api/api.h"
#include "http/open311/open311.h"
#include "http/open_data/open_data.h"
#include "http/photos/photos.h"
#include "http/portal/portal.h"
#include "http/server/server.h"
#include "http/server/static_files.h"
#include "keeper/keeper.h"
#include "main/commands.h"
#include "main/figures.h"
#include "main/following_index.h"
#include "main/following_places.h"
#include "main/installation.h"
#include "main/listen_address.h"
#include "main/mail_transport.h"
#include "main/process.h"
#include "main/standing_time.h"
#include "main/telephone.h"
#include "notify/outbox_worker.h"
#include "partners/delivery_worker.h"
#include "photos/vips_photo_studio.h"
#include "places/area_drawing.h"
#include "records/published_files.h"
#include "search/xapian_knowledge_index.h"
#include "search/xapian_place_index.h"
#include "store/sqlite/data_directory.h"

namespace kept {
namespace {

http::ServerOptions server_options(const Settings& settings, const ListenAddress& listen) {
  http::ServerOptions options;
  options.address = listen.address;
  options.port = listen.port;
  options.io_threads = static_cast<int>(settings.io_threads);
  options.workers = static_cast<int>(settings.workers);
  options.max_body = static_cast<std::size_t>(settings.max_body);
  options.max_upload = static_cast<std::size_t>(settings.max_upload);
  options.max_header = static_cast<std::uint32_t>(settings.max_header);
  options.max_connections = static_cast<std::size_t>(settings.max_connections);
  options.max_waiting = static_cast<std::size_t>(settings.max_waiting);
  options.idle_timeout = std::chrono::seconds(settings.idle_timeout);
  options.request_timeout = std::chrono::seconds(settings.request_timeout);
  options.report = [](const std::string& what) { spdlog::error("http: {}", what); };
  return options;
}

http::SessionOptions session_options(const Settings& settings) {
  http::SessionOptions options;
  options.lasts = std::chrono::hours(settings.session_hours);
  options.failures = static_cast<std::size_t>(settings.password_failures);
  options.lock_out = std::chrono::minutes(settings.lock_out);
  return options;
}

base::Result<base::Done> start(http::Server& server, const ListenAddress& listen) {
  try {
    server.start();
    return base::Done{};
  } catch (const std::system_error& error) {
    const std::string where = listen.with_port(listen.port);
    if (error.code() == std::errc::address_in_use) {
      return base::unavailable(
          "serve.port_taken",
          "Another program listens on " + where + ". End it, or name another port with --listen.");
    }
    return base::unavailable("serve.no_address", "Cannot listen on " + where + ": " +
                                                     error.code().message() +
                                                     ". Name another address with --listen.");
  }
}

/// Waits for the signal that ends the server. The signals must be blocked in every thread.
void wait_for_end(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
}

notify::OutboxOptions outbox_options(const Settings& settings, const keeper::Keeper& keeper) {
  notify::OutboxOptions options;
  options.sender = settings.mail_from;
  options.may_send = [&keeper] { return !keeper.trouble(); };
  options.report = [](const std::string& what) { spdlog::error("outbox: {}", what); };
  return options;
}

records::PublishedFilesOptions publishing() {
  records::PublishedFilesOptions options;
  options.report = [](const std::string& what) { spdlog::error("open data: {}", what); };
  return options;
}

partners::WorkerOptions partner_options(const Settings& settings, const keeper::Keeper& keeper) {
  partners::WorkerOptions options;
  options.public_url = settings.public_url;
  while (options.public_url.ends_with('/')) options.public_url.pop_back();
  options.may_send = [&keeper] { return !keeper.trouble(); };
  options.report = [](const std::string& what) { spdlog::error("partners: {}", what); };
  return options;
}

/// What one running server is made of, besides its settings.
struct Serving {
  const Settings& settings;
  const ServeCommand& command;
  ListenAddress listen;
  base::Clock& clock;
  base::ManualClock* standing;  ///< the same clock when it stands, else nothing
  Installation& city;
  Telephone& telephone;
  const sigset_t& signals;
};

/// A restart in the middle of a test goes on where the clock stood.
base::Result<base::Done> resume(keeper::Keeper& keeper, base::ManualClock* standing) {
  if (standing == nullptr) return base::Done{};
  const base::Instant stood =
      std::max(standing->now(), keeper.last_there().value_or(standing->now()));
  const auto handled = keeper.advance(*standing, stood);
  if (!handled.ok()) return handled.error();
  return base::Done{};
}

void show(const http::Metrics& metrics, http::Router& router) {
  router.on("GET", "/metrics", [&metrics](const http::Request&) {
    return http::Response{200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(), {}};
  });
}

/// All that can be asked, but for the figures.
http::Router doors(const Serving& serving, const desk::PhotoStudio& studio,
                   desk::OpenDataFiles& published, const http::ApiOptions& options) {
  http::Router router;
  http::add_api(router, options);
  http::add_telephony(router, serving.telephone.doors(options.store));
  http::add_portal(router, {options.store, serving.city.signer});
  http::add_photos(router, {options.store, serving.city.signer});
  http::add_open311(router,
                    {options.store, serving.city.signer, studio, serving.settings.public_url,
                     static_cast<int>(serving.settings.requests_a_minute), options.statements});
  http::add_open_data(router, {options.store, published, serving.settings.public_url,
                               static_cast<int>(serving.settings.downloads_a_minute)});
  router.otherwise(http::static_files(serving.settings.console));
  return router;
}

http::ApiOptions api_options(const Serving& serving, keeper::Keeper& keeper,
                             desk::KnowledgeIndex& knowledge, desk::PlaceIndex& places) {
  store::SqliteStore& store = *serving.city.store;
  http::ApiOptions options{
      store, knowledge, places, serving.city.signer, serving.clock, {}, {}, {}, {}, {}, {}, {}};
  options.sessions = session_options(serving.settings);
  options.telephone = serving.telephone.facts();
  options.trouble = [&store, &keeper]() -> std::optional<std::string> {
    if (!store.can_write()) return "the disk failed; restart when it is well";
    return keeper.trouble();
  };
  options.confirm_clock = [&keeper] { keeper.confirm_clock(); };
  options.clock_doubt = [&keeper] { return keeper.doubt(); };
  options.draw_area = places::drawn_area;
  if (!serving.settings.basemap.empty()) {
    options.basemap = serving.city.directory / serving.settings.basemap;  // a full path stays one
  }
  return options;
}

/// Nobody comes in before promises stand at their instants by today's rules.
base::Result<base::Done> open_doors(const Serving& serving, keeper::Keeper& keeper,
                                    http::Server& server) {
  const auto retimed = desk::follow_zone_rules(*serving.city.store);
  if (!retimed.ok()) return retimed.error();
  if (retimed.value() > 0) {
    spdlog::warn("the clocks' rules changed: {} promises have another instant", retimed.value());
  }
  if (auto resumed = resume(keeper, serving.standing); !resumed.ok()) return resumed;
  const auto forgotten = forget_lost_calls(*serving.city.store, serving.telephone);
  if (!forgotten.ok()) return forgotten.error();
  return start(server, serving.listen);
}

/// The telephone obeys at once, whatever the clock; all else follows one that goes.
void start_work(const FollowsTime& workers, const Serving& serving) {
  using Time = telephony::Switchboard::Time;
  const bool stands = serving.standing != nullptr;
  if (workers.switchboard != nullptr) {
    workers.switchboard->start(stands ? Time::stands : Time::flows);
  }
  if (serving.telephone.line) serving.telephone.line->start();
  if (stands) return;
  workers.keeper.start(serving.command.confirm_clock);
  workers.outbox.start();
  workers.deliveries.start();
  workers.sweeper.start();
}

void stop_work(const FollowsTime& workers) {
  if (workers.switchboard != nullptr) workers.switchboard->stop();
  workers.keeper.stop();
  workers.outbox.stop();
  workers.deliveries.stop();
  workers.sweeper.stop();
}

/// Everything that runs, in the order in which it is made and, backwards, ended.
int run(const Serving& serving, const Output& output) {
  Installation& city = serving.city;
  base::ManualClock* const standing = serving.standing;
  const photos::VipsPhotoStudio studio;
  search::XapianKnowledgeIndex articles(city.directory / "knowledge");
  FollowingIndex knowledge(*city.store, articles);
  knowledge.catch_up();
  search::XapianPlaceIndex gazetteer(city.directory / "places");
  FollowingPlaces places(*city.store, gazetteer);
  places.catch_up();
  keeper::KeeperOptions keeping;
  keeping.report = [](std::string_view what) { spdlog::error("keeper: {}", what); };
  keeper::Keeper keeper(*city.store, serving.clock, keeping);
  const auto transport = mail_transport(serving.settings, city.directory);
  notify::OutboxWorker outbox(*city.store, serving.clock, *transport,
                              {serving.settings.public_url, city.signer},
                              outbox_options(serving.settings, keeper));
  partners::DeliveryWorker deliveries(*city.store, serving.clock,
                                      partner_options(serving.settings, keeper));
  telephony::RecordingSweeper sweeper(
      *city.store, *serving.telephone.recordings,
      [](const std::string& what) { spdlog::error("recordings: {}", what); });
  const FollowsTime workers{keeper, outbox, deliveries, sweeper,
                            serving.telephone.switchboard.get()};
  std::mutex moving;

  http::ApiOptions options = api_options(serving, keeper, knowledge, places);
  if (standing != nullptr) {
    options.statements = [] { return store::SqliteStore::statements_of_this_thread(); };
    options.advance = [&](base::Instant target) {
      const std::scoped_lock lock(moving);
      return advance(*city.store, workers, *standing, target);
    };
  }
  records::PublishedFiles published(*city.store, serving.clock, city.directory / "open-data",
                                    publishing());
  http::Router router = doors(serving, studio, published, options);
  http::Metrics metrics;
  add_figures(metrics, *city.store, keeper);
  if (workers.switchboard != nullptr) add_telephone_figures(metrics, *city.store);
  if (serving.telephone.line) add_line_figures(metrics, *serving.telephone.line);
  show(metrics, router);
  http::ServerOptions with_metrics = server_options(serving.settings, serving.listen);
  with_metrics.observe = [&metrics](const http::Answered& request) { metrics.count(request); };
  http::Server server(std::move(with_metrics), std::move(router));
  http::add_live(server, options);
  add_figures(metrics, server);
  if (const auto open = open_doors(serving, keeper, server); !open.ok()) {
    return output.failed(open.error());
  }
  const std::string address = "http://" + serving.listen.with_port(server.port());
  if (serving.settings.public_url.empty()) outbox.found_at(address);
  start_work(workers, serving);
  output.done(transport->description() + "\nlistening on " + address,
              {{"listening", address}, {"mail", transport->description()}});
  wait_for_end(serving.signals);
  spdlog::info("ending: answering what has been asked");
  server.drain(std::chrono::seconds(serving.settings.drain));
  stop_work(workers);
  return kDone;
}

/// What must not be reached from other machines, and why.
base::Result<base::Done> may_listen(const ListenAddress& listen, bool test_clock, bool demo) {
  if (listen.is_loopback) return base::Done{};
  if (test_clock) {
    return base::refused("serve.test_clock",
                         "A test clock is for loopback only: listen on 127.0.0.1.");
  }
  if (demo) {
    return base::refused("serve.demo",
                         "This city has demo passwords, which everybody knows: it is served on "
                         "loopback only.");
  }
  return base::Done{};
}

}  // namespace

int serve(const Settings& settings, const ServeCommand& command, const Output& output) {
  const auto listen = parse_listen_address(settings.listen);
  if (!listen.ok()) return output.failed(listen.error());
  log_at(settings.log_level);
  const sigset_t signals = blocked_signals();

  base::SystemClock system;
  std::optional<base::ManualClock> standing;
  if (command.test_clock) {
    const auto at = base::parse_instant(*command.test_clock);
    if (!at.ok()) return output.failed(at.error());
    standing.emplace(at.value());
  }
  base::Clock& clock = standing ? static_cast<base::Clock&>(*standing) : system;
  store::StoreOptions store_options;
  store_options.read_connections = static_cast<std::size_t>(settings.read_connections);
  auto opened = open_installation(settings.data, clock, Opening::existing, store_options);
  if (!opened.ok()) return output.failed(opened.error());
  Installation city = std::move(opened).value();
  const auto locked = store::DataDirectory::open(city.directory);
  if (!locked.ok()) return output.failed(locked.error());
  // An import that was killed while it was alone here has left indexes out.
  const auto indexed = city.store->write([](desk::Transaction& tx) -> base::Result<base::Done> {
    tx.historic_writer().make_indexes();
    return base::Done{};
  });
  if (!indexed.ok()) return output.failed(indexed.error());
  bool demo = false;
  std::optional<base::Instant> last_event;
  city.store->read([&](desk::Reader& reader) {
    demo = reader.jurisdiction().demo;
    last_event = reader.last_event_at();
  });
  if (const auto fine = may_listen(*listen, standing.has_value(), demo); !fine.ok()) {
    return output.failed(fine.error());
  }
  if (standing && last_event && *last_event > standing->now()) {
    if (const auto moved = standing->set(*last_event); !moved.ok()) {
      return output.failed(moved.error());
    }
  }
  auto telephone = make_telephone(settings, *city.store, clock,
                                  {listen->is_loopback, demo, standing.has_value()});
  if (!telephone.ok()) return output.failed(telephone.error());
  Telephone rings = std::move(telephone).value();
  return run(
      {settings, command, *listen, clock, standing ? &*standing : nullptr, city, rings, signals},
      output);
}

}  // namespace kept
