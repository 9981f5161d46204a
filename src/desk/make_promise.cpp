#include "desk/make_promise.h"

#include <algorithm>

#include "base/phone_number.h"
#include "desk/works_on_case.h"
#include "domain/cases/due_times.h"
#include "domain/people/at_work.h"
#include "domain/promises/giving_notice.h"
#include "domain/promises/keeping.h"
#include "domain/promises/making.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::CaseId;
using domain::DutyId;

domain::CardRef keep_card(Transaction& tx, const CardRow& card) {
  return {tx.keep_personal(card.name), tx.keep_personal(card.role), tx.keep_personal(card.phone),
          tx.keep_personal(card.hours)};
}

/// Whom to call if it does not happen: as told, else the owner herself, else her department.
CardRow card_of(Transaction& tx, const PromiseForm& form, domain::StaffId owner) {
  if (form.card) return *form.card;
  const auto staff = tx.staff();
  const auto member = std::find_if(staff.begin(), staff.end(),
                                   [&](const StaffRow& row) { return row.id == owner; });
  if (member == staff.end()) return {};
  const auto catalogue = tx.catalogue();
  const auto& departments = catalogue->departments;
  const auto department =
      std::find_if(departments.begin(), departments.end(),
                   [&](const DepartmentRow& row) { return row.id == member->department; });
  CardRow card;
  if (department != departments.end()) card = department->card;
  if (member->phone) {
    card.role = department == departments.end() ? "" : department->name.en;
    card.name = member->name;
    card.phone = *member->phone;
  }
  if (card.phone.empty()) card = {member->name, "311", "311", ""};
  return card;
}

Result<std::string> phone_of(Transaction& tx, const domain::Conversation& talk,
                             const PromiseForm& form) {
  if (form.phone) {
    const auto phone = base::PhoneNumber::parse(*form.phone, tx.jurisdiction().default_region);
    if (!phone.ok()) {
      return base::invalid("/phone", phone.error().reason, phone.error().message);
    }
    return phone.value().e164();
  }
  const auto contact = tx.contact(talk.contact);
  const auto call = tx.interaction(talk.id);
  if (contact && !contact->phones.empty()) return contact->phones.front();
  if (call && call->phone && contact && !contact->anonymous) return *call->phone;
  return std::string(contact ? contact->email.value_or("") : "");
}

/// The department whose answer the resident waits for.
std::optional<domain::DepartmentId> asked_of(const domain::Case& state) {
  const auto open = std::find_if(state.asks.rbegin(), state.asks.rend(), [](const auto& ask) {
    return ask.state == domain::AskState::asked;
  });
  return open == state.asks.rend() ? std::nullopt : std::optional(open->department);
}

Result<domain::NewPromise> told(Transaction& tx, const CaseWork& work,
                                const domain::Conversation& talk, const PromiseForm& form,
                                domain::StaffId speaker) {
  const auto due =
      due_time(tx, form.due_local, form.owner.value_or(speaker), asked_of(work.state()));
  if (!due.ok()) return due.error();
  const auto phone = phone_of(tx, talk, form);
  if (!phone.ok()) return phone.error();
  domain::NewPromise promise;
  promise.owner = form.owner.value_or(speaker);
  if (work.state().version > 0 && !tx.directory()->find(promise.owner)) {
    return base::invalid("/owner", "staff.unknown", "There is no such staff member.");
  }
  promise.said_by = form.said_by.value_or(promise.owner);
  if (!tx.directory()->find(promise.said_by)) {
    return base::invalid("/said_by", "staff.unknown", "There is no such staff member.");
  }
  promise.action = form.action;
  promise.channel =
      phone.value().find('@') == std::string::npos ? domain::Channel::call : domain::Channel::email;
  promise.address = tx.keep_personal(phone.value());
  promise.words = tx.keep_personal(form.words);
  promise.card = keep_card(tx, card_of(tx, form, promise.owner));
  promise.due = due.value();
  return promise;
}

/// Begins the work, and hands it with the conversation to `decide`.
template <typename Decide>
Result<CaseId> in_conversation(Transaction& tx, const Principal& who, const CaseRef& ref,
                               domain::InteractionId interaction, Decide decide) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  const auto talk = conversation(tx, who, interaction);
  if (!talk.ok()) return talk.error();
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  auto theirs = require_work(*tx.directory(), who, work.state());
  if (!theirs.ok()) return theirs.error();
  const Result<Done> decided = decide(work, talk.value());
  if (!decided.ok()) return decided.error();
  return work.finish();
}

/// What the owner of a promise says, or somebody for them.
template <typename Decide>
Result<CaseId> on_word(Transaction& tx, const Principal& who, const CaseRef& ref, DutyId promise,
                       std::optional<domain::StaffId> said_by, Decide decide) {
  if (auto allowed = require(who, Action::answer_ask); !allowed.ok()) return allowed.error();
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  if (auto may = may_give_word(tx, who, work.state(), promise, said_by); !may.ok()) {
    return may.error();
  }
  const Result<Done> decided = decide(work.decision());
  if (!decided.ok()) return decided.error();
  return work.finish();
}

}  // namespace

