#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/result.h"
#include "desk/ports/open_data.h"
#include "desk/ports/store.h"

namespace kept::records {

/// Takes the next piece of a file.
using OpenDataSink = std::function<base::Result<base::Done>(std::string_view)>;

/// How far it is: when those were made that come next, and how many came; false ends the work.
using OpenDataProgress = std::function<bool(base::Instant at, std::int64_t requests)>;

/// Writes what a query wants, in memory that does not grow with it; how many requests there were.
[[nodiscard]] base::Result<std::int64_t> export_open_data(desk::Store& store,
                                                          const desk::OpenDataQuery& query,
                                                          desk::OpenDataFormat format,
                                                          const OpenDataSink& sink,
                                                          const OpenDataProgress& progress);

}  // namespace kept::records
