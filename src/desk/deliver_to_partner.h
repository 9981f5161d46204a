#pragma once

#include <optional>
#include <string>

#include "desk/partner_request.h"
#include "desk/ports/store.h"

/// How a case gets to a partner and is followed there: one unit of work for each step, so that
/// after a crash the rows say how far it is known to be. What the worker in partners/ does between
/// two steps is to ask the other side; what follows of the answer is decided here.
namespace kept::desk {

/// Puts a service request that was just opened into the queue of each partner that does its
/// service. In the unit of work that opens it.
void queue_for_partners(Transaction& tx, const domain::Case& state);

/// Written down before anything leaves: from here on nobody knows whether it arrived, until an
/// answer is recorded. Nothing when it is not to be sent (any more).
[[nodiscard]] base::Result<std::optional<PartnerFields>> begin_sending(Transaction& tx,
                                                                       domain::DeliveryId id);

/// What came of sending.
struct Sent {
  enum class Answer {
    arrived,    ///< with `number`, `token`, or neither
    refused,    ///< they will not take it; `words` says why
    try_again,  ///< it did not arrive
    unknown,    ///< it may have arrived
  };
  Answer answer = Answer::unknown;
  std::string number;
  std::string token;
  std::string detail;  ///< for the log: neither addresses nor words of theirs
  std::string words;   ///< theirs
};
[[nodiscard]] base::Result<base::Done> record_sent(Transaction& tx, domain::DeliveryId id,
                                                   const Sent& sent);

/// What came of looking for a delivery over there.
struct Looked {
  enum class Answer { found, not_found, unclear, failed };
  Answer answer = Answer::failed;
  std::string number;  ///< when it was found
  std::string detail;
};
[[nodiscard]] base::Result<base::Done> record_looked(Transaction& tx, domain::DeliveryId id,
                                                     const Looked& looked);

/// What came of asking for the number that belongs to a token: empty while it is still to come.
struct TokenAnswer {
  bool failed = false;
  std::string number;
  std::string detail;
};
[[nodiscard]] base::Result<base::Done> record_token(Transaction& tx, domain::DeliveryId id,
                                                    const TokenAnswer& answer);

/// What came of asking how a request is.
struct StatusAnswer {
  bool failed = false;
  bool closed = false;
  std::string notes;  ///< their words
  std::string detail;
};
[[nodiscard]] base::Result<base::Done> record_status(Transaction& tx, domain::DeliveryId id,
                                                     const StatusAnswer& answer);

/// The key for its partner is missing here: nothing is sent or asked, and a person is told.
[[nodiscard]] base::Result<base::Done> record_no_key(Transaction& tx, domain::DeliveryId id,
                                                     const std::string& detail);

/// What partners still have to say of a case is not asked for any more: its words were redacted,
/// and theirs about it would come in anew.
void stop_following(Transaction& tx, domain::CaseId id);

/// What a person decides of a delivery that waits for one.
struct Retry {
  bool even_if_arrived = false;  ///< sends it although it may be there already
  std::string number;            ///< it is there, under this number
};
[[nodiscard]] base::Result<base::Done> retry_delivery(Transaction& tx, domain::DeliveryId id,
                                                      const Retry& retry);

}  // namespace kept::desk
