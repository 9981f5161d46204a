#pragma once

/// The words of a case that have a fixed set of values. Their names, in snake_case without the k,
/// are what events, interfaces and catalogues say.
namespace kept::domain {

enum class CaseKind { question, service_request, complaint, compliment };
enum class CaseState { open, resolved, closed };
enum class PromiseState { made, kept, unreached, broken, released, moved, disputed };
enum class AskState { asked, answered, returned, withdrawn };
enum class Channel { call, web, chat, email, sms, walk_in, app };
enum class PromisedAction { call_back, answer_in_writing, visit, fix };

/// What shows that a promise was kept. `staff_word` is a person's word; all others are recorded by
/// the system as they happen.
enum class Evidence { call, message, field_work, resident_call, staff_word };

enum class AttemptResult {
  connected,
  voicemail,
  no_answer,
  busy,
  somebody_else,
  wrong_number,
  out_of_service,
  refused,   ///< the resident answered and did not want to talk: contact was made
  language,  ///< answered, but without a common language: the next attempt needs an interpreter
};

enum class Resolution {
  answered,
  completed,
  duplicate,
  information_not_held,
  not_a_city_matter,
  declined_by_resident,
  could_not_locate,
  could_not_reach_resident,
  no_action_warranted,
  passed_on,         ///< a compliment reached the people it names
  entered_in_error,  ///< the case should not exist; the reason is told
};

enum class Qualifier { resident_declined_to_give_more, referred_elsewhere, information_not_held };

/// How a resident came to know an outcome, or why there was no way (rule 3).
enum class ToldHow { in_interaction, message, staff_word, waived, policy_exhausted, no_channel };

enum class FollowUpPolicy { person, message, none };

enum class BrokenReason {
  clock,            ///< the due instant passed
  outage,           ///< it passed while the installation was down (rule 9)
  resident_denies,  ///< kept on staff's word only, and the resident says no
  withdrawn,        ///< the evidence was taken back
};

enum class ReopenReason { said_not_heard, resident_asks, bounced, staff, partner };
enum class CloseReason { told_and_checked, silence, direct, joined, nobody_to_tell, unreachable };

/// What is owed. Each has one owner and one due instant.
enum class DutyKind { promise, apology, ask, contact_attempts, follow_up, target, decision };

/// Why a supervisor has to decide.
enum class DecisionSubject { department, disputed_promise, third_move };

/// Why an obligation has another owner than before.
enum class MoveReason { away, disabled, back, reassigned };

/// Where a change came from.
enum class Origin { console, department_link, keeper, resident_page, import, api, outbox };

/// What a written message is for. The first two go to residents, the others to staff.
enum class MessagePurpose { follow_up, outcome, ask, promise, promise_broken };

/// `accepted`: by the next hop, which is as much as a sender can know until it comes back
/// (`bounced`).
enum class MessageState { queued, accepted, failed, withdrawn, bounced };

enum class MessageFailure {
  refused,     ///< the next hop will not take it
  gave_up,     ///< the last attempt failed too
  no_address,  ///< there is none any more
};

/// What another system says of a request that it follows: the words of Open311's
/// servicerequestupdates. A claim, for staff to read; of itself it ends nothing.
enum class ClaimedStatus {
  open,
  closed,
  fixed,
  in_progress,
  planned,
  action_scheduled,
  investigating,
  duplicate,
  not_councils_responsibility,
  no_further_action,
  internal_referral,
  cancelled,
  reopen,
  for_triage,
  unchanged,
};

/// What a partner that a case was sent to says of it.
enum class PartnerStatus { open, closed };

/// Why a case does not get to a partner without a person's doing.
enum class PartnerFailure {
  refused,  ///< the partner will not take it
  gave_up,  ///< the last attempt failed too
  unclear,  ///< it may have arrived, and cannot be found there
  no_key,   ///< the key for it is missing here
  silent,   ///< it arrived, and nothing can be heard of it any more
};

}  // namespace kept::domain
