#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/forms.h"
#include "desk/ports/store.h"
#include "desk/sender.h"
#include "desk/service_intake.h"

namespace kept::desk {

/// How long the number of a request for a batch service is withheld.
inline constexpr std::chrono::minutes kWithholdNumber{15};

/// What somebody wrote who spoke with nobody. Empty: not given.
struct RequestForm : Sender {
  domain::ServiceId service;
  std::string description;
  std::string address;
  std::optional<domain::Point> point;
  Answers answers;          ///< codes of the service only
  bool non_public = false;  ///< not to be shown to all, whatever the service is
  std::vector<DevelopedPhoto> photos;
  std::string aside;  ///< what else was told, for staff to read
  /// An open record of the system before, of which this is to be the live case: its place is the
  /// record's, unless the form says another.
  std::optional<RecordRef> adopts;
};

struct ReceivedRequest {
  domain::CaseId id;
  std::int64_t number = 0;
  base::Instant number_from{};  ///< the number is told from then on
};

/// Opens a case for a request from the application that `key` belongs to. It is owed like any
/// other: a target, an owner, a first operator (the duty operator). The contact is one that is
/// known only where the name and an e-mail address or number are the same. Every mistake of the
/// form is put into `mistakes`; then nothing is opened, and the first one is the error.
[[nodiscard]] base::Result<ReceivedRequest> receive_request(Transaction& tx, const ApiKeyRow& key,
                                                            RequestForm form,
                                                            std::vector<base::Error>& mistakes);

}  // namespace kept::desk
