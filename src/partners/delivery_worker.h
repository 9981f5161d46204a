#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "partners/endpoint.h"

namespace kept::partners {

struct WorkerOptions {
  Patience patience;
  /// Whether anything may be sent now; not while the clock is in doubt.
  std::function<bool()> may_send = [] { return true; };
  /// How our own pictures are reached from outside; empty: nobody is told of them by address.
  std::string public_url = {};
  /// So many partners are talked with at the same time; the slow ones hold up no others as long as
  /// they are fewer.
  int at_once = 4;
  /// Told of what an administrator should know; called from the worker's threads, one at a time.
  std::function<void(const std::string&)> report = [](const std::string&) {};
};

/// Sends cases to partners and follows them there, for each partner in due order and one at a time,
/// several partners beside each other. Each answer is recorded in a unit of work of its own; a
/// crash before that leaves a row that says so, and what may have arrived is looked for before it
/// is sent again.
class DeliveryWorker {
 public:
  /// Both must outlive the worker.
  DeliveryWorker(desk::Store& store, const base::Clock& clock, WorkerOptions options);
  ~DeliveryWorker();
  DeliveryWorker(const DeliveryWorker&) = delete;
  DeliveryWorker& operator=(const DeliveryWorker&) = delete;

  /// Starts the threads that follow the clock.
  void start();
  void stop();

  /// Does what is due now and returns how many steps that were. For the standing clock of tests;
  /// not together with start().
  [[nodiscard]] int work();

 private:
  void run();
  [[nodiscard]] bool pass();
  void report(domain::PartnerId partner, const std::string& what);
  /// Whether this thread is the one that talks with the partner now, until leave().
  [[nodiscard]] bool enter(domain::PartnerId partner);
  void leave(domain::PartnerId partner);
  [[nodiscard]] bool is_stopping();
  /// Until nothing is due, or the partner does not answer.
  [[nodiscard]] int serve(const desk::PartnerRow& partner);
  [[nodiscard]] base::Result<base::Done> read_updates(const desk::PartnerRow& partner,
                                                      Endpoint& endpoint,
                                                      const desk::TimeWindow& window);
  /// Whether they took all that there was to tell.
  [[nodiscard]] base::Result<bool> tell_updates(const desk::PartnerRow& partner, Endpoint& endpoint,
                                                const desk::DeliveryRow& row);
  [[nodiscard]] base::Result<base::Done> follow(const desk::PartnerRow& partner, Endpoint& endpoint,
                                                const desk::DeliveryRow& row);
  [[nodiscard]] base::Result<base::Done> step(const desk::PartnerRow& partner, Endpoint& endpoint,
                                              const desk::DeliveryRow& row);
  [[nodiscard]] base::Result<base::Done> send(const desk::PartnerRow& partner, Endpoint& endpoint,
                                              const desk::DeliveryRow& row);
  /// The pictures that go with it as files; those that go as an address are put among `fields`.
  [[nodiscard]] std::vector<std::string> pictures(const desk::PartnerRow& partner,
                                                  domain::CaseId id, desk::PartnerFields& fields);
  [[nodiscard]] base::Result<base::Done> look(const desk::PartnerRow& partner, Endpoint& endpoint,
                                              const desk::DeliveryRow& row);

  desk::Store& store_;
  const base::Clock& clock_;
  WorkerOptions options_;

  std::mutex reporting_;  // guards last_reports_, and that one reports at a time
  std::map<domain::PartnerId, std::string> last_reports_;

  std::mutex mutex_;  // guards what follows, except threads_
  std::condition_variable changed_;
  std::set<domain::PartnerId> busy_;
  bool stopping_ = false;
  std::uint64_t wakings_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace kept::partners
