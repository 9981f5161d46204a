#include "desk/article_states.h"

#include <gtest/gtest.h>

namespace kept::desk {
namespace {

constexpr std::array kStates{ArticleState::draft, ArticleState::review, ArticleState::published,
                             ArticleState::discarded};

/// What a way asks for: 'e' an editor, 'p' a publisher, '-' that there is none. Rows are where an
/// article comes from, columns where it goes: draft, review, published, discarded.
constexpr std::array kMatrix{"-epe", "e-pe", "pp-p", "e---"};

TEST(ArticleStates, ChangeOnlyAsTheMatrixSays) {
  for (std::size_t from = 0; from < kStates.size(); ++from) {
    for (std::size_t to = 0; to < kStates.size(); ++to) {
      const ArticleEdge* edge = article_edge(kStates[from], kStates[to]);
      const char by = edge == nullptr ? '-' : edge->by == ArticleMover::editor ? 'e' : 'p';
      EXPECT_EQ(by, kMatrix[from][to]) << from << " to " << to;
    }
  }
}

TEST(ArticleStates, DepartmentStaffDoNotPublish) {
  EXPECT_FALSE(may_publish(domain::Role::department_staff));
  EXPECT_FALSE(may_publish(domain::Role::operator_));
  EXPECT_FALSE(may_publish(domain::Role::analyst));
  EXPECT_TRUE(may_publish(domain::Role::department_manager));
  EXPECT_TRUE(may_publish(domain::Role::supervisor));
  EXPECT_TRUE(may_publish(domain::Role::administrator));
}

}  // namespace
}  // namespace kept::desk
