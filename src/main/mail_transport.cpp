#include "main/mail_transport.h"

#include <cstdlib>

#include "notify/folder_transport.h"
#include "notify/smtp_transport.h"

namespace kept {

std::unique_ptr<notify::Transport> mail_transport(const Settings& settings,
                                                  const std::filesystem::path& directory) {
  if (settings.mail_server.empty()) {
    return std::make_unique<notify::FolderTransport>(directory / "outbox");
  }
  notify::MailOptions options;
  options.server = settings.mail_server;
  options.user = settings.mail_user;
  if (const char* password = std::getenv("KEPT311_MAIL_PASSWORD")) options.password = password;
  options.require_tls = settings.mail_tls == "required";
  options.authorities = settings.mail_authorities;
  return std::make_unique<notify::SmtpTransport>(options);
}

}  // namespace kept
