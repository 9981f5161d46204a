#pragma once

// Private to trunk: what is read out of Sofia's messages, and written for it.

#include <sofia-sip/msg_types.h>
#include <sofia-sip/sip.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kept::trunk {

/// Digits, and + at its beginning.
[[nodiscard]] bool is_number(std::string_view text);
/// Who withholds their number, or has a name in place of one, has none.
[[nodiscard]] std::string number_in(const url_t* url);
[[nodiscard]] std::string body_of(const sip_t* sip);
/// Where the other side wants to be spoken to: its Contact.
[[nodiscard]] std::string target_of(const sip_t* sip);
/// The proxies on the way to whoever called us, as Route is written; turned round for whom we
/// called (RFC 3261, 12.1.1 and 12.1.2).
[[nodiscard]] std::string route_of(const sip_t* sip, bool we_called);
/// The address that a message came from.
[[nodiscard]] std::string source_of(msg_t* message);

[[nodiscard]] std::string written(const sip_call_id_t* header);
[[nodiscard]] std::string written(const sip_addr_t* header);

/// 401 or 407: who are you?
[[nodiscard]] bool is_challenge(int status);
/// Credentials for the first challenge in an answer that can be met, as NUTAG_AUTH wants them.
/// Nothing: it challenges with nothing that we know.
[[nodiscard]] std::optional<std::string> credentials_for(const sip_t* sip, const std::string& user,
                                                         const std::string& password);

/// How often we have to say that a call is still there (RFC 4028), by the message that made the
/// call: their INVITE, or their answer to ours. Nothing: they say it. `wanted` is our own wish.
[[nodiscard]] std::optional<std::chrono::seconds> session_to_refresh(const sip_t* sip,
                                                                     bool we_called,
                                                                     std::chrono::seconds wanted);

}  // namespace kept::trunk
