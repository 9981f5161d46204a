#include "records/published_files.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "base/running_digest.h"
#include "desk/open_data.h"
#include "records/open_data_export.h"

namespace kept::records {
namespace {

using base::Result;
using desk::OpenDataFile;

/// So many threads may stand waiting; the others are told to come again.
constexpr int kMostWaitingForFiles = 2;
constexpr std::size_t kMostWantedFiles = 8;
constexpr int kShareOfTime = 20;
constexpr std::size_t kDigitsOfTag = 32;

std::string key_of(const desk::OpenDataQuery& query, desk::OpenDataFormat format) {
  const auto text = [](const std::optional<base::Instant>& instant) {
    return instant ? std::to_string(instant->time_since_epoch().count()) : std::string("-");
  };
  std::string key =
      std::to_string(static_cast<int>(format)) + " " + text(query.from) + " " + text(query.until);
  for (const std::string& service : query.services) {
    key += " " + std::to_string(service.size()) + ":" + service;
  }
  return key;
}

base::Error come_again(const char* why) { return base::unavailable("open_data.being_made", why); }

}  // namespace

PublishedFiles::PublishedFiles(desk::Store& store, const base::Clock& clock,
                               std::filesystem::path directory, PublishedFilesOptions options)
    : store_(store), clock_(clock), directory_(std::move(directory)), options_(std::move(options)) {
  // What an earlier server has made is made anew: which data it stood at nobody remembers.
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
  thread_ = std::thread([this] { run(); });
}

PublishedFiles::~PublishedFiles() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool PublishedFiles::is_fresh(const Entry& entry) const {
  return entry.made && clock_.now() - entry.looked_at < kShareOfTime * entry.took;
}

Result<OpenDataFile> PublishedFiles::file(const desk::OpenDataQuery& query,
                                          desk::OpenDataFormat format) {
  const std::string version = desk::open_data_version(store_);
  const std::string key = key_of(query, format);
  std::unique_lock lock(mutex_);
  Entry& entry = entries_[key];
  entry.query = query;
  entry.format = format;
  entry.asked = ++questions_;
  if (is_fresh(entry) || (entry.made && entry.version == version)) return *entry.made;
  if (!entry.is_wanted && wanted_.size() < kMostWantedFiles) {
    entry.is_wanted = true;
    wanted_.push_back(key);
    changed_.notify_all();
  }
  if (entry.is_wanted && waiting_ < kMostWaitingForFiles) {
    ++waiting_;
    changed_.wait_for(lock, options_.patience, [&] {
      const auto found = entries_.find(key);
      return ending_ || found == entries_.end() || !found->second.is_wanted;
    });
    --waiting_;
  }
  const auto found = entries_.find(key);
  if (found == entries_.end()) return come_again("Many files are being made; try again later.");
  if (found->second.made) return *found->second.made;
  if (found->second.failed && !found->second.is_wanted) return *found->second.failed;
  return come_again("The file is being made; try again in a moment.");
}

void PublishedFiles::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return ending_ || !wanted_.empty(); });
    if (ending_) return;
    const std::string key = wanted_.front();
    wanted_.pop_front();
    lock.unlock();
    make(key);
    lock.lock();
    changed_.notify_all();
  }
}

void PublishedFiles::make(const std::string& key) {
  Entry entry;
  {
    const std::scoped_lock lock(mutex_);
    entry = entries_[key];
  }
  // Read before the data: what changes while they are written makes the next file, not this one.
  const auto begun = std::chrono::steady_clock::now();
  Result<OpenDataFile> made = come_again("");
  std::string version;
  try {
    version = desk::open_data_version(store_);
    made = write(entry);
  } catch (const std::exception& error) {
    made = base::unavailable("open_data.failed", error.what());
  }
  if (!made.ok() && options_.report) options_.report(made.error().message);
  const std::scoped_lock lock(mutex_);
  Entry& standing = entries_[key];
  standing.is_wanted = false;
  standing.failed.reset();
  if (!made.ok()) {
    standing.failed = made.error();
    return;
  }
  std::error_code ignored;
  if (standing.made) std::filesystem::remove(standing.made->path, ignored);
  standing.made = *made;
  standing.version = version;
  standing.looked_at = clock_.now();
  standing.took =
      std::chrono::duration_cast<base::Duration>(std::chrono::steady_clock::now() - begun);
  drop_surplus();
}

Result<OpenDataFile> PublishedFiles::write(const Entry& entry) {
  std::error_code failed;
  std::filesystem::create_directories(directory_, failed);
  const auto room = std::filesystem::space(directory_, failed);
  const auto no_room = base::unavailable("open_data.no_room", "The disk has no room for the file.");
  if (failed || room.available < static_cast<std::uintmax_t>(options_.least_free)) return no_room;
  const std::int64_t left = static_cast<std::int64_t>(room.available) - options_.least_free;
  OpenDataFile file;
  {
    const std::scoped_lock lock(mutex_);
    file.path = (directory_ / std::to_string(++files_)).string();
  }
  std::ofstream stream(file.path, std::ios::binary | std::ios::trunc);
  base::RunningDigest digest;
  const auto written = export_open_data(
      store_, entry.query, entry.format,
      [&](std::string_view piece) -> Result<base::Done> {
        digest.add(piece);
        file.size += static_cast<std::int64_t>(piece.size());
        if (file.size > left) return no_room;
        stream.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        if (!stream) return no_room;
        return base::Done{};
      },
      [&](base::Instant, std::int64_t) {
        const std::scoped_lock lock(mutex_);
        return !ending_;
      });
  stream.close();
  if (!written.ok() || !stream) {
    std::filesystem::remove(file.path, failed);
    return written.ok() ? no_room : written.error();
  }
  file.digest = digest.finish().substr(0, kDigitsOfTag);
  return file;
}

/// The oldest first; who reads one still can (file_source.h).
void PublishedFiles::drop_surplus() {
  while (entries_.size() > options_.most_files) {
    auto oldest = entries_.end();
    for (auto one = entries_.begin(); one != entries_.end(); ++one) {
      if (one->second.is_wanted) continue;
      if (oldest == entries_.end() || one->second.asked < oldest->second.asked) oldest = one;
    }
    if (oldest == entries_.end()) return;
    std::error_code ignored;
    if (oldest->second.made) std::filesystem::remove(oldest->second.made->path, ignored);
    entries_.erase(oldest);
  }
}

}  // namespace kept::records
