#pragma once

// Private to records/: from one page of a list to the next.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kept::records {

/// What the headers "Link" (RFC 8288) of the answer from `address` say is the next page.
[[nodiscard]] std::optional<std::string> next_page(const std::vector<std::string>& links,
                                                   const std::string& address);

/// Which page of its list an address asks for: the argument `page`, from 1.
[[nodiscard]] std::int64_t page_number(const std::string& address);
/// The same list, another page.
[[nodiscard]] std::string with_page_number(const std::string& address, std::int64_t page);

}  // namespace kept::records
