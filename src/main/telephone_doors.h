#pragma once

#include <functional>
#include <string>

#include "http/server/router.h"
#include "trunk/running_exchange.h"

namespace kept {

/// What the server may ask of the built-in telephone; `exchange` outlives the router.
void add_telephone_doors(http::Router& router, trunk::RunningExchange& exchange,
                         const std::string& secret);

}  // namespace kept
