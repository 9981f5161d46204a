#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "domain/ids.h"

/// Cases that are sent to others' Open311 endpoints, and how far each is.
namespace kept::desk {

/// An answer of ours under the partner's code. Without `values` it is sent as it is.
struct PartnerAttribute {
  std::string code;
  std::string their_code;
  std::vector<std::pair<std::string, std::string>> values;  ///< ours, theirs
};

struct PartnerService {
  domain::ServiceId service;
  std::string their_code;
  std::vector<PartnerAttribute> attributes;  ///< what is not named is not sent
};

/// What of a resident a partner may be told. Everything else stays here.
enum class PartnerShare { name, phone, email, description };

enum class PartnerFormat { json, xml };
/// How a partner gets the pictures that everybody may see: not, as an address, as files of a form.
enum class PartnerPhotos { none, url, files };

struct PartnerRow {
  domain::PartnerId id;
  std::string key;
  std::string name;
  std::string url;              ///< of GeoReport v2, with a slash at its end
  std::string jurisdiction_id;  ///< empty: none is told
  std::string key_variable;     ///< where the secret stands, which is never stored:
  std::string key_file;         ///< in the environment or in a file; both empty: there is none
  bool reads_with_key = true;   ///< whether the key is told when reading, too
  std::chrono::minutes poll{60};
  std::vector<PartnerShare> shares;
  std::vector<PartnerService> services;
  std::string their_key;  ///< our API key with which they send to us: that is not sent back
  bool active = true;     ///< else nothing new is sent; what was sent is followed
  PartnerFormat format = PartnerFormat::json;
  PartnerPhotos photos = PartnerPhotos::none;
  bool tells_updates = false;  ///< it has servicerequestupdates: read from there
  bool takes_updates = false;  ///< what happens here is posted there
};

enum class DeliveryState {
  queued,     ///< has not been sent, or is known not to have arrived
  sending,    ///< set before the bytes leave: found so after a crash, nobody knows
  unknown,    ///< it may have arrived; looked for over there before it is sent again
  unclear,    ///< looked for, and still nobody knows: a person decides
  refused,    ///< the partner will not take it
  gave_up,    ///< could not be reached for a day
  waiting,    ///< arrived; its number is still to come
  followed,   ///< arrived; its status is asked for
  ended,      ///< arrived; there is nothing more to ask
  withdrawn,  ///< was not needed any more before it was sent
};

struct DeliveryRow {
  domain::DeliveryId id;
  domain::PartnerId partner;
  domain::CaseId case_id;
  std::string reference;  ///< ours; stands in what is sent, so that it can be found again
  DeliveryState state = DeliveryState::queued;
  std::string number;  ///< theirs
  std::string token;
  base::Instant created_at{};
  base::Instant next_at{};  ///< when something is to be done, in states where something is
  std::optional<base::Instant> sent_at;      ///< when it was first tried
  std::optional<base::Instant> answered_at;  ///< when they last answered as they should
  int attempts = 0;                          ///< at sending
  int tries = 0;                             ///< in vain, since something last went well
  int looks = 0;                             ///< that found nothing, since it was last sent
  std::string last_error;                    ///< without addresses or words of the other side
  std::string seen;                          ///< digest of the last answer that was told
  std::string their_status;                  ///< "open", "closed", or empty
  int told_seq = 0;  ///< the last event of the case that they were told, or that is not for them

  [[nodiscard]] bool has_work() const {
    switch (state) {
      case DeliveryState::queued:
      case DeliveryState::sending:
      case DeliveryState::unknown:
      case DeliveryState::waiting:
      case DeliveryState::followed:
        return true;
      default:
        return false;
    }
  }
};

/// What happened to a delivery, for whoever looks.
enum class DeliveryAct {
  queued,
  sending,
  arrived,
  number_came,
  found,
  not_found,
  try_again,
  may_have_arrived,
  unclear,
  refused,
  gave_up,
  answered,
  withdrawn,
  retried,
  no_key,
  silent,
  update_sent,
  update_refused,
  update_came,
};

struct DeliveryStep {
  domain::DeliveryId delivery;
  base::Instant at{};
  DeliveryAct act = DeliveryAct::queued;
  std::string detail;  ///< like last_error
};

/// How far a partner's updates have been read.
struct PartnerReading {
  domain::PartnerId partner;
  base::Instant read_until{};
  base::Instant next_at{};
  int tries = 0;  ///< in vain, since it last went well
};

class PartnerReader {
 public:
  virtual ~PartnerReader() = default;

  [[nodiscard]] virtual std::vector<PartnerRow> partners() = 0;
  [[nodiscard]] virtual std::optional<DeliveryRow> delivery(domain::DeliveryId id) = 0;
  /// What is to be done for one partner until then, soonest first.
  [[nodiscard]] virtual std::vector<DeliveryRow> due(domain::PartnerId partner, base::Instant until,
                                                     int limit) = 0;
  [[nodiscard]] virtual std::optional<base::Instant> next_due() = 0;
  /// Oldest first.
  [[nodiscard]] virtual std::vector<DeliveryRow> of_case(domain::CaseId id) = 0;
  [[nodiscard]] virtual std::vector<DeliveryStep> steps(domain::CaseId id) = 0;
  /// Of the partner's request with this number, if it is one of ours.
  [[nodiscard]] virtual std::optional<DeliveryRow> by_number(domain::PartnerId partner,
                                                             const std::string& number) = 0;
  /// Those that wait for a person, and those on which something failed; oldest first, capped.
  [[nodiscard]] virtual std::vector<DeliveryRow> troubled(domain::PartnerId partner, int limit) = 0;
  /// How many there are in each state.
  [[nodiscard]] virtual std::vector<std::pair<DeliveryState, std::int64_t>> counts(
      domain::PartnerId partner) = 0;
  [[nodiscard]] virtual std::optional<PartnerReading> reading(domain::PartnerId partner) = 0;
  [[nodiscard]] virtual bool has_update(domain::DeliveryId id,
                                        const std::string& update_digest) = 0;
};

class PartnerWriter : public PartnerReader {
 public:
  virtual void save(const PartnerRow& partner) = 0;
  virtual void save(const DeliveryRow& delivery) = 0;
  virtual void add(const DeliveryStep& step) = 0;
  virtual void save(const PartnerReading& reading) = 0;
  /// An update of theirs stands on the case now, or is ours and comes back.
  virtual void add_update(domain::DeliveryId id, const std::string& update_digest) = 0;
};

}  // namespace kept::desk
