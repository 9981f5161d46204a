#pragma once

// Private to records/.

#include <vector>

#include "desk/ports/store.h"

namespace kept::records {

/// All articles in all states, however many there are, oldest first.
[[nodiscard]] std::vector<desk::ArticleRow> every_article(desk::Reader& reader);

}  // namespace kept::records
