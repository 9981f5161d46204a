#include <iostream>
#include <iterator>

#include "desk/record_bounce.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/mail_transport.h"
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

/// Unlike the names of messages to residents, which begin with a number.
std::string trial_id(const base::Clock& clock, const std::string& sender) {
  const auto at = sender.find('@');
  return "trial." + std::to_string(clock.now().time_since_epoch().count()) +
         (at == std::string::npos ? "@localhost" : sender.substr(at));
}

}  // namespace

int try_mail(const Settings& settings, const std::string& to, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  notify::Mail mail;
  opened->store->read([&](desk::Reader& reader) { mail.sender_name = reader.jurisdiction().name; });
  mail.sender = settings.mail_from;
  mail.to = to;
  mail.subject = "A trial of 311's mail";
  mail.body =
      "Somebody who sets up Kept311 tries whether its mail arrives. Nothing is asked of you.\n";
  mail.message_id = trial_id(clock, settings.mail_from);
  mail.date = clock.now();
  const auto transport = mail_transport(settings, settings.data);
  const desk::Handover answer = transport->deliver(mail);
  if (answer.answer != desk::Handover::Answer::accepted) {
    return output.failed(base::unavailable(
        "mail.not_taken", transport->description() + "; it was not taken: " + answer.detail + "."));
  }
  return output.done("The letter was taken: " + transport->description() + ".",
                     {{"to", to}, {"message_id", mail.message_id}});
}

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
