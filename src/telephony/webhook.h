#pragma once

// Private to telephony/: one signed message to the program of somebody else.

#include <chrono>
#include <cstddef>
#include <string>

namespace kept::telephony {

struct Webhook {
  std::string url;
  std::string secret;
  std::chrono::milliseconds patience{2000};
  std::size_t longest_answer = 0;  ///< bytes that are kept; by default nothing in a body matters
};

struct WebhookAnswer {
  bool came = false;  ///< an answer, be it a refusal
  long status = 0;
  std::string detail;  ///< without address or secret
  std::string body;    ///< at most as long as was asked for
};

/// The other side is in trouble, which will pass; else it has refused or done it.
[[nodiscard]] bool may_do_later(const WebhookAnswer& answer);

/// Posts `body` (JSON), signed for now. Redirects are not followed. `repeat_key` is the same when
/// it is sent again.
[[nodiscard]] WebhookAnswer post(const Webhook& to, const std::string& body,
                                 const std::string& repeat_key);

}  // namespace kept::telephony
