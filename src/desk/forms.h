#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "desk/ports/rows.h"
#include "domain/cases/words.h"
#include "domain/places/point.h"

/// What people fill in, parsed and validated in form by an edge, not yet judged by the domain.
/// Texts are plain; the use case keeps them as personal values.
namespace kept::desk {

struct AskForm {
  domain::DepartmentId department;
  std::string text;
  std::optional<base::Instant> answer_by;
};

/// Without `due_local` the promise is due when the policy's 'shortly' says; without `owner` it is
/// the speaker's own; without `phone` it is to the caller's number.
struct PromiseForm {
  std::optional<domain::StaffId> owner;
  std::optional<domain::StaffId> said_by;
  domain::PromisedAction action = domain::PromisedAction::call_back;
  std::optional<std::string> phone;
  std::string words;
  std::optional<std::string> due_local;  ///< "2026-11-24T14:00" in the city
  std::optional<CardRow> card;
};

/// A record of the system before, by its source and its number there.
struct RecordRef {
  std::string source;
  std::string number;
};

struct CaseForm {
  domain::InteractionId interaction;
  domain::CaseKind kind = domain::CaseKind::question;
  std::string summary;
  std::optional<domain::ServiceId> service;
  std::string place;
  std::optional<domain::Point> point;
  std::map<std::string, std::string> attributes;
  std::optional<domain::StaffId> about_staff;
  std::optional<domain::NoticeId> notice;
  std::optional<AskForm> ask;
  std::optional<PromiseForm> promise;
  std::optional<RecordRef> adopts;  ///< of which this is to be the live case
};

struct OutcomeForm {
  domain::Resolution resolution = domain::Resolution::answered;
  std::vector<domain::Qualifier> qualifiers;
  std::string text;
  std::optional<domain::InteractionId> interaction;  ///< in which the resident was told
  std::optional<base::Instant> told_by_owner_at;
  std::optional<domain::StaffId> said_by;  ///< whose word that is; else who writes it down
};

struct FollowUpForm {
  domain::InteractionId interaction;
  bool heard = true;
  std::optional<bool> satisfied_with_call;
  std::optional<bool> satisfied_with_outcome;
  std::string note;
};

/// A case, and the version of it that the person saw.
struct CaseRef {
  domain::CaseId id;
  std::optional<int> expected_version;
};

}  // namespace kept::desk
