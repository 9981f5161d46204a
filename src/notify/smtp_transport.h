#pragma once

#include "notify/mail_options.h"
#include "notify/transport.h"

namespace kept::notify {

/// Hands mail to a mail server (RFC 5321). Its 5xx answers to the message refuse it for good;
/// everything else (4xx, no connection, a sign-in that fails) may be better later.
class SmtpTransport final : public Transport {
 public:
  explicit SmtpTransport(MailOptions options);

  desk::Handover deliver(const Mail& mail) override;
  [[nodiscard]] std::string description() const override;

 private:
  MailOptions options_;
};

}  // namespace kept::notify
