#include "desk/telephone/operate_call.h"

#include <algorithm>

#include "base/phone_number.h"
#include "desk/telephone/call_parties.h"
#include "desk/telephone/call_work.h"
#include "desk/telephone/consult_colleague.h"
#include "desk/telephone/emergency.h"
#include "desk/telephone/on_duty.h"
#include "desk/telephone/run_queue.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::CallState;
using domain::CallStep;

/// Tells the telephone, whose event changes the call. What the call's state does not allow is
/// refused here already.
Result<Done> order(Transaction& tx, const Principal& who, domain::CallId id, CallStep step,
                   const Order& what) {
  const auto row = own_call_up(tx, who, id);
  if (!row.ok()) return row.error();
  if (domain::call_edge(step, row->call.state) == nullptr) return no_such_step();
  command(tx, row.value(), what);
  return Done{};
}

Result<std::string> number_to_ring(Transaction& tx, const std::string& phone) {
  const auto number = base::PhoneNumber::parse(phone, tx.jurisdiction().default_region);
  if (!number.ok()) {
    return base::invalid("/phone", number.error().reason, number.error().message);
  }
  if (is_emergency_number(tx, number->e164()) && !may_dial_emergencies(tx)) {
    return base::refused("call.not_live",
                         "A demo, or a city that is not live yet, dials no emergency number.",
                         "/phone");
  }
  return number->e164();
}

Result<Done> is_in_no_call(Transaction& tx, domain::StaffId staff) {
  const auto up = tx.telephone().calls_up();
  const bool in_one = std::ranges::any_of(up, [&](const CallRow& row) {
    return row.call.agent == staff || row.call.handed_by == staff || row.listener == staff ||
           is_beside(row, staff);
  });
  if (!in_one) return Done{};
  return base::conflict("call.in_another", "You are in a call; end it first.");
}

}  // namespace

Result<Done> answer_call(Transaction& tx, const Principal& who, domain::CallId id) {
  if (auto asks = call_asking(tx, id, who.staff)) return come_on_the_line(tx, std::move(*asks));
  const auto found = own_call_up(tx, who, id);
  if (!found.ok()) return found.error();
  CallRow row = found.value();
  if (row.call.agent != who.staff) {
    return base::forbidden("call.not_yours", "That call rings at somebody else.");
  }
  if (auto taken = domain::step(row.call, CallStep::accepted, tx.now()); !taken.ok()) return taken;
  command(tx, row, {Control::connect, who.staff});
  tx.telephone_writer().save(row);
  return Done{};
}

Result<Done> decline_call(Transaction& tx, const Principal& who, domain::CallId id) {
  if (auto asks = call_asking(tx, id, who.staff)) {
    return do_not_come(tx, std::move(*asks), domain::NotCome::declined);
  }
  const auto found = own_call_up(tx, who, id);
  if (!found.ok()) return found.error();
  CallRow row = found.value();
  if (row.call.agent != who.staff) {
    return base::forbidden("call.not_yours", "That call rings at somebody else.");
  }
  if (auto done = domain::step(row.call, CallStep::declined, tx.now()); !done.ok()) return done;
  tx.telephone_writer().save(row);
  make_not_ready(tx, who.staff, kDeclined);
  const auto moved = run_queue(tx);
  if (!moved.ok()) return moved.error();
  return Done{};
}

Result<Done> hold_call(Transaction& tx, const Principal& who, domain::CallId id) {
  return order(tx, who, id, CallStep::held, {Control::hold});
}

Result<Done> resume_call(Transaction& tx, const Principal& who, domain::CallId id) {
  return order(tx, who, id, CallStep::resumed, {Control::resume});
}

Result<Done> consult(Transaction& tx, const Principal& who, domain::CallId id,
                     const std::string& phone) {
  const auto number = number_to_ring(tx, phone);
  if (!number.ok()) return number.error();
  const auto found = own_call_up(tx, who, id);
  if (!found.ok()) return found.error();
  CallRow row = found.value();
  if (domain::call_edge(CallStep::consulted, row.call.state) == nullptr) return no_such_step();
  if (auto alone = nobody_is_asked(row); !alone.ok()) return alone;
  ask_third(tx, row, number.value());
  tx.telephone_writer().save(row);
  command(
      tx, row,
      {Control::consult, who.staff, number.value(), number_to_present(tx, row, number.value())});
  return Done{};
}

Result<Done> join_call(Transaction& tx, const Principal& who, domain::CallId id) {
  return order(tx, who, id, CallStep::joined, {Control::join});
}

