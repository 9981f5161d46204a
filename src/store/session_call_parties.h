#pragma once

#include <functional>
#include <utility>

#include "base/clock.h"
#include "desk/ports/call_parties.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// Who else was in calls, over one connection.
class SessionCallParties final : public desk::CallPartyWriter {
 public:
  /// `changed`: called when something was written that screens show.
  SessionCallParties(Database& database, const base::Clock& clock, std::function<void()> changed)
      : database_(database), clock_(clock), changed_(std::move(changed)) {}

  std::vector<desk::CallPartyRow> parties_of(const std::vector<domain::CallId>& calls) override;
  std::vector<desk::CallPartyRow> parties_in(domain::InteractionId talk) override;
  std::vector<desk::CallPartyRow> parties_about(domain::CaseId id) override;
  std::vector<desk::InterpreterFigures> interpreters(base::Instant from,
                                                     base::Instant until) override;
  void save(const desk::CallPartyRow& party) override;

 private:
  Database& database_;
  const base::Clock& clock_;
  std::function<void()> changed_;
};

}  // namespace kept::store
