#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "domain/ids.h"
#include "domain/telephone/call_party.h"
#include "domain/telephone/call_steps.h"

/// Who else was in calls, as the desk sees it.
namespace kept::desk {

/// Somebody whom an operator brought into a call.
struct CallPartyRow {
  domain::CallId call;
  int number = 0;  ///< of the call's, in the order in which they were asked: 1, 2, 3 …
  domain::InteractionId talk;  ///< in whose course they were
  domain::CallParty party;
  bool at_console = false;                    ///< asked in their console, not at a number
  std::optional<domain::StaffId> staff = {};  ///< who they are, where they are one of ours
  std::optional<std::string> phone = {};      ///< personal: redaction takes it away
  /// An interpreter's number at their firm, as they said it. Somebody typed it: it goes too.
  std::optional<std::string> interpreter_id = {};
  std::string language = {};  ///< that was interpreted ("so"), where somebody noted it
};

/// What interpreters of one language are to be paid for.
struct InterpreterFigures {
  std::string language;  ///< "so"; empty where nobody noted it
  std::int64_t answered = 0;
  std::chrono::minutes minutes{0};  ///< domain::billed_minutes(), of each by itself
};

class CallPartyReader {
 public:
  virtual ~CallPartyReader() = default;

  /// Of these calls, in the order in which they were asked.
  [[nodiscard]] virtual std::vector<CallPartyRow> parties_of(
      const std::vector<domain::CallId>& calls) = 0;
  /// In the course of this conversation.
  [[nodiscard]] virtual std::vector<CallPartyRow> parties_in(domain::InteractionId talk) = 0;
  /// In the conversations in which this case was spoken of.
  [[nodiscard]] virtual std::vector<CallPartyRow> parties_about(domain::CaseId id) = 0;
  /// Of interpreters who answered in [from, until), by language; up to now of who is there.
  [[nodiscard]] virtual std::vector<InterpreterFigures> interpreters(base::Instant from,
                                                                     base::Instant until) = 0;
};

class CallPartyWriter : public CallPartyReader {
 public:
  virtual void save(const CallPartyRow& party) = 0;
};

}  // namespace kept::desk
