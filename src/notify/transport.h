#pragma once

#include <string>

#include "desk/deliver_message.h"
#include "notify/mail.h"

namespace kept::notify {

/// Hands one mail to the next hop. One thread at a time.
class Transport {
 public:
  virtual ~Transport() = default;

  /// `answer` and `detail`; the caller knows the time.
  [[nodiscard]] virtual desk::Handover deliver(const Mail& mail) = 0;

  /// For people: "mail is delivered to …".
  [[nodiscard]] virtual std::string description() const = 0;
};

}  // namespace kept::notify
