#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/cases/words.h"
#include "domain/ids.h"
#include "domain/personal_ref.h"
#include "domain/places/area.h"

namespace kept::domain {

struct Answer {
  std::string code;
  PersonalRef value;
  bool operator==(const Answer&) const = default;
};

/// A record of the system that the city had before, of which this is the live case.
struct AdoptedRecord {
  std::string source;
  std::string number;  ///< its number there
  std::string digest;  ///< of the record as it stood
  bool operator==(const AdoptedRecord&) const = default;
};

struct CaseOpened {
  std::int64_t number = 0;  ///< CaseNumber::value
  CaseKind kind = CaseKind::question;
  std::optional<ServiceId> service;
  std::optional<DepartmentId> department;
  std::optional<ContactId> reporter;  ///< none: nobody that could be called by a name
  bool reporter_reachable = false;
  StaffId first_operator;
  FollowUpPolicy follow_up = FollowUpPolicy::none;
  InteractionId interaction;
  PersonalRef summary;
  PersonalRef place;
  std::vector<Answer> answers;
  std::optional<NoticeId> notice;
  std::optional<StaffId> about_staff;
  PersonalRef point;  ///< a Point as text
  std::vector<CaseArea> areas;
  std::optional<TeamId> team = {};
  std::optional<AdoptedRecord> adopted = {};
};

}  // namespace kept::domain
