#pragma once

#include <optional>
#include <string>

#include "desk/ports/resident_lines.h"
#include "desk/ports/store.h"
#include "desk/telephone/record_call_event.h"
#include "http/server/router.h"

namespace kept::http {

/// Who may tell of calls over the CTI API.
struct CallTeller {
  std::string provider;
  std::string secret;
  desk::ProviderWays ways;
};

/// What comes from the telephone's side; all of it outlives the server.
struct TelephonyOptions {
  desk::Store& store;
  std::optional<CallTeller> teller;      ///< nothing: nobody tells, and the resource is not there
  desk::ResidentLines* lines = nullptr;  ///< of the simulated telephone; nothing: there are none
};

/// Adds /api/v1/telephony/events and /api/v1/simulated-telephone, where they exist.
void add_telephony(Router& router, const TelephonyOptions& options);

/// Private to http/api: one for each of the two.
void add_call_events(Router& router, desk::Store& store, const CallTeller& teller);
void add_simulated_lines(Router& router, desk::ResidentLines& lines);

}  // namespace kept::http
