#include "keeper/keeper.h"

#include <time.h>  // NOLINT(modernize-deprecated-headers): <ctime> promises no CLOCK_BOOTTIME

#include <algorithm>
#include <charconv>
#include <exception>

#include "base/time_text.h"
#include "desk/keep_time.h"
#include "desk/people_away.h"
#include "desk/ports/recordings.h"

namespace kept::keeper {
namespace {

using base::Done;
using base::Duration;
using base::Instant;
using base::Result;

/// So many timers share one unit of work: enough for a storm, short enough not to hold up others.
constexpr std::size_t kBatch = 64;
/// How long the keeper looks away from the clocks. It is also its pause after a failure.
constexpr std::chrono::milliseconds kLongestSleep{1000};
/// How often it is noted that the keeper was there; an outage is known to that precision. Then the
/// store is asked as well, for other processes make timers too.
constexpr std::chrono::seconds kTendEvery{10};
/// Who has not looked for so long (the machine slept, the process stood still) was not there.
constexpr std::chrono::seconds kAway{60};
constexpr std::chrono::hours kForgetEvery{1};
constexpr int kForgetAtOnce = 1000;
/// Announced when the time was confirmed: earlier than any timer, so that all is looked at.
constexpr Instant kConfirmed = Instant::min();
constexpr const char* kSeen = "keeper.seen";

Duration boot_time() {
  timespec time{};
  clock_gettime(CLOCK_BOOTTIME, &time);
  return std::chrono::duration_cast<Duration>(std::chrono::seconds(time.tv_sec) +
                                              std::chrono::nanoseconds(time.tv_nsec));
}

KeeperOptions with_defaults(KeeperOptions options) {
  if (!options.since_boot) options.since_boot = boot_time;
  if (!options.report) options.report = [](std::string_view) {};
  return options;
}

std::optional<Instant> instant_of(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  Duration::rep milliseconds = 0;
  const auto parsed = std::from_chars(text->data(), text->data() + text->size(), milliseconds);
  if (parsed.ec != std::errc{}) return std::nullopt;
  return Instant(Duration(milliseconds));
}

bool is_same(const desk::TimerRow& a, const desk::TimerRow& b) {
  return a.case_id == b.case_id && a.timer == b.timer;
}

/// The earlier of two, where there may be none.
std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

}  // namespace

Keeper::Keeper(desk::Store& store, const base::Clock& clock, KeeperOptions options)
    : store_(store), clock_(clock), options_(with_defaults(std::move(options))) {}

Keeper::~Keeper() {
  stop();
  store_.watch_clock({});
}

void Keeper::start(bool trust_clock) {
  store_.subscribe([bell = bell_](const std::vector<desk::Change>& changes) {
    const std::scoped_lock lock(bell->mutex);
    for (const desk::Change& change : changes) {
      bell->announced = earlier(bell->announced, change.next_timer);
    }
    if (bell->announced && *bell->announced < bell->waking_at) bell->rung.notify_all();
  });
  Remembered remembered{{}, last_there()};
  store_.read([&](desk::Reader& reader) { remembered.last_event = reader.last_event_at(); });
  {
    const std::scoped_lock lock(bell_->mutex);
    const base::Instant wall = clock_.now();
    const Duration since_boot = options_.since_boot();
    guard_.start(wall, since_boot, remembered);
    if (trust_clock) guard_.confirm(wall, since_boot);
  }
  store_.watch_clock([this] { return standing(); });
  thread_ = std::thread([this] { run(); });
}

void Keeper::stop() {
  {
    const std::scoped_lock lock(bell_->mutex);
    bell_->stopping = true;
    bell_->rung.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void Keeper::confirm_clock() {
  const std::scoped_lock lock(bell_->mutex);
  if (guard_.doubt()) caught_up_ = false;
  const base::Instant wall = clock_.now();
  guard_.confirm(wall, options_.since_boot());
  bell_->announced = kConfirmed;
  bell_->rung.notify_all();
}

bool Keeper::clock_is_believed() {
  const std::scoped_lock lock(bell_->mutex);
  const base::Instant wall = clock_.now();
  if (guard_.look(wall, options_.since_boot()) > kAway) {
    back_at_.reset();
    caught_up_ = false;
  }
  if (!back_at_ || guard_.doubt()) back_.reset();
  return !guard_.doubt();
}

void Keeper::run() {
  while (true) {
    bool more = false;
    if (clock_is_believed()) {
      more = work();
    } else {
      back_at_.reset();
    }
    {
      const std::scoped_lock lock(bell_->mutex);
      if (bell_->stopping) break;
    }
    if (!more) sleep();
  }
  // An orderly stop is known to the millisecond.
  if (back_at_) (void)tend(clock_.now());
}

bool Keeper::work() {
  std::optional<std::string> failure;
  bool more = false;
  const bool comes_back = !back_at_;
  try {
    const Instant now = clock_.now();
    if (comes_back) come_back(now);
    if (!tended_at_ || now >= *tended_at_ + kTendEvery) {
      if (const auto tended = tend(now); !tended.ok()) failure = tended.error().message;
    }
    {
      const std::scoped_lock lock(bell_->mutex);
      next_ = earlier(next_, bell_->announced);
    }
    if (next_ && *next_ <= now) {
      const auto taken = take_due(now);
      if (!taken.ok()) failure = taken.error().message;
      more = taken.ok() && taken.value() > 0;
    }
  } catch (const std::exception& error) {
    failure = error.what();
  }
  // While nothing can be stored nobody can note that a promise was kept: an outage like any other.
  if (failure) back_at_.reset();
  if (!failure && comes_back) report_outage();
  const std::scoped_lock lock(bell_->mutex);
  failure_ = failure;
  if (failure) caught_up_ = false;
  if (!failure && !more) caught_up_ = true;
  return more;
}

std::optional<Instant> Keeper::last_there() {
  std::optional<Instant> seen;
  store_.read([&](desk::Reader& reader) { seen = instant_of(reader.setting(kSeen)); });
  return seen;
}

/// The clock is believed from now on: what fell due since the keeper was last there fell due in an
/// outage, for while it is there nothing waits.
void Keeper::come_back(Instant now) {
  const auto seen = last_there();
  outage_.reset();
  if (seen && *seen < now) {
    outage_ = domain::Outage{*seen, now};
    last_outage_ = (now - *seen).count();
  }
  back_at_ = now;
  const std::scoped_lock lock(bell_->mutex);
  back_ = domain::ClockStanding{false, outage_};
}

/// What is late moves when its owner's absence begins; of those that began while no keeper of this
/// process was there, the first time.
Result<Done> Keeper::cover_absences() {
  std::vector<desk::LeftUndone> left;
  store_.read([&](desk::Reader& reader) {
    left = desk::left_undone(reader, tended_at_.value_or(Instant::min()));
  });
  for (const desk::LeftUndone& one : left) {
    Result<Done> covered = Done{};
    try {
      covered = store_.write([&](desk::Transaction& tx) { return desk::cover(tx, one); });
    } catch (const std::exception& error) {
      covered = base::conflict("keeper.cannot_cover", error.what());
    }
    if (covered.ok()) continue;
    if (covered.error().kind == base::ErrorKind::kUnavailable) return covered;
    options_.report("what is late on case id " + std::to_string(one.case_id.value) +
                    " cannot be covered: " + covered.error().message);
  }
  return Done{};
}

void Keeper::report_outage() {
  if (!outage_ || outage_->until - outage_->from <= kAway) return;
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(outage_->until - outage_->from);
  options_.report("nobody watched the clock for " + std::to_string(minutes.count()) +
                  " minutes, since " + base::format_utc(outage_->from) +
                  "; what fell due in that time is late by as much, and is put right now");
}

Result<Done> Keeper::tend(Instant now) {
  if (auto covered = cover_absences(); !covered.ok()) return covered;
  const bool forget = !forgot_at_ || now >= *forgot_at_ + kForgetEvery;
  bool all_forgotten = false;
  auto tended = store_.write([&](desk::Transaction& tx) -> Result<Done> {
    tx.set_setting(kSeen, std::to_string(now.time_since_epoch().count()));
    if (forget) {
      const int answers = tx.forget_answers(now - desk::kKeepAnswers, kForgetAtOnce);
      const int gaps = tx.forget_gaps(now - desk::kKeepGaps, kForgetAtOnce);
      const int proposals = tx.forget_proposals(now - desk::kKeepProposals, kForgetAtOnce);
      const int recordings = tx.recording_writer().drop_old(now, kForgetAtOnce);
      all_forgotten = answers < kForgetAtOnce && gaps < kForgetAtOnce &&
                      proposals < kForgetAtOnce && recordings < kForgetAtOnce;
    }
    return Done{};
  });
  if (!tended.ok()) return tended;
  tended_at_ = now;
  if (all_forgotten) forgot_at_ = now;
  set_aside_.clear();
  find_next();
  return tended;
}

void Keeper::find_next() {
  {
    // Before the store is asked: what is announced from now on may be later than its answer.
    const std::scoped_lock lock(bell_->mutex);
    bell_->announced.reset();
  }
  const auto first = due(Instant::max(), 1);
  next_.reset();
  if (!first.empty()) next_ = first.front().timer.at;
}

std::vector<desk::TimerRow> Keeper::due(Instant until, std::size_t limit) {
  std::vector<desk::TimerRow> rows;
  const auto enough = static_cast<int>(limit + set_aside_.size());
  store_.read([&](desk::Reader& reader) { rows = reader.due_timers(until, enough); });
  std::erase_if(rows, [&](const desk::TimerRow& row) {
    return std::any_of(set_aside_.begin(), set_aside_.end(),
                       [&](const desk::TimerRow& aside) { return is_same(row, aside); });
  });
  if (rows.size() > limit) rows.resize(limit);
  return rows;
}

Result<int> Keeper::take_due(Instant now) {
  const auto rows = due(now, kBatch);
  if (rows.empty()) {
    find_next();
    return 0;
  }
  const std::size_t aside = set_aside_.size();
  auto done = handle(rows);
  // One of them cannot be handled: the others must not wait for it.
  if (!done.ok() && done.error().kind != base::ErrorKind::kUnavailable) done = handle_each(rows);
  if (!done.ok()) return done.error();
  note_lateness(rows.front());
  handled_ += static_cast<std::int64_t>(rows.size() - (set_aside_.size() - aside));
  return static_cast<int>(rows.size());
}

Result<Done> Keeper::handle(const std::vector<desk::TimerRow>& due) {
  try {
    return store_.write([&](desk::Transaction& tx) -> Result<Done> {
      for (const desk::TimerRow& timer : due) {
        if (auto kept = desk::keep_time(tx, timer, outage_); !kept.ok()) return kept;
      }
      return Done{};
    });
  } catch (const std::exception& error) {
    return base::conflict("keeper.cannot_handle", error.what());
  }
}

Result<Done> Keeper::handle_each(const std::vector<desk::TimerRow>& due) {
  for (const desk::TimerRow& timer : due) {
    auto done = handle({timer});
    if (done.ok()) continue;
    if (done.error().kind == base::ErrorKind::kUnavailable) return done;
    set_aside_.push_back(timer);
    options_.report("a due time of case id " + std::to_string(timer.case_id.value) +
                    " cannot be handled: " + done.error().message);
  }
  return Done{};
}

void Keeper::note_lateness(const desk::TimerRow& first) {
  if (!back_at_ || first.timer.at < *back_at_) return;
  const Duration late = clock_.now() - first.timer.at;
  max_lateness_ = std::max(max_lateness_.load(), late.count());
}

void Keeper::sleep() {
  std::unique_lock lock(bell_->mutex);
  const Instant now = clock_.now();
  Instant wake = now + kLongestSleep;
  // Nothing is taken while the clock is in doubt, and a failure needs a pause.
  if (!failure_ && !guard_.doubt() && next_) wake = std::min(wake, *next_);
  const bool only_confirmation = failure_ || guard_.doubt();
  bell_->waking_at = only_confirmation ? kConfirmed + Duration(1) : wake;
  if (wake > now) {
    bell_->rung.wait_for(lock, wake - now, [&] {
      return bell_->stopping || (bell_->announced && *bell_->announced < bell_->waking_at);
    });
  }
  bell_->waking_at = Instant::min();
}

Result<int> Keeper::advance(base::ManualClock& clock, Instant target) {
  if (target < clock.now()) {
    return base::refused("clock.backwards", "The clock only goes forward.");
  }
  int handled = 0;
  while (true) {
    const auto next = due(target, 1);
    if (next.empty()) break;
    if (next.front().timer.at > clock.now()) {
      if (auto moved = clock.set(next.front().timer.at); !moved.ok()) return moved.error();
    }
    const auto taken = take_due(clock.now());
    if (!taken.ok()) return taken.error();
    handled += taken.value();
  }
  if (auto moved = clock.set(target); !moved.ok()) return moved.error();
  // Each time: a standing clock that is started again goes on from here.
  if (auto tended = tend(target); !tended.ok()) return tended.error();
  const std::scoped_lock lock(bell_->mutex);
  caught_up_ = true;
  return handled;
}

std::optional<std::string> Keeper::doubt() const {
  const std::scoped_lock lock(bell_->mutex);
  return guard_.doubt();
}

domain::ClockStanding Keeper::standing() const {
  const std::scoped_lock lock(bell_->mutex);
  const Instant wall = clock_.now();
  const Duration since_boot = options_.since_boot();
  const bool is_watched =
      back_ && guard_.unwatched(since_boot) <= kAway && !guard_.would_doubt(wall, since_boot);
  return is_watched ? *back_ : domain::ClockStanding{true, {}};
}

std::optional<std::string> Keeper::trouble() const {
  const std::scoped_lock lock(bell_->mutex);
  if (guard_.doubt()) return guard_.doubt();
  if (failure_) return failure_;
  if (!caught_up_) return "what fell due while nobody watched the clock is not yet put right";
  return std::nullopt;
}

}  // namespace kept::keeper
