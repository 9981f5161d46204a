#include "store/event_codec.h"

#include <array>
#include <stdexcept>
#include <type_traits>

#include "domain/cases/event_names.h"
#include "store/case_area_codec.h"
#include "store/codec.h"

namespace kept::domain {

BOOST_DESCRIBE_STRUCT(PersonalRef, (), (id, digest))
BOOST_DESCRIBE_STRUCT(DueTime, (), (wall, zone, instant))
BOOST_DESCRIBE_STRUCT(CardRef, (), (name, role, phone, hours))
BOOST_DESCRIBE_STRUCT(Promise, (),
                      (id, state, owner, covering_for, said_by, typed_by, beneficiary, action,
                       channel, address, words, card, due, first_due, moves, moved_by_resident,
                       moved_from, made_in, made_at, reminders, reminders_sent, dialled, dialled_at,
                       evidence, contact_at, claimed_contact_at, broken_reason, mended, time_wanted,
                       declined))
BOOST_DESCRIBE_STRUCT(Answer, (), (code, value))
BOOST_DESCRIBE_STRUCT(AdoptedRecord, (), (source, number, digest))
BOOST_DESCRIBE_STRUCT(CaseOpened, (),
                      (number, kind, service, department, reporter, reporter_reachable,
                       first_operator, follow_up, interaction, summary, place, answers, notice,
                       about_staff, point, areas, team, adopted))
BOOST_DESCRIBE_STRUCT(TargetSet, (), (id, owner, due))
BOOST_DESCRIBE_STRUCT(AskMade, (),
                      (id, department, owner, covering_for, asked_by, due, reminders, text))
BOOST_DESCRIBE_STRUCT(AskAnswered, (), (id, answered_by, text))
BOOST_DESCRIBE_STRUCT(AskReturned, (), (id, reason, said_by))
BOOST_DESCRIBE_STRUCT(AskExtended, (), (id, due, said_by, reminders))
BOOST_DESCRIBE_STRUCT(AskWithdrawn, (), (id))
BOOST_DESCRIBE_STRUCT(PromiseMade, (), (promise))
BOOST_DESCRIBE_STRUCT(PromiseDialled, (), (id, interaction))
BOOST_DESCRIBE_STRUCT(PromiseKept, (), (id, evidence, contact_at, interaction, said_by, note))
BOOST_DESCRIBE_STRUCT(PromiseWordGiven, (), (id, contact_at, said_by, note))
BOOST_DESCRIBE_STRUCT(PromiseMended, (), (id, contact_at, interaction))
BOOST_DESCRIBE_STRUCT(PromiseUnreached, (), (id))
BOOST_DESCRIBE_STRUCT(PromiseBroken, (), (id, reason))
BOOST_DESCRIBE_STRUCT(PromiseDisputed, (), (id))
BOOST_DESCRIBE_STRUCT(PromiseReleased, (), (id, note))
BOOST_DESCRIBE_STRUCT(PromiseMoved, (), (id, successor))
BOOST_DESCRIBE_STRUCT(PromiseRetimed, (), (id, due, first_due, reminders))
BOOST_DESCRIBE_STRUCT(MoreTimeWanted, (), (id, until, said_by))
BOOST_DESCRIBE_STRUCT(PromiseDeclined, (), (id, reason, said_by))
BOOST_DESCRIBE_STRUCT(ReminderSent, (), (kind, id, number, skipped))
BOOST_DESCRIBE_STRUCT(DutyOverdue, (), (kind, id))
BOOST_DESCRIBE_STRUCT(TeamGiven, (), (team))
BOOST_DESCRIBE_STRUCT(DutyRetimed, (), (kind, id, due, reminders))
BOOST_DESCRIBE_STRUCT(DutyMoved, (), (kind, id, to, covering_for, reason))
BOOST_DESCRIBE_STRUCT(ApologyOwed, (), (id, promise, contact, owner, due))
BOOST_DESCRIBE_STRUCT(ApologyGiven, (), (id, interaction))
BOOST_DESCRIBE_STRUCT(ApologyWaived, (), (id, interaction))
BOOST_DESCRIBE_STRUCT(AttemptsOwed, (), (id, contact, owner, due))
BOOST_DESCRIBE_STRUCT(AttemptMade, (),
                      (kind, id, contact, interaction, result, local_day, span, next_due))
BOOST_DESCRIBE_STRUCT(AttemptsMet, (), (id, interaction))
BOOST_DESCRIBE_STRUCT(AttemptsExhausted, (), (kind, id, contact))
BOOST_DESCRIBE_STRUCT(OutcomeRecorded, (), (resolution, qualifiers, text))
BOOST_DESCRIBE_STRUCT(ResidentTold, (), (contact, how, interaction))
BOOST_DESCRIBE_STRUCT(FollowUpOwed, (), (id, contact, owner, covering_for, by_message, due))
BOOST_DESCRIBE_STRUCT(FollowUpMessageSent, (), (id, silence_until))
BOOST_DESCRIBE_STRUCT(FollowUpDone, (),
                      (id, heard, satisfied_with_call, satisfied_with_outcome, note, interaction))
BOOST_DESCRIBE_STRUCT(DecisionOwed, (), (id, subject, promise, owner, due))
BOOST_DESCRIBE_STRUCT(DecisionMade, (), (id, reason))
BOOST_DESCRIBE_STRUCT(CaseClosed, (), (reason))
BOOST_DESCRIBE_STRUCT(CaseReopened, (), (reason, note))
BOOST_DESCRIBE_STRUCT(NotHeard, (), (contact, interaction, note))
BOOST_DESCRIBE_STRUCT(JoinedTo, (), (survivor, survivor_number))
BOOST_DESCRIBE_STRUCT(JoinedBy, (), (duplicate, follower, promises, followers))
BOOST_DESCRIBE_STRUCT(ContactReplaced, (), (from, to))
BOOST_DESCRIBE_STRUCT(Spoke, (), (interaction, contact))
BOOST_DESCRIBE_STRUCT(Redacted, (), (values))
BOOST_DESCRIBE_STRUCT(ContactWithdrawn, (), (interaction, all))
BOOST_DESCRIBE_STRUCT(MessageQueued, (), (id, purpose, contact, duty))
BOOST_DESCRIBE_STRUCT(SentText, (), (address, subject, body))
BOOST_DESCRIBE_STRUCT(MessageAccepted, (), (id, sent))
BOOST_DESCRIBE_STRUCT(MessageFailed, (), (id, why))
BOOST_DESCRIBE_STRUCT(MessageWithdrawn, (), (id))
BOOST_DESCRIBE_STRUCT(MessageBounced, (), (id))
BOOST_DESCRIBE_STRUCT(PhotoAdded, (), (id))
BOOST_DESCRIBE_STRUCT(PublicityDecided, (), (text, photo, is_public, by_check))
BOOST_DESCRIBE_STRUCT(UpdateReceived, (), (status, text, from))
BOOST_DESCRIBE_STRUCT(SentToPartner, (), (partner, number))
BOOST_DESCRIBE_STRUCT(PartnerAnswered, (), (partner, status, text))
BOOST_DESCRIBE_STRUCT(PartnerNotReached, (), (partner, why, text))
BOOST_DESCRIBE_STRUCT(ContactDue, (), (kind, id, owner, covering_for, due))
BOOST_DESCRIBE_STRUCT(FollowerAdded, (), (contact, interaction))
BOOST_DESCRIBE_STRUCT(ReporterReachable, (), ())
BOOST_DESCRIBE_STRUCT(ReporterNamed, (), (contact, reachable, interaction))

}  // namespace kept::domain

namespace kept::store {
namespace {

using Read = domain::Event (*)(const std::string& body);

/// One reader for each of Event's alternatives, in their order.
template <typename... Kinds>
constexpr std::array<Read, sizeof...(Kinds)> readers(std::type_identity<std::variant<Kinds...>>) {
  return {
      [](const std::string& body) -> domain::Event { return codec::from_text<Kinds>(body); }...};
}
constexpr auto kReaders = readers(std::type_identity<domain::Event>{});

}  // namespace

std::string write_event(const domain::Event& event) {
  return std::visit([](const auto& body) { return codec::to_text(body); }, event);
}

domain::Event read_event(const std::string& kind, const std::string& body) {
  for (std::size_t i = 0; i < kReaders.size(); ++i) {
    if (domain::kEventNames[i] == kind) return kReaders[i](body);
  }
  throw std::runtime_error("unknown event in the store: " + kind);
}

std::string write_promise(const domain::Promise& promise) { return codec::to_text(promise); }

domain::Promise read_promise(const std::string& body) {
  return codec::from_text<domain::Promise>(body);
}

}  // namespace kept::store
