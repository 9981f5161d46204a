#include "http/api/signed_request.h"

#include <chrono>
#include <cstdint>

#include "base/body_signature.h"
#include "http/api/door.h"

namespace kept::http {
namespace {

using base::Error;
using base::ErrorKind;

/// Clocks of others are wrong, but not by more; what was recorded on the way is refused later.
constexpr std::chrono::seconds kWindow{300};

Error unsigned_because(const char* reason, const char* message) {
  return {ErrorKind::kUnauthenticated, reason, message, {}};
}

/// In real time, also under the standing clock of tests: the other side has no other.
std::int64_t seconds_since_epoch() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())
      .time_since_epoch()
      .count();
}

}  // namespace

std::optional<Error> not_signed(const Request& request, const std::string& secret) {
  const auto signature = request.header("x-kept311-signature");
  const auto timestamp = request.header("x-kept311-timestamp");
  const auto seconds = timestamp ? whole_number(*timestamp) : std::nullopt;
  if (!signature || !seconds) {
    return unsigned_because("signature.missing",
                            "Sign it with X-Kept311-Timestamp and X-Kept311-Signature.");
  }
  if (!base::is_same_secret(*signature, base::body_signature(secret, *seconds, request.body))) {
    return unsigned_because("signature.wrong", "The signature is not that of this message.");
  }
  const std::int64_t now = seconds_since_epoch();
  if (*seconds < now - kWindow.count() || *seconds > now + kWindow.count()) {
    return unsigned_because("signature.old", "The timestamp is more than five minutes off.");
  }
  return std::nullopt;
}

}  // namespace kept::http
