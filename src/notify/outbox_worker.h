#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "desk/deliver_message.h"
#include "desk/ports/store.h"
#include "notify/transport.h"

namespace kept::notify {

struct OutboxOptions {
  std::string sender;  ///< the address that messages are from
  desk::Retries retries;
  /// Whether anything may be sent now; not while the clock is in doubt.
  std::function<bool()> may_send = [] { return true; };
  /// Told of what an administrator should know; called from the worker's thread.
  std::function<void(const std::string&)> report = [](const std::string&) {};
};

/// Delivers what stands in the outbox, in due order: reads what is committed, hands it to the next
/// hop, and records the answer in a unit of work of its own. What the next hop took is recorded
/// once; a crash between its answer and that commit sends the same message, with the same
/// Message-ID, again.
class OutboxWorker {
 public:
  /// All of these must outlive the worker.
  OutboxWorker(desk::Store& store, const base::Clock& clock, Transport& transport, desk::Site site,
               OutboxOptions options);
  ~OutboxWorker();
  OutboxWorker(const OutboxWorker&) = delete;
  OutboxWorker& operator=(const OutboxWorker&) = delete;

  /// Where the pages that letters link to are found; known once the server listens, and before
  /// anything is delivered.
  void found_at(std::string address) { site_.address = std::move(address); }

  /// Starts the thread that follows the clock.
  void start();
  void stop();

  /// Delivers what is due now and returns how many messages that were. For the standing clock of
  /// tests; not together with start().
  [[nodiscard]] base::Result<int> deliver_due();

 private:
  /// What became of a message, until it is recorded.
  struct Outcome {
    std::variant<desk::Letter, desk::NoLetter> letter;
    desk::Handover handover;
  };

  void run();
  [[nodiscard]] Outcome hand_over(const desk::OutboxRow& message);
  [[nodiscard]] base::Result<base::Done> deliver(const desk::OutboxRow& message);
  [[nodiscard]] base::Result<base::Done> record(domain::MessageId message, const Outcome& outcome);
  [[nodiscard]] bool pass();

  desk::Store& store_;
  const base::Clock& clock_;
  Transport& transport_;
  desk::Site site_;
  OutboxOptions options_;
  /// Handed over, but the store could not record it: recorded later, and not handed over again.
  std::map<domain::MessageId, Outcome> unrecorded_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool woken_ = false;
  std::thread thread_;
};

}  // namespace kept::notify
