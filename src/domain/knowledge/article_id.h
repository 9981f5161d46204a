#pragma once

#include "base/id.h"

namespace kept::domain {

using ArticleId = base::Id<struct ArticleTag>;
using ProposalId = base::Id<struct ProposalTag>;  ///< of a change of an article

}  // namespace kept::domain
