#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "desk/ports/call_parties.h"
#include "desk/ports/recordings.h"
#include "desk/ports/rows.h"
#include "domain/calendar/day_span.h"
#include "domain/telephone/call.h"
#include "domain/telephone/queue.h"

/// The telephone as the desk sees it: calls, who is on duty, what the telephone is to do.
namespace kept::desk {

/// A queue of the city. Callers come to one by the number that they dialled, or by a digit.
struct QueueRow {
  std::string key;
  Localised name;
  std::string language;              ///< "en"
  std::string skill;                 ///< a topic, or empty
  std::string digit;                 ///< that chooses it during the announcement, or empty
  std::vector<std::string> numbers;  ///< E.164, or as the trunk tells it ("311")
  int priority = 0;
  bool relay = false;  ///< 711 relay operators call here
  bool recorded = false;
};

/// Why somebody on duty is not ready: lunch, training.
struct NotReadyRow {
  std::string key;
  Localised name;
};

/// Who takes calls, in what. Whoever is not named takes calls in the city's first language.
struct SkillsRow {
  domain::StaffId staff;
  std::vector<std::string> languages;
  std::vector<std::string> skills;
};

/// How the city keeps what is said in the calls of its recorded queues.
struct RecordingRules {
  Localised announcement;       ///< that the call may be recorded; heard before anybody answers
  int days = 90;                ///< that a recording is kept
  bool with_emergency = false;  ///< goes on while an emergency number is on the line
};

/// How the city answers its telephone; the first queue is for everybody who chose none.
struct TelephoneRow {
  std::vector<QueueRow> queues;
  std::vector<NotReadyRow> reasons;
  std::vector<SkillsRow> operators;
  domain::QueueRules rules;
  Localised greeting;
  /// When it is answered, days off of the intake's calendar apart; none: in the intake's hours.
  domain::WeeklySpans hours;
  Localised closed;                   ///< told outside of these
  std::string call_back_digit = "9";  ///< 'keep my place and call me back'
  std::string interpreter;            ///< number of the interpreters' line, or empty
  bool with_interpreter = false;      ///< who waits alone is answered by anybody, who rings there
  std::string presented = "311";      ///< the number that people see when they are called
  bool live = false;                  ///< else no emergency number is ever dialled
  RecordingRules recording;
  bool listening = false;  ///< supervisors may listen to calls that are up
};

/// Somebody on duty here whom the operator of a call asks to come on the line.
struct ConsultedRow {
  domain::StaffId staff;
  base::Instant since{};  ///< it rings there since then
  bool accepted = false;  ///< has pressed 'answer'; the telephone takes them in
};

/// A call as it is kept. Numbers are personal: redaction takes them away.
struct CallRow {
  domain::Call call;
  std::string provider;              ///< "simulated", "trunk", or the name of a contact centre
  std::string provider_id;           ///< of the provider
  std::optional<std::string> phone;  ///< of the other side; nothing: withheld
  std::string dialled;               ///< of an incoming call: what was dialled
  std::string language;              ///< that the caller chose, or the queue's
  std::optional<domain::InteractionId> interaction;  ///< of whoever talks now
  std::optional<std::string> third;                  ///< number of whom the operator consults
  std::optional<ConsultedRow> colleague = {};        ///< whom they consult here
  std::optional<base::Instant> told_at;              ///< heard that there is a wait
  std::optional<std::chrono::seconds> told_wait;     ///< and of how long, where that is known
  std::optional<domain::CaseId> call_back;  ///< the case whose promise keeps the caller's place
  std::optional<std::int64_t> call_back_number;  ///< its number; told by reading, not kept
  bool queued_here = true;                       ///< else the provider chooses operators by itself
  std::optional<RecordingState> recording = {};  ///< how its last one stands; read, not kept
  /// What is being said is not to be recorded, whether or not the telephone has told so by now.
  bool pause_wanted = false;
  std::optional<domain::StaffId> listener = {};  ///< who listens to it; read, not kept
  /// Numbers of the cases that were spoken of in it, complaints about people apart; only lists have
  /// them.
  std::vector<std::int64_t> cases = {};
  /// Whom complaints are about that were spoken of in it; told by reading, not kept.
  std::vector<domain::StaffId> complaints = {};
};

/// The telephone call that a conversation was.
struct TalkCall {
  domain::InteractionId talk;
  domain::CallId call;
  bool has_recording = false;               ///< of this conversation, that is kept
  std::vector<domain::StaffId> complaints;  ///< as in `CallRow`
};

/// How an operator stands to the telephone. Whether they ring, talk or wrap up follows from calls
/// and conversations and is not kept.
enum class Duty { off, ready, not_ready };

struct DutyRow {
  domain::StaffId staff;
  Duty duty = Duty::off;
  std::string reason;  ///< of not_ready: a key of the city's, "declined", …
  base::Instant since{};
  base::Instant idle_since{};  ///< ready, and in no conversation, since then
};

/// What a provider is to do with a call. Told to it after the commit, in order; stale ones are
/// dropped, for nobody wants yesterday's 'answer'.
enum class Control {
  announce,  ///< say `text`
  connect,   ///< join caller and `agent`
  hold,
  resume,
  consult,  ///< ring `phone` beside the call; or take `colleague` in, who has answered already
  join,
  back,      ///< drop the third or the colleague, resume
  transfer,  ///< let caller and third talk, without `agent`; `colleague` is the operator then
  dial,      ///< call `phone` for `agent`
  digits,
  hang_up,
  silence,            ///< take `agent` out of the call, when their sound goes through our page
  tell_of_recording,  ///< say `text`: that the call may be recorded
  record,             ///< from now on, anew
  record_paused,      ///< the same, but nothing that is said until `resume_recording`
  pause_recording,
  resume_recording,
  listen,  ///< let `agent` hear the call, and nobody hear them
  stop_listening,
};

struct CommandRow {
  std::int64_t id = 0;
  domain::CallId call;
  std::string provider;
  std::string provider_id;
  Control control = Control::hang_up;
  std::string agent;  ///< key of the staff member
  std::string phone;  ///< E.164, or a configured number
  std::string text;   ///< what to say; digits; of consult: the number to present, if not ours
  base::Instant at{};
  std::string colleague = {};  ///< key of the staff member who is consulted
  std::string language = {};   ///< of the call; read, not kept
};

/// An event of a provider, kept so that a repeat is harmless and every call can be followed.
struct CallEventRow {
  std::string provider;
  std::string event_id;
  std::optional<domain::CallId> call;
  std::string kind;
  base::Instant at{};
  base::Instant recorded_at{};
  bool applied = true;
  std::string why_not;  ///< reason of the refusal, when it was not
};

/// What came of the calls of a queue in a time; for the wall and the reports.
struct CallFigures {
  std::int64_t offered = 0;  ///< came and wanted somebody
  std::int64_t answered = 0;
  std::int64_t abandoned = 0;
  std::int64_t short_abandoned = 0;  ///< apart from `abandoned`
  std::int64_t called_back = 0;      ///< kept their place
  std::int64_t within_level = 0;     ///< answered within the level's seconds
  std::int64_t wait_ms = 0;          ///< of the answered, together
  std::int64_t longest_wait_ms = 0;
  std::int64_t handled = 0;  ///< answered and over, relay calls apart
  std::int64_t talk_ms = 0;  ///< of the handled, with hold
  std::int64_t hold_ms = 0;
  std::int64_t wrapped_up = 0;  ///< of the handled, where whoever talked last has done so
  std::int64_t wrap_up_ms = 0;  ///< of those, from the end of the call
};

struct CallFilter {
  base::Instant from{};
  base::Instant until = base::Instant::max();
  std::optional<domain::CallEnding> ending;
  std::optional<bool> inbound = {};
  std::string queue = {};                    ///< its key; empty: any
  std::optional<domain::CaseId> about = {};  ///< that was spoken of in it
  std::optional<domain::CallId> before;      ///< older ones than that
  int limit = 50;
};

class TelephoneReader {
 public:
  virtual ~TelephoneReader() = default;

