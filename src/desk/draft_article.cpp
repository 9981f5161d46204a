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

/// Who edits it: the department of the case; where there is none, that of the operator who took the
/// question, so that no draft is offered to nobody.
std::optional<domain::DepartmentId> editors_of(Transaction& tx, const domain::Case& state) {
  if (state.department) return state.department;
  const auto people = tx.directory();
  const domain::StaffMember* intake = people->find(state.first_operator);
  return intake == nullptr ? std::nullopt : intake->department;
}

/// The article of this case: the one that was offered before, or a new draft.
ArticleRow article_of(Transaction& tx, const domain::Case& state) {
  if (const auto offered = tx.case_file(state.id).draft_article) return *tx.article(*offered);
  ArticleRow draft;
  draft.id = domain::ArticleId{tx.next_id()};
  draft.key = "case-" + std::to_string(state.number);
  draft.state = ArticleState::draft;
  draft.from_case = state.id;
  return draft;
}

}  // namespace

void offer_draft(Transaction& tx, const domain::Case& state, const OutcomeForm& outcome) {
  if (!teaches_something(state, outcome.resolution)) return;
  ArticleRow draft = article_of(tx, state);
  // What an editor has taken over already is not overwritten by a later outcome.
  if (draft.state != ArticleState::draft) return;
  draft.department = editors_of(tx, state);
  const std::string question = tx.personal(state.summary).value_or("");
  // The script starts as the answer itself; an editor makes it good to read aloud.
  const ArticleText text{question, outcome.text, outcome.text, {}};
  for (const std::string& language : tx.jurisdiction().languages) draft.texts[language] = text;
  tx.save(draft);
}

}  // namespace kept::desk
