#include "desk/draft_article.h"

#include <algorithm>

namespace kept::desk {
namespace {

bool teaches_something(const domain::Case& state, domain::Resolution resolution) {
  const bool was_asked = std::any_of(state.asks.begin(), state.asks.end(),
                                     [](const domain::Ask& ask) { return bool(ask.answer); });
  return state.kind == domain::CaseKind::question &&
         (resolution == domain::Resolution::information_not_held ||
          (was_asked && resolution == domain::Resolution::answered));
}

}  // namespace

void offer_draft(Transaction& tx, const domain::Case& state, const OutcomeForm& outcome) {
  if (!teaches_something(state, outcome.resolution)) return;
  ArticleRow draft;
  draft.id = domain::ArticleId{tx.next_id()};
  draft.key = "case-" + std::to_string(state.number);
  draft.state = ArticleState::draft;
  draft.department = state.department;
  draft.from_case = state.id;
  const std::string question = tx.personal(state.summary).value_or("");
  // The script starts as the answer itself; an editor makes it good to read aloud.
  const ArticleText text{question, outcome.text, outcome.text, {}};
  for (const std::string& language : tx.jurisdiction().languages) draft.texts[language] = text;
  tx.save(draft);
}

}  // namespace kept::desk
