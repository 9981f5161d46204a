#pragma once

#include "desk/ports/store.h"
#include "desk/principal.h"

/// Keys with which a city's own programs read the staff API (a wall display, a report at night).
/// What a key may see is what an analyst may: obligations and figures, no resident's name or words.
namespace kept::desk {

/// Keeps a key under `name`. `secret` is what the program will show; only its digest is stored.
/// `requests_a_minute`: else as many as the installation lets any key send.
[[nodiscard]] base::Result<base::Done> create_api_key(Transaction& tx, const Principal& who,
                                                      const std::string& name,
                                                      const std::string& secret, KeyScope scope,
                                                      std::optional<int> requests_a_minute);

/// From now on the key opens nothing.
[[nodiscard]] base::Result<base::Done> revoke_api_key(Transaction& tx, const Principal& who,
                                                      const std::string& name);

/// The key that `secret` is, if it is in force.
[[nodiscard]] std::optional<ApiKeyRow> api_key_of(Reader& reader, const std::string& secret);

/// Who acts with a key.
[[nodiscard]] Principal principal_of(const ApiKeyRow& key);

/// Whether this use is worth a write: uses are noted once a minute.
[[nodiscard]] bool is_use_to_note(const ApiKeyRow& key, base::Instant now);

/// Notes that the key was used now.
void note_use(Transaction& tx, std::int64_t key);

}  // namespace kept::desk
