#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/partner_request.h"
#include "desk/ports/store.h"

/// What happens to a case after it was sent, told to the partner and heard from it (mySociety's
/// servicerequestupdates). One unit of work for each step, as with sending (deliver_to_partner.h).
namespace kept::desk {

/// Something happened to a case: what partners are to hear of it is told when the worker comes to
/// it, which is soon. In the unit of work in which it happened.
void wake_partners(Transaction& tx, const domain::Case& state,
                   const std::vector<domain::EventRecord>& events);

/// One update to be posted. The key is not among its fields.
struct PartnerUpdate {
  int seq = 0;     ///< of the event that it tells
  std::string id;  ///< ours, the same however often it is posted
  PartnerFields fields;
};
/// The next of what this delivery's partner has not been told; nothing: there is none. Of what a
/// resident wrote only what everybody may read, or what the set-up shares.
[[nodiscard]] base::Result<std::optional<PartnerUpdate>> next_update(Transaction& tx,
                                                                     const PartnerRow& partner,
                                                                     domain::DeliveryId id);

/// What came of posting it. Until it has arrived or was refused it is posted again, under its id.
struct UpdateTold {
  enum class Answer { arrived, refused, try_again };
  Answer answer = Answer::try_again;
  std::string their_id;  ///< under which they list it themselves
  std::string detail;
};
[[nodiscard]] base::Result<base::Done> record_update_told(Transaction& tx, domain::DeliveryId id,
                                                          int seq, const UpdateTold& told);

/// Of which time a partner's updates are to be read now; nothing: of none.
[[nodiscard]] std::optional<TimeWindow> updates_to_read(Reader& reader, const PartnerRow& partner);

struct TheirUpdate {
  std::string id;
  std::string number;  ///< of the request over there
  std::string status;  ///< their word
  std::string text;
  std::optional<base::Instant> at = {};  ///< when they say that it was
};
/// Puts one of them onto our case, when it is new and of one of ours.
[[nodiscard]] base::Result<base::Done> record_their_update(Transaction& tx,
                                                           const PartnerRow& partner,
                                                           const TheirUpdate& update);
/// How far was read. `failed`: they did not answer as they should, or it could not be kept.
[[nodiscard]] base::Result<base::Done> record_updates_read(Transaction& tx,
                                                           const PartnerRow& partner,
                                                           base::Instant until, bool failed);

}  // namespace kept::desk
