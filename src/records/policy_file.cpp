#include "records/policy_file.h"

#include <array>
#include <utility>

namespace kept::records {
namespace {

using domain::Policy;

constexpr std::array<std::pair<const char*, std::chrono::minutes Policy::*>, 7> kMinutes{{
    {"shortly_minutes", &Policy::shortly},
    {"ask_answer_by_minutes", &Policy::ask_answer_by},
    {"apology_within_minutes", &Policy::apology_within},
    {"tell_within_minutes", &Policy::tell_within},
    {"decide_within_minutes", &Policy::decide_within},
    {"question_target_minutes", &Policy::question_target},
    {"claim_minutes", &Policy::claim},
}};

constexpr std::array<std::pair<const char*, int Policy::*>, 6> kNumbers{{
    {"follow_up_working_days", &Policy::follow_up_working_days},
    {"silence_working_days", &Policy::silence_working_days},
    {"attempts", &Policy::attempts},
    {"attempt_days", &Policy::attempt_days},
    {"attempt_spans", &Policy::attempt_spans},
    {"moves_before_supervisor", &Policy::moves_before_supervisor},
}};

}  // namespace

Policy read_policy(const toml::table& file) {
  Policy policy;
  for (const auto& [name, member] : kMinutes) {
    policy.*member = std::chrono::minutes(file[name].value_or((policy.*member).count()));
  }
  for (const auto& [name, member] : kNumbers) {
    policy.*member = file[name].value_or(policy.*member);
  }
  policy.link_valid_after_due =
      std::chrono::hours(file["link_valid_hours"].value_or(policy.link_valid_after_due.count()));
  if (const toml::array* percents = file["reminder_percents"].as_array()) {
    policy.reminder_percents.clear();
    for (const auto& percent : *percents) {
      policy.reminder_percents.push_back(percent.value_or(0));
    }
  }
  if (const toml::array* spans = file["spans"].as_array()) {
    policy.spans.clear();
    for (const auto& entry : *spans) {
      const toml::array* span = entry.as_array();
      if (span == nullptr || span->size() != 2) continue;
      policy.spans.push_back({(*span)[0].value_or(0), (*span)[1].value_or(0)});
    }
  }
  return policy;
}

toml::table write_policy(const Policy& policy) {
  toml::table file;
  for (const auto& [name, member] : kMinutes) file.insert(name, (policy.*member).count());
  for (const auto& [name, member] : kNumbers) file.insert(name, policy.*member);
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
