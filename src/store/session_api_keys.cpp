#include "store/codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

const Query kApiKeys{
    "api_keys.all",
    "SELECT id, name, digest, created_at, used_at, revoked_at, scope, requests_a_minute "
    "FROM api_keys "
    "WHERE jurisdiction_id = ?1 ORDER BY id"};
const Query kApiKeyByDigest{
    "api_keys.by_digest",
    "SELECT id, name, digest, created_at, used_at, revoked_at, scope, "
    "requests_a_minute FROM api_keys WHERE jurisdiction_id = ?1 AND digest = ?2"};
const Query kSaveApiKey{
    "api_keys.save",
    "INSERT INTO api_keys (jurisdiction_id, id, name, digest, created_at, used_at, revoked_at, "
    "scope, requests_a_minute) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT "
    "(jurisdiction_id, id) DO UPDATE "
    "SET "
    "used_at = excluded.used_at, revoked_at = excluded.revoked_at"};

desk::ApiKeyRow api_key_row(const Statement& row) {
  const auto rate = row.get<std::optional<std::int64_t>>(7);
  return {row.get<std::int64_t>(0),
          row.get<std::string>(1),
          row.get<std::string>(2),
          row.get<base::Instant>(3),
          row.get<std::optional<base::Instant>>(4),
          row.get<std::optional<base::Instant>>(5),
          codec::enum_value<desk::KeyScope>(row.get<std::string>(6)),
          rate ? std::optional(static_cast<int>(*rate)) : std::nullopt};
}

}  // namespace

std::vector<desk::ApiKeyRow> Session::api_keys() {
  Statement rows = database_.prepare(kApiKeys);
  rows.bind_all(kJurisdiction);
  std::vector<desk::ApiKeyRow> keys;
  while (rows.step()) keys.push_back(api_key_row(rows));
  return keys;
}

std::optional<desk::ApiKeyRow> Session::api_key_by_digest(const std::string& digest) {
  Statement row = database_.prepare(kApiKeyByDigest);
  row.bind_all(kJurisdiction, digest);
  if (!row.step()) return std::nullopt;
  return api_key_row(row);
}

void Session::save(const desk::ApiKeyRow& key) {
  database_.run(kSaveApiKey, kJurisdiction, key.id, key.name, key.digest, key.created_at,
                key.used_at, key.revoked_at, codec::enum_name(key.scope), key.requests_a_minute);
}

}  // namespace kept::store
