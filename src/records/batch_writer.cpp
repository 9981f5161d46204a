#include "records/batch_writer.h"

#include <utility>

namespace kept::records {
namespace {

using base::Done;
using base::Result;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kMostWaiting = 2;

}  // namespace

void leave_turn(SteadyClock::time_point begun) {
  std::this_thread::sleep_for((SteadyClock::now() - begun) / 2);
}

BatchWriter::BatchWriter(desk::Store& store, desk::Principal who, const ImportOptions& options,
                         desk::ImportPoint begin)
    : store_(store),
      who_(who),
      dry_run_(options.dry_run),
      alone_(options.alone),
      point_(std::move(begin)),
      thread_([this] { run(); }) {}

BatchWriter::~BatchWriter() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<Done> BatchWriter::give(Batch batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.size() < kMostWaiting || failed_; });
  if (failed_) return *failed_;
  waiting_.push_back(std::move(batch));
  lock.unlock();
  changed_.notify_all();
  return Done{};
}

Result<desk::ImportPoint> BatchWriter::finish() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
  if (failed_) return *failed_;
  return point_;
}

void BatchWriter::run() {
  for (;;) {
    Batch batch;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      batch = std::move(waiting_.front());
      waiting_.pop_front();
    }
    changed_.notify_all();
    const auto begun = SteadyClock::now();
    auto point = save(batch);
    if (!point.ok()) {
      const std::scoped_lock lock(mutex_);
      failed_ = point.error();
      waiting_.clear();
      changed_.notify_all();
      return;
    }
    point_ = std::move(point).value();
    if (!alone_) leave_turn(begun);
  }
}

Result<desk::ImportPoint> BatchWriter::save(const Batch& batch) {
  if (dry_run_) {
    desk::ImportPoint point = point_;
    store_.read([&](desk::Reader& reader) {
      point.counts.add(reader.historic().compare(batch.records, compared_));
    });
    point.rows = batch.until.rows;
    return point;
  }
  return desk::write<desk::ImportPoint>(store_, [&](desk::Transaction& tx) {
    return desk::import_history(tx, who_, point_, batch.records, batch.until);
  });
}

}  // namespace kept::records
