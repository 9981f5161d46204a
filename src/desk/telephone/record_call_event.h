#pragma once

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"
#include "desk/principal.h"

namespace kept::desk {

/// What a provider may say that happened (openapi.yaml, CallEvent).
enum class CallEventKind {
  arrived,  ///< somebody calls
  queued,   ///< the announcement is over, and they wait
  digit,    ///< pressed one: language, topic, 'call me back'
  offered,  ///< rings at `agent`
  declined,
  unanswered,
  answered,  ///< spoken with: by `agent`, or (dialled) the resident
  held,
  resumed,
  consulted,     ///< the third is on the line; `agent`: a colleague is
  third_failed,  ///< the third could not be reached
  joined,
  returned,  ///< the third has gone
  transferred,
  unheard,    ///< who talks here has no sound any more; the caller waits again
  failed,     ///< dialled in vain, `reason` says why
  abandoned,  ///< hung up before anybody answered
  ended,
  lost,              ///< over by a fault of the telephone's own; who waited is called back
  recording,         ///< from now on, into the file `recording`
  recording_paused,  ///< silence is kept
  recording_resumed,
  recording_failed,  ///< `reason` says why
};

struct CallEvent {
  std::string provider;
  std::string event_id;
  std::string call;  ///< the provider's id of it
  CallEventKind kind = CallEventKind::arrived;
  std::string caller;  ///< as presented; empty: withheld
  std::string callee;
  std::string queue;  ///< key, of a provider that queues by itself
  std::string agent;  ///< key of a staff member
  std::string digit;
  std::string reason;  ///< of failed: "busy", "no_answer", "voicemail", "unreachable"; of
                       ///< third_failed also "declined"; of recording_failed: "disk", "not_told"
  base::Instant at{};
  std::string recording = {};  ///< of recording: its name
};

/// How a provider is.
struct ProviderWays {
  bool queues_by_itself = false;  ///< it chooses operators; else our queue does
  bool records = false;           ///< it keeps what is said, where it is told to
};

struct CallEventReceipt {
  std::optional<domain::CallId> call;
  bool applied = true;
  bool repeated = false;  ///< it was there already
  std::string why_not;
};

/// Takes one event into the records, once. What does not fit the call as it stands (it came late,
/// or twice in other words) is kept and changes nothing. Refused: an instant in
/// the future; an agent or a queue that does not exist.
[[nodiscard]] base::Result<CallEventReceipt> record_call_event(Transaction& tx,
                                                               const CallEvent& told,
                                                               const ProviderWays& ways);

/// The provider was started anew and knows of no call before: what was up is over. Who waited is
/// called back, in the order of the line.
[[nodiscard]] base::Result<int> forget_calls(Transaction& tx, const std::string& provider);

}  // namespace kept::desk
