#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "domain/cases/case_opened.h"
#include "domain/cases/message_events.h"
#include "domain/cases/partner_events.h"
#include "domain/cases/received_events.h"
#include "domain/cases/words.h"
#include "domain/ids.h"
#include "domain/personal_ref.h"
#include "domain/promises/promise_events.h"

/// What can happen to a case. An event holds all that replaying needs, so that yesterday's case
/// never depends on today's configuration, and nothing personal: texts are PersonalRefs.
/// Events are stored for ever under their names: add fields and kinds, never change their meaning.
namespace kept::domain {

struct TargetSet {
  DutyId id;
  StaffId owner;
  base::Instant due{};
};
struct AskMade {
  DutyId id;
  DepartmentId department;
  StaffId owner;
  std::optional<StaffId> covering_for;
  StaffId asked_by;
  base::Instant due{};
  std::vector<base::Instant> reminders;
  PersonalRef text;
};
struct AskAnswered {
  DutyId id;
  StaffId answered_by;
  PersonalRef text;
};
struct AskReturned {
  DutyId id;
  PersonalRef reason;
  std::optional<StaffId> said_by;  ///< when somebody else wrote it down
};
struct AskExtended {
  DutyId id;
  base::Instant due{};
  std::optional<StaffId> said_by;
  std::vector<base::Instant> reminders = {};  ///< older ones have none
};
struct AskWithdrawn {
  DutyId id;
};
struct ReminderSent {
  DutyKind kind = DutyKind::promise;
  DutyId id;
  int number = 1;   ///< 1: half of the working time; 2: nine tenths
  int skipped = 0;  ///< earlier ones that an outage swallowed
};
struct DutyOverdue {  ///< an escalation: owner, manager and first operator are told
  DutyKind kind = DutyKind::ask;
  DutyId id;
};
struct DutyMoved {
  DutyKind kind = DutyKind::promise;
  DutyId id;
  StaffId to;
  std::optional<StaffId> covering_for;
  MoveReason reason = MoveReason::away;
};
struct ApologyOwed {
  DutyId id;
  DutyId promise;
  ContactId contact;
  StaffId owner;
  base::Instant due{};
};
struct ApologyGiven {
  DutyId id;
  std::optional<InteractionId> interaction;  ///< older ones do not say
};
struct ApologyWaived {  ///< they were reached, and would not hear it
  DutyId id;
  InteractionId interaction;
};
struct AttemptsOwed {
  DutyId id;
  ContactId contact;
  StaffId owner;
  base::Instant due{};
};
struct AttemptMade {
  DutyKind kind = DutyKind::contact_attempts;
  DutyId id;
  ContactId contact;
  InteractionId interaction;
  AttemptResult result = AttemptResult::no_answer;
  int local_day = 0;  ///< days since 1970 in the city: attempts must lie on several
  int span = 0;       ///< which of the policy's spans of the day; 0: none of them
  base::Instant next_due{};
};
struct AttemptsMet {
  DutyId id;
  std::optional<InteractionId> interaction;  ///< older ones do not say
};
struct AttemptsExhausted {
  DutyKind kind = DutyKind::contact_attempts;
  DutyId id;
  ContactId contact;
};
struct OutcomeRecorded {
  Resolution resolution = Resolution::answered;
  std::vector<Qualifier> qualifiers;
  PersonalRef text;
};
struct ResidentTold {
  ContactId contact;
  ToldHow how = ToldHow::in_interaction;
  std::optional<InteractionId> interaction;
};
struct FollowUpOwed {
  DutyId id;
  ContactId contact;
  StaffId owner;
  std::optional<StaffId> covering_for;
  bool by_message = false;
  base::Instant due{};
};
struct FollowUpMessageSent {
  DutyId id;
  base::Instant silence_until{};
};
struct FollowUpDone {
  DutyId id;
  bool heard = true;
  std::optional<bool> satisfied_with_call;
  std::optional<bool> satisfied_with_outcome;
  PersonalRef note;
  std::optional<InteractionId> interaction = {};  ///< in which they said so; none: by their silence
};
struct DecisionOwed {
  DutyId id;
  DecisionSubject subject = DecisionSubject::department;
  std::optional<DutyId> promise;
  StaffId owner;
  base::Instant due{};
};
struct DecisionMade {
  DutyId id;
  PersonalRef reason;
};
struct CaseClosed {
  CloseReason reason = CloseReason::told_and_checked;
};
struct CaseReopened {
  ReopenReason reason = ReopenReason::staff;
  PersonalRef note;
};
struct NotHeard {
  ContactId contact;
  InteractionId interaction;
  PersonalRef note;
};
struct JoinedTo {  ///< this case is a duplicate; what it promised moves to the survivor
  CaseId survivor;
  std::int64_t survivor_number = 0;
};
struct JoinedBy {  ///< a duplicate brings its resident and its promises, unchanged
  CaseId duplicate;
  std::optional<ContactId> follower;
  std::vector<Promise> promises;
  std::optional<std::vector<ContactId>> followers = {};  ///< of its own; older ones left them
};
struct FollowerAdded {  ///< somebody else wants the same, and hears of it like the reporter
  ContactId contact;
  InteractionId interaction;
};
struct ContactReplaced {  ///< contacts were merged or parted
  ContactId from;
  ContactId to;
};
struct ReporterReachable {};  ///< what reaches them became known after the case was opened
struct ReporterNamed {        ///< whom the case is for became known after it was opened
  ContactId contact;
  bool reachable = false;
  std::optional<InteractionId> interaction;  ///< the conversation in which they said so
};
struct Spoke {  ///< a conversation about this case
  InteractionId interaction;
  ContactId contact;
};
struct Redacted {
  std::vector<std::int64_t> values;
};
struct ContactWithdrawn {  ///< the conversation reached nobody after all: what it told is untold
  InteractionId interaction;
  /// So is what it kept, said and met. Events of older programs say so one by one, or not at all,
  /// and mean today what they meant then.
  bool all = false;
};
struct TeamGiven {  ///< within its department
  TeamId team;
};
struct DutyRetimed {  ///< the clocks' rules changed: the same wall time is another instant (rule 6)
  DutyKind kind = DutyKind::follow_up;
  DutyId id;
  base::Instant due{};
  std::vector<base::Instant> reminders;  ///< of an ask
};
struct ContactDue {  ///< a person has to be in touch for this duty, by then
  DutyKind kind = DutyKind::follow_up;
  DutyId id;
  StaffId owner;
  std::optional<StaffId> covering_for;
  base::Instant due{};
};

using Event = std::variant<
    CaseOpened, TargetSet, AskMade, AskAnswered, AskReturned, AskExtended, AskWithdrawn,
    PromiseMade, PromiseDialled, PromiseKept, PromiseWordGiven, PromiseMended, PromiseUnreached,
    PromiseBroken, PromiseDisputed, PromiseReleased, PromiseMoved, ReminderSent, DutyOverdue,
    DutyMoved, ApologyOwed, ApologyGiven, AttemptsOwed, AttemptMade, AttemptsMet, AttemptsExhausted,
    OutcomeRecorded, ResidentTold, FollowUpOwed, FollowUpMessageSent, FollowUpDone, DecisionOwed,
    DecisionMade, CaseClosed, CaseReopened, NotHeard, JoinedTo, JoinedBy, ContactReplaced, Spoke,
    Redacted, ContactWithdrawn, MessageQueued, MessageAccepted, MessageFailed, MessageWithdrawn,
    ContactDue, MessageBounced, PromiseRetimed, MoreTimeWanted, PromiseDeclined, FollowerAdded,
    UpdateReceived, PhotoAdded, ReporterReachable, SentToPartner, PartnerAnswered,
    PartnerNotReached, DutyRetimed, TeamGiven, ReporterNamed, PublicityDecided, ApologyWaived>;

/// An event with what every event has.
struct EventRecord {
  int seq = 0;  ///< 1, 2, 3 … within its case
  StaffId who;  ///< zero: nobody; the clock or a resident
  Origin origin = Origin::console;
  base::Instant occurred_at{};
  base::Instant recorded_at{};
  Event what;
};

}  // namespace kept::domain
