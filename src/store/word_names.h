#pragma once

// Private to store/: the words of the domain, described so that they can be stored by name.

#include <boost/describe.hpp>

#include "desk/ports/rows.h"
#include "domain/cases/obligations.h"
#include "domain/cases/words.h"
#include "domain/people/directory.h"

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
BOOST_DESCRIBE_ENUM(ReopenReason, said_not_heard, resident_asks, bounced, staff)
BOOST_DESCRIBE_ENUM(CloseReason, told_and_checked, silence, direct, joined, nobody_to_tell,
                    unreachable)
BOOST_DESCRIBE_ENUM(DutyKind, promise, apology, ask, contact_attempts, follow_up, target, decision)
BOOST_DESCRIBE_ENUM(DecisionSubject, department, disputed_promise, third_move)
BOOST_DESCRIBE_ENUM(MoveReason, away, disabled, back, reassigned)
BOOST_DESCRIBE_ENUM(Origin, console, department_link, keeper, resident_page, import, api)
BOOST_DESCRIBE_ENUM(TimerKind, remind, break_promise, overdue, send_follow_up, close_on_silence)
BOOST_DESCRIBE_ENUM(Role, operator_, supervisor, department_staff, department_manager,
                    administrator, analyst)

}  // namespace kept::domain

namespace kept::desk {

BOOST_DESCRIBE_ENUM(ArticleState, draft, review, published)

}  // namespace kept::desk
