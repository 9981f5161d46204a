#include "notify/outbox_worker.h"

#include <exception>
#include <utility>

#include "notify/message_id.h"

namespace kept::notify {
namespace {

using base::Done;
using base::Result;

constexpr int kBatch = 32;
/// What is committed wakes the worker; this often it looks for what has become due meanwhile.
constexpr std::chrono::milliseconds kLookEvery{500};

}  // namespace

OutboxWorker::OutboxWorker(desk::Store& store, const base::Clock& clock, Transport& transport,
                           desk::Site site, OutboxOptions options)
    : store_(store),
      clock_(clock),
      transport_(transport),
      site_(std::move(site)),
      options_(std::move(options)) {
  store_.subscribe([this](const std::vector<desk::Change>&) {
    const std::scoped_lock lock(mutex_);
    woken_ = true;
    changed_.notify_all();
  });
}

OutboxWorker::~OutboxWorker() { stop(); }

void OutboxWorker::start() {
  thread_ = std::thread([this] { run(); });
}

void OutboxWorker::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

OutboxWorker::Outcome OutboxWorker::hand_over(const desk::OutboxRow& message) {
  Outcome outcome;
  std::string city;
  store_.read([&](desk::Reader& reader) {
    outcome.letter = desk::write_letter(reader, site_, message);
    city = reader.jurisdiction().name;
  });
  const auto* letter = std::get_if<desk::Letter>(&outcome.letter);
  if (letter == nullptr) return outcome;
  outcome.handover =
      transport_.deliver({city + " 311", options_.sender, letter->address, letter->subject,
                          letter->body, message_id(message, options_.sender), message.created_at});
  outcome.handover.at = clock_.now();
  return outcome;
}

Result<Done> OutboxWorker::record(domain::MessageId message, const Outcome& outcome) {
  return store_.write([&](desk::Transaction& tx) -> Result<Done> {
    if (const auto* none = std::get_if<desk::NoLetter>(&outcome.letter)) {
      return desk::record_no_letter(tx, message, *none);
    }
    return desk::record_handover(tx, message, std::get<desk::Letter>(outcome.letter),
                                 outcome.handover, options_.retries);
  });
}

Result<Done> OutboxWorker::deliver(const desk::OutboxRow& message) {
  if (!unrecorded_.contains(message.id)) unrecorded_.emplace(message.id, hand_over(message));
  auto recorded = record(message.id, unrecorded_.at(message.id));
  if (recorded.ok()) unrecorded_.erase(message.id);
  return recorded;
}

Result<int> OutboxWorker::deliver_due() {
  if (!options_.may_send()) return 0;
  std::vector<desk::OutboxRow> due;
  store_.read([&](desk::Reader& reader) { due = reader.due_messages(clock_.now(), kBatch); });
  std::optional<base::Error> failure;
  int delivered = 0;
  for (const desk::OutboxRow& message : due) {
    const auto done = deliver(message);
    // One that cannot be recorded does not hold up the others.
    if (done.ok()) {
      ++delivered;
    } else {
      failure = done.error();
    }
  }
  if (delivered == 0 && failure) return *failure;
  return delivered;
}

/// One round of the thread; whether there may be more to do at once.
bool OutboxWorker::pass() {
  try {
    const auto delivered = deliver_due();
    if (delivered.ok()) return delivered.value() > 0;
    options_.report(delivered.error().message);
  } catch (const std::exception& error) {
    options_.report(error.what());
  }
  return false;
}

void OutboxWorker::run() {
  while (true) {
    const bool more = pass();
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    if (more) continue;
    changed_.wait_for(lock, kLookEvery, [&] { return stopping_ || woken_; });
    woken_ = false;
    if (stopping_) return;
  }
}

}  // namespace kept::notify
