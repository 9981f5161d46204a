#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "domain/ids.h"
#include "domain/places/area.h"

/// How long requests took from when they were opened to their outcome: those of cases, and those of
/// the system that the city had before.
namespace kept::desk {

/// Of one request, by the clock on the wall: nights and days off count.
struct OutcomeSpan {
  base::Duration elapsed{};
  bool has_outcome = false;  ///< else it is known to have had none for so long
};

/// Of one service, of cases or of records.
struct ServiceSpans {
  std::optional<domain::ServiceId> service;  ///< of cases
  std::string code;                          ///< of records: the service's, empty where it has none
  std::string name;                          ///< of records, as the source has it
  bool is_whole = true;                      ///< else only the newest of more were looked at
  std::vector<OutcomeSpan> spans;
};

struct SpanQuestion {
  base::Instant from{};  ///< opened from then on
  base::Instant until{base::Instant::max()};
  base::Instant now{};  ///< until when an open case is known to have had no outcome
  std::vector<domain::ServiceId> services;        ///< of cases
  std::optional<std::vector<std::string>> codes;  ///< of records; nothing: whatever they have
  /// Cases were told it on their day; of records the source names it, in words of its own.
  std::optional<domain::CaseArea> area;
  /// Of each service the newest are looked at, so that a long history costs no more.
  int most = 500;
};

}  // namespace kept::desk
