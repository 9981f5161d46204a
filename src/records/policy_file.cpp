#include "records/policy_file.h"

#include <algorithm>
#include <array>
#include <optional>

namespace kept::records {
namespace {

using domain::Policy;

constexpr std::int64_t kMostMinutes{30L * 24 * 60};
constexpr std::int64_t kMostTimes = 60;
constexpr std::int64_t kMostHours{366L * 24};
constexpr int kHoursOfDay = 24;

template <typename Value>
struct Limit {
  const char* key;
  Value Policy::*member;
  std::int64_t least;
};

/// A time of no minutes would be broken as soon as it is told.
constexpr std::array<Limit<std::chrono::minutes>, 9> kMinutes{{
    {"shortly_minutes", &Policy::shortly, 1},
    {"ask_answer_by_minutes", &Policy::ask_answer_by, 1},
    {"apology_within_minutes", &Policy::apology_within, 1},
    {"tell_within_minutes", &Policy::tell_within, 1},
    {"decide_within_minutes", &Policy::decide_within, 1},
    {"question_target_minutes", &Policy::question_target, 1},
    {"follow_up_room_minutes", &Policy::follow_up_room, 1},
    {"wrap_up_minutes", &Policy::wrap_up, 1},
    {"claim_minutes", &Policy::claim, 1},
}};

constexpr std::array<Limit<int>, 7> kNumbers{{
    {"follow_up_working_days", &Policy::follow_up_working_days, 1},
    {"silence_working_days", &Policy::silence_working_days, 1},
    {"bounce_days", &Policy::bounce_days, 1},
    {"attempts", &Policy::attempts, 1},
    {"attempt_days", &Policy::attempt_days, 1},
    {"attempt_spans", &Policy::attempt_spans, 1},
    {"moves_before_supervisor", &Policy::moves_before_supervisor, 0},
}};

void read_percents(CheckedTable& table, Policy& policy) {
  if (!table.has("reminder_percents")) return;
  policy.reminder_percents.clear();
  int last = 0;
  for (const std::int64_t percent : table.numbers("reminder_percents")) {
    if (percent <= last || percent > 99) {
      table.wrong("reminder_percents", "reminder_percents rise from 1 to 99");
      return;
    }
    last = static_cast<int>(percent);
    policy.reminder_percents.push_back(last);
  }
}

/// The span, or nothing when it is none or begins before `earliest`.
std::optional<domain::AttemptSpan> span_of(const toml::node& node, int earliest) {
  const toml::array* span = node.as_array();
  if (span == nullptr || span->size() != 2) return std::nullopt;
  const domain::AttemptSpan read{(*span)[0].value_or(-1), (*span)[1].value_or(-1)};
  const bool fine = read.from_hour >= earliest && read.until_hour > read.from_hour &&
                    read.until_hour <= kHoursOfDay;
  return fine ? std::optional(read) : std::nullopt;
}

void read_follow_up_hours(CheckedTable& table, Policy& policy) {
  const toml::array* hours = table.list("follow_up_hours");
  if (hours == nullptr) return;
  if (const auto span = span_of(*hours, 0)) {
    policy.follow_up_hours = *span;
  } else {
    table.wrong("follow_up_hours", "follow_up_hours are two hours of the day such as [9, 20]");
  }
}

void read_spans(CheckedTable& table, Policy& policy) {
  const toml::array* spans = table.list("spans");
  if (spans == nullptr) return;
  policy.spans.clear();
  int earliest = 0;
  for (const auto& entry : *spans) {
    const auto span = span_of(entry, earliest);
    if (!span) {
      table.wrong("spans",
                  "spans are hours of the day such as [[8, 12], [12, 17]], one after another");
      return;
    }
    earliest = span->until_hour;
    policy.spans.push_back(*span);
  }
}

/// Limits that no series of attempts could ever meet would hold a case for good.
void check_attempts(CheckedTable& table, const Policy& policy) {
  if (policy.attempt_days > policy.attempts) {
    table.wrong("attempt_days", "attempt_days are at most as many as attempts");
  }
  if (policy.attempt_spans > std::min(policy.attempts, static_cast<int>(policy.spans.size()))) {
    table.wrong("attempt_spans", "attempt_spans are at most as many as attempts, and as spans");
  }
}

}  // namespace

base::Result<Policy> read_policy(TomlFile& file) {
  Policy policy;
  CheckedTable table(file);
  for (const auto& [key, member, least] : kMinutes) {
    policy.*member =
        std::chrono::minutes(table.number(key, (policy.*member).count(), least, kMostMinutes));
  }
  for (const auto& [key, member, least] : kNumbers) {
    policy.*member = static_cast<int>(table.number(key, policy.*member, least, kMostTimes));
  }
  policy.link_valid_after_due = std::chrono::hours(
      table.number("link_valid_hours", policy.link_valid_after_due.count(), 1, kMostHours));
  read_follow_up_hours(table, policy);
  read_percents(table, policy);
  read_spans(table, policy);
  check_attempts(table, policy);
  if (auto fine = table.close(); !fine.ok()) return fine.error();
  return policy;
}

toml::table write_policy(const Policy& policy) {
  toml::table file;
  for (const auto& limit : kMinutes) file.insert(limit.key, (policy.*limit.member).count());
  for (const auto& limit : kNumbers) file.insert(limit.key, policy.*limit.member);
  file.insert("follow_up_hours",
              toml::array{policy.follow_up_hours.from_hour, policy.follow_up_hours.until_hour});
  file.insert("link_valid_hours", policy.link_valid_after_due.count());
  toml::array percents;
  for (const int percent : policy.reminder_percents) percents.push_back(percent);
  file.insert("reminder_percents", std::move(percents));
  toml::array spans;
  for (const auto& span : policy.spans) {
    spans.push_back(toml::array{span.from_hour, span.until_hour});
  }
  file.insert("spans", std::move(spans));
  return file;
}

}  // namespace kept::records
