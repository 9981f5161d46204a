#include "desk/api_keys.h"

#include <algorithm>

#include "base/secret.h"
#include "base/text.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;

constexpr std::chrono::minutes kNoteEvery{1};
constexpr std::size_t kLongestClientName = 100;

std::optional<ApiKeyRow> key_in_force(Reader& reader, const std::string& name) {
  const auto keys = reader.api_keys();
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const ApiKeyRow& key) {
    return key.name == name && !key.revoked_at;
  });
  return found == keys.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

Result<Done> create_api_key(Transaction& tx, const Principal& who, const std::string& name,
                            const std::string& secret, KeyScope scope,
                            std::optional<int> requests_a_minute) {
  if (auto allowed = require(who, Action::manage_accounts); !allowed.ok()) return allowed;
  const auto length = base::utf8_length(name);
  if (!length || *length == 0 || *length > kLongestClientName) {
    return base::invalid("/name", "api_key.bad_name", "A key's name has 1 to 100 characters.");
  }
  if (key_in_force(tx, name)) {
    return base::conflict(
        "api_key.exists",
        "There is a key named '" + name + "' already; revoke it first, or take another name.");
  }
  ApiKeyRow key;
  key.id = tx.next_id();
  key.name = name;
  key.digest = base::digest_of(secret);
  key.created_at = tx.now();
  key.scope = scope;
  key.requests_a_minute = requests_a_minute;
  tx.save(key);
  tx.journal(who.staff, "api_key_created", key.id, {{"name", name}});
  return Done{};
}

Result<Done> revoke_api_key(Transaction& tx, const Principal& who, const std::string& name) {
  if (auto allowed = require(who, Action::manage_accounts); !allowed.ok()) return allowed;
  auto key = key_in_force(tx, name);
  if (!key) {
    return base::not_found("api_key.unknown", "There is no key named '" + name + "' in force.");
  }
  key->revoked_at = tx.now();
  tx.save(*key);
  tx.journal(who.staff, "api_key_revoked", key->id, {{"name", name}});
  return Done{};
}

std::optional<ApiKeyRow> api_key_of(Reader& reader, const std::string& secret) {
  auto key = reader.api_key_by_digest(base::digest_of(secret));
  if (key && key->revoked_at) return std::nullopt;
  return key;
}

Principal principal_of(const ApiKeyRow& /*key*/) {
  return {{}, domain::Role::analyst, domain::Origin::api};
}

bool is_use_to_note(const ApiKeyRow& key, base::Instant now) {
  return !key.used_at || now - *key.used_at >= kNoteEvery;
}

void note_use(Transaction& tx, std::int64_t key) {
  for (ApiKeyRow& row : tx.api_keys()) {
    if (row.id != key || row.revoked_at) continue;
    row.used_at = tx.now();
    tx.save(row);
  }
}

}  // namespace kept::desk
