#include "records/history_import.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "base/secret.h"
#include "records/batch_writer.h"
#include "records/csv_source.h"
#include "records/open311_source.h"
#include "records/reject_file.h"
#include "records/request_pages.h"
#include "records/request_stream.h"
#include "records/web_page.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

/// Rows of one unit of work: some tens of milliseconds, for others wait for it; where nobody does,
/// what a commit costs is shared by more.
constexpr std::int64_t kAtOnce = 1000;
constexpr std::int64_t kAtOnceAlone = 5000;
constexpr int kWordsAtOnce = 2000;

/// Where an import of the same was stopped.
desk::ImportPoint point_of(desk::Store& store, const std::string& key,
                           const ImportOptions& options) {
  std::optional<desk::ImportPoint> found;
  if (!options.dry_run) {
    store.read([&](desk::Reader& reader) { found = reader.historic().import_point(key); });
  }
  return found.value_or(desk::ImportPoint{key, 0, {}, {}});
}

class HistoryImport {
 public:
  HistoryImport(desk::Store& store, const desk::Principal& who, RecordSource& source,
                desk::ImportPoint begin, const ImportOptions& options)
      : store_(store), who_(who), source_(source), begin_(std::move(begin)), options_(options) {}

  Result<ImportReport> run() {
    const bool goes_on = !begin_.page.empty();
    if (auto opened = rejects_.open(options_.rejects, source_.header(), goes_on); !opened.ok()) {
      return opened.error();
    }
    if (auto prepared = prepare(); !prepared.ok()) return prepared.error();
    report_.resumed_after = begin_.rows;
    if (goes_on) {  // what was refused on pages before is in that file already
      report_.read = begin_.rows;
      report_.refused = begin_.rows - begin_.counts.all();
    }
    const auto point = read_all();
    if (!point.ok()) return point.error();
    report_.counts = point->counts;
    if (auto closed = rejects_.close(); !closed.ok()) return closed.error();
    if (!options_.dry_run) {
      if (auto done = complete(); !done.ok()) return done.error();
    }
    remark();
    return std::move(report_);
  }

 private:
  Result<Done> prepare() {
    if (options_.dry_run || !options_.alone) return Done{};
    return store_.write([](desk::Transaction& tx) -> Result<Done> {
      tx.historic_writer().set_indexes_aside();
      return Done{};
    });
  }

  /// Rows of a file that are done are read again, for the refused among them; only saving is left
  /// out.
  Result<desk::ImportPoint> read_all() {
    BatchWriter writer(store_, who_, options_, begin_);
    const std::int64_t at_once = options_.alone ? kAtOnceAlone : kAtOnce;
    std::string page = source_.page();
    Batch batch;
    Row row;
    for (;;) {
      const auto more = source_.next(row);
      if (!more.ok()) return more.error();
      if (!*more) break;
      if (page != source_.page()) {
        page = source_.page();
        if (auto turned = end_page(writer, batch); !turned.ok()) return turned.error();
      }
      ++report_.read;
      if (auto taken = take(std::move(row), batch); !taken.ok()) return taken.error();
      if (report_.read % at_once != 0) continue;
      if (auto given = hand_over(writer, batch); !given.ok()) return given.error();
    }
    if (auto given = hand_over(writer, batch); !given.ok()) return given.error();
    return writer.finish();
  }

  Result<Done> take(Row row, Batch& batch) {
    if (const auto* refusal = std::get_if<Refusal>(&row)) {
      ++report_.refused;
      count_reason(*refusal, report_.reasons);
      return rejects_.add(*refusal);
    }
    if (report_.read > begin_.rows) {
      batch.records.push_back(std::move(std::get<desk::HistoricRecord>(row)));
    }
    return Done{};
  }

  Result<Done> hand_over(BatchWriter& writer, Batch& batch) {
    tell_progress();
    if (batch.records.empty()) return Done{};
    // What stands on a page may move, so that none is gone on with but from its begin.
    batch.until = {report_.read, {}, source_.page().empty()};
    return writer.give(std::exchange(batch, {}));
  }

  /// The page before is done: an import that is stopped goes on with this one.
  Result<Done> end_page(BatchWriter& writer, Batch& batch) {
    tell_progress();
    if (auto flushed = rejects_.flush(); !flushed.ok()) return flushed;
    batch.until = {report_.read, source_.page(), true};
    return writer.give(std::exchange(batch, {}));
  }

