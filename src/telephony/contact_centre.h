#pragma once

#include <chrono>
#include <string>

#include "desk/telephone/provider.h"

namespace kept::telephony {

struct ContactCentreOptions {
  std::string name;     ///< in calls and events
  std::string webhook;  ///< where commands are posted to
  std::string secret;   ///< signs them, and what it tells us
  bool queues_by_itself = false;
  std::chrono::milliseconds patience{2000};  ///< for one answer
};

/// The telephone that a city has already, behind the CTI API (docs/operations/telephony.md): it
/// tells what happens by signed events, and is told what to do by signed webhooks.
class ContactCentre final : public desk::TelephoneProvider {
 public:
  explicit ContactCentre(ContactCentreOptions options);

  [[nodiscard]] std::string name() const override { return options_.name; }
  [[nodiscard]] bool queues_by_itself() const override { return options_.queues_by_itself; }
  /// Asks once more when no answer came or the other side is in trouble. What it refuses stays
  /// refused.
  [[nodiscard]] base::Result<base::Done> carry_out(const desk::CommandRow& command) override;

 private:
  ContactCentreOptions options_;
};

}  // namespace kept::telephony
