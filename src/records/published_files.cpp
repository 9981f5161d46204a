#include "records/published_files.h"

#include <algorithm>
#include <fstream>
#include <utility>
#include <vector>

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
constexpr int kRestAfterPart = 4;  // times what it took
constexpr std::chrono::seconds kAfterFailure{10};
constexpr const char* kBusy = "Many files are being made; try again later.";
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

bool is_of_everything(const desk::OpenDataQuery& query) {
  return !query.from && !query.until && query.services.empty();
}

base::Error come_again(const char* why) { return base::unavailable("open_data.being_made", why); }

/// Goes unless it is finished, also when reading the data throws.
struct HalfMade {
  std::string path;
  ~HalfMade() {
    std::error_code ignored;
    if (!path.empty()) std::filesystem::remove(path, ignored);
  }
};

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
  const desk::OpenDataVersion now = desk::open_data_version(store_);
  const std::string key = key_of(query, format);
  std::unique_lock lock(mutex_);
  drop_withdrawn(now.withdrawn);
  const bool has_room = wanted_.size() < kMostWantedFiles;
  if (!entries_.contains(key) && !has_room) return come_again(kBusy);
  Entry& entry = entries_[key];
  entry.query = query;
  entry.format = format;
  entry.asked = ++questions_;
  if (is_fresh(entry) || (entry.made && entry.version == now.data)) return *entry.made;
  if (entry.failed && clock_.now() - entry.looked_at < kAfterFailure) return *entry.failed;
  if (!entry.is_wanted && has_room) {
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
  if (found == entries_.end()) return come_again(kBusy);
  if (found->second.made) return *found->second.made;
  if (found->second.failed && !found->second.is_wanted) return *found->second.failed;
  return come_again("The file is being made; try again in a moment.");
}

/// Files of everything first; the others when their share of the time allows.
std::list<std::string>::iterator PublishedFiles::next_wanted() {
  const auto whole = std::find_if(wanted_.begin(), wanted_.end(), [&](const std::string& key) {
    return is_of_everything(entries_.at(key).query);
  });
  if (whole != wanted_.end()) return whole;
  return std::chrono::steady_clock::now() < parts_from_ ? wanted_.end() : wanted_.begin();
}

void PublishedFiles::run() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    const auto next = next_wanted();
    if (next == wanted_.end()) {
      if (wanted_.empty()) {
        changed_.wait(lock);
      } else {
        changed_.wait_until(lock, parts_from_);
      }
      continue;
    }
    const std::string key = *next;
    wanted_.erase(next);
    const bool is_part = !is_of_everything(entries_.at(key).query);
    lock.unlock();
    const auto begun = std::chrono::steady_clock::now();
    make(key);
    const auto ended = std::chrono::steady_clock::now();
    lock.lock();
    if (is_part) parts_from_ = ended + kRestAfterPart * (ended - begun);
    changed_.notify_all();
  }
}

void PublishedFiles::make(const std::string& key) {
  Entry entry;
  {
    const std::scoped_lock lock(mutex_);
    entry = entries_.at(key);
  }
  // Read before the data: what changes while they are written makes the next file, not this one.
  const auto begun = std::chrono::steady_clock::now();
  Result<OpenDataFile> made = come_again("");
  desk::OpenDataVersion version;
  try {
    version = desk::open_data_version(store_);
    made = write(entry);
  } catch (const std::exception& error) {
    made = base::unavailable("open_data.failed", error.what());
  }
  if (!made.ok() && options_.report) options_.report(made.error().message);
  const std::scoped_lock lock(mutex_);
  Entry& standing = entries_.at(key);
  standing.is_wanted = false;
  standing.failed.reset();
  standing.looked_at = clock_.now();
  standing.took =
      std::chrono::duration_cast<base::Duration>(std::chrono::steady_clock::now() - begun);
  if (made.ok()) {
    drop(standing);
    standing.made = *made;
    standing.version = version.data;
    standing.withdrawn = version.withdrawn;
  } else {
    standing.failed = made.error();
  }
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
  HalfMade half_made{file.path};
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
  if (!written.ok()) return written.error();
  if (!stream) return no_room;
  half_made.path.clear();
  file.digest = digest.finish().substr(0, kDigitsOfTag);
  return file;
}

/// Who reads it still can (file_source.h).
void PublishedFiles::drop(Entry& entry) {
  std::error_code ignored;
  if (entry.made) std::filesystem::remove(entry.made->path, ignored);
  entry.made.reset();
}

void PublishedFiles::drop_withdrawn(const std::string& withdrawn) {
  for (auto& [key, entry] : entries_) {
    if (entry.made && entry.withdrawn != withdrawn) drop(entry);
  }
}

/// The oldest first, and never what is of everything.
void PublishedFiles::drop_surplus() {
  std::int64_t bytes = 0;
  std::vector<std::pair<std::int64_t, std::string>> by_age;
  for (const auto& [key, entry] : entries_) {
    if (is_of_everything(entry.query)) continue;
    if (entry.made) bytes += entry.made->size;
    if (!entry.is_wanted) by_age.emplace_back(entry.asked, key);
  }
  std::sort(by_age.begin(), by_age.end());
  for (const auto& [asked, key] : by_age) {
    if (entries_.size() <= options_.most_files && bytes <= options_.most_bytes) return;
    Entry& oldest = entries_.at(key);
    if (oldest.made) bytes -= oldest.made->size;
    drop(oldest);
    entries_.erase(key);
  }
}

}  // namespace kept::records
