#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "desk/ports/open_data.h"
#include "domain/cases/words.h"
#include "domain/ids.h"
#include "domain/places/area.h"
#include "domain/places/point.h"

/// Service requests as applications outside ask for them.
namespace kept::desk {

/// A request that came from an application, with its key.
struct ReceivedRow {
  domain::CaseId case_id;
  std::int64_t api_key = 0;
  base::Instant number_from{};  ///< its number is told from then on
  bool non_public = false;      ///< who sent it does not want it shown to all
};

/// A piece of the earth: a rectangle, and in it a circle if one is given.
struct Area {
  double south = -90;
  double north = 90;
  double west = -180;
  double east = 180;
  std::optional<domain::Point> centre;
  double radius = 0;  ///< metres
};

struct TimeWindow {  ///< both ends belong to it
  base::Instant from{};
  base::Instant until{};
};

/// Nothing means: whatever it is.
struct RequestFilter {
  std::vector<std::int64_t> numbers;  ///< when there are some, nothing else is looked at
  TimeWindow opened;
  std::optional<TimeWindow> changed;
  std::optional<bool> open;  ///< else resolved or closed
  std::optional<std::vector<domain::ServiceId>> services;
  std::optional<Area> area;
  std::string words;  ///< looked for in what everybody may read; empty: any
  int limit = 50;
  std::int64_t skip = 0;

  /// Records of the system before come with them: beside `numbers` those with these ids, else by
  /// what stands above, which knows them by the codes of services.
  std::vector<std::string> record_ids;
  std::optional<std::vector<std::string>> codes;
  std::vector<std::string> hidden_codes;  ///< of no record of such a service is anything found
};

struct RequestLine {
  domain::CaseId id;
  std::int64_t number = 0;
  domain::CaseState state = domain::CaseState::open;
  domain::ServiceId service;
  std::optional<domain::DepartmentId> department;
  base::Instant opened_at{};
  base::Instant updated_at{};
  std::optional<base::Instant> target;  ///< while it is owed
  std::optional<std::string> description;
  std::optional<std::string> place;
  std::optional<domain::Point> point;
  std::optional<std::int64_t> api_key;  ///< with which it came
  bool description_is_public = false;   ///< as far as its words go; the service decides, too
  bool place_is_public = true;          ///< the same of the words of its place
  bool non_public = false;              ///< who sent it does not want it shown to all
  bool has_photos = false;
  bool is_under_way = false;  ///< open, and a department or a promise is at work on it
  std::optional<domain::Resolution> resolution;  ///< unless it is open
  std::optional<std::int64_t> joined_to;         ///< the number of the case that stands for it
};

/// Where a case lies, as the city had drawn it that day.
struct RequestArea {
  domain::CaseId case_id;
  domain::CaseArea area;
};

/// A record of the system before, in its place in a list.
struct PlacedRecord {
  std::size_t after = 0;  ///< so many lines
  OpenDataRow row;
};

/// Newest first; by their changes, when they are asked for by these.
struct RequestPage {
  std::vector<RequestLine> lines;
  std::vector<PlacedRecord> records;
  bool has_more = false;  ///< on the pages that follow
};
/// Larger counts are not made.
inline constexpr std::int64_t kCountedRequests = 10'000;

}  // namespace kept::desk
