#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "desk/ports/request_rows.h"
#include "domain/cases/events.h"

/// What becomes known of service requests with time, as applications outside follow it.
namespace kept::desk {

struct UpdateFilter {
  std::vector<std::int64_t> numbers;  ///< when there are some, no window is looked at
  TimeWindow window;                  ///< of when it was recorded
  int limit = 1000;
  std::int64_t skip = 0;
};

struct UpdatePhoto {
  domain::PhotoId id;
  bool is_public = false;  ///< as far as the words go with which it came
};

/// One event of a request that outside is told of: opened, a department asked, outcome, closed,
/// reopened, an update from the application.
struct RequestUpdate {
  domain::CaseId case_id;
  std::int64_t number = 0;
  int seq = 0;
  domain::ServiceId service;
  std::optional<std::int64_t> api_key;  ///< with which the request came
  base::Instant at{};                   ///< when it was recorded
  domain::Event what;
  std::optional<domain::Resolution> standing;  ///< the outcome that stood then; none: it was open
  std::optional<std::string> text;             ///< what was told or written
  bool text_is_public = false;                 ///< as far as its words go
  bool non_public = false;                     ///< who sent the request does not want it shown
  std::vector<UpdatePhoto> photos;             ///< which came with an update from the application
};

/// What was answered to a question of the service.
struct RequestAnswer {
  domain::CaseId case_id;
  std::string code;
  std::string value;
};

/// An update as the application named it, so that a repeat is known for one.
struct ReceivedUpdateRow {
  std::int64_t api_key = 0;
  std::string id_digest;
  domain::CaseId case_id;
  int seq = 0;
  std::string body_digest;
};

}  // namespace kept::desk
