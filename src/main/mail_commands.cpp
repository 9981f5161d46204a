#include <iostream>
#include <iterator>

#include "desk/record_bounce.h"
#include "main/commands.h"
#include "main/installation.h"
#include "notify/message_id.h"
#include "notify/returned_mail.h"

namespace kept {
namespace {

/// Reports enclose the message that came back, and ours are short; what is longer is no report.
constexpr std::size_t kMostBytes = std::size_t{4} << 20;

std::string standard_input() {
  std::string text;
  char byte = 0;
  while (text.size() < kMostBytes && std::cin.get(byte)) text += byte;
  return text;
}

base::Error no_report() {
  return base::refused("mail.no_report",
                       "This is no report that mail of ours could not be delivered; nothing was "
                       "changed. Keep it for a person to read.");
}

}  // namespace

int take_returned_mail(const Settings& settings, const Output& output) {
  const auto returned = notify::undelivered(standard_input());
  const auto named = returned ? notify::message_named(*returned) : std::nullopt;
  if (!named) return output.failed(no_report());
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  const auto done = opened->store->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto row = tx.message(*named);
    if (!row || notify::message_id(*row, settings.mail_from) != *returned) return no_report();
    return desk::record_bounce(tx, *named);
  });
  if (!done.ok()) return output.failed(done.error());
  return output.done("The message that came back is noted; its resident is owed a call.",
                     {{"message_id", *returned}});
}

}  // namespace kept
