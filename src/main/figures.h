#pragma once

#include "http/server/metrics.h"
#include "http/server/server.h"
#include "keeper/keeper.h"
#include "store/sqlite_store.h"
#include "telephony/line_watch.h"

namespace kept {

/// Adds to `metrics` what the store, the keeper and the city's promises have to tell. All of them
/// outlive the server.
void add_figures(http::Metrics& metrics, store::SqliteStore& store, const keeper::Keeper& keeper);

/// Who waits on the telephone, and who is there; where there is one.
void add_telephone_figures(http::Metrics& metrics, store::SqliteStore& store);

/// Whether people can call, where the telephone is our own.
void add_line_figures(http::Metrics& metrics, const telephony::LineWatch& line);

/// Who is connected.
void add_figures(http::Metrics& metrics, const http::Server& server);

}  // namespace kept
