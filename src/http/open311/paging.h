#pragma once

// Private to http/open311.

#include "http/open311/exchange.h"

namespace kept::http {

/// Which part of a list is asked for.
struct Page {
  int number = 1;
  int limit = kMostEntries;
  [[nodiscard]] std::int64_t skip() const { return std::int64_t{number - 1} * limit; }
};

/// Of `page`, from 1, and `page_size`, by default and at most `most`; mistakes go into `mistakes`.
[[nodiscard]] Page read_page(const Arguments& arguments, int most,
                             std::vector<base::Error>& mistakes);

/// The header that leads to the pages beside it.
void add_links(const Exchange& exchange, const Page& page, bool is_last, Reply& reply);

}  // namespace kept::http
