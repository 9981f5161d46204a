#include "desk/edit_knowledge.h"

#include <algorithm>

namespace kept::desk {
namespace {

using base::Done;
using base::Result;

bool is_own_department(Transaction& tx, const Principal& who, const ArticleRow& article) {
  if (who.role == domain::Role::supervisor || who.role == domain::Role::administrator) return true;
  const auto people = tx.directory();
  const domain::StaffMember* member = people->find(who.staff);
  return member != nullptr && member->department == article.department;
}

}  // namespace

Result<Done> edit_article(Transaction& tx, const Principal& who, domain::ArticleId id,
                          const ArticleForm& form) {
  if (auto allowed = require(who, Action::edit_knowledge); !allowed.ok()) return allowed;
  auto article = tx.article(id);
  if (!article) return base::not_found("article.unknown", "There is no such article.");
  if (!is_own_department(tx, who, *article)) {
    return base::forbidden("article.other_department", "That article is another department's.");
  }
  if (form.question || form.answer || form.script) {
    ArticleText& text = article->texts[form.language];
    text.question = form.question.value_or(text.question);
    text.answer = form.answer.value_or(text.answer);
    text.script = form.script.value_or(text.script);
  }
  if (form.state) article->state = *form.state;
  if (form.review_date) article->review_date = *form.review_date;
  tx.save(*article);
  tx.journal(who.staff, "article_edited", id.value, {{"language", form.language}});
  return Done{};
}

Result<GapRow> record_gap(Transaction& tx, const Principal& who, const std::string& query,
                          const std::string& language, std::optional<domain::ArticleId> article) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  if (article && !tx.article(*article)) {
    return base::invalid("/article", "article.unknown", "There is no such article.");
  }
  tx.count_gap(query, language, article);
  const auto gaps = tx.gaps(200);
  const auto found = std::find_if(gaps.begin(), gaps.end(), [&](const GapRow& gap) {
    return gap.query == query && gap.language == language && gap.article == article;
  });
  if (found == gaps.end()) {
    return base::unavailable("gap.lost", "The gap could not be kept; try again.");
  }
  return *found;
}

Result<domain::NoticeId> post_notice(Transaction& tx, const Principal& who,
                                     const NoticeForm& form) {
  if (auto allowed = require(who, Action::post_notice); !allowed.ok()) return allowed.error();
  if (form.until <= tx.now()) {
    return base::invalid("/until", "notice.ends_in_past", "That time has passed.");
  }
  const auto services = tx.services();
  for (std::size_t i = 0; i < form.services.size(); ++i) {
    const bool known = std::any_of(services.begin(), services.end(), [&](const ServiceRow& row) {
      return row.id == form.services[i];
    });
    if (!known) {
      return base::invalid("/services/" + std::to_string(i), "service.unknown",
                           "There is no such service.");
    }
  }
  NoticeRow row;
  row.id = domain::NoticeId{tx.next_id()};
  row.text = form.text;
  row.area = form.area;
  row.services = form.services;
  row.from = tx.now();
  row.until = form.until;
  row.owner = who.staff;
  tx.save(row);
  tx.journal(who.staff, "notice_posted", row.id.value, {});
  return row.id;
}

Result<Done> end_notice(Transaction& tx, const Principal& who, domain::NoticeId id) {
  if (auto allowed = require(who, Action::post_notice); !allowed.ok()) return allowed;
  auto row = tx.notice(id);
  if (!row) return base::not_found("notice.unknown", "There is no such notice.");
  row->until = tx.now();
  tx.save(*row);
  tx.journal(who.staff, "notice_ended", id.value, {});
  return Done{};
}

}  // namespace kept::desk
