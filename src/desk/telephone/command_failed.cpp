#include "desk/telephone/command_failed.h"

#include "desk/telephone/call_parties.h"
#include "desk/telephone/recording.h"
#include "desk/telephone/run_queue.h"
#include "desk/word_names.h"

namespace kept::desk {
namespace {

/// Another may be asked by now than the one whom the command was about.
bool is_asked(Reader& reader, const CallRow& row, const std::string& key) {
  if (!row.colleague) return false;
  const auto staff = reader.staff_member(row.colleague->staff);
  return staff && staff->key == key;
}

}  // namespace

base::Result<base::Done> command_failed(Transaction& tx, const CommandRow& command,
                                        const std::string& why) {
  auto row = tx.telephone().call(command.call);
  tx.telephone_writer().add(CallEventRow{
      command.provider + " (command)", std::to_string(command.id), command.call,
      "failed_" + name_of(command.control), tx.now(), tx.now(), row && row->call.is_up(), why});
  if (!row || !row->call.is_up()) return base::Done{};
  domain::Call& call = row->call;
  if (command.control == Control::connect) {
    auto back = domain::step(call, domain::CallStep::taken_back, tx.now());
    if (!back.ok()) return base::Done{};  // it has moved on meanwhile
  } else if (command.control == Control::dial && call.state == domain::CallState::dialling) {
    // No telephone rang, so that it is no attempt.
    domain::end(call, domain::CallEnding::lost, tx.now());
  } else if (command.control == Control::announce && call.state == domain::CallState::arriving) {
    // Whoever heard no greeting waits all the same.
    auto queued = domain::step(call, domain::CallStep::queued, tx.now());
    if (!queued.ok()) return queued;
  } else if (command.control == Control::consult) {
    if (command.colleague.empty()) {
      third_leaves(tx, *row, tx.now(), domain::NotCome::failed);
    } else if (is_asked(tx, *row, command.colleague)) {
      let_colleague_go(tx, *row, tx.now(), domain::NotCome::failed);
    }
  } else if (command.control == Control::back && is_asked(tx, *row, command.colleague)) {
    // Nothing is known of them there any more.
    let_colleague_go(tx, *row, tx.now(), domain::NotCome::failed);
    if (domain::call_edge(domain::CallStep::returned, call.state) != nullptr) {
      auto returned = domain::step(call, domain::CallStep::returned, tx.now());
      if (!returned.ok()) return returned;
    }
  } else if (command.control == Control::listen) {
    take_ears_away(tx, *row, command.agent);
  } else {
    return base::Done{};
  }
  tx.telephone_writer().save(*row);
  const auto moved = run_queue(tx);
  if (!moved.ok()) return moved.error();
  return base::Done{};
}

}  // namespace kept::desk
