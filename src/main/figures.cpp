#include "main/figures.h"

#include "desk/telephone/on_duty.h"
#include "desk/telephone/run_queue.h"
#include "desk/word_names.h"

namespace kept {
namespace {

using http::Metrics;
using http::Sample;
using Samples = std::vector<Sample>;

Samples one(double value) { return {Sample{{}, value}}; }

Samples promises(store::SqliteStore& store) {
  desk::PromiseFigures figures;
  store.read([&](desk::Reader& reader) { figures = reader.promise_figures(); });
  Samples samples;
  for (const auto& [state, count] :
       {std::pair("live", figures.live), std::pair("kept", figures.kept),
        std::pair("kept_as_moved", figures.kept_as_moved),
        std::pair("unreached", figures.unreached), std::pair("broken", figures.broken),
        std::pair("mended", figures.mended)}) {
    samples.push_back({{"state", state}, static_cast<double>(count)});
  }
  return samples;
}

Samples cases(store::SqliteStore& store) {
  desk::CaseFigures figures;
  store.read([&](desk::Reader& reader) { figures = reader.case_figures(); });
  Samples samples;
  for (const auto& [state, count] :
       {std::pair("open", figures.open), std::pair("resolved", figures.resolved),
        std::pair("closed", figures.closed)}) {
    samples.push_back({{"state", state}, static_cast<double>(count)});
  }
  return samples;
}

Samples calls_waiting(store::SqliteStore& store) {
  Samples samples;
  store.read([&](desk::Reader& reader) {
    for (const desk::QueueStanding& one : desk::queue_standings(reader)) {
      samples.push_back({{"queue", one.queue.key}, static_cast<double>(one.waiting)});
    }
  });
  return samples;
}

Samples operators(store::SqliteStore& store) {
  std::map<desk::Standing, int> counts{{desk::Standing::ready, 0}};
  store.read([&](desk::Reader& reader) {
    for (const desk::OperatorStanding& one : desk::standings(reader, {})) {
      if (one.standing != desk::Standing::off) ++counts[one.standing];
    }
  });
  Samples samples;
  for (const auto& [standing, count] : counts) {
    samples.push_back({{"standing", desk::name_of(standing)}, static_cast<double>(count)});
  }
  return samples;
}

double seconds(base::Duration duration) { return std::chrono::duration<double>(duration).count(); }

}  // namespace

void add_figures(Metrics& metrics, store::SqliteStore& store, const keeper::Keeper& keeper) {
  using Kind = Metrics::Kind;
  metrics.add(Kind::counter, "kept311_write_units_total", "Units of work that asked to be written.",
              [&store] { return one(static_cast<double>(store.counts().units)); });
  metrics.add(Kind::counter, "kept311_write_batches_total", "Commits; each takes a batch of units.",
              [&store] { return one(static_cast<double>(store.counts().batches)); });
  metrics.add(Kind::counter, "kept311_write_units_alone_total",
              "Units that ran again because their batch was lost.",
              [&store] { return one(static_cast<double>(store.counts().alone)); });
  metrics.add(Kind::gauge, "kept311_writable", "1 while the disk takes writes.",
              [&store] { return one(store.can_write() ? 1 : 0); });
  metrics.add(Kind::gauge, "kept311_keeper_max_lateness_seconds",
              "The most that a handled timer was late since the start.",
              [&keeper] { return one(seconds(keeper.max_lateness())); });
  metrics.add(Kind::gauge, "kept311_keeper_last_outage_seconds",
              "How long nobody had watched the clock when the keeper last came back.",
              [&keeper] { return one(seconds(keeper.last_outage())); });
  metrics.add(Kind::gauge, "kept311_keeper_in_trouble",
              "1 while the keeper takes nothing that is due; /readyz says why.",
              [&keeper] { return one(keeper.trouble() ? 1 : 0); });
  metrics.add(Kind::gauge, "kept311_promises",
              "Promises by state; who broke late and was mended stands in both.",
              [&store] { return promises(store); });
  metrics.add(Kind::gauge, "kept311_cases", "Cases by state.", [&store] { return cases(store); });
}

void add_telephone_figures(Metrics& metrics, store::SqliteStore& store) {
  metrics.add(Metrics::Kind::gauge, "kept311_calls_waiting",
              "Callers who wait, or at whose operator it rings, by queue.",
              [&store] { return calls_waiting(store); });
  metrics.add(Metrics::Kind::gauge, "kept311_operators",
              "Who is on duty at the telephone, by how they stand.",
              [&store] { return operators(store); });
}

void add_line_figures(Metrics& metrics, const telephony::LineWatch& line) {
  metrics.add(Metrics::Kind::gauge, "kept311_telephone_line_up",
              "1 while every trunk is up, 0.5 while some are, 0 while nobody can call.", [&line] {
                using State = telephony::LineStanding::State;
                const State state = line.standing().state;
                return one(state == State::up ? 1 : state == State::part ? 0.5 : 0);
              });
}

void add_figures(Metrics& metrics, const http::Server& server) {
  metrics.add(Metrics::Kind::gauge, "kept311_http_connections", "Clients that are connected.",
              [&server] { return one(static_cast<double>(server.connections())); });
  metrics.add(Metrics::Kind::gauge, "kept311_live_watchers", "Consoles that follow live changes.",
              [&server] { return one(static_cast<double>(server.watchers())); });
}

}  // namespace kept
