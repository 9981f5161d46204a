#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "base/check.h"
#include "base/secret.h"
#include "base/time_text.h"
#include "desk/api_keys.h"
#include "desk/word_names.h"
#include "main/commands.h"
#include "main/installation.h"

namespace kept {
namespace {

namespace json = boost::json;

std::string shown(const std::optional<base::Instant>& at) {
  return at ? base::format_utc(*at) : "never";
}

json::value as_json(const std::optional<base::Instant>& at) {
  return at ? json::value(base::format_utc(*at)) : json::value(nullptr);
}

json::value as_json(std::optional<int> rate) {
  return rate ? json::value(*rate) : json::value(nullptr);
}

std::string rate_of(const desk::ApiKeyRow& key) {
  return key.requests_a_minute ? fmt::format("{} a minute  ", *key.requests_a_minute) : "";
}

const char* use_of(desk::KeyScope scope) {
  switch (scope) {
    case desk::KeyScope::requests:
      return "It sends requests by Open311 as 'api_key'.";
    case desk::KeyScope::figures:
      return "It reads obligations and figures as 'Authorization: Bearer KEY'.";
    case desk::KeyScope::all:
      break;
  }
  return "It sends requests by Open311 as 'api_key', and reads obligations and figures as "
         "'Authorization: Bearer KEY'.";
}

}  // namespace

int create_key(const Settings& settings, const KeyCommand& command, const Output& output) {
  const auto opens = desk::word_of<desk::KeyScope>(command.scope);
  KEPT_CHECK(opens.has_value());  // the command line takes no other word
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  // The prefix tells whoever finds one lying about what it is.
  const std::string secret = "kept311_" + base::new_secret();
  const auto done = opened->store->write([&](desk::Transaction& tx) {
    return desk::create_api_key(tx, at_the_command_line(), command.name, secret, *opens,
                                command.rate);
  });
  if (!done.ok()) return output.failed(done.error());
  return output.done(
      fmt::format("The key '{}', shown this once. {}\n{}", command.name, use_of(*opens), secret),
      {{"name", command.name}, {"scope", command.scope}, {"key", secret}});
}

int list_keys(const Settings& settings, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  std::string lines;
  json::array keys;
  opened->store->read([&](desk::Reader& reader) {
    for (const desk::ApiKeyRow& key : reader.api_keys()) {
      lines += fmt::format("{}{:<24} {:<8} {}created {}  used {}{}", lines.empty() ? "" : "\n",
                           key.name, desk::name_of(key.scope), rate_of(key), shown(key.created_at),
                           shown(key.used_at),
                           key.revoked_at ? "  revoked " + shown(key.revoked_at) : "");
      keys.push_back(json::object{{"name", key.name},
                                  {"scope", desk::name_of(key.scope)},
                                  {"requests_a_minute", as_json(key.requests_a_minute)},
                                  {"created_at", as_json(key.created_at)},
                                  {"used_at", as_json(key.used_at)},
                                  {"revoked_at", as_json(key.revoked_at)}});
    }
  });
  return output.done(lines.empty() ? "There are no keys." : lines, {{"keys", std::move(keys)}});
}

int revoke_key(const Settings& settings, const std::string& name, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  const auto done = opened->store->write(
      [&](desk::Transaction& tx) { return desk::revoke_api_key(tx, at_the_command_line(), name); });
  if (!done.ok()) return output.failed(done.error());
  return output.done(fmt::format("The key '{}' opens nothing any more.", name), {{"name", name}});
}

}  // namespace kept
