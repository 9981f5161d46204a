#pragma once

#include <algorithm>
#include <array>

#include "base/id.h"

namespace kept::domain {

using CallId = base::Id<struct CallTag>;

enum class CallState {
  arriving,    ///< hears the announcement
  waiting,     ///< in the queue, hears music
  offered,     ///< rings at an operator
  connecting,  ///< the operator has answered, the telephone joins the two
  dialling,    ///< goes out, and nobody has answered yet
  talking,
  held,
  consulting,  ///< the operator speaks with somebody else, the caller hears music
  joined,      ///< three are talking
  passed_on,   ///< goes on outside, without anybody here
  ended,
};

/// What a telephone says that happened, or somebody here does.
enum class CallStep {
  queued,      ///< the announcement is over
  offered,     ///< rings at an operator
  declined,    ///< the operator did not want it
  unanswered,  ///< the operator let it ring
  accepted,    ///< the operator has pressed 'answer'
  answered,    ///< both sides are there
  held,
  resumed,
  consulted,    ///< somebody else is on the line with the operator
  joined,       ///< and the caller with both
  returned,     ///< the third has gone, the caller is there again
  transferred,  ///< goes on without the operator
  taken_back,   ///< could not be answered after all: it waits again
  unheard,      ///< whoever talked here has no sound any more
};

enum class CallEnding {
  hung_up,      ///< after it was answered
  abandoned,    ///< the caller did not wait
  closed,       ///< nobody is there at that hour
  called_back,  ///< the caller keeps the place in line and is called back
  no_answer,
  busy,
  voicemail,
  unreachable,  ///< the number does not exist, or the network failed
  cancelled,    ///< who dialled gave up
  lost,         ///< the telephone itself stopped
};

struct CallEdge {
  CallStep step;
  CallState from;
  CallState to;
  const char* why;
};

/// Every way a call's state can change while it is up. An end is possible from each of them.
inline constexpr std::array kCallEdges{
    CallEdge{CallStep::queued, CallState::arriving, CallState::waiting, "announcement is over"},
    CallEdge{CallStep::offered, CallState::waiting, CallState::offered, "the queue has chosen"},
    CallEdge{CallStep::offered, CallState::offered, CallState::offered, "a supervisor sends it on"},
    CallEdge{CallStep::offered, CallState::arriving, CallState::offered,
             "a contact centre that queues by itself tells only this"},
    CallEdge{CallStep::offered, CallState::talking, CallState::offered, "passed to a colleague"},
    CallEdge{CallStep::offered, CallState::held, CallState::offered, "passed to a colleague"},
    CallEdge{CallStep::declined, CallState::offered, CallState::waiting, "the next one rings"},
    CallEdge{CallStep::unanswered, CallState::offered, CallState::waiting, "the next one rings"},
    CallEdge{CallStep::accepted, CallState::offered, CallState::connecting, "answer was pressed"},
    CallEdge{CallStep::taken_back, CallState::connecting, CallState::waiting,
             "the telephone could not join them"},
    CallEdge{CallStep::answered, CallState::connecting, CallState::talking, "both are there"},
    CallEdge{CallStep::answered, CallState::offered, CallState::talking,
             "answered on the contact centre's own telephone"},
    CallEdge{CallStep::answered, CallState::waiting, CallState::talking,
             "the contact centre told no offer"},
    CallEdge{CallStep::answered, CallState::arriving, CallState::talking,
             "the contact centre told no queue"},
    CallEdge{CallStep::answered, CallState::dialling, CallState::talking, "the resident answered"},
    CallEdge{CallStep::held, CallState::talking, CallState::held, ""},
    CallEdge{CallStep::resumed, CallState::held, CallState::talking, ""},
    CallEdge{CallStep::consulted, CallState::talking, CallState::consulting, ""},
    CallEdge{CallStep::consulted, CallState::held, CallState::consulting, ""},
    CallEdge{CallStep::joined, CallState::consulting, CallState::joined, "three are talking"},
    CallEdge{CallStep::returned, CallState::consulting, CallState::talking, ""},
    CallEdge{CallStep::returned, CallState::joined, CallState::talking, ""},
    CallEdge{CallStep::transferred, CallState::consulting, CallState::passed_on, "announced"},
    CallEdge{CallStep::transferred, CallState::joined, CallState::passed_on, "announced"},
    CallEdge{CallStep::transferred, CallState::talking, CallState::passed_on, "not announced"},
    CallEdge{CallStep::transferred, CallState::held, CallState::passed_on, "not announced"},
    CallEdge{CallStep::unheard, CallState::talking, CallState::waiting, "somebody else takes it"},
    CallEdge{CallStep::unheard, CallState::held, CallState::waiting, "somebody else takes it"},
    CallEdge{CallStep::unheard, CallState::consulting, CallState::waiting,
             "the caller has not spoken with the third"},
    CallEdge{CallStep::unheard, CallState::joined, CallState::passed_on, "the other two go on"},
};

constexpr const CallEdge* call_edge(CallStep step, CallState from) {
  const auto* const found =
      std::find_if(kCallEdges.begin(), kCallEdges.end(),
                   [&](const CallEdge& edge) { return edge.step == step && edge.from == from; });
  return found == kCallEdges.end() ? nullptr : found;
}

}  // namespace kept::domain
