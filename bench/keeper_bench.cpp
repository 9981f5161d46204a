// The keeper's precision (architecture.md): 1,000 due instants spread over 60 s of the real clock,
// each handled within a second; 100,000 at one instant, handled within a minute, in due order.
// Ends with 1 where that was missed. KEPT_BENCH_STORM: another number of promises for the second,
// where the machine is shared.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "bench/measure.h"
#include "domain/cases/due_times.h"
#include "keeper/keeper.h"
#include "tests/support/small_city.h"

namespace kept {
namespace {

using namespace std::chrono_literals;

domain::CaseId one_promise(desk::Store& store, const std::string& due) {
  const auto opened = desk::write<domain::CaseId>(store, [&](desk::Transaction& tx) {
    const auto resident = testing::add_resident(tx, "Rosa Delgado", "416 555 0142");
    return testing::open_promised_case(tx, resident, "Why is the fountain dry?", due);
  });
  if (!opened.ok()) {
    std::fprintf(stderr, "%s\n", opened.error().message.c_str());
    std::exit(1);
  }
  return opened.value();
}

/// A wall time that a promise may name on the real clock.
std::string tomorrow(desk::Store& store) {
  std::string wall;
  store.read([&](desk::Reader& reader) {
    const auto minute = std::chrono::floor<std::chrono::minutes>(reader.now() + 24h);
    wall = domain::due_at(reader.zone(), minute).wall;
  });
  return wall;
}

void spread_over_a_minute(bench::Goals& goals) {
  constexpr int kInstants = 1000;
  const testing::TemporaryDirectory place;
  const base::SystemClock clock;
  const auto store = testing::open_city(place.path(), clock);
  const auto model = one_promise(*store, tomorrow(*store));
  const base::Instant first = clock.now() + 3s;
  testing::multiply_case(*store, model, kInstants, [&](int i, domain::Promise& promise) {
    promise.due.instant = first + i * 60ms;
    promise.reminders.clear();
  });
  keeper::Keeper keeper(*store, clock);
  keeper.start(true);
  while (keeper.handled() < kInstants && clock.now() < first + 90s)
    std::this_thread::sleep_for(50ms);
  keeper.stop();
  std::printf("%lld of %d instants spread over 60 s\n", static_cast<long long>(keeper.handled()),
              kInstants);
  goals.hold(keeper.handled() == kInstants, "spread over 60 s: all handled");
  goals.at_most(1000, static_cast<double>(keeper.max_lateness().count()), "ms",
                "spread over 60 s: lateness of the latest");
}

void storm(bench::Goals& goals) {
  const char* wanted = std::getenv("KEPT_BENCH_STORM");
  const int promises = wanted != nullptr ? std::atoi(wanted) : 100'000;
  const testing::TemporaryDirectory place;
  base::ManualClock clock(testing::noon_of_the_call());
  const auto store = testing::open_city(place.path(), clock);
  const auto model = one_promise(*store, "2026-11-24T12:40");
  const auto filling = bench::Clock::now();
  testing::multiply_case(*store, model, promises - 1,
                         [](int, domain::Promise& promise) { promise.reminders.clear(); });
  const double filled = bench::seconds_since(filling);
  keeper::Keeper keeper(*store, clock);
  const auto quiet = keeper.advance(clock, testing::noon_of_the_call() + 60min);
  const auto begun = bench::Clock::now();
  const std::clock_t cpu = std::clock();
  const auto broken = keeper.advance(clock, testing::noon_of_the_call() + 60min + 1ms);
  const double took = bench::seconds_since(begun);
  const int handled = quiet.ok() && broken.ok() ? broken.value() : 0;
  const double worked = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  std::printf("%d promises broken at one instant in %.1f s, %.1f s of CPU (made in %.1f s)\n",
              handled, took, worked, filled);
  const auto out_of_order = testing::read_sql(
      place.path(),
      "SELECT count(*) FROM (SELECT case_id, lag(case_id, 1, 0) OVER (ORDER BY position) AS before "
      "FROM events WHERE kind = 'promise_broken') WHERE case_id <= before");
  goals.hold(handled == promises && out_of_order == 0,
             "at one instant: each handled once, in due order");
  goals.at_most(60, took * 100'000 / promises, "s", "at one instant: time for 100,000");
}

}  // namespace
}  // namespace kept

int main() {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  kept::bench::Goals goals;
  kept::storm(goals);
  kept::spread_over_a_minute(goals);
  return goals.verdict();
}
