#pragma once

#include <optional>
#include <stdexcept>
#include <vector>

#include "domain/cases/events.h"

namespace kept::domain {

struct Target {
  DutyId id;
  StaffId owner;
  std::optional<StaffId> covering_for;
  base::Instant due{};
  bool escalated = false;
  bool operator==(const Target&) const = default;
};

struct Ask {
  DutyId id;
  AskState state = AskState::asked;
  DepartmentId department;
  StaffId owner;
  std::optional<StaffId> covering_for;
  StaffId asked_by;
  base::Instant asked_at{};
  base::Instant due{};
  std::vector<base::Instant> reminders;
  int reminders_sent = 0;
  bool escalated = false;
  PersonalRef text;
  PersonalRef answer;  ///< or the reason it was returned for
  bool operator==(const Ask&) const = default;
};

struct Apology {
  DutyId id;
  DutyId promise;
  ContactId contact;
  StaffId owner;
  std::optional<StaffId> covering_for;
  base::Instant due{};
  bool given = false;                     ///< or waived: they would not hear it
  std::optional<InteractionId> given_in;  ///< the conversation, where it is known
  bool given_up = false;                  ///< the contact policy is exhausted
  bool escalated = false;

  [[nodiscard]] bool is_owed() const { return !given && !given_up; }
  bool operator==(const Apology&) const = default;
};

struct Attempt {
  InteractionId interaction;
  AttemptResult result = AttemptResult::no_answer;
  int local_day = 0;
  int span = 0;
  bool operator==(const Attempt&) const = default;
};

/// Tries to reach a contact, spread by the contact policy.
struct AttemptSeries {
  DutyId id;
  ContactId contact;
  StaffId owner;
  std::optional<StaffId> covering_for;
  base::Instant due{};  ///< when the next try is owed
  std::vector<Attempt> attempts;
  bool met = false;
  std::optional<InteractionId> met_in;  ///< the conversation, where it is known
  bool exhausted = false;
  bool escalated = false;

  /// Tried in vain, and they have not been met since.
  [[nodiscard]] bool stands_exhausted() const { return exhausted && !met; }
  bool operator==(const AttemptSeries&) const = default;
};

struct FollowUp {
  DutyId id;
  ContactId contact;
  StaffId owner;
  std::optional<StaffId> covering_for;
  bool by_message = false;
  bool message_queued = false;
  bool message_sent = false;
  base::Instant due{};
  std::vector<Attempt> attempts;
  bool done = false;
  bool exhausted = false;
  bool escalated = false;
  std::optional<bool> heard;
  std::optional<bool> satisfied_with_call;
  std::optional<bool> satisfied_with_outcome;
  base::Instant done_at{};
  bool operator==(const FollowUp&) const = default;
};

struct PendingDecision {
  DutyId id;
  DecisionSubject subject = DecisionSubject::department;
  std::optional<DutyId> promise;
  StaffId owner;
  std::optional<StaffId> covering_for;
  base::Instant due{};
  bool made = false;
  bool escalated = false;
  bool operator==(const PendingDecision&) const = default;
};

struct Outcome {
  Resolution resolution = Resolution::answered;
  std::vector<Qualifier> qualifiers;
  PersonalRef text;
  bool operator==(const Outcome&) const = default;
};

struct Told {
  ContactId contact;
  ToldHow how = ToldHow::in_interaction;
  std::optional<InteractionId> interaction;
  base::Instant at{};
  bool operator==(const Told&) const = default;
};

/// Something written to a resident, from the outbox on.
struct Message {
  MessageId id;
  MessagePurpose purpose = MessagePurpose::follow_up;
  ContactId contact;
  DutyId duty;
  MessageState state = MessageState::queued;
  base::Instant accepted_at{};
  SentText sent;  ///< once it was accepted
  bool operator==(const Message&) const = default;
};

/// What a resident wants, from first word to closure: the fold of its events (apply) and nothing
/// else. Values are plain; decisions live in the files beside this one.
struct Case {
  CaseId id;
  std::int64_t number = 0;  ///< CaseNumber::value
  CaseKind kind = CaseKind::question;
  CaseState state = CaseState::open;
  bool historic = false;  ///< imported: shown and counted, outside rules 1 to 4
  int version = 0;        ///< how many events
  std::optional<ServiceId> service;
  std::optional<DepartmentId> department;
  std::optional<TeamId> team;  ///< of that department
  std::optional<ContactId> reporter;
  bool reporter_reachable = false;
  std::vector<ContactId> followers;
  StaffId first_operator;
  FollowUpPolicy follow_up_policy = FollowUpPolicy::none;
  PersonalRef summary;
  PersonalRef place;
  PersonalRef point;  ///< a Point as text
  std::vector<CaseArea> areas;
  std::vector<Answer> answers;
  std::optional<NoticeId> notice;
  std::optional<StaffId> about_staff;
  std::optional<AdoptedRecord> adopted;
  base::Instant stands_since{};  ///< for that record (stands_for_record)
  std::optional<Target> target;
  std::vector<Promise> promises;
  std::vector<Ask> asks;
  std::vector<Apology> apologies;
  std::vector<AttemptSeries> series;
  std::vector<FollowUp> follow_ups;
  std::vector<PendingDecision> decisions;
  std::optional<Outcome> outcome;
  std::vector<Told> told;
  bool checked = false;  ///< confirmed, or not to be reached, since the outcome (rule 4)
  std::vector<Message> messages;
  std::optional<CaseId> joined_to;
  std::int64_t joined_to_number = 0;
  std::vector<CaseId> duplicates;  ///< which were joined to this one
  std::vector<InteractionId> interactions;
  std::vector<PhotoId> photos;
  int returns = 0;  ///< how often a department sent it back
  int reopened = 0;
  int not_heard = 0;
  base::Instant opened_at{};
  base::Instant changed_at{};  ///< when the last event was recorded
  std::optional<base::Instant> resolved_at;
  std::optional<base::Instant> closed_at;
  std::optional<CloseReason> close_reason;

  [[nodiscard]] const Promise* find_promise(DutyId duty) const;
  [[nodiscard]] const Ask* find_ask(DutyId duty) const;
  [[nodiscard]] const FollowUp* open_follow_up() const;
  [[nodiscard]] const AttemptSeries* open_series(ContactId contact) const;
  [[nodiscard]] const Message* find_message(MessageId message) const;
  [[nodiscard]] bool was_told(ContactId contact) const;

  bool operator==(const Case&) const = default;
};

/// Events that no case can have lived through: the store is damaged. (What a decision lets happen
/// fits by construction.)
class BrokenHistory final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Folds one event into the case. Events come in order of seq; throws BrokenHistory where one does
/// not fit.
void apply(Case& state, const EventRecord& record);

/// The case that these events tell. `events` begins with CaseOpened.
[[nodiscard]] Case replay(CaseId id, const std::vector<EventRecord>& events);

}  // namespace kept::domain
