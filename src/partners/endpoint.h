#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "desk/deliver_to_partner.h"
#include "desk/partner_updates.h"

namespace kept::partners {

/// How long one answer is waited for.
struct Patience {
  std::chrono::seconds connect{10};
  std::chrono::seconds all{30};
};

struct Exchange;

/// One partner's GeoReport v2 endpoint, asked in JSON or XML, as its set-up says. Redirects are not
/// followed: what is sent goes where the set-up says and nowhere else. Answers are read up to a
/// limit. One thread at a time.
class Endpoint {
 public:
  /// `key`: the secret for this partner; empty: there is none.
  Endpoint(const desk::PartnerRow& partner, std::string key, Patience patience);

  /// `reference` names what is sent, for endpoints that know repeats by it.
  [[nodiscard]] desk::Sent send(const desk::PartnerFields& fields,
                                const std::vector<std::string>& pictures,
                                const std::string& reference);
  /// Looks for a request with this reference in its description among those of the service since
  /// then. `is_known` says which numbers are other requests of ours.
  [[nodiscard]] desk::Looked look(const std::string& reference, const std::string& service_code,
                                  base::Instant from, base::Instant until,
                                  const std::function<bool(const std::string&)>& is_known);
  [[nodiscard]] desk::TokenAnswer number_of(const std::string& token);
  [[nodiscard]] desk::StatusAnswer status_of(const std::string& number);
  /// Posts what happened here.
  [[nodiscard]] desk::UpdateTold tell(const desk::PartnerUpdate& update);
  /// What happened there in that time; nothing when they did not say.
  [[nodiscard]] std::optional<std::vector<desk::TheirUpdate>> updates_of(
      const desk::TimeWindow& window);

  /// Whether it answered when it was asked last, be it with a refusal.
  [[nodiscard]] bool answers() const { return answers_; }

 private:
  /// "requests" at their address, in their format.
  [[nodiscard]] std::string named(const std::string& what) const;
  /// What goes with every question.
  [[nodiscard]] desk::PartnerFields reading() const;
  [[nodiscard]] Exchange read(const std::string& address, const desk::PartnerFields& fields);
  void note(const Exchange& exchange);

  const desk::PartnerRow& partner_;
  std::string key_;
  Patience patience_;
  bool answers_ = true;
};

}  // namespace kept::partners
