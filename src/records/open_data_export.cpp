#include "records/open_data_export.h"

#include <optional>
#include <string>

#include "desk/open_data.h"
#include "records/open_data_text.h"

namespace kept::records {
namespace {

constexpr std::size_t kPiece = 65'536;

}  // namespace

base::Result<std::int64_t> export_open_data(desk::Store& store, const desk::OpenDataQuery& query,
                                            desk::OpenDataFormat format, const OpenDataSink& sink,
                                            const OpenDataProgress& progress) {
  base::TimeZone zone = base::TimeZone::utc();
  store.read([&](desk::Reader& reader) { zone = reader.zone(); });
  OpenDataText text(format, zone);
  std::int64_t requests = 0;
  desk::OpenDataWalk walk(store, query, [&](base::Instant at) { return progress(at, requests); });
  std::string piece = text.head();
  for (;;) {
    const std::optional<desk::OpenRecord> record = walk.next();
    if (walk.was_ended()) {
      return base::unavailable("open_data.ended", "The work was ended before its end.");
    }
    if (record) {
      piece += text.entry(*record);
      ++requests;
    } else {
      piece += text.foot();
    }
    if (record && piece.size() < kPiece) continue;
    if (auto taken = sink(piece); !taken.ok()) return taken.error();
    piece.clear();
    if (!record) return requests;
  }
}

}  // namespace kept::records
