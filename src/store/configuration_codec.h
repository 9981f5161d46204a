#pragma once

#include <string>

#include "desk/ports/knowledge.h"
#include "desk/ports/rows.h"
#include "desk/ports/telephone.h"
#include "domain/calendar/calendar.h"
#include "domain/cases/policy.h"

/// The city's set-up as stored documents. Reading gives back what was written; members that an
/// older program did not know keep their defaults.
namespace kept::store {

[[nodiscard]] std::string write(const desk::JurisdictionRow& row);
[[nodiscard]] desk::JurisdictionRow read_jurisdiction(const std::string& text);
[[nodiscard]] std::string write(const domain::Policy& policy);
[[nodiscard]] domain::Policy read_policy(const std::string& text);
[[nodiscard]] std::string write(const desk::ServiceRow& row);
[[nodiscard]] desk::ServiceRow read_service(const std::string& text);
[[nodiscard]] std::string write(const desk::ReferralRow& row);
[[nodiscard]] desk::ReferralRow read_referral(const std::string& text);
[[nodiscard]] std::string write(const desk::DangerRow& row);
[[nodiscard]] desk::DangerRow read_danger(const std::string& text);
[[nodiscard]] std::string write(const desk::TelephoneRow& row);
[[nodiscard]] desk::TelephoneRow read_telephone(const std::string& text);
[[nodiscard]] std::string write(const desk::ArticleRow& row);
[[nodiscard]] desk::ArticleRow read_article(const std::string& text);
[[nodiscard]] std::string write(const desk::ProposalRow& row);
[[nodiscard]] desk::ProposalRow read_proposal(const std::string& text);
[[nodiscard]] std::string write(const desk::NoticeRow& row);
[[nodiscard]] desk::NoticeRow read_notice(const std::string& text);

/// A department and its calendar stand in one document.
[[nodiscard]] std::string write(const desk::DepartmentRow& row,
                                const domain::CalendarRules& calendar);
[[nodiscard]] desk::DepartmentRow read_department(const std::string& text);
[[nodiscard]] std::string read_department_calendar(const std::string& text);

[[nodiscard]] std::string write(const domain::CalendarRules& rules);
[[nodiscard]] domain::CalendarRules read_calendar(const std::string& text);
[[nodiscard]] std::string write_spans(const domain::WeeklySpans& spans);
[[nodiscard]] domain::WeeklySpans read_spans(const std::string& text);

}  // namespace kept::store
