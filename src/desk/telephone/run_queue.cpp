#include "desk/telephone/run_queue.h"

#include <algorithm>
#include <ranges>
#include <set>

#include "desk/telephone/call_parties.h"
#include "desk/telephone/call_work.h"
#include "desk/telephone/consult_colleague.h"
#include "desk/telephone/keep_place.h"
#include "desk/telephone/on_duty.h"
#include "desk/telephone/opening_hours.h"
#include "desk/telephone/tell_waiting.h"

namespace kept::desk {
namespace {

using base::Instant;
using base::Result;
using domain::CallState;

/// The telephone of the city at one moment, as the queue sees it.
struct Moment {
  Staffing staffing;
  std::vector<CallRow> up;
  std::vector<domain::Ready> ready;
};

domain::Waiting waiting(const CallRow& row, const Staffing& staffing, Instant now) {
  const QueueRow& queue = queue_with(staffing.set_up, row.call.queue);
  return {row.call.id,
          row.language,
          queue.skill,
          row.call.queued_at.value_or(row.call.arrived_at),
          row.call.priority,
          row.call.passed_by,
          row.call.answered_at.has_value(),
          needs_interpreter(row, staffing, now)};
}

std::vector<domain::Waiting> waiting_calls(const Moment& moment, Instant now) {
  std::vector<domain::Waiting> calls;
  for (const CallRow& row : moment.up) {
    if (row.queued_here && row.call.state == CallState::waiting) {
      calls.push_back(waiting(row, moment.staffing, now));
    }
  }
  return calls;
}

std::optional<Moment> moment_of(Reader& reader) {
  TelephoneReader& telephone = reader.telephone();
  auto set_up = telephone.set_up();
  if (!set_up) return std::nullopt;
  Moment moment{
      {std::move(*set_up), reader.jurisdiction(), telephone.duties()}, telephone.calls_up(), {}};
  std::set<domain::StaffId> busy;
  for (const domain::StaffId staff : telephone.in_conversation()) busy.insert(staff);
  for (const CallRow& row : moment.up) {
    // Whoever was cut off from it may have it back.
    if (row.call.state == CallState::waiting && row.interaction) {
      if (const auto talk = reader.interaction(*row.interaction)) busy.erase(talk->staff);
    }
  }
  for (const CallRow& row : moment.up) {
    if (row.call.agent) busy.insert(*row.call.agent);
    if (row.call.handed_by) busy.insert(*row.call.handed_by);
    if (row.listener) busy.insert(*row.listener);
    if (row.colleague) busy.insert(row.colleague->staff);
  }
  const auto promises = telephone.promises_due();
  const auto people = reader.directory();
  for (const DutyRow& duty : moment.staffing.duties) {
    const domain::StaffMember* member = people->find(duty.staff);
    if (duty.duty != Duty::ready || busy.contains(duty.staff) || member == nullptr ||
        !member->active || !rings_for_311(moment.staffing.set_up, *member)) {
      continue;
    }
    const SkillsRow skills = skills_of(moment.staffing.set_up, reader.jurisdiction(), duty.staff);
    const auto due = promises.find(duty.staff);
    moment.ready.push_back(
        {duty.staff, skills.languages, skills.skills, duty.idle_since,
         due == promises.end() ? std::nullopt : std::optional<Instant>(due->second)});
  }
  return moment;
}

// No call hangs for ever, whatever its telephone forgets to tell.
constexpr std::chrono::seconds kJoinWithin{30};
constexpr std::chrono::minutes kDialAtMost{15};
constexpr std::chrono::hours kLongest{12};

/// When waiting for the telephone or for somebody at it is over for this call, as it stands.
Instant patience_ends(const CallRow& row, const domain::QueueRules& rules) {
  const domain::Call& call = row.call;
  const Instant longest = call.arrived_at + kLongest;
  switch (call.state) {
    case CallState::offered:
      return row.queued_here ? *call.offered_at + rules.ring : longest;
    case CallState::connecting:
      return *call.offered_at + rules.ring + kJoinWithin;
    case CallState::dialling:
      return call.arrived_at + kDialAtMost;
    default:
      return longest;
  }
}

/// Who let it ring is not ready; the next operator is tried, or who passed it on has it back. What
/// the telephone did not join waits again, what it told no end of is over.
Result<base::Done> move_on(Transaction& tx, CallRow& row) {
  domain::Call& call = row.call;
  if (call.state == CallState::offered && row.queued_here) {
    make_not_ready(tx, *call.agent, kDidNotAnswer);
    return domain::step(call, domain::CallStep::unanswered, tx.now());
  }
  if (call.state == CallState::connecting) {
    return domain::step(call, domain::CallStep::taken_back, tx.now());
  }
  command(tx, row, {Control::hang_up});
  domain::end(call, domain::CallEnding::lost, tx.now());
  everybody_leaves(tx, row, tx.now());
  return base::Done{};
}

/// Nobody comes any more to answer who waits there: 311 is closed, and nobody is on duty for it.
bool is_left_alone(Reader& reader, const TelephoneRow& set_up, const CallRow& row) {
  if (row.call.state != CallState::waiting || !row.queued_here) return false;
  if (is_answered_at(reader, reader.now())) return false;
  const QueueRow& queue = queue_with(set_up, row.call.queue);
  return std::ranges::none_of(reader.telephone().duties(), [&](const DutyRow& duty) {
    return duty.duty != Duty::off &&
           takes_calls_of(set_up, reader.jurisdiction(), duty.staff, queue);
  });
}

/// Whoever waits at closing time is called back; who withholds their number is told that nobody is
/// there.
void close_for(Transaction& tx, const TelephoneRow& set_up, CallRow& row) {
  if (row.phone && row.call.inbound && keep_place(tx, row)) return;
  const bool is_french = row.language == "fr" && !set_up.closed.fr.empty();
  command(tx, row, {Control::announce, {}, {}, is_french ? set_up.closed.fr : set_up.closed.en});
  command(tx, row, {Control::hang_up});
  domain::end(row.call, domain::CallEnding::closed, tx.now());
}

Result<int> move_on_what_waited_long(Transaction& tx) {
  const auto set_up = tx.telephone().set_up();
  int moved = 0;
  if (!set_up) return moved;
  // The last in line first: whoever stood before them still does when their time is reckoned.
  auto up = tx.telephone_writer().calls_up();
  for (CallRow& row : std::ranges::reverse_view(up)) {
    if (!is_left_alone(tx, *set_up, row)) continue;
    close_for(tx, *set_up, row);
    tx.telephone_writer().save(row);
    ++moved;
  }
  for (CallRow& row : tx.telephone_writer().calls_up()) {
    const auto late = colleague_is_late(row, set_up->rules);
    if (late && *late <= tx.now()) {
      give_up_colleague(tx, row);
      tx.telephone_writer().save(row);
      ++moved;
    }
    if (tx.now() < patience_ends(row, set_up->rules)) continue;
    if (auto done = move_on(tx, row); !done.ok()) return done.error();
    tx.telephone_writer().save(row);
    ++moved;
  }
  return moved;
}

}  // namespace

Result<int> run_queue(Transaction& tx) {
  const auto late = move_on_what_waited_long(tx);
  if (!late.ok()) return late.error();
  int moved = late.value();
  auto found = moment_of(tx);
  if (!found) return moved;
  Moment moment = std::move(*found);
  auto calls = waiting_calls(moment, tx.now());
  while (const auto pair =
             domain::next_pairing(calls, moment.ready, moment.staffing.set_up.rules, tx.now())) {
    const auto row = std::ranges::find_if(
        moment.up, [&](const CallRow& one) { return one.call.id == pair->call; });
    const auto offered = domain::step(row->call, domain::CallStep::offered, tx.now(), pair->agent);
    if (!offered.ok()) return offered.error();
    tx.telephone_writer().save(*row);
    std::erase_if(calls, [&](const domain::Waiting& one) { return one.call == pair->call; });
    std::erase_if(moment.ready, [&](const domain::Ready& one) { return one.id == pair->agent; });
    ++moved;
  }
  return moved + tell_waiting(tx, moment.staffing);
}

std::optional<Instant> next_queue_instant(Reader& reader) {
  const auto moment = moment_of(reader);
  if (!moment) return std::nullopt;
  // Something else than a call may have made somebody free.
  const auto calls = waiting_calls(*moment, reader.now());
  if (domain::next_pairing(calls, moment->ready, moment->staffing.set_up.rules, reader.now())) {
    return reader.now();
  }
  auto next =
      domain::next_change(calls, moment->ready, moment->staffing.set_up.rules, reader.now());
  for (const CallRow& row : moment->up) {
    if (is_left_alone(reader, moment->staffing.set_up, row)) return reader.now();
    const Instant over = patience_ends(row, moment->staffing.set_up.rules);
    const auto late = colleague_is_late(row, moment->staffing.set_up.rules);
    const auto told = next_telling(row, moment->staffing);
    next = std::min({next.value_or(over), over, late.value_or(over), told.value_or(over)});
  }
  return next;
}

std::vector<QueueStanding> queue_standings(Reader& reader) {
  const auto moment = moment_of(reader);
  if (!moment) return {};
  std::vector<QueueStanding> standings;
  for (const QueueRow& queue : moment->staffing.set_up.queues) {
    QueueStanding standing;
    standing.queue = queue;
    for (const CallRow& row : moment->up) {
      const bool waits =
          row.call.state == CallState::waiting || row.call.state == CallState::offered;
      if (!waits || row.call.queue != queue.key || row.call.handed_by) continue;
      ++standing.waiting;
      const Instant since = row.call.queued_at.value_or(row.call.arrived_at);
      standing.longest_since = std::min(standing.longest_since.value_or(since), since);
    }
    for (const DutyRow& duty : moment->staffing.duties) {
      if (duty.duty != Duty::off &&
          takes_calls_of(moment->staffing.set_up, reader.jurisdiction(), duty.staff, queue)) {
        ++standing.operators;
      }
    }
    const domain::Pace pace{
        reader.telephone().answered_since(queue.key, reader.now() - std::chrono::hours(1)),
        standing.operators};
    standing.expected_wait = domain::expected_wait(standing.waiting + 1, pace, reader.now());
    standings.push_back(std::move(standing));
  }
  return standings;
}

}  // namespace kept::desk
