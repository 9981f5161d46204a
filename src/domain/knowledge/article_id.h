#pragma once

#include "base/id.h"

namespace kept::domain {

using ArticleId = base::Id<struct ArticleTag>;

}  // namespace kept::domain
