#include <fmt/format.h>

#include "desk/redact_contact.h"
#include "main/commands.h"
#include "main/installation.h"

namespace kept {

int redact_contact(const Settings& settings, const RedactCommand& command, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  const domain::ContactId contact{command.contact};
  const auto done = opened->store->write([&](desk::Transaction& tx) {
    return desk::redact_contact(tx, at_the_command_line(), contact, command.reason);
  });
  if (!done.ok()) return output.failed(done.error());
  return output.done(
      fmt::format("What was known of contact {} is gone. Backups that were made before still hold "
                  "it.",
                  command.contact),
      {{"contact", command.contact}});
}

}  // namespace kept
