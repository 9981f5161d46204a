#include "telephony/recording_sweeper.h"

#include <chrono>
#include <exception>
#include <utility>
#include <vector>

namespace kept::telephony {
namespace {

constexpr std::chrono::seconds kSweepEvery{10};
constexpr int kSweptAtOnce = 100;

}  // namespace

RecordingSweeper::RecordingSweeper(desk::Store& store, desk::RecordingFiles& files,
                                   std::function<void(const std::string&)> report)
    : store_(store), files_(files), report_(std::move(report)) {}

RecordingSweeper::~RecordingSweeper() { stop(); }

void RecordingSweeper::start() {
  thread_ = std::thread([this] { run(); });
}

void RecordingSweeper::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    stopped_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

base::Result<int> RecordingSweeper::work() {
  std::vector<desk::RecordingRow> rows;
  store_.read(
      [&](desk::Reader& reader) { rows = reader.recordings().files_to_remove(kSweptAtOnce); });
  const std::size_t wanted = rows.size();
  std::erase_if(rows, [&](const desk::RecordingRow& row) { return !files_.remove(row.name); });
  if (rows.size() < wanted) {
    report_(std::to_string(wanted - rows.size()) + " recordings cannot be taken away");
  }
  if (rows.empty()) return 0;
  const auto noted = store_.write([&](desk::Transaction& tx) -> base::Result<base::Done> {
    for (desk::RecordingRow row : rows) {
      row.has_file = false;
      tx.recording_writer().save(row);
    }
    return base::Done{};
  });
  if (!noted.ok()) return noted.error();
  return static_cast<int>(rows.size());
}

void RecordingSweeper::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    try {
      const auto swept = work();
      if (!swept.ok()) report_(swept.error().message);
    } catch (const std::exception& error) {
      report_(error.what());
    }
    lock.lock();
    stopped_.wait_for(lock, kSweepEvery, [this] { return stopping_; });
  }
}

}  // namespace kept::telephony
