#include "desk/telephone/tell_waiting.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <ranges>
#include <string>
#include <tuple>

#include "desk/letter_words.h"
#include "desk/telephone/call_work.h"
#include "desk/telephone/keep_place.h"
#include "desk/telephone/run_queue.h"

namespace kept::desk {
namespace {

using base::Instant;
using domain::CallState;

Instant waits_since(const CallRow& row) { return row.call.queued_at.value_or(row.call.arrived_at); }

bool waits_here(const CallRow& row) {
  return row.queued_here && row.call.state == CallState::waiting;
}

/// Somebody is on duty, be it not ready just now, who could answer them.
bool has_somebody(const CallRow& row, const Staffing& staffing, bool in_any_language) {
  return std::ranges::any_of(staffing.duties, [&](const DutyRow& duty) {
    return duty.duty != Duty::off &&
           (in_any_language ||
            takes_calls_in(staffing.set_up, staffing.city, duty.staff, row.language));
  });
}

/// To be called back rather than to wait: there is a number, and nobody.
bool is_alone(const CallRow& row, const Staffing& staffing) {
  return row.phone && row.call.inbound &&
         !has_somebody(row, staffing, staffing.set_up.with_interpreter);
}

/// In their own queue, 1 is next. Whoever was cut off from an operator stands before all others.
int place_of(const CallRow& row, const std::vector<CallRow>& up) {
  const auto key = [](const CallRow& one) {
    return std::tuple(!one.call.answered_at, waits_since(one), one.call.id);
  };
  const auto before = std::ranges::count_if(up, [&](const CallRow& one) {
    const bool stands =
        one.call.state == CallState::waiting || one.call.state == CallState::offered;
    return stands && !one.call.handed_by && one.call.queue == row.call.queue && key(one) < key(row);
  });
  return static_cast<int>(before) + 1;
}

std::string in_line_words(const CallRow& row, int place) {
  const auto say = [&](const char* what, const std::map<std::string, std::string>& gaps = {}) {
    return letter_text(what, row.language, gaps);
  };
  std::string text = say("call_busy");
  text +=
      " " + (place == 1 ? say("call_next") : say("call_place", {{"place", std::to_string(place)}}));
  if (!row.told_wait) {
    text += " " + say("call_wait_unknown");
  } else if (*row.told_wait <= std::chrono::minutes(1)) {
    text += " " + say("call_wait_minute");
  } else {
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(*row.told_wait).count();
    text += " " + say("call_wait", {{"minutes", std::to_string(minutes)}});
  }
  return text;
}

/// The expected wait of this place, where the queue's history says one.
std::optional<std::chrono::seconds> wait_of(Transaction& tx, const CallRow& row, int place) {
  const auto standings = queue_standings(tx);
  const auto queue = std::ranges::find_if(
      standings, [&](const QueueStanding& one) { return one.queue.key == row.call.queue; });
  if (queue == standings.end() || !queue->expected_wait) return std::nullopt;
  // What is expected is for who comes next.
  return *queue->expected_wait * place / (queue->waiting + 1);
}

/// How they stand in line. Where nobody is there to move it they hear that, and no time.
void tell_standing(Transaction& tx, const Staffing& staffing, CallRow& row) {
  const auto say = [&](const char* what, const std::map<std::string, std::string>& gaps = {}) {
    return letter_text(what, row.language, gaps);
  };
  const std::string keep = say("call_keep_place", {{"digit", staffing.set_up.call_back_digit}});
  std::string text;
  if (has_somebody(row, staffing, staffing.set_up.with_interpreter)) {
    const int place = place_of(row, tx.telephone().calls_up());
    row.told_wait = wait_of(tx, row, place);
    text = in_line_words(row, place) + " " + keep;
  } else {
    row.told_wait.reset();
    text = say("call_nobody") + " " + (row.phone ? keep : say("call_back_withheld"));
  }
  command(tx, row, {Control::announce, {}, {}, text});
}

}  // namespace

bool needs_interpreter(const CallRow& row, const Staffing& staffing, Instant now) {
  return staffing.set_up.with_interpreter &&
         now - waits_since(row) >= staffing.set_up.rules.alone &&
         !has_somebody(row, staffing, false);
}

std::optional<Instant> next_telling(const CallRow& row, const Staffing& staffing) {
  if (!waits_here(row)) return std::nullopt;
  if (!row.told_at) return waits_since(row);
  const domain::QueueRules& rules = staffing.set_up.rules;
  const Instant again = *row.told_at + rules.tell_again;
  const Instant patience = waits_since(row) + rules.alone;
  // Who could not be promised a time has been told so, and is tried again with the next words.
  const bool comes_before = patience > *row.told_at && patience < again;
  return comes_before && !has_somebody(row, staffing, false) ? patience : again;
}

int tell_waiting(Transaction& tx, const Staffing& staffing) {
  int moved = 0;
  // The last in line first: whoever stood before them still does when their time is reckoned.
  auto up = tx.telephone_writer().calls_up();
  for (CallRow& row : std::ranges::reverse_view(up)) {
    const auto next = next_telling(row, staffing);
    if (!next || *next > tx.now()) continue;
    ++moved;
    const bool waited = tx.now() - waits_since(row) >= staffing.set_up.rules.alone;
    if (!waited || !is_alone(row, staffing)) {
      tell_standing(tx, staffing, row);
    } else if (keep_place(tx, row)) {
      continue;
    }
    row.told_at = tx.now();
    tx.telephone_writer().save(row);
  }
  return moved;
}

}  // namespace kept::desk