  void tell_progress() const {
    if (options_.progress) {
      options_.progress({source_.position(), source_.size(), report_.read});
    }
  }

  /// Makes what was set aside, lets the records be found by words, and forgets where the import
  /// was.
  Result<Done> complete() {
    auto made = store_.write([](desk::Transaction& tx) -> Result<Done> {
      tx.historic_writer().make_indexes();
      return Done{};
    });
    if (!made.ok()) return made;
    for (;;) {
      const auto begun = std::chrono::steady_clock::now();
      const auto indexed = desk::write<int>(store_, [](desk::Transaction& tx) {
        return Result<int>(tx.historic_writer().index_words(kWordsAtOnce));
      });
      if (!indexed.ok()) return indexed.error();
      if (*indexed == 0) break;
      if (!options_.alone) leave_turn(begun);
    }
    return store_.write([&](desk::Transaction& tx) -> Result<Done> {
      tx.historic_writer().drop_import_point(begin_.import);
      return Done{};
    });
  }

  void remark() {
    const Remarks remarks = source_.remarks();
    const auto say = [&](std::int64_t count, const char* what) {
      if (count > 0) report_.remarks.push_back(fmt::format("{} {}", count, what));
    };
    if (!remarks.lacking.empty()) {
      report_.remarks.push_back(
          fmt::format("The file has no column for {}.", fmt::join(remarks.lacking, ", ")));
    }
    say(remarks.hour_twice, "times stand in the hour that comes twice: the earlier was taken.");
    say(remarks.hour_never,
        "times stand in the hour that does not exist: the first instant after it was taken.");
    say(remarks.closed_earlier, "requests were closed before they were made, says the file.");
  }

  desk::Store& store_;
  desk::Principal who_;
  RecordSource& source_;
  desk::ImportPoint begin_;
  ImportOptions options_;
  RejectFile rejects_;
  ImportReport report_;
};

base::TimeZone zone_of_city(desk::Store& store) {
  base::TimeZone zone = base::TimeZone::utc();
  store.read([&](desk::Reader& reader) { zone = reader.zone(); });
  return zone;
}

/// Of an address from the page on that an import before this one had come to.
Result<std::unique_ptr<RequestStream>> requests_in(const std::string& from,
                                                   const desk::ImportPoint& begin) {
  if (!is_web_address(from)) {
    auto file = RequestFile::open(from);
    if (!file.ok()) return file.error();
    return std::unique_ptr<RequestStream>(std::move(file).value());
  }
  auto pages = RequestPages::open(begin.page.empty() ? from : begin.page);
  if (!pages.ok()) return pages.error();
  return std::unique_ptr<RequestStream>(std::move(pages).value());
}

}  // namespace

Result<ImportReport> import_csv(desk::Store& store, const desk::Principal& who,
                                const std::filesystem::path& map, const std::filesystem::path& file,
                                const ImportOptions& options) {
  auto meaning = RecordMap::read(map);
  if (!meaning.ok()) return meaning.error();
  const auto digest = digest_of_file(file);
  if (!digest.ok()) return digest.error();
  const base::TimeZone zone = zone_of_city(store);
  const std::string key = base::digest_of(*digest + meaning->digest + zone.name());
  auto source = CsvSource::open(file, std::move(meaning).value(), zone);
  if (!source.ok()) return source.error();
  return HistoryImport(store, who, **source, point_of(store, key, options), options).run();
}

Result<ImportReport> import_open311(desk::Store& store, const desk::Principal& who,
                                    const std::string& from, const std::string& source,
                                    const ImportOptions& options) {
  const bool is_web = is_web_address(from);
  std::string name = source;
  if (name.empty()) name = is_web ? host_of(from) : "open311";
  const base::TimeZone zone = zone_of_city(store);
  const auto digest = is_web ? Result<std::string>(base::digest_of(from)) : digest_of_file(from);
  if (!digest.ok()) return digest.error();
  const std::string key = base::digest_of(*digest + name + zone.name());
  const desk::ImportPoint begin = point_of(store, key, options);
  auto requests = requests_in(from, begin);
  if (!requests.ok()) return requests.error();
  Open311Source read(std::move(requests).value(), name, zone);
  return HistoryImport(store, who, read, begin, options).run();
}

}  // namespace kept::records
