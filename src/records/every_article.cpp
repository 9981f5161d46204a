#include "records/every_article.h"

#include <iterator>

namespace kept::records {

std::vector<desk::ArticleRow> every_article(desk::Reader& reader) {
  std::vector<desk::ArticleRow> all;
  desk::ArticleFilter page;
  for (;;) {
    auto rows = reader.articles_in(page);
    if (rows.empty()) return all;
    page.after = rows.back().id;
    all.insert(all.end(), std::make_move_iterator(rows.begin()),
               std::make_move_iterator(rows.end()));
  }
}

}  // namespace kept::records
