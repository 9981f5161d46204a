#pragma once

#include <set>
#include <string>

#include "domain/ids.h"

namespace kept::desk {

/// The first answer that was given under an idempotency key, kept for seven days. A repeat with the
/// same body gets it again.
struct FirstAnswer {
  std::string body_digest;
  int status = 0;
  std::string response;
  /// Whom it shows, beside those about whom the unit of work wrote: with any of them it goes when
  /// they are redacted. Not read again.
  std::set<domain::ContactId> contacts = {};
};

}  // namespace kept::desk
