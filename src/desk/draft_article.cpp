#include "desk/draft_article.h"

#include <algorithm>

#include "desk/impersonal_text.h"
#include "domain/cases/telling.h"

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

/// Whom the case is about: who reported it, who follows it, who was promised something.
KnownPerson people_of(Transaction& tx, const domain::Case& state) {
  KnownPerson known;
  const auto know = [&](domain::ContactId id) {
    const auto contact = tx.contact(id);
    if (!contact) return;
    if (contact->name) known.names.push_back(*contact->name);
    if (contact->email) known.addresses.push_back(*contact->email);
    known.phones.insert(known.phones.end(), contact->phones.begin(), contact->phones.end());
  };
  for (const domain::ContactId contact : domain::must_hear(state)) know(contact);
  for (const domain::ContactId follower : state.followers) know(follower);
  for (const domain::Promise& promise : state.promises) {
    if (const auto phone = tx.personal(promise.address)) known.phones.push_back(*phone);
  }
  if (const auto place = tx.personal(state.place)) known.addresses.push_back(*place);
  return known;
}

/// What the resident and we spoke, as far as we know; an editor writes the other languages.
std::string language_of(Transaction& tx, const domain::Case& state) {
  const auto reporter = state.reporter ? tx.contact(*state.reporter) : std::nullopt;
  return reporter ? reporter->language : tx.jurisdiction().languages.front();
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
  const KnownPerson people = people_of(tx, state);
  const auto for_everybody = [&](const std::string& words) {
    return impersonal(words, people, tx.jurisdiction().default_region);
  };
  const std::string question = for_everybody(tx.personal(state.summary).value_or(""));
  const std::string answer = for_everybody(outcome.text);
  // The script starts as the answer itself; an editor makes it good to read aloud.
  const ArticleText text{question, answer, answer, {}};
  draft.texts[language_of(tx, state)] = text;
  tx.save(draft);
}

}  // namespace kept::desk