  /// Nothing until the city has set it up.
  [[nodiscard]] virtual std::optional<TelephoneRow> set_up() = 0;
  [[nodiscard]] virtual std::optional<CallRow> call(domain::CallId id) = 0;
  [[nodiscard]] virtual std::optional<CallRow> call_of(const std::string& provider,
                                                       const std::string& provider_id) = 0;
  /// The one that is up and in which this conversation takes place.
  [[nodiscard]] virtual std::optional<CallRow> call_of(domain::InteractionId interaction) = 0;
  /// All that are not over; the first to arrive first.
  [[nodiscard]] virtual std::vector<CallRow> calls_up() = 0;
  /// Newest first.
  [[nodiscard]] virtual std::vector<CallRow> calls(const CallFilter& filter) = 0;
  /// The calls in which the case was spoken of, by their conversations.
  [[nodiscard]] virtual std::vector<TalkCall> calls_about(domain::CaseId id) = 0;
  /// Cases that were spoken of in a conversation.
  [[nodiscard]] virtual std::vector<domain::CaseId> cases_in(domain::InteractionId talk) = 0;
  [[nodiscard]] virtual std::vector<DutyRow> duties() = 0;
  /// Those of `staff` who are in a conversation that is not wrapped up.
  [[nodiscard]] virtual std::vector<domain::StaffId> in_conversation() = 0;
  /// The next promise that each of them owes, not before now.
  [[nodiscard]] virtual std::map<domain::StaffId, base::Instant> promises_due() = 0;
  /// When calls of this queue were answered since then, oldest first.
  [[nodiscard]] virtual std::vector<base::Instant> answered_since(const std::string& queue,
                                                                  base::Instant since) = 0;
  /// By queue; of calls that arrived in [from, until).
  [[nodiscard]] virtual std::map<std::string, CallFigures> call_figures(
      base::Instant from, base::Instant until, const domain::QueueRules& rules) = 0;
  [[nodiscard]] virtual bool has_event(const std::string& provider,
                                       const std::string& event_id) = 0;
  [[nodiscard]] virtual std::vector<CallEventRow> events_of(domain::CallId id) = 0;
  /// Of one provider, in order.
  [[nodiscard]] virtual std::vector<CommandRow> commands(const std::string& provider,
                                                         int limit) = 0;
  /// Who else was in them (call_parties.h); only as long as this.
  [[nodiscard]] virtual CallPartyReader& parties() = 0;
};

class TelephoneWriter : public TelephoneReader {
 public:
  virtual void save(const TelephoneRow& set_up) = 0;
  virtual void save(const CallRow& call) = 0;
  virtual void save(const DutyRow& duty) = 0;
  virtual void add(const CommandRow& command) = 0;
  virtual void drop(const CommandRow& command) = 0;
  virtual void add(const CallEventRow& event) = 0;
  [[nodiscard]] virtual CallPartyWriter& party_writer() = 0;
};

}  // namespace kept::desk
