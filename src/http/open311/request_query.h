#pragma once

// Private to http/open311.

#include <vector>

#include "base/result.h"
#include "base/time_zone.h"
#include "desk/ports/request_rows.h"
#include "desk/ports/rows.h"
#include "http/open311/paging.h"

namespace kept::http {

/// What a list of requests is asked for, and which page of it.
struct RequestQuery {
  desk::RequestFilter filter;
  Page page;
};

/// Reads it, in every spelling that clients have; all mistakes go into `mistakes`. Places of
/// requests for services that are not public are not told by asking where, either, nor their words
/// by asking for some: with an area or with words only public services are looked at.
[[nodiscard]] RequestQuery read_request_query(const Arguments& arguments,
                                              const std::vector<desk::ServiceRow>& services,
                                              const base::TimeZone& zone, base::Instant now,
                                              std::vector<base::Error>& mistakes);

}  // namespace kept::http
