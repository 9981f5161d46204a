#pragma once

#include <string>
#include <vector>

#include "desk/ports/store.h"

namespace kept::desk {

/// An update on a request from the application that the request came with. Empty: not given.
struct UpdateForm {
  std::int64_t number = 0;  ///< of the request
  std::string id;           ///< the application's own, one for each update
  domain::ClaimedStatus status = domain::ClaimedStatus::unchanged;
  base::Instant written_at{};
  std::string text;
  std::string from;  ///< who wrote it, and what else was told; for staff to read
  std::vector<DevelopedPhoto> photos;
  std::string body_digest;  ///< of all that was sent
};

struct ReceivedUpdate {
  std::int64_t number = 0;
  int seq = 0;
};

/// Keeps it on the case. A repeat under the same id gets the first answer and does nothing; with
/// other words it is refused.
[[nodiscard]] base::Result<ReceivedUpdate> receive_update(Transaction& tx, const ApiKeyRow& key,
                                                          const UpdateForm& form);

}  // namespace kept::desk
