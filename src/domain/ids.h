#pragma once

#include "base/id.h"

namespace kept::domain {

using AbsenceId = base::Id<struct AbsenceTag>;
using AreaId = base::Id<struct AreaTag>;
using AreaLayerId = base::Id<struct AreaLayerTag>;
using CaseId = base::Id<struct CaseTag>;
using ContactId = base::Id<struct ContactTag>;
using DeliveryId = base::Id<struct DeliveryTag>;
using DepartmentId = base::Id<struct DepartmentTag>;
using InteractionId = base::Id<struct InteractionTag>;
using MessageId = base::Id<struct MessageTag>;
using NoticeId = base::Id<struct NoticeTag>;
using PartnerId = base::Id<struct PartnerTag>;
using PhotoId = base::Id<struct PhotoTag>;
using PlaceId = base::Id<struct PlaceTag>;
using ServiceId = base::Id<struct ServiceTag>;
using StaffId = base::Id<struct StaffTag>;
using TeamId = base::Id<struct TeamTag>;

/// Names one thing that is owed within its case: a promise, an ask, a follow-up, an apology.
using DutyId = base::Id<struct DutyTag>;

}  // namespace kept::domain
