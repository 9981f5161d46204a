#include "desk/propose_change.h"

#include <algorithm>
#include <utility>

#include "desk/article_states.h"
#include "desk/edit_knowledge.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;

/// A language that nothing is written in yet has empty words.
ArticleText text_of(const ArticleRow& article, const std::string& language) {
  const auto found = article.texts.find(language);
  return found == article.texts.end() ? ArticleText{} : found->second;
}

/// Everyday words are no part of a proposal.
bool reads_the_same(const ArticleText& one, const ArticleText& other) {
  return one.question == other.question && one.answer == other.answer && one.script == other.script;
}

/// What was proposed, and of the parts that nobody wanted to change what stands there by now.
ArticleText put_into(ArticleText current, const ProposedText& proposed) {
  const auto put = [](std::string& part, const std::string& before, const std::string& after) {
    if (before != after) part = after;
  };
  put(current.question, proposed.before.question, proposed.after.question);
  put(current.answer, proposed.before.answer, proposed.after.answer);
  put(current.script, proposed.before.script, proposed.after.script);
  return current;
}

/// Who answers for an article: of its department; where it is nobody's, or who stands in there may
/// not publish, of the city.
domain::StaffId who_answers_for(Transaction& tx, const ArticleRow& article) {
  const auto people = tx.directory();
  if (article.department && people->find(*article.department) != nullptr) {
    const domain::StaffId answers = people->responsible(*article.department, tx.now());
    const domain::StaffMember* member = people->find(answers);
    if (member != nullptr && may_publish(member->role)) return answers;
  }
  return people->duty_supervisor(tx.now());
}

void tell(Transaction& tx, domain::StaffId whom, const char* kind, domain::ProposalId about) {
  AlertRow alert;
  alert.to = whom;
  alert.at = tx.now();
  alert.kind = kind;
  alert.proposal = about;
  tx.add(alert);
}

struct Undecided {
  ProposalRow proposal;
  ArticleRow article;
};

/// For somebody who may decide, while nobody has.
Result<Undecided> undecided(Transaction& tx, const Principal& who, domain::ProposalId id) {
  auto proposal = tx.proposal(id);
  if (!proposal) return base::not_found("proposal.unknown", "There is no such proposal.");
  auto article = article_to_publish(tx, who, proposal->article);
  if (!article.ok()) return article.error();
  if (proposal->state != ProposalState::open) {
    return base::conflict("proposal.decided", "Somebody has decided on this proposal already.");
  }
  return Undecided{*std::move(proposal), std::move(article).value()};
}

void decide(Transaction& tx, const Principal& who, ProposalRow proposal, ProposalState state,
            const std::string& answer) {
  const bool is_accepted = state == ProposalState::accepted;
  proposal.state = state;
  proposal.decided_by = who.staff;
  proposal.decided_at = tx.now();
  proposal.answer = answer;
  tx.save(proposal);
  tell(tx, proposal.by, is_accepted ? "change_accepted" : "change_declined", proposal.id);
  tx.journal(who.staff, is_accepted ? "change_accepted" : "change_declined", proposal.article.value,
             {{"proposal", std::to_string(proposal.id.value)}});
}

}  // namespace

Result<domain::ProposalId> propose_change(Transaction& tx, const Principal& who,
                                          domain::ArticleId id, const ChangeForm& form) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  const auto article = tx.article(id);
  if (!article) return base::not_found("article.unknown", "There is no such article.");
  if (article->state != ArticleState::published) {
    return base::conflict("proposal.not_published",
                          "This answer is not published: whoever keeps it writes it anew.");
  }
  if (form.expected_version != article->cursor) {
    return base::conflict("article.changed",
                          "Somebody changed this article in the meantime; read it again.");
  }
  ProposalRow proposal;
  for (const auto& [language, text] : form.texts) {
    const ArticleText before = text_of(*article, language);
    if (!reads_the_same(before, text)) proposal.texts[language] = {before, text};
  }
  if (proposal.texts.empty()) {
    return base::refused("proposal.same", "The words are those that stand there already.");
  }
  proposal.id = domain::ProposalId{tx.next_id()};
  proposal.article = id;
  proposal.by = who.staff;
  proposal.at = tx.now();
  proposal.reason = form.reason;
  proposal.begun_with = article->cursor;
  tx.save(proposal);
  const domain::StaffId answers = who_answers_for(tx, *article);
  if (answers != who.staff) tell(tx, answers, "change_proposed", proposal.id);
  tx.journal(who.staff, "change_proposed", id.value,
             {{"proposal", std::to_string(proposal.id.value)}});
  return proposal.id;
}

Result<Done> accept_change(Transaction& tx, const Principal& who, domain::ProposalId id,
                           const AcceptForm& form) {
  auto found = undecided(tx, who, id);
  if (!found.ok()) return found.error();
  const Undecided& there = found.value();
  if (there.article.state != ArticleState::published) {
    return base::conflict("proposal.withdrawn",
                          "This answer was withdrawn: nothing is published by accepting this.");
  }
  ChangedTexts texts = form.texts;
  if (texts.empty()) {
    for (const auto& [language, text] : there.proposal.texts) {
      texts[language] = put_into(text_of(there.article, language), text);
    }
  }
  ArticleForm edit;
  edit.expected_version = form.expected_version;
  for (const auto& [language, text] : texts) {
    edit.language = language;
    edit.question = text.question;
    edit.answer = text.answer;
    edit.script = text.script;
    if (auto edited = edit_article(tx, who, there.article.id, edit); !edited.ok()) return edited;
    edit.expected_version.reset();  // the words of the other language go into what this left
  }
  decide(tx, who, there.proposal, ProposalState::accepted, form.answer);
  return Done{};
}

Result<Done> decline_change(Transaction& tx, const Principal& who, domain::ProposalId id,
                            const std::string& reason) {
  auto found = undecided(tx, who, id);
  if (!found.ok()) return found.error();
  decide(tx, who, found.value().proposal, ProposalState::declined, reason);
  return Done{};
}

bool is_overtaken(const ProposalRow& proposal, const ArticleRow& article) {
  return std::ranges::any_of(proposal.texts, [&](const auto& text) {
    return !reads_the_same(text.second.before, text_of(article, text.first));
  });
}

}  // namespace kept::desk
