#pragma once

#include <optional>

#include "domain/cases/telling.h"

namespace kept::domain {

/// The service that is asked for, as far as opening needs it.
struct ServiceTerms {
  ServiceId id;
  DepartmentId department;
  std::chrono::minutes target{0};  ///< working time of the department
  FollowUpPolicy follow_up = FollowUpPolicy::none;
  std::optional<TeamId> team = {};  ///< of that department
};

struct OpenCase {
  std::int64_t number = 0;
  CaseKind kind = CaseKind::question;
  std::optional<ServiceTerms> service;
  std::optional<ContactId> reporter;
  bool reporter_reachable = false;
  StaffId first_operator;
  PersonalRef summary;
  PersonalRef place;
  PersonalRef point;  ///< a Point as text
  std::vector<CaseArea> areas;
  std::vector<Answer> answers;
  std::optional<NoticeId> notice;
  std::optional<StaffId> about_staff;
  std::optional<AdoptedRecord> adopted = {};
};

/// Begins a case in a conversation. A service request is owed by its department from the start.
/// The decision's case must be new.
[[nodiscard]] base::Result<base::Done> open_case(Decision& decision, InteractionId interaction,
                                                 const OpenCase& opening);

/// Whether it is the live case of a record of the system before: one that was entered in error is
/// that no more, and the record may be adopted again.
[[nodiscard]] bool stands_for_record(const Case& state);

}  // namespace kept::domain
