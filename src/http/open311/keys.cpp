#include "http/open311/keys.h"

#include <chrono>
#include <string>
#include <utility>

#include "desk/api_keys.h"
#include "http/open311/tokens.h"

namespace kept::http {

std::variant<desk::ApiKeyRow, Reply> key_for_sending(const Exchange& exchange) {
  const auto refused = [&](const base::Error& error) {
    return refusal({error}, exchange.language);
  };
  const auto secret = exchange.arguments.one("api_key");
  if (!secret) return refused(base::forbidden("key.missing", "api_key required"));
  std::optional<desk::ApiKeyRow> key;
  exchange.options.store.read(
      [&](desk::Reader& reader) { key = desk::api_key_of(reader, *secret); });
  if (!key) return refused(base::forbidden("key.unknown", "This api_key is not in force."));
  if (!key->opens(desk::KeyScope::requests)) {
    return refused(base::forbidden("key.scope", "This api_key is not for sending requests."));
  }
  const auto wait = exchange.rates.take_or_wait(
      std::to_string(key->id), std::chrono::steady_clock::now(), key->requests_a_minute);
  if (!wait) return *std::move(key);
  Reply reply =
      refused({base::ErrorKind::kTooMany, "key.too_many", "Too many requests with this key.", ""});
  reply.headers = {{"Retry-After", std::to_string(wait->count())}};
  return reply;
}

ReadingRights rights_of_reader(desk::Reader& reader, const Exchange& exchange) {
  ReadingRights rights;
  if (const auto secret = exchange.arguments.one("api_key")) {
    const auto key = desk::api_key_of(reader, *secret);
    if (key && key->opens(desk::KeyScope::requests)) rights.key = key->id;
  }
  auto tokens = exchange.arguments.list("token");
  if (tokens.size() > kMostEntries) tokens.resize(kMostEntries);
  for (const std::string& token : tokens) {
    if (const auto id = case_of_token(exchange.options.signer, token)) rights.requests.insert(*id);
  }
  return rights;
}

}  // namespace kept::http
