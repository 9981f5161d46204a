#include "telephony/switchboard.h"

#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

#include "desk/ports/telephone.h"
#include "desk/telephone/command_failed.h"
#include "desk/telephone/run_queue.h"
#include "desk/word_names.h"

namespace kept::telephony {
namespace {

using base::Done;
using base::Instant;
using base::Result;

constexpr int kAtOnce = 32;
/// Nobody wants yesterday's 'answer'.
constexpr std::chrono::seconds kStale{30};
/// A telephone that is away for so long has no line of ours any more.
constexpr std::chrono::hours kAgainWithin{1};
constexpr std::chrono::seconds kAgainAfter{2};
/// A line that nobody holds, and ears that nobody knows of, have to go however late.
constexpr bool must_come_about(desk::Control control) {
  return control == desk::Control::hang_up || control == desk::Control::stop_listening;
}
/// What changes a call wakes the thread; a promise that was taken meanwhile is seen this much
/// later.
constexpr std::chrono::seconds kLookAgain{1};

}  // namespace

Switchboard::Switchboard(desk::Store& store, const base::Clock& clock,
                         desk::TelephoneProvider& provider, SwitchboardOptions options)
    : store_(store), clock_(clock), provider_(provider), options_(std::move(options)) {
  store_.subscribe([this](const std::vector<desk::Change>& changes) {
    if (std::ranges::none_of(changes, [](const desk::Change& one) { return one.telephone; })) {
      return;
    }
    const std::scoped_lock lock(mutex_);
    woken_ = true;
    changed_.notify_all();
  });
}

Switchboard::~Switchboard() { stop(); }

void Switchboard::start(Time time) {
  time_ = time;
  thread_ = std::thread([this] { run(); });
}

void Switchboard::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

/// What cannot be carried out is told to the call in the same unit in which it is dropped.
Result<Done> Switchboard::carry_out(const desk::CommandRow& command) {
  const bool grows_stale = !must_come_about(command.control);
  auto done = grows_stale && clock_.now() - command.at > kStale
                  ? Result<Done>(base::unavailable("command.stale", "It came too late."))
                  : provider_.carry_out(command);
  if (!done.ok()) report(desk::name_of(command.control) + ": " + done.error().message);
  const bool was_heard = done.ok() || done.error().kind != base::ErrorKind::kUnavailable;
  if (!was_heard && !grows_stale && clock_.now() - command.at < kAgainWithin) {
    again_at_[command.id] = clock_.now() + kAgainAfter;
    return Done{};
  }
  again_at_.erase(command.id);
  return store_.write([&](desk::Transaction& tx) -> Result<Done> {
    tx.telephone_writer().drop(command);
    if (done.ok()) return Done{};
    return desk::command_failed(tx, command, done.error().reason);
  });
}

bool Switchboard::rests(const desk::CommandRow& command) const {
  const auto found = again_at_.find(command.id);
  return found != again_at_.end() && clock_.now() < found->second;
}

Result<int> Switchboard::carry_out_all() {
  int count = 0;
  while (true) {
    std::vector<desk::CommandRow> commands;
    store_.read([&](desk::Reader& reader) {
      const int resting = static_cast<int>(again_at_.size());
      commands = reader.telephone().commands(provider_.name(), kAtOnce + resting);
    });
    std::erase_if(commands, [this](const auto& command) { return rests(command); });
    if (commands.empty()) return count;
    for (const desk::CommandRow& command : commands) {
      if (auto done = carry_out(command); !done.ok()) return done.error();
      ++count;
    }
  }
}

Result<int> Switchboard::move_queue() {
  if (!queue_due_ || clock_.now() < *queue_due_) return 0;
  queue_due_.reset();
  return desk::write<int>(store_, [](desk::Transaction& tx) { return desk::run_queue(tx); });
}

/// With nobody on the line there is nothing to look at.
std::optional<Instant> Switchboard::look_ahead() {
  queue_due_.reset();
  store_.read([&](desk::Reader& reader) {
    if (reader.telephone().calls_up().empty()) return;
    queue_due_ = desk::next_queue_instant(reader);
  });
  const auto theirs = provider_.next_instant();
  if (!queue_due_ || !theirs) return queue_due_ ? queue_due_ : theirs;
  return std::min(*queue_due_, *theirs);
}

std::optional<Instant> Switchboard::next_instant() {
  const std::scoped_lock lock(working_);
  return look_ahead();
}

Result<int> Switchboard::settle_locked() {
  int all = 0;
  while (true) {
    const auto moved = move_queue();
    if (!moved.ok()) return moved.error();
    const auto passed = provider_.pass_time(clock_.now());
    if (!passed.ok()) return passed.error();
    const auto carried = carry_out_all();
    if (!carried.ok()) return carried.error();
    all += moved.value() + passed.value();
    if (moved.value() + passed.value() + carried.value() == 0) return all;
  }
}

Result<int> Switchboard::settle() {
  const std::scoped_lock lock(working_);
  return settle_locked();
}

/// The same trouble comes with every round; it is told once.
void Switchboard::report(const std::string& what) {
  if (what == last_report_) return;
  last_report_ = what;
  options_.report(what);
}

base::Duration Switchboard::until_next() {
  if (time_ == Time::stands) return kLookAgain;
  const auto next = look_ahead();
  if (!next) return kLookAgain;
  return std::clamp<base::Duration>(*next - clock_.now(), base::Duration{0}, kLookAgain);
}

/// One round of the thread; how long it may rest afterwards.
base::Duration Switchboard::pass() {
  const std::scoped_lock lock(working_);
  try {
    const auto done = time_ == Time::flows ? settle_locked() : carry_out_all();
    if (done.ok()) return until_next();
    report(done.error().message);
  } catch (const std::exception& error) {
    report(error.what());
  }
  return kLookAgain;
}

void Switchboard::run() {
  while (true) {
    const base::Duration pause = pass();
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, pause, [&] { return stopping_ || woken_; });
    woken_ = false;
    if (stopping_) return;
  }
}

}  // namespace kept::telephony
