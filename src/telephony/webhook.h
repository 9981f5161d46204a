#pragma once

// Private to telephony/: one signed message to the program of somebody else.

#include <chrono>
#include <string>

namespace kept::telephony {

struct Webhook {
  std::string url;
  std::string secret;
  std::chrono::milliseconds patience{2000};
};

struct WebhookAnswer {
  bool came = false;  ///< an answer, be it a refusal
  long status = 0;
  std::string detail;  ///< without address or secret
};

/// Posts `body` (JSON), signed for now. Redirects are not followed. `repeat_key` is the same when
/// it is sent again.
[[nodiscard]] WebhookAnswer post(const Webhook& to, const std::string& body,
                                 const std::string& repeat_key);

}  // namespace kept::telephony
