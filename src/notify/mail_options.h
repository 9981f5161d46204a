#pragma once

#include <chrono>
#include <string>

namespace kept::notify {

/// Which mail server takes e-mail, and how it is spoken to.
struct MailOptions {
  std::string server;  ///< "smtp://mail.example.org:587" or "smtps://mail.example.org"
  std::string user;    ///< empty: no sign-in
  std::string password;
  /// Without TLS nothing is sent. Only for a mail server on the same machine is there a reason to
  /// turn it off; then TLS is used where it is offered.
  bool require_tls = true;
  /// PEM file of the authorities that certify the server; empty: those of the system.
  std::string authorities;
  std::chrono::seconds connect_within{10};
  std::chrono::seconds finish_within{60};
};

}  // namespace kept::notify