Result<Done> back_to_caller(Transaction& tx, const Principal& who, domain::CallId id) {
  const auto found = own_call_up(tx, who, id);
  if (!found.ok()) return found.error();
  CallRow row = found.value();
  // Also while the third still rings.
  const bool is_there = domain::call_edge(CallStep::returned, row.call.state) != nullptr;
  if (row.colleague) {
    if (row.colleague->accepted) return leave_the_line(tx, row);
    return do_not_come(tx, std::move(row), domain::NotCome::taken_back);
  }
  if (!row.third && !is_there) return no_such_step();
  take_third_back(tx, row);
  command(tx, row, {Control::back});
  return Done{};
}

Result<Done> complete_transfer(Transaction& tx, const Principal& who, domain::CallId id) {
  const auto row = own_call_up(tx, who, id);
  if (!row.ok()) return row.error();
  if (row->call.state != CallState::consulting && row->call.state != CallState::joined) {
    return base::conflict("call.no_such_step", "Nobody is on the line to take the call over.");
  }
  Order order{Control::transfer, {}, row->third.value_or("")};
  if (row->colleague) order.colleague = row->colleague->staff;
  command(tx, row.value(), order);
  return Done{};
}

Result<Done> pass_call(Transaction& tx, const Principal& who, domain::CallId id,
                       domain::StaffId to) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed;
  auto found = tx.telephone().call(id);
  if (!found) return base::not_found("call.unknown", "There is no such call.");
  CallRow row = std::move(*found);
  const bool talks = row.call.state == CallState::talking || row.call.state == CallState::held;
  const bool waits = row.call.state == CallState::waiting || row.call.state == CallState::offered;
  const bool mine = talks && row.call.agent == who.staff;
  if (!mine && !(waits && who.role == domain::Role::supervisor)) {
    return base::forbidden("call.not_yours", "That call is somebody else's.");
  }
  if (auto free = is_ready_for_call(tx, to); !free.ok()) return free;
  if (auto alone = nobody_is_asked(row); !alone.ok()) return alone;
  if (auto done = domain::step(row.call, CallStep::offered, tx.now(), to); !done.ok()) return done;
  if (talks) command(tx, row, {Control::hold});
  tx.telephone_writer().save(row);
  return Done{};
}

Result<Done> send_digits(Transaction& tx, const Principal& who, domain::CallId id,
                         const std::string& digits) {
  const auto row = own_call_up(tx, who, id);
  if (!row.ok()) return row.error();
  if (!row->call.answered_at) {
    return base::conflict("call.no_such_step", "Nobody has answered that call yet.");
  }
  command(tx, row.value(), {Control::digits, who.staff, {}, digits});
  return Done{};
}

Result<Done> hang_up(Transaction& tx, const Principal& who, domain::CallId id) {
  if (const auto asks = call_asking(tx, id, who.staff)) return leave_the_line(tx, *asks);
  const auto row = own_call_up(tx, who, id);
  if (!row.ok()) return row.error();
  if (row->call.state == CallState::offered || row->call.state == CallState::connecting) {
    return base::conflict("call.no_such_step", "A call that rings is declined, not hung up.");
  }
  command(tx, row.value(), {Control::hang_up, who.staff});
  return Done{};
}

Result<Done> dial(Transaction& tx, const Principal& who, const std::string& provider,
                  const InteractionRow& talk) {
  const auto set_up = tx.telephone().set_up();
  if (!set_up || !talk.phone || talk.inbound) return Done{};
  const auto duties = tx.telephone().duties();
  const bool on_duty = std::ranges::any_of(
      duties, [&](const DutyRow& row) { return row.staff == who.staff && row.duty != Duty::off; });
  if (!on_duty) return Done{};
  const auto number = number_to_ring(tx, *talk.phone);
  if (!number.ok()) return number.error();
  // Who dials is not rung meanwhile, and is in one call at a time.
  let_ring_elsewhere(tx, who.staff);
  if (auto free = is_in_no_call(tx, who.staff); !free.ok()) return free;
  CallRow row;
  row.call.id = domain::CallId{tx.next_id()};
  row.call.inbound = false;
  row.call.state = CallState::dialling;
  row.call.agent = who.staff;
  row.call.arrived_at = tx.now();
  row.provider = provider;
  row.provider_id = "dialled-" + std::to_string(row.call.id.value);
  row.phone = talk.phone;
  row.language = tx.jurisdiction().languages.front();
  row.interaction = talk.id;
  tx.telephone_writer().save(row);
  command(tx, row, {Control::dial, who.staff, *talk.phone, set_up->presented});
  const auto moved = run_queue(tx);
  if (!moved.ok()) return moved.error();
  return Done{};
}

}  // namespace kept::desk
