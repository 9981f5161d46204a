#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "desk/ports/resident_lines.h"
#include "desk/ports/store.h"
#include "desk/telephone/provider.h"
#include "desk/telephone/record_call_event.h"

namespace kept::telephony {

/// A telephone network in memory, for the demo and for tests: every number that is dialled belongs
/// to a resident, whom somebody plays (ResidentLines). Nothing in it takes time but ringing, and
/// what is said at night, when a caller has that long to ask for a call back. A restart forgets it:
/// desk::forget_calls() goes first.
class SimulatedTelephone final : public desk::TelephoneProvider, public desk::ResidentLines {
 public:
  /// Both must outlive it.
  SimulatedTelephone(desk::Store& store, const base::Clock& clock);

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] bool queues_by_itself() const override { return false; }
  [[nodiscard]] base::Result<base::Done> carry_out(const desk::CommandRow& command) override;
  [[nodiscard]] std::optional<base::Instant> next_instant() override;
  [[nodiscard]] base::Result<int> pass_time(base::Instant now) override;

  [[nodiscard]] base::Result<desk::ResidentLine> line(const std::string& number) override;
  [[nodiscard]] base::Result<desk::ResidentLine> use(const std::string& number,
                                                     const desk::LineUse& what) override;

 private:
  struct Call {
    std::string resident;  ///< the line that dialled, or was dialled
    std::string third;     ///< the line beside it, or empty
    bool third_answered = false;
    std::string colleague;  ///< of the operator, who is on the line; or empty
    bool was_greeted = false;
    std::string agent_name;                   ///< who dialled, or talks
    std::optional<base::Instant> told_until;  ///< an announcement lasts until then
  };
  struct Line {
    desk::ResidentLine shown;
    std::string call;
    std::optional<base::Instant> rings_until;
  };
  using Kind = desk::CallEventKind;
  using Step = base::Result<base::Done>;

  /// The line with this number; nothing when it is none.
  [[nodiscard]] std::optional<std::string> number_of(const std::string& text);
  [[nodiscard]] Line& at(const std::string& number);
  [[nodiscard]] std::string name_of_staff(const std::string& key);
  [[nodiscard]] base::Result<desk::CallEventReceipt> tell(desk::CallEvent event);
  [[nodiscard]] Step say(Kind kind, const std::string& call, const std::string& reason = {},
                         const std::string& agent = {});
  [[nodiscard]] Step say_of(Kind kind, const std::string& call, const std::string& agent);

  [[nodiscard]] Step dial(Line& line, const desk::LineUse& what);
  [[nodiscard]] Step press(Line& line, const std::string& digit);
  [[nodiscard]] Step hang_up(Line& line);
  [[nodiscard]] Step pick_up(Line& line);
  [[nodiscard]] Step let_fail(Line& line, const std::string& reason);

  [[nodiscard]] Step announce(const desk::CommandRow& command, Call& call);
  [[nodiscard]] Step enqueue(const std::string& id, Call& call);
  [[nodiscard]] Step connect(const desk::CommandRow& command, Call& call);
  [[nodiscard]] Step ring(const desk::CommandRow& command);
  [[nodiscard]] Step consult(const desk::CommandRow& command, Call& call);
  [[nodiscard]] Step take_in(const desk::CommandRow& command, Call& call);
  [[nodiscard]] Step drop_third(const std::string& id, Call& call, const std::string& why = {});
  [[nodiscard]] Step drop_colleague(const std::string& id, Call& call);
  [[nodiscard]] Step transfer(const std::string& id, Call& call);
  [[nodiscard]] Step silence(const desk::CommandRow& command, Call& call);
  [[nodiscard]] Step end(const std::string& id);
  void put_down(const std::string& number);
  void begin_ringing(Line& line, const desk::CommandRow& command);

  desk::Store& store_;
  const base::Clock& clock_;
  std::mutex mutex_;  ///< guards the rest; held while an event is told, which keeps their order
  std::map<std::string, Line> lines_;
  std::map<std::string, Call> calls_;  ///< by their id in events
};

}  // namespace kept::telephony
