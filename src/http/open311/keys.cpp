#include "http/open311/keys.h"

#include "desk/api_keys.h"

namespace kept::http {

base::Result<desk::ApiKeyRow> key_for_sending(const Exchange& exchange) {
  const auto secret = exchange.arguments.one("api_key");
  if (!secret) return base::forbidden("key.missing", "api_key required");
  std::optional<desk::ApiKeyRow> key;
  exchange.options.store.read(
      [&](desk::Reader& reader) { key = desk::api_key_of(reader, *secret); });
  if (!key) return base::forbidden("key.unknown", "This api_key is not in force.");
  if (!key->opens(desk::KeyScope::requests)) {
    return base::forbidden("key.scope", "This api_key is not for sending requests.");
  }
  if (!exchange.rates.take(std::to_string(key->id), std::chrono::steady_clock::now())) {
    return base::Error{base::ErrorKind::kTooMany, "key.too_many",
                       "Too many requests with this key.", ""};
  }
  return *key;
}

std::optional<std::int64_t> key_of_reader(desk::Reader& reader, const Arguments& arguments) {
  const auto secret = arguments.one("api_key");
  if (!secret) return std::nullopt;
  const auto key = desk::api_key_of(reader, *secret);
  if (!key || !key->opens(desk::KeyScope::requests)) return std::nullopt;
  return key->id;
}

}  // namespace kept::http
