#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "desk/ports/publicity.h"
#include "domain/ids.h"
#include "domain/places/point.h"

/// Service requests as a city publishes them: its cases, and the records of the system before.
namespace kept::desk {

/// One request. An empty text: nothing is known, or nobody outside is told.
struct OpenRecord {
  std::string system;  ///< where it was recorded: the city's name, or the source of an import
  std::string id;      ///< unique there
  bool open = false;
  std::string status_word;  ///< the city's own, or what a case here ended with
  std::string notes;        ///< free text of staff
  std::string channel;
  std::string service_code;
  std::string service_name;
  std::string description;  ///< free text of residents
  std::string department;
  std::string address;
  std::optional<domain::Point> point;
  std::map<std::string, std::string> areas;  ///< kind and name
  std::string parent_id;                     ///< what it is a duplicate or a part of
  base::Instant requested_at{};
  std::optional<base::Instant> updated_at;
  std::optional<base::Instant> closed_at;

  bool operator==(const OpenRecord&) const = default;
};

/// Which requests: made from then on and before then, of these services (codes; none: of all).
struct OpenDataQuery {
  std::optional<base::Instant> from;
  std::optional<base::Instant> until;
  std::set<std::string> services;

  [[nodiscard]] bool wants(const std::string& service) const {
    return services.empty() || services.contains(service);
  }
};

/// Where somebody who reads them in order is.
struct OpenDataKey {
  base::Instant requested_at = base::Instant::min();
  std::int64_t id = 0;
};

/// A request as it stands in the store, before anything is withheld from it (open_data.h).
struct OpenDataRow {
  OpenDataKey key;
  OpenRecord record;
  std::optional<domain::ServiceId> service;  ///< of a case, whose record lacks what its ids say
  std::optional<domain::DepartmentId> department;
  Finding address = Finding::none;
  bool non_public = false;  ///< who sent it does not want it shown to all
};

struct OpenDataPage {
  std::vector<OpenDataRow> rows;
  OpenDataKey last;  ///< that was looked at, also when nothing of it was wanted
  bool is_last = true;
};

/// Which cases a feed tells of, the last to change first.
struct FeedQuestion {
  std::optional<std::vector<domain::ServiceId>> services;
  std::optional<std::vector<domain::AreaId>> areas;
  int limit = 100;
};

class OpenDataReader {
 public:
  virtual ~OpenDataReader() = default;

  /// The next records of the system before, in the order of their times; looks at up to `limit`.
  [[nodiscard]] virtual OpenDataPage records_after(const OpenDataKey& key, base::Instant until,
                                                   const std::set<std::string>& services,
                                                   int limit) = 0;
  /// The same of cases, whose numbers are told.
  [[nodiscard]] virtual OpenDataPage cases_after(
      const OpenDataKey& key, base::Instant until,
      const std::optional<std::vector<domain::ServiceId>>& services, int limit) = 0;
  /// Of the last kFeedDepth changes.
  [[nodiscard]] virtual std::vector<OpenDataRow> last_changed(const FeedQuestion& question) = 0;
  /// While it is the same, so is what the others give.
  [[nodiscard]] virtual std::string open_data_version() = 0;
};

enum class OpenDataFormat { csv, geojson, open311_json, open311_xml };

/// A file that is published: what stands in it does not change any more.
struct OpenDataFile {
  std::string path;
  std::string digest;  ///< of its content, in hexadecimal
  std::int64_t size = 0;
};

/// Files of open data, made when they are asked for. Any thread may ask.
class OpenDataFiles {
 public:
  virtual ~OpenDataFiles() = default;
  /// kUnavailable while it is made for the first time, which may take longer than anybody waits.
  [[nodiscard]] virtual base::Result<OpenDataFile> file(const OpenDataQuery& query,
                                                        OpenDataFormat format) = 0;
};

}  // namespace kept::desk
