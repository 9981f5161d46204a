#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "partners/endpoint.h"

namespace kept::partners {

struct WorkerOptions {
  Patience patience;
  /// Whether anything may be sent now; not while the clock is in doubt.
  std::function<bool()> may_send = [] { return true; };
  /// Told of what an administrator should know; called from the worker's thread.
  std::function<void(const std::string&)> report = [](const std::string&) {};
};

/// Sends cases to partners and follows them there, partner by partner in due order. Each answer is
/// recorded in a unit of work of its own; a crash before that leaves a row that says so, and what
/// may have arrived is looked for before it is sent again.
class DeliveryWorker {
 public:
  /// Both must outlive the worker.
  DeliveryWorker(desk::Store& store, const base::Clock& clock, WorkerOptions options);
  ~DeliveryWorker();
  DeliveryWorker(const DeliveryWorker&) = delete;
  DeliveryWorker& operator=(const DeliveryWorker&) = delete;

  /// Starts the thread that follows the clock.
  void start();
  void stop();

  /// Does what is due now and returns how many steps that were. For the standing clock of tests;
  /// not together with start().
  [[nodiscard]] int work();

 private:
  void run();
  [[nodiscard]] bool pass();
  void report(domain::PartnerId partner, const std::string& what);
  [[nodiscard]] bool is_stopping();
  /// Until nothing is due, or the partner does not answer.
  [[nodiscard]] int serve(const desk::PartnerRow& partner);
  [[nodiscard]] base::Result<base::Done> step(const desk::PartnerRow& partner, Endpoint& endpoint,
                                              const desk::DeliveryRow& row);
  [[nodiscard]] base::Result<base::Done> send(Endpoint& endpoint, const desk::DeliveryRow& row);
  [[nodiscard]] base::Result<base::Done> look(const desk::PartnerRow& partner, Endpoint& endpoint,
                                              const desk::DeliveryRow& row);

  desk::Store& store_;
  const base::Clock& clock_;
  WorkerOptions options_;
  std::map<domain::PartnerId, std::string> last_reports_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool woken_ = false;
  std::thread thread_;
};

}  // namespace kept::partners
