#include "records/set_up_import.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <unordered_map>
#include <utility>

#include "desk/import_places.h"
#include "records/batch_writer.h"
#include "records/reject_file.h"
#include "records/set_up_takers.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

/// Undoes a unit of work that was only tried.
const base::Error kOnlyTried{base::ErrorKind::kConflict, "import.tried", "", ""};

class SetUpImport {
 public:
  SetUpImport(desk::Store& store, const desk::Principal& who, SetUpTaker& taker, SetUpRows& rows,
              const ImportOptions& options)
      : store_(store), who_(who), taker_(taker), rows_(rows), options_(options) {}

  Result<ImportReport> run(const std::string& what) {
    if (auto opened = rejects_.open(options_.rejects, rows_.header()); !opened.ok()) {
      return opened.error();
    }
    store_.read([&](desk::Reader& reader) { taker_.begin(reader); });
    if (auto read = read_all(); !read.ok()) return read.error();
    if (auto closed = rejects_.close(); !closed.ok()) return closed.error();
    if (auto noted = note(what); !noted.ok()) return noted.error();
    report_.remarks = taker_.remarks();
    if (!rows_.unread().empty()) {
      report_.remarks.push_back(
          fmt::format("Nothing is read from the columns {}.", fmt::join(rows_.unread(), ", ")));
    }
    return std::move(report_);
  }

 private:
  Result<Done> read_all() {
    std::vector<SetUpRow> batch;
    for (;;) {
      auto row = rows_.next();
      if (!row.ok()) return row.error();
      auto read = std::move(row).value();
      if (!read) break;
      ++report_.read;
      batch.push_back(std::move(*read));
      refuse_second(batch.back());
      if (batch.size() < taker_.at_once()) continue;
      if (auto taken = take(batch); !taken.ok()) return taken;
    }
    return take(batch);
  }

  /// Which of two rows with one key holds, nobody knows.
  void refuse_second(SetUpRow& row) {
    const std::string column = taker_.key_column(row);
    const std::string key = row.cell(column);
    if (row.refusal() || key.empty()) return;
    const auto [first, is_new] = seen_.emplace(key, row.line());
    if (!is_new) row.wrong(column, fmt::format("line {} has this key already", first->second));
  }

  Result<Done> take(std::vector<SetUpRow>& batch) {
    const auto begun = std::chrono::steady_clock::now();
    std::vector<SetUpRow> tried;
    desk::HistoricCounts counts;
    auto done = store_.write([&](desk::Transaction& tx) -> Result<Done> {
      tried = batch;
      const auto taken = taker_.take(tx, tried);
      if (!taken.ok()) return taken.error();
      counts = *taken;
      if (options_.dry_run) return kOnlyTried;
      return Done{};
    });
    if (!done.ok() && done.error().reason != kOnlyTried.reason) return done;
    taker_.taken();
    report_.counts.add(counts);
    for (const SetUpRow& row : tried) {
      if (!row.refusal()) continue;
      ++report_.refused;
      count_reason(*row.refusal(), report_.reasons);
      if (auto added = rejects_.add(*row.refusal()); !added.ok()) return added;
    }
    batch.clear();
    if (options_.progress) options_.progress({rows_.position(), rows_.size(), report_.read});
    if (!options_.alone && !options_.dry_run) leave_turn(begun);
    return Done{};
  }

  Result<Done> note(const std::string& what) {
    const desk::HistoricCounts& counts = report_.counts;
    if (options_.dry_run || counts.created + counts.updated == 0) return Done{};
    return store_.write([&](desk::Transaction& tx) -> Result<Done> {
      tx.journal(who_.staff, "set_up_imported", 0,
                 {{"what", what},
                  {"created", std::to_string(counts.created)},
                  {"updated", std::to_string(counts.updated)}});
      return Done{};
    });
  }

  desk::Store& store_;
  desk::Principal who_;
  SetUpTaker& taker_;
  SetUpRows& rows_;
  ImportOptions options_;
  RejectFile rejects_;
  ImportReport report_;
  std::unordered_map<std::string, std::int64_t> seen_;  ///< keys, and which line has each
};

struct KindOfSetUp {
  std::string name;
  std::unique_ptr<SetUpTaker> taker;
};

KindOfSetUp kind_of(const SetUpFile& file, const desk::Principal& who) {
  switch (file.kind) {
    case SetUpKind::articles:
      return {"articles", article_taker()};
    case SetUpKind::staff:
      return {"staff", staff_taker(who)};
    case SetUpKind::departments:
      return {"departments", department_taker(who)};
    case SetUpKind::services:
      return {"services", service_taker()};
    case SetUpKind::addresses:
      break;
  }
  return {"addresses", address_taker(file.layer)};
}

}  // namespace

Result<ImportReport> import_set_up(desk::Store& store, const desk::Principal& who,
                                   const SetUpFile& file, const ImportOptions& options) {
  if (auto allowed = desk::require(who, desk::Action::manage_accounts); !allowed.ok()) {
    return allowed.error();
  }
  if (file.kind == SetUpKind::addresses && !desk::is_layer_key(file.layer)) {
    return base::invalid("/layer", "areas.bad_layer",
                         "A layer's name has 1 to 40 small letters, digits and _: addresses.");
  }
  const KindOfSetUp kind = kind_of(file, who);
  std::map<std::string, std::string> names;
  for (const std::string& column : kind.taker->columns()) names[column] = column;
  for (const auto& [column, name] : file.names) {
    if (!name.empty()) names[column] = name;
  }
  const auto rows = SetUpRows::open(file.file, names, kind.taker->needed());
  if (!rows.ok()) return rows.error();
  return SetUpImport(store, who, *kind.taker, **rows, options).run(kind.name);
}

}  // namespace kept::records
