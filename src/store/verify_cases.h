#pragma once

// Private to `verify`: what is derived from events.

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "domain/cases/rules.h"
#include "store/session.h"
#include "store/verify.h"

namespace kept::store {

/// Replays each case and compares. Writes to the database (inside the caller's transaction).
class CaseVerifier {
 public:
  CaseVerifier(Database& database, Session& session, VerifyReport& report)
      : database_(database), session_(session), report_(report) {}

  void run(const VerifyProgress& progress);

 private:
  void check_case(domain::CaseId id);
  void check_derived(const domain::Case& state);
  void check_rules(const domain::Case& state, const std::vector<domain::EventRecord>& events);
  void check_joined(const domain::Case& state, const std::vector<domain::EventRecord>& events);
  void check_duties(const domain::Case& state);
  void check_owners(const domain::Case& state);
  void check_times(const domain::Case& state);
  void check_numbers(const domain::Case& state);
  void check_messages(const domain::Case& state);
  void check_photos(const domain::Case& state);
  void check_publicity(const domain::Case& state, const std::vector<domain::EventRecord>& events);
  void check_text(const domain::Case& state, const domain::PublicityDecided& decided);
  void check_non_public(const domain::Case& state, const std::vector<domain::EventRecord>& events);
  void check_words(const domain::Case& state);
  void check_texts(const domain::Case& state, const domain::EventRecord& event);
  void check_rest();
  void differ(const domain::Case& state, const std::string& what);
  void differ(const domain::Case& state, const std::vector<domain::Breach>& breaches);

  Database& database_;
  Session& session_;
  VerifyReport& report_;
  std::set<std::int64_t> seen_;                                 ///< personal values
  std::set<std::int64_t> redacted_;                             ///< that events say were taken away
  std::set<domain::ContactId> ways_taken_;                      ///< phones or address, by somebody
  std::vector<std::pair<std::int64_t, std::int64_t>> missing_;  ///< case number, personal value
  std::int64_t kept_values_ = 0;
  std::int64_t duties_ = 0;
  std::int64_t adopted_ = 0;   ///< cases that stand for a record of the system before
  std::int64_t let_go_ = 0;    ///< cases that stood for one
  std::int64_t withheld_ = 0;  ///< texts, by a person
  std::int64_t words_ = 0;
};

}  // namespace kept::store