Result<Done> may_give_word(Reader& reader, const Principal& who, const domain::Case& state,
                           DutyId id, std::optional<domain::StaffId> said_by) {
  const domain::Promise* promise = state.find_promise(id);
  if (promise == nullptr) return Done{};  // the domain says so
  const auto people = reader.directory();
  if (said_by && !people->find(*said_by)) {
    return base::invalid("/on_behalf_of", "staff.unknown", "There is no such staff member.");
  }
  if (said_by && *said_by != who.staff && !works_with_owner(*people, *promise, *said_by)) {
    return base::refused("promise.not_theirs", "It is not their promise.", "/on_behalf_of");
  }
  if (is_311(who) || works_with_owner(*people, *promise, who.staff)) return Done{};
  return base::forbidden("promise.not_yours", "That promise is another department's.");
}

Result<domain::DueTime> due_time(Reader& reader, const std::optional<std::string>& due_local,
                                 domain::StaffId owner, std::optional<domain::DepartmentId> asked) {
  if (due_local) {
    const auto told = domain::told_time(reader.zone(), *due_local);
    if (!told.ok()) return told.error();
    const domain::DueTime& due = told.value().due;
    if (auto near = domain::within_reach(reader.now(), due.instant); !near.ok()) {
      return near.error();
    }
    return due;
  }
  // To the minute, so that the sentence which is said is exactly what is kept.
  const auto people = reader.directory();
  const base::Instant answers =
      asked ? domain::opens_at(*people, *asked, reader.now()) : reader.now();
  const auto due = std::chrono::ceil<std::chrono::minutes>(
      domain::time_at_work_later(*people, owner, answers, reader.policy().shortly));
  return domain::due_at(reader.zone(), due);
}

Result<Done> add_promise(Transaction& tx, CaseWork& work, const domain::Conversation& talk,
                         const PromiseForm& form) {
  const auto promise = told(tx, work, talk, form, work.decision().context().who);
  if (!promise.ok()) return promise.error();
  const auto made = domain::make_promise(work.decision(), talk, promise.value());
  if (!made.ok()) return made.error();
  return Done{};
}

Result<CaseId> make_promise(Transaction& tx, const Principal& who, const CaseRef& ref,
                            domain::InteractionId interaction, const PromiseForm& form) {
  return in_conversation(tx, who, ref, interaction,
                         [&](CaseWork& work, const domain::Conversation& talk) {
                           return add_promise(tx, work, talk, form);
                         });
}

Result<CaseId> hand_over_promise(Transaction& tx, const Principal& who, const CaseRef& ref,
                                 DutyId promise, domain::InteractionId interaction,
                                 const PromiseForm& successor) {
  return in_conversation(tx, who, ref, interaction,
                         [&](CaseWork& work, const domain::Conversation& talk) -> Result<Done> {
                           const auto next = told(tx, work, talk, successor, who.staff);
                           if (!next.ok()) return next.error();
                           return domain::hand_over(work.decision(), talk, promise, next.value());
                         });
}

Result<CaseId> move_promise(Transaction& tx, const Principal& who, const CaseRef& ref,
                            DutyId promise, const MoveForm& form) {
  return in_conversation(tx, who, ref, form.interaction,
                         [&](CaseWork& work, const domain::Conversation& talk) -> Result<Done> {
                           const auto due = due_time(tx, form.due_local, who.staff, {});
                           if (!due.ok()) return due.error();
                           return domain::move_promise(
                               work.decision(), talk, promise,
                               {due.value(), tx.keep_personal(form.words), form.asked_by_resident});
                         });
}

Result<CaseId> release_promise(Transaction& tx, const Principal& who, const CaseRef& ref,
                               DutyId promise, const ReleaseForm& form) {
  return in_conversation(
      tx, who, ref, form.interaction, [&](CaseWork& work, const domain::Conversation& talk) {
        return domain::release_promise(work.decision(), talk, promise, tx.keep_personal(form.note));
      });
}

Result<CaseId> record_kept(Transaction& tx, const Principal& who, const CaseRef& ref,
                           DutyId promise, const KeptForm& form) {
  return on_word(tx, who, ref, promise, form.said_by, [&](domain::Decision& decision) {
    return domain::keep_on_word(
        decision, promise,
        {form.contact_at, form.said_by.value_or(who.staff), tx.keep_personal(form.note)});
  });
}

Result<CaseId> want_more_time(Transaction& tx, const Principal& who, const CaseRef& ref,
                              DutyId promise, const MoreTimeForm& form) {
  return on_word(tx, who, ref, promise, form.said_by, [&](domain::Decision& decision) {
    return domain::want_more_time(decision, promise, form.said_by.value_or(who.staff), form.until);
  });
}

Result<CaseId> decline_promise(Transaction& tx, const Principal& who, const CaseRef& ref,
                               DutyId promise, const DeclineForm& form) {
  return on_word(tx, who, ref, promise, form.said_by, [&](domain::Decision& decision) {
    return domain::decline_promise(decision, promise, form.said_by.value_or(who.staff),
                                   tx.keep_personal(form.reason));
  });
}

}  // namespace kept::desk
