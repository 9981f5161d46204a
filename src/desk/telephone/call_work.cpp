#include "desk/telephone/call_work.h"

#include <algorithm>

#include "base/check.h"
#include "desk/telephone/call_parties.h"
#include "desk/telephone/consult_colleague.h"
#include "desk/telephone/on_duty.h"

namespace kept::desk {
namespace {

bool is_among(const std::vector<std::string>& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

std::optional<DutyRow> duty_of(Reader& reader, domain::StaffId staff) {
  const auto duties = reader.telephone().duties();
  const auto found =
      std::ranges::find_if(duties, [&](const DutyRow& row) { return row.staff == staff; });
  if (found == duties.end()) return std::nullopt;
  return *found;
}

}  // namespace

const QueueRow& queue_with(const TelephoneRow& set_up, const std::string& key) {
  KEPT_CHECK(!set_up.queues.empty());
  const auto found =
      std::ranges::find_if(set_up.queues, [&](const QueueRow& one) { return one.key == key; });
  return found == set_up.queues.end() ? set_up.queues.front() : *found;
}

SkillsRow skills_of(const TelephoneRow& set_up, const JurisdictionRow& city,
                    domain::StaffId staff) {
  const auto found = std::ranges::find_if(set_up.operators,
                                          [&](const SkillsRow& one) { return one.staff == staff; });
  if (found != set_up.operators.end()) return *found;
  return {staff, {city.languages.empty() ? "en" : city.languages.front()}, {}};
}

bool takes_calls_in(const TelephoneRow& set_up, const JurisdictionRow& city, domain::StaffId staff,
                    const std::string& language) {
  return is_among(skills_of(set_up, city, staff).languages, language);
}

bool takes_calls_of(const TelephoneRow& set_up, const JurisdictionRow& city, domain::StaffId staff,
                    const QueueRow& queue) {
  return takes_calls_in(set_up, city, staff, queue.language) &&
         (queue.skill.empty() || is_among(skills_of(set_up, city, staff).skills, queue.skill));
}

base::Error no_such_step() {
  return base::conflict("call.no_such_step", "The call is not in a state for that.");
}

void command(Transaction& tx, const CallRow& row, const Order& order) {
  CommandRow command;
  command.id = tx.next_id();
  command.call = row.call.id;
  command.provider = row.provider;
  command.provider_id = row.provider_id;
  command.control = order.control;
  if (order.agent) {
    if (const auto staff = tx.staff_member(*order.agent)) command.agent = staff->key;
  }
  if (order.colleague) {
    if (const auto staff = tx.staff_member(*order.colleague)) command.colleague = staff->key;
  }
  command.phone = order.phone;
  command.text = order.text;
  command.at = tx.now();
  tx.telephone_writer().add(command);
}

base::Result<CallRow> own_call_up(Transaction& tx, const Principal& who, domain::CallId id) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  auto row = tx.telephone().call(id);
  if (!row) return base::not_found("call.unknown", "There is no such call.");
  if (!row->call.is_up()) return base::conflict("call.ended", "That call is over.");
  const bool mine = row->call.agent == who.staff || row->call.handed_by == who.staff;
  if (!mine) return base::forbidden("call.not_yours", "That call is somebody else's.");
  return std::move(*row);
}

base::Result<base::Done> nobody_is_asked(const CallRow& row) {
  if (!row.third && !row.colleague) return base::Done{};
  return base::conflict("call.has_third", "Somebody else is being called in this call already.");
}

base::Result<base::Done> is_ready_for_call(Transaction& tx, domain::StaffId staff) {
  const auto people = tx.directory();
  const domain::StaffMember* member = people->find(staff);
  if (member == nullptr) {
    return base::invalid("/to", "staff.unknown", "There is no such staff member.");
  }
  const auto all = standings(tx, staff);
  const auto found = std::ranges::find_if(
      all, [&](const OperatorStanding& one) { return one.duty.staff == staff; });
  const auto set_up = tx.telephone().set_up();
  if (set_up && rings_for_311(*set_up, *member) && found != all.end() &&
      (found->standing == Standing::ready || found->standing == Standing::kept_free)) {
    return base::Done{};
  }
  return base::refused("call.colleague_not_ready", "That colleague is not ready for a call.",
                       "/to");
}

void let_ring_elsewhere(Transaction& tx, domain::StaffId staff) {
  for (CallRow& row : tx.telephone_writer().calls_up()) {
    if (rings_at(row, staff)) {
      let_colleague_go(tx, row, tx.now(), domain::NotCome::busy);
      tx.telephone_writer().save(row);
      continue;
    }
    if (row.call.state != domain::CallState::offered || row.call.agent != staff ||
        !row.queued_here) {
      continue;
    }
    const auto declined = domain::step(row.call, domain::CallStep::declined, tx.now());
    KEPT_CHECK(declined.ok());
    tx.telephone_writer().save(row);
  }
}

void make_not_ready(Transaction& tx, domain::StaffId staff, const std::string& reason) {
  auto duty = duty_of(tx, staff);
  if (!duty || duty->duty == Duty::off) return;
  duty->duty = Duty::not_ready;
  duty->reason = reason;
  duty->since = tx.now();
  tx.telephone_writer().save(*duty);
}

void make_ready_again(Transaction& tx, domain::StaffId staff) {
  auto duty = duty_of(tx, staff);
  const bool rang_in_vain = duty && duty->duty == Duty::not_ready &&
                            (duty->reason == kDeclined || duty->reason == kDidNotAnswer);
  if (!rang_in_vain) return;
  duty->duty = Duty::ready;
  duty->reason.clear();
  duty->since = tx.now();
  tx.telephone_writer().save(*duty);
}

void silence(Transaction& tx, domain::StaffId staff) {
  for (const CallRow& row : tx.telephone_writer().calls_up()) {
    const bool rings = row.call.state == domain::CallState::offered;
    const bool talks = (row.call.agent == staff && !rings) || is_beside(row, staff);
    if (talks || row.call.handed_by == staff) command(tx, row, {Control::silence, staff});
  }
}

void make_idle(Transaction& tx, domain::StaffId staff) {
  auto duty = duty_of(tx, staff);
  if (!duty || duty->duty == Duty::off) return;
  duty->idle_since = tx.now();
  tx.telephone_writer().save(*duty);
}

Principal principal_of(Reader& reader, domain::StaffId staff) {
  const auto row = reader.staff_member(staff);
  KEPT_CHECK(row.has_value());
  return {staff, row->role, domain::Origin::api};
}

}  // namespace kept::desk
