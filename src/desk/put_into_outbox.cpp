#include "desk/put_into_outbox.h"

#include "desk/deliver_to_partner.h"
#include "domain/cases/alerts.h"

namespace kept::desk {
namespace {

using domain::MessagePurpose;
using domain::StaffId;

class Outgoing {
 public:
  Outgoing(Transaction& tx, const domain::Case& state, const domain::EventRecord& record,
           const domain::Directory& people)
      : tx_(tx), case_(state), record_(record), people_(people) {}

  void operator()(const domain::CaseOpened&) { queue_for_partners(tx_, case_); }
  void operator()(const domain::MessageQueued& event) {
    OutboxRow message = row(event.id, event.purpose, event.duty);
    message.contact = event.contact;
    tx_.save(message);
  }
  void operator()(const domain::AskMade& event) {
    to_department(event.owner, MessagePurpose::ask, event.id);
  }
  void operator()(const domain::PromiseMade& event) {
    to_department(event.promise.owner, MessagePurpose::promise, event.promise.id);
  }
  void operator()(const domain::DutyMoved& event) {
    if (event.kind == domain::DutyKind::ask) to_department(event.to, MessagePurpose::ask, event.id);
    if (event.kind == domain::DutyKind::promise) {
      to_department(event.to, MessagePurpose::promise, event.id);
    }
  }
  void operator()(const domain::PromiseBroken& event) {
    if (tx_.jurisdiction().demo) return;  // its week of history would fill the folder
    for (const domain::Alert& alert : domain::alerts(case_, record_, people_)) {
      to_staff(alert.to, MessagePurpose::promise_broken, event.id);
    }
  }
  void operator()(const auto&) {}

 private:
  OutboxRow row(domain::MessageId id, MessagePurpose purpose, domain::DutyId duty) const {
    OutboxRow message;
    message.id = id;
    message.purpose = purpose;
    message.case_id = case_.id;
    message.duty = duty;
    message.created_at = tx_.now();
    message.next_attempt_at = message.created_at;
    return message;
  }
  void to_department(StaffId to, MessagePurpose purpose, domain::DutyId duty) {
    const domain::StaffMember* member = people_.find(to);
    const bool of_department =
        member != nullptr && (member->role == domain::Role::department_manager ||
                              member->role == domain::Role::department_staff);
    if (of_department) to_staff(to, purpose, duty);
  }
  void to_staff(StaffId to, MessagePurpose purpose, domain::DutyId duty) {
    const auto member = tx_.staff_member(to);
    if (!member || !member->email) return;
    OutboxRow message = row(domain::MessageId{tx_.next_id()}, purpose, duty);
    message.staff = to;
    tx_.save(message);
  }

  Transaction& tx_;
  const domain::Case& case_;
  const domain::EventRecord& record_;
  const domain::Directory& people_;
};

}  // namespace

void put_into_outbox(Transaction& tx, const domain::Case& state, const domain::EventRecord& record,
                     const domain::Directory& people) {
  std::visit(Outgoing(tx, state, record, people), record.what);
}

}  // namespace kept::desk
