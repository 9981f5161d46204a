#include "telephony/contact_centre.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "desk/word_names.h"
#include "telephony/webhook.h"

namespace kept::telephony {
namespace {

namespace json = boost::json;

/// What the command does not need is left out.
std::string body_of(const desk::CommandRow& command) {
  json::object body{{"action", desk::name_of(command.control)}, {"call_id", command.provider_id}};
  if (!command.agent.empty()) body["agent"] = command.agent;
  if (!command.colleague.empty()) body["colleague"] = command.colleague;
  if (!command.phone.empty()) body["phone"] = command.phone;
  if (!command.text.empty()) body["text"] = command.text;
  const bool is_spoken = command.control == desk::Control::announce ||
                         command.control == desk::Control::tell_of_recording;
  if (is_spoken && !command.language.empty()) body["language"] = command.language;
  return json::serialize(body);
}

}  // namespace

ContactCentre::ContactCentre(ContactCentreOptions options) : options_(std::move(options)) {}

base::Result<base::Done> ContactCentre::carry_out(const desk::CommandRow& command) {
  const Webhook to{options_.webhook, options_.secret, options_.patience};
  const std::string body = body_of(command);
  const std::string key = "kept311-" + std::to_string(command.id);
  WebhookAnswer answer = post(to, body, key);
  if (may_do_later(answer)) answer = post(to, body, key);
  if (answer.came && answer.status >= 200 && answer.status < 300) return base::Done{};
  if (may_do_later(answer)) {
    return base::unavailable("telephone.no_answer",
                             "The contact centre does not answer: " + answer.detail + ".");
  }
  return base::refused("telephone.refused", "The contact centre refuses: " + answer.detail + ".");
}

}  // namespace kept::telephony
