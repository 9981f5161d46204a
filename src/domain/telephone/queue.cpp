#include "domain/telephone/queue.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace kept::domain {
namespace {

using base::Instant;

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

bool was_tried(const Waiting& call, StaffId who) {
  return std::ranges::find(call.passed_by, who) != call.passed_by.end();
}

/// When it would have come if priority were waiting.
Instant rank(const Waiting& call, const QueueRules& rules) {
  return call.since - rules.step * call.priority;
}

/// Longest idle first; at whom it rang in vain only when nobody else is there.
const Ready* chosen(const Waiting& call, const std::vector<Ready>& operators,
                    const QueueRules& rules, Instant now) {
  const Ready* best = nullptr;
  const auto key = [&](const Ready& one) {
    return std::tuple(was_tried(call, one.id), one.idle_since, one.id);
  };
  for (const Ready& one : operators) {
    if (!can_take(one, call, rules, now)) continue;
    if (best == nullptr || key(one) < key(*best)) best = &one;
  }
  return best;
}

}  // namespace

bool is_kept_free(const Ready& who, const QueueRules& rules, Instant now) {
  return who.promise_due && *who.promise_due >= now && *who.promise_due - now <= rules.promise_room;
}

bool can_take(const Ready& who, const Waiting& call, const QueueRules& rules, Instant now) {
  const bool skilled =
      call.skill.empty() || contains(who.skills, call.skill) || now - call.since >= rules.overflow;
  const bool understood = call.any_language || contains(who.languages, call.language);
  return skilled && understood && !is_kept_free(who, rules, now);
}

std::optional<Pairing> next_pairing(const std::vector<Waiting>& calls,
                                    const std::vector<Ready>& operators, const QueueRules& rules,
                                    Instant now) {
  const Waiting* first = nullptr;
  const Ready* served_by = nullptr;
  const auto key = [&](const Waiting& one) {
    return std::tuple(!one.was_spoken_with, rank(one, rules), one.call);
  };
  for (const Waiting& one : calls) {
    if (first != nullptr && key(*first) < key(one)) continue;
    if (const Ready* found = chosen(one, operators, rules, now)) {
      first = &one;
      served_by = found;
    }
  }
  if (first == nullptr) return std::nullopt;
  return Pairing{first->call, served_by->id};
}

std::optional<Instant> next_change(const std::vector<Waiting>& calls,
                                   const std::vector<Ready>& operators, const QueueRules& rules,
                                   Instant now) {
  std::optional<Instant> next;
  const auto at = [&](Instant when) {
    if (when > now && (!next || when < *next)) next = when;
  };
  if (calls.empty()) return next;
  for (const Waiting& one : calls) {
    if (!one.skill.empty()) at(one.since + rules.overflow);
  }
  for (const Ready& one : operators) {
    if (is_kept_free(one, rules, now)) at(*one.promise_due + base::Duration{1});
  }
  return next;
}

std::optional<std::chrono::seconds> expected_wait(int place, const Pace& pace, Instant now) {
  if (pace.operators == 0) return std::nullopt;
  // Fewer than three gaps are chance.
  constexpr std::size_t kEnough = 4;
  constexpr std::chrono::hours kOfLate{1};
  std::vector<Instant> answered;
  std::ranges::copy_if(pace.answered, std::back_inserter(answered),
                       [&](Instant at) { return now - at <= kOfLate; });
  std::chrono::seconds each = pace.handling / pace.operators;
  if (answered.size() >= kEnough) {
    // A queue that stands still gets slower with every second that it does.
    const auto since = now - answered.front();
    each = std::chrono::duration_cast<std::chrono::seconds>(since /
                                                            static_cast<int>(answered.size() - 1));
  }
  return each * place;
}

}  // namespace kept::domain
