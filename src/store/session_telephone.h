#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "desk/ports/telephone.h"
#include "store/session_call_parties.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// Calls, duties, commands and what telephones told, over one connection. The set-up stands with
/// the rest of the city's, which the session keeps.
class SessionTelephone final : public desk::TelephoneWriter {
 public:
  using ReadConfiguration = std::function<std::optional<std::string>()>;
  using SaveConfiguration = std::function<void(const std::string& body)>;
  /// `changed`: called when something was written that screens show.
  SessionTelephone(Database& database, const base::Clock& clock, ReadConfiguration read,
                   SaveConfiguration save, std::function<void()> changed)
      : database_(database),
        clock_(clock),
        read_configuration_(std::move(read)),
        save_configuration_(std::move(save)),
        changed_(std::move(changed)),
        parties_(database, clock, changed_) {}

  std::optional<desk::TelephoneRow> set_up() override;
  std::optional<desk::CallRow> call(domain::CallId id) override;
  std::optional<desk::CallRow> call_of(const std::string& provider,
                                       const std::string& provider_id) override;
  std::optional<desk::CallRow> call_of(domain::InteractionId interaction) override;
  std::vector<desk::CallRow> calls_up() override;
  std::vector<desk::CallRow> calls(const desk::CallFilter& filter) override;
  std::vector<desk::TalkCall> calls_about(domain::CaseId id) override;
  std::vector<domain::CaseId> cases_in(domain::InteractionId talk) override;
  std::vector<desk::DutyRow> duties() override;
  std::vector<domain::StaffId> in_conversation() override;
  std::map<domain::StaffId, base::Instant> promises_due() override;
  std::vector<base::Instant> answered_since(const std::string& queue, base::Instant since) override;
  std::map<std::string, desk::CallFigures> call_figures(base::Instant from, base::Instant until,
                                                        const domain::QueueRules& rules) override;
  bool has_event(const std::string& provider, const std::string& event_id) override;
  std::vector<desk::CallEventRow> events_of(domain::CallId id) override;
  std::vector<desk::CommandRow> commands(const std::string& provider, int limit) override;
  void save(const desk::TelephoneRow& set_up) override;
  void save(const desk::CallRow& call) override;
  void save(const desk::DutyRow& duty) override;
  void add(const desk::CommandRow& command) override;
  void drop(const desk::CommandRow& command) override;
  void add(const desk::CallEventRow& event) override;
  desk::CallPartyReader& parties() override { return parties_; }
  desk::CallPartyWriter& party_writer() override { return parties_; }

 private:
  Database& database_;
  const base::Clock& clock_;
  ReadConfiguration read_configuration_;
  SaveConfiguration save_configuration_;
  std::function<void()> changed_;
  SessionCallParties parties_;
};

/// Takes the numbers out of calls that are to be forgotten, once they are over and nothing stands
/// on them any more: no case that was spoken of, no place in line. Asked whenever a call or a
/// conversation ends, or a case closes.
void blank_forgotten_calls(Database& database);

}  // namespace kept::store
