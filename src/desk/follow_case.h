#pragma once

#include "desk/case_work.h"
#include "desk/forms.h"
#include "desk/ports/historic_records.h"

namespace kept::desk {

/// How far around, and how many days back, open requests are offered as perhaps the same, where
/// their service says nothing else.
inline constexpr int kNearbyMetres = 150;
inline constexpr int kNearbyDays = 90;
inline constexpr int kNearbyMetresAtMost = 1000;
inline constexpr int kNearbyDaysAtMost = 3650;
inline constexpr int kNearbyShown = 5;

/// Open requests that may be the same as what somebody is about to ask for, nearest first; within
/// `metres`, else within what the service says. Where the places of cases are kept from `who`
/// (sees_residents.h), each counts as if it lay in the middle of its block, and metres are in
/// hundreds: neither they nor from where it is found tell more.
[[nodiscard]] std::vector<NearbyCase> open_nearby(Reader& reader, const Principal& who,
                                                  domain::ServiceId service,
                                                  const domain::Point& point,
                                                  std::optional<double> metres);

/// The same of the system before, of which one can be adopted (open_case.h).
[[nodiscard]] std::vector<NearbyRecord> open_records_nearby(Reader& reader, const Principal& who,
                                                            domain::ServiceId service,
                                                            const domain::Point& point,
                                                            std::optional<double> metres);

/// 'Me too': who is in the conversation follows the case (domain/cases/following.h).
[[nodiscard]] base::Result<domain::CaseId> follow_case(Transaction& tx, const Principal& who,
                                                       const CaseRef& ref,
                                                       domain::InteractionId interaction);

/// Says whom a case is for that was opened before anybody was named; in the conversation in which
/// they said so, or with none.
[[nodiscard]] base::Result<domain::CaseId> name_reporter(
    Transaction& tx, const Principal& who, const CaseRef& ref, domain::ContactId contact,
    std::optional<domain::InteractionId> interaction);

}  // namespace kept::desk
