#include "keeper/keeper.h"

#include <time.h>  // CLOCK_BOOTTIME

#include <algorithm>
#include <charconv>
#include <exception>

#include "desk/keep_time.h"

namespace kept::keeper {
namespace {

using base::Done;
using base::Duration;
using base::Instant;
using base::Result;

/// So many timers share one unit of work: enough for a storm, short enough not to hold up others.
constexpr int kBatch = 64;
/// How long the keeper sleeps at most: other processes may make timers too.
constexpr std::chrono::milliseconds kLongestSleep{500};
/// How often it is noted that the keeper was there; an outage is known to that precision.
constexpr std::chrono::seconds kSeenEvery{10};
/// A shorter gap is a restart, not an outage.
constexpr std::chrono::seconds kOutage{30};
constexpr const char* kSeen = "keeper.seen";

Duration since_boot() {
  timespec time{};
  clock_gettime(CLOCK_BOOTTIME, &time);
  return std::chrono::duration_cast<Duration>(std::chrono::seconds(time.tv_sec) +
                                              std::chrono::nanoseconds(time.tv_nsec));
}

std::optional<Instant> instant_of(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  Duration::rep milliseconds = 0;
  const auto parsed = std::from_chars(text->data(), text->data() + text->size(), milliseconds);
  if (parsed.ec != std::errc{}) return std::nullopt;
  return Instant(Duration(milliseconds));
}

}  // namespace

Keeper::Keeper(desk::Store& store, const base::Clock& clock) : store_(store), clock_(clock) {
  store_.subscribe([this](const std::vector<desk::Change>&) {
    const std::scoped_lock lock(mutex_);
    woken_ = true;
    changed_.notify_all();
  });
}

Keeper::~Keeper() { stop(); }

void Keeper::start(bool trust_clock) {
  std::optional<Instant> last_event;
  store_.read([&](desk::Reader& reader) { last_event = reader.last_event_at(); });
  {
    const std::scoped_lock lock(mutex_);
    guard_.start(clock_.now(), since_boot(), last_event);
    if (trust_clock) guard_.confirm(clock_.now(), since_boot());
  }
  find_outage();
  thread_ = std::thread([this] { run(); });
}

void Keeper::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void Keeper::find_outage() {
  std::optional<Instant> seen;
  store_.read([&](desk::Reader& reader) { seen = instant_of(reader.setting(kSeen)); });
  const Instant now = clock_.now();
  if (seen && now > *seen + kOutage) outage_ = domain::Outage{*seen, now};
}

bool Keeper::clock_is_believed() {
  const std::scoped_lock lock(mutex_);
  guard_.look(clock_.now(), since_boot());
  return !guard_.doubt();
}

void Keeper::note_seen() {
  const Instant now = clock_.now();
  if (seen_at_ && now < *seen_at_ + kSeenEvery) return;
  const auto noted = store_.write([&](desk::Transaction& tx) -> Result<Done> {
    tx.set_setting(kSeen, std::to_string(now.time_since_epoch().count()));
    return Done{};
  });
  if (noted.ok()) seen_at_ = now;
}

Result<Done> Keeper::handle(const std::vector<desk::TimerRow>& due) {
  return store_.write([&](desk::Transaction& tx) -> Result<Done> {
    for (const desk::TimerRow& timer : due) {
      if (auto kept = desk::keep_time(tx, timer, outage_); !kept.ok()) return kept;
    }
    return Done{};
  });
}

Result<int> Keeper::take_due() {
  std::vector<desk::TimerRow> due;
  const Instant now = clock_.now();
  store_.read([&](desk::Reader& reader) { due = reader.due_timers(now, kBatch); });
  if (due.empty()) return 0;
  auto handled = handle(due);
  if (!handled.ok() && due.size() > 1) {
    // One of them cannot be handled: the others must not wait for it.
    for (const desk::TimerRow& timer : due) handled = handle({timer});
  }
  if (!handled.ok()) return handled.error();
  const Duration late = clock_.now() - due.front().timer.at;
  max_lateness_ = std::max(max_lateness_.load(), late.count());
  return static_cast<int>(due.size());
}

void Keeper::run() {
  while (true) {
    std::optional<Instant> next;
    bool more = false;
    if (clock_is_believed()) {
      note_seen();
      std::optional<std::string> failure;
      try {
        const auto taken = take_due();
        if (!taken.ok()) failure = taken.error().message;
        more = taken.ok() && taken.value() > 0;
        store_.read([&](desk::Reader& reader) { next = reader.next_timer(); });
      } catch (const std::exception& error) {
        failure = error.what();
      }
      const std::scoped_lock lock(mutex_);
      failure_ = failure;
    }
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    if (more) continue;
    Duration sleep = kLongestSleep;
    if (next && !failure_) sleep = std::clamp(*next - clock_.now(), Duration(1), sleep);
    changed_.wait_for(lock, sleep, [&] { return stopping_ || woken_; });
    woken_ = false;
    if (stopping_) return;
  }
}

Result<int> Keeper::advance(base::ManualClock& clock, Instant target) {
  if (target < clock.now()) {
    return base::refused("clock.backwards", "The clock only goes forward.");
  }
  int handled = 0;
  while (true) {
    std::optional<Instant> next;
    store_.read([&](desk::Reader& reader) { next = reader.next_timer(); });
    if (!next || *next > target) break;
    if (*next > clock.now()) {
      if (auto moved = clock.set(*next); !moved.ok()) return moved.error();
    }
    const auto taken = take_due();
    if (!taken.ok()) return taken.error();
    if (taken.value() == 0) break;
    handled += taken.value();
  }
  if (auto moved = clock.set(target); !moved.ok()) return moved.error();
  return handled;
}

std::optional<std::string> Keeper::trouble() const {
  const std::scoped_lock lock(mutex_);
  if (guard_.doubt()) return guard_.doubt();
  return failure_;
}

}  // namespace kept::keeper
