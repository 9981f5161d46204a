#pragma once

// Private to partners/: what an Open311 endpoint answered, read with the patience that real
// endpoints need (ids as numbers, lists in an object, objects without a list).

#include <optional>
#include <string>
#include <vector>

#include "desk/partner_updates.h"

namespace kept::partners {

/// One request as it stands in an answer. Empty: not told.
struct TheirRequest {
  std::string number;
  std::string token;
  std::string status;
  std::string status_notes;
  std::string service_code;
  std::string description;
};

/// The requests in an answer; nothing when it is none.
[[nodiscard]] std::optional<std::vector<TheirRequest>> read_requests(const std::string& answer,
                                                                     desk::PartnerFormat format);

/// The updates in an answer to `servicerequestupdates`; nothing when it is none.
[[nodiscard]] std::optional<std::vector<desk::TheirUpdate>> read_updates(
    const std::string& answer, desk::PartnerFormat format);

/// What an error says, in its own words; empty when it says nothing that can be read.
[[nodiscard]] std::string read_errors(const std::string& answer, desk::PartnerFormat format);

}  // namespace kept::partners
