#include "desk/telephone/consult_colleague.h"

#include "desk/telephone/call_parties.h"
#include "desk/telephone/call_work.h"
#include "desk/telephone/operate_call.h"
#include "desk/telephone/run_queue.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::CallState;
using domain::CallStep;

/// After it was answered.
constexpr std::chrono::seconds kTakenInWithin{30};

Result<Done> saved(Transaction& tx, const CallRow& row) {
  tx.telephone_writer().save(row);
  const auto moved = run_queue(tx);
  if (!moved.ok()) return moved.error();
  return Done{};
}

}  // namespace

Result<Done> consult_colleague(Transaction& tx, const Principal& who, domain::CallId id,
                               domain::StaffId to) {
  const auto found = own_call_up(tx, who, id);
  if (!found.ok()) return found.error();
  CallRow row = found.value();
  if (domain::call_edge(CallStep::consulted, row.call.state) == nullptr) return no_such_step();
  if (auto alone = nobody_is_asked(row); !alone.ok()) return alone;
  if (auto free = is_ready_for_call(tx, to); !free.ok()) return free;
  ask_colleague(tx, row, to);
  tx.telephone_writer().save(row);
  return Done{};
}

bool rings_at(const CallRow& row, domain::StaffId staff) {
  return row.call.is_up() && row.colleague && row.colleague->staff == staff &&
         !row.colleague->accepted;
}

bool is_beside(const CallRow& row, domain::StaffId staff) {
  return row.call.is_up() && row.colleague && row.colleague->staff == staff &&
         row.colleague->accepted;
}

std::optional<CallRow> call_asking(Reader& reader, domain::CallId id, domain::StaffId staff) {
  auto row = reader.telephone().call(id);
  if (!row || !(rings_at(*row, staff) || is_beside(*row, staff))) return std::nullopt;
  return row;
}

Result<Done> come_on_the_line(Transaction& tx, CallRow row) {
  const bool may_come = domain::call_edge(CallStep::consulted, row.call.state) != nullptr;
  if (row.colleague->accepted || !may_come) return no_such_step();
  row.colleague->accepted = true;
  command(tx, row, {Control::consult, row.call.agent, {}, {}, row.colleague->staff});
  return saved(tx, row);
}

Result<Done> do_not_come(Transaction& tx, CallRow row, domain::NotCome why) {
  if (row.colleague->accepted) return no_such_step();
  let_colleague_go(tx, row, tx.now(), why);
  return saved(tx, row);
}

Result<Done> leave_the_line(Transaction& tx, const CallRow& row) {
  if (!row.colleague->accepted) return no_such_step();
  command(tx, row, {Control::back, {}, {}, {}, row.colleague->staff});
  return Done{};
}

std::optional<base::Instant> colleague_is_late(const CallRow& row,
                                               const domain::QueueRules& rules) {
  const bool is_there =
      row.call.state == CallState::consulting || row.call.state == CallState::joined;
  if (!row.colleague || is_there) return std::nullopt;
  const base::Instant rung = row.colleague->since + rules.ring;
  return row.colleague->accepted ? rung + kTakenInWithin : rung;
}

void give_up_colleague(Transaction& tx, CallRow& row) {
  const bool has_answered = row.colleague->accepted;
  if (has_answered) command(tx, row, {Control::back, {}, {}, {}, row.colleague->staff});
  let_colleague_go(tx, row, tx.now(),
                   has_answered ? domain::NotCome::failed : domain::NotCome::no_answer);
}

}  // namespace kept::desk
