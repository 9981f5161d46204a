#include "desk/word_names.h"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "base/check.h"
#include "desk/decide_publicity.h"
#include "desk/ports/api_key_row.h"
#include "desk/ports/partners.h"
#include "desk/ports/photo_rows.h"
#include "desk/ports/rows.h"
#include "desk/ports/telephone.h"
#include "desk/telephone/on_duty.h"
#include "desk/telephone/record_call_event.h"
#include "domain/cases/obligations.h"
#include "domain/cases/words.h"
#include "domain/people/at_work.h"
#include "domain/people/directory.h"
#include "domain/telephone/call_party.h"

namespace kept::domain {

BOOST_DESCRIBE_ENUM(CaseKind, question, service_request, complaint, compliment)
BOOST_DESCRIBE_ENUM(CaseState, open, resolved, closed)
BOOST_DESCRIBE_ENUM(PromiseState, made, kept, unreached, broken, released, moved, disputed)
BOOST_DESCRIBE_ENUM(AskState, asked, answered, returned, withdrawn)
BOOST_DESCRIBE_ENUM(Channel, call, web, chat, email, sms, walk_in, app)
BOOST_DESCRIBE_ENUM(PromisedAction, call_back, answer_in_writing, visit, fix)
BOOST_DESCRIBE_ENUM(Evidence, call, message, field_work, resident_call, staff_word)
BOOST_DESCRIBE_ENUM(AttemptResult, connected, voicemail, no_answer, busy, somebody_else,
                    wrong_number, out_of_service, refused, language)
BOOST_DESCRIBE_ENUM(Resolution, answered, completed, duplicate, information_not_held,
                    not_a_city_matter, declined_by_resident, could_not_locate,
                    could_not_reach_resident, no_action_warranted, passed_on, entered_in_error)
BOOST_DESCRIBE_ENUM(Qualifier, resident_declined_to_give_more, referred_elsewhere,
                    information_not_held)
BOOST_DESCRIBE_ENUM(ToldHow, in_interaction, message, staff_word, waived, policy_exhausted,
                    no_channel)
BOOST_DESCRIBE_ENUM(FollowUpPolicy, person, message, none)
BOOST_DESCRIBE_ENUM(BrokenReason, clock, outage, resident_denies, withdrawn)
BOOST_DESCRIBE_ENUM(ReopenReason, said_not_heard, resident_asks, bounced, staff, partner)
BOOST_DESCRIBE_ENUM(CloseReason, told_and_checked, silence, direct, joined, nobody_to_tell,
                    unreachable)
BOOST_DESCRIBE_ENUM(DutyKind, promise, apology, ask, contact_attempts, follow_up, target, decision)
BOOST_DESCRIBE_ENUM(DecisionSubject, department, disputed_promise, third_move)
BOOST_DESCRIBE_ENUM(MoveReason, away, disabled, back, reassigned)
BOOST_DESCRIBE_ENUM(Origin, console, department_link, keeper, resident_page, import, api, outbox)
BOOST_DESCRIBE_ENUM(MessagePurpose, follow_up, outcome, ask, promise, promise_broken)
BOOST_DESCRIBE_ENUM(MessageState, queued, accepted, failed, withdrawn, bounced)
BOOST_DESCRIBE_ENUM(MessageFailure, refused, gave_up, no_address)
BOOST_DESCRIBE_ENUM(ClaimedStatus, open, closed, fixed, in_progress, planned, action_scheduled,
                    investigating, duplicate, not_councils_responsibility, no_further_action,
                    internal_referral, cancelled, reopen, for_triage, unchanged)
BOOST_DESCRIBE_ENUM(PartnerStatus, open, closed)
BOOST_DESCRIBE_ENUM(PartnerFailure, refused, gave_up, unclear, no_key, silent)
BOOST_DESCRIBE_ENUM(TimerKind, remind, break_promise, overdue, send_follow_up, close_on_silence,
                    message_stands)
BOOST_DESCRIBE_ENUM(CallState, arriving, waiting, offered, connecting, dialling, talking, held,
                    consulting, joined, passed_on, ended)
BOOST_DESCRIBE_ENUM(CallEnding, hung_up, abandoned, closed, called_back, no_answer, busy, voicemail,
                    unreachable, cancelled, lost)
BOOST_DESCRIBE_ENUM(PartyKind, interpreter, colleague, supervisor, department, emergency, other)
BOOST_DESCRIBE_ENUM(NotCome, no_answer, busy, voicemail, unreachable, declined, taken_back,
                    call_over, failed)
BOOST_DESCRIBE_ENUM(Presence, at_work, off_hours, absent, disabled)
BOOST_DESCRIBE_ENUM(Role, operator_, supervisor, department_staff, department_manager,
                    administrator, analyst)

}  // namespace kept::domain

