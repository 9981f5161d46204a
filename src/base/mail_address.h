#pragma once

#include <string_view>

namespace kept::base {

/// Whether an address can stand in a header and in a command to a mail server as it is: one @,
/// visible ASCII, nothing that would end it early. Whether mail arrives there only the mail tells.
[[nodiscard]] bool is_mail_address(std::string_view address);

}  // namespace kept::base
