#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/telephone/call_steps.h"

namespace kept::desk {

/// The telephone of a resident, as the simulated telephone plays it.
struct ResidentLine {
  enum class State { idle, calling, ringing, in_call };

  std::string line;  ///< E.164
  State state = State::idle;
  std::vector<std::string> hears;  ///< what was said since it dialled, until somebody answered
  bool music = false;
  std::optional<std::string> with;  ///< who is on the other side
  std::optional<domain::CallId> call;
};

/// What a resident does with it.
struct LineUse {
  enum class Act { dial, digit, hang_up, answer, busy, voicemail };

  Act act = Act::dial;
  std::string number;     ///< of dial
  bool withheld = false;  ///< of dial: the number is not presented
  std::string digit;
};

class ResidentLines {
 public:
  virtual ~ResidentLines() = default;

  /// Refused: what is no telephone number ("line.unknown"). Any thread may call.
  [[nodiscard]] virtual base::Result<ResidentLine> line(const std::string& number) = 0;
  /// Refused where the line is not in a state for it ("line.no_such_act").
  [[nodiscard]] virtual base::Result<ResidentLine> use(const std::string& number,
                                                       const LineUse& what) = 0;
};

}  // namespace kept::desk