namespace kept::desk {

BOOST_DESCRIBE_ENUM(ArticleState, draft, review, published, discarded)
BOOST_DESCRIBE_ENUM(ProposalState, open, accepted, declined)
BOOST_DESCRIBE_ENUM(PlaceKind, address, intersection)
BOOST_DESCRIBE_ENUM(Duty, off, ready, not_ready)
BOOST_DESCRIBE_ENUM(Standing, off, ready, not_ready, kept_free, ringing, talking, wrapping_up,
                    listening)
BOOST_DESCRIBE_ENUM(Control, announce, connect, hold, resume, consult, join, back, transfer, dial,
                    digits, hang_up, silence, tell_of_recording, record, record_paused,
                    pause_recording, resume_recording, listen, stop_listening)
BOOST_DESCRIBE_ENUM(RecordingState, running, paused, ended, failed, not_told)
BOOST_DESCRIBE_ENUM(HearingReason, complaint, quality, training, dispute, legal)
BOOST_DESCRIBE_ENUM(CallEventKind, arrived, queued, digit, offered, declined, unanswered, answered,
                    held, resumed, consulted, third_failed, joined, returned, transferred, unheard,
                    failed, abandoned, ended, lost, recording, recording_paused, recording_resumed,
                    recording_failed)
BOOST_DESCRIBE_ENUM(ServiceType, realtime, batch)
BOOST_DESCRIBE_ENUM(Automated, server_set, hidden_field)
BOOST_DESCRIBE_ENUM(KeyScope, all, requests, figures)
BOOST_DESCRIBE_ENUM(PhotoSize, image, thumbnail)
BOOST_DESCRIBE_ENUM(PartnerShare, name, phone, email, description)
BOOST_DESCRIBE_ENUM(DeliveryState, queued, sending, unknown, unclear, refused, gave_up, waiting,
                    followed, ended, withdrawn)
BOOST_DESCRIBE_ENUM(DeliveryAct, queued, sending, arrived, number_came, found, not_found, try_again,
                    may_have_arrived, unclear, refused, gave_up, answered, withdrawn, retried,
                    no_key, silent, update_sent, update_refused, update_came)
BOOST_DESCRIBE_ENUM(PublicPart, description, place, update, photo, request)
BOOST_DESCRIBE_ENUM(PartnerFormat, json, xml)
BOOST_DESCRIBE_ENUM(PartnerPhotos, none, url, files)

}  // namespace kept::desk

namespace kept::desk {
namespace {

/// `operator_` stands for the word that C++ keeps for itself.
std::string_view plain(std::string_view name) {
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

}  // namespace

template <typename Word>
std::string name_of(Word word) {
  const char* name = boost::describe::enum_to_string(word, "");
  KEPT_CHECK(*name != '\0');
  return std::string(plain(name));
}

template <typename Word>
std::optional<Word> word_of(std::string_view name) {
  std::optional<Word> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Word>>([&](auto described) {
    if (plain(described.name) == name) found = described.value;
  });
  return found;
}

#define KEPT_NAMED(Word)                \
  template std::string name_of<>(Word); \
  template std::optional<Word> word_of<>(std::string_view);

KEPT_NAMED(domain::CaseKind)
KEPT_NAMED(RecordingState)
KEPT_NAMED(HearingReason)
KEPT_NAMED(domain::CaseState)
KEPT_NAMED(domain::PromiseState)
KEPT_NAMED(domain::AskState)
KEPT_NAMED(domain::Channel)
KEPT_NAMED(domain::PromisedAction)
KEPT_NAMED(domain::Evidence)
KEPT_NAMED(domain::AttemptResult)
KEPT_NAMED(domain::Resolution)
KEPT_NAMED(domain::Qualifier)
KEPT_NAMED(domain::ToldHow)
KEPT_NAMED(domain::FollowUpPolicy)
KEPT_NAMED(domain::BrokenReason)
KEPT_NAMED(domain::ReopenReason)
KEPT_NAMED(domain::CloseReason)
KEPT_NAMED(domain::DutyKind)
KEPT_NAMED(domain::DecisionSubject)
KEPT_NAMED(domain::MoveReason)
KEPT_NAMED(domain::Presence)
KEPT_NAMED(domain::Origin)
KEPT_NAMED(domain::MessagePurpose)
KEPT_NAMED(domain::MessageState)
KEPT_NAMED(domain::MessageFailure)
KEPT_NAMED(domain::ClaimedStatus)
KEPT_NAMED(domain::TimerKind)
KEPT_NAMED(domain::Role)
KEPT_NAMED(ArticleState)
KEPT_NAMED(ProposalState)
KEPT_NAMED(PlaceKind)
KEPT_NAMED(ServiceType)
KEPT_NAMED(Automated)
KEPT_NAMED(KeyScope)
KEPT_NAMED(PhotoSize)
KEPT_NAMED(domain::PartnerStatus)
KEPT_NAMED(domain::PartnerFailure)
KEPT_NAMED(PartnerShare)
KEPT_NAMED(PublicPart)
KEPT_NAMED(PartnerFormat)
KEPT_NAMED(PartnerPhotos)
KEPT_NAMED(DeliveryState)
KEPT_NAMED(DeliveryAct)
KEPT_NAMED(domain::CallState)
KEPT_NAMED(domain::CallEnding)
KEPT_NAMED(domain::PartyKind)
KEPT_NAMED(domain::NotCome)
KEPT_NAMED(Duty)
KEPT_NAMED(Standing)
KEPT_NAMED(Control)
KEPT_NAMED(CallEventKind)

#undef KEPT_NAMED

}  // namespace kept::desk
