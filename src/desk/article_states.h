#pragma once

#include <algorithm>
#include <array>

#include "desk/ports/rows.h"
#include "domain/people/directory.h"

namespace kept::desk {

/// Who may take an article from one state to another.
enum class ArticleMover {
  editor,    ///< whoever may edit it
  publisher  ///< who answers for what is read to residents: not department staff
};

struct ArticleEdge {
  ArticleState from;
  ArticleState to;
  ArticleMover by;
  const char* why;
};

/// Every way an article's state can change. Nothing else does.
inline constexpr std::array kArticleEdges{
    ArticleEdge{ArticleState::draft, ArticleState::review, ArticleMover::editor,
                "the words are ready to be looked at"},
    ArticleEdge{ArticleState::draft, ArticleState::published, ArticleMover::publisher,
                "who may publish looked at the words by doing so"},
    ArticleEdge{ArticleState::draft, ArticleState::discarded, ArticleMover::editor,
                "nothing for everybody"},
    ArticleEdge{ArticleState::review, ArticleState::draft, ArticleMover::editor,
                "the words need work"},
    ArticleEdge{ArticleState::review, ArticleState::published, ArticleMover::publisher,
                "somebody else looked at the words"},
    ArticleEdge{ArticleState::review, ArticleState::discarded, ArticleMover::editor,
                "nothing for everybody"},
    ArticleEdge{ArticleState::published, ArticleState::review, ArticleMover::publisher,
                "withdrawn until somebody looked at it again"},
    ArticleEdge{ArticleState::published, ArticleState::draft, ArticleMover::publisher,
                "withdrawn to be written anew"},
    ArticleEdge{ArticleState::published, ArticleState::discarded, ArticleMover::publisher,
                "withdrawn for good"},
    ArticleEdge{ArticleState::discarded, ArticleState::draft, ArticleMover::editor,
                "something for everybody after all"},
};

constexpr bool may_publish(domain::Role role) {
  return role == domain::Role::department_manager || role == domain::Role::supervisor ||
         role == domain::Role::administrator;
}

/// Words that residents hear do not change unseen: once they are published, only who may publish
/// changes them, or takes them back to where others write.
constexpr bool may_write(domain::Role role, ArticleState state) {
  return state != ArticleState::published || may_publish(role);
}

/// The way from one state to the other, or nullptr where there is none.
constexpr const ArticleEdge* article_edge(ArticleState from, ArticleState to) {
  const auto* edge =
      std::find_if(kArticleEdges.begin(), kArticleEdges.end(),
                   [&](const ArticleEdge& one) { return one.from == from && one.to == to; });
  return edge == kArticleEdges.end() ? nullptr : edge;
}

}  // namespace kept::desk
