#pragma once

#include "http/server/response.h"

namespace kept::http {

/// gzip (RFC 1952) for texts above 1 KB; leaves everything else, and what is compressed already.
void compress(Response& response);

}  // namespace kept::http
