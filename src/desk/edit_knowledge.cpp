#include "desk/edit_knowledge.h"

#include <algorithm>
#include <utility>

#include "base/folded_text.h"
#include "base/phone_number.h"
#include "base/time_text.h"
#include "desk/article_states.h"
#include "desk/impersonal_text.h"

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

/// Text that is read to residents is whole, in every language that it is written in.
bool is_whole(const ArticleRow& article) {
  return !article.texts.empty() &&
         std::all_of(article.texts.begin(), article.texts.end(), [](const auto& text) {
           return !text.second.question.empty() && !text.second.answer.empty();
         });
}

/// The same day of the next year; after 29 February the 28th.
std::string one_year_on(Transaction& tx) {
  base::Date day = tx.zone().to_local(tx.now()).date + std::chrono::years(1);
  if (!day.ok()) day = day.year() / day.month() / std::chrono::last;
  return base::format_date(day);
}

base::Error publishers_only() {
  return base::forbidden("article.publisher",
                         "The department's manager publishes articles, and changes or withdraws "
                         "what is published.");
}

Result<Done> move_article(const Principal& who, ArticleRow& article, ArticleState to) {
  if (to == article.state) return Done{};
  const ArticleEdge* edge = article_edge(article.state, to);
  if (edge == nullptr) {
    return base::conflict("article.no_way", "An article in this state cannot become that.");
  }
  if (edge->by == ArticleMover::publisher && !may_publish(who.role)) {
    return publishers_only();
  }
  article.state = to;
  return Done{};
}

Result<Done> services_are_known(Transaction& tx, const std::vector<domain::ServiceId>& wanted,
                                const std::string& pointer) {
  const auto services = tx.services();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool known = std::any_of(services.begin(), services.end(),
                                   [&](const ServiceRow& row) { return row.id == wanted[i]; });
    if (!known) {
      return base::invalid(pointer + "/" + std::to_string(i), "service.unknown",
                           "There is no such service.");
    }
  }
  return Done{};
}

/// What it is about and whose it is.
Result<Done> place_article(Transaction& tx, ArticleRow& article, const ArticleForm& form) {
  if (form.department) {
    const auto departments = tx.departments();
    const bool known =
        std::any_of(departments.begin(), departments.end(),
                    [&](const DepartmentRow& row) { return row.id == *form.department; });
    if (!known) {
      return base::invalid("/department", "department.unknown", "There is no such department.");
    }
    article.department = form.department;
  }
  if (form.services) {
    auto known = services_are_known(tx, *form.services, "/related_services");
    if (!known.ok()) return known;
    article.services = *form.services;
  }
  return Done{};
}

/// Role and hours are written in one language; those of the other stay.
void write_card(Transaction& tx, ArticleRow& article, const ArticleForm& form) {
  if (!form.card) return;
  if (!*form.card) return article.card.reset();
  CardRow card = **form.card;
  // Short codes (211) stand on cards too, as they are dialled.
  const auto phone = base::PhoneNumber::parse(card.phone, tx.jurisdiction().default_region);
  if (phone.ok()) card.phone = phone.value().e164();
  const CardRow before = article.card.value_or(CardRow{});
  card.role_fr = before.role_fr;
  card.hours_fr = before.hours_fr;
  if (form.language == "fr") {
    card.role_fr = std::exchange(card.role, before.role);
    card.hours_fr = std::exchange(card.hours, before.hours);
    if (card.role.empty()) card.role = card.role_fr;
    if (card.hours.empty()) card.hours = card.hours_fr;
  }
  article.card = card;
}

void write_text(ArticleRow& article, const ArticleForm& form) {
  if (!form.question && !form.answer && !form.script && !form.synonyms) return;
  ArticleText& text = article.texts[form.language];
  text.question = form.question.value_or(text.question);
  text.answer = form.answer.value_or(text.answer);
  text.script = form.script.value_or(text.script);
  text.synonyms = form.synonyms.value_or(text.synonyms);
}

/// The area of today's map that the words name: by its name, or as "ward 02".
std::optional<domain::CaseArea> area_named(Reader& reader, const std::string& words) {
  const std::string wanted = base::folded(words);
  const base::Date today = reader.zone().to_local(reader.now()).date;
  for (const AreaLayerRow& layer : reader.area_layers()) {
    if (!layer.is_in_force(today)) continue;
    for (const AreaRow& area : reader.areas(layer.id)) {
      const bool is_it =
          base::folded(area.name) == wanted || base::folded(layer.key + " " + area.code) == wanted;
      if (is_it) return domain::CaseArea{area.id, layer.key, area.code, area.name};
    }
  }
  return std::nullopt;
}

}  // namespace

Result<ArticleRow> article_to_write(Transaction& tx, const Principal& who, domain::ArticleId id) {
  if (auto allowed = require(who, Action::edit_knowledge); !allowed.ok()) return allowed.error();
  auto article = tx.article(id);
  if (!article) return base::not_found("article.unknown", "There is no such article.");
  if (!is_own_department(tx, who, *article)) {
    return base::forbidden("article.other_department", "That article is another department's.");
  }
  if (!may_write(who.role, article->state)) return publishers_only();
  return *std::move(article);
}

Result<ArticleRow> article_to_publish(Transaction& tx, const Principal& who, domain::ArticleId id) {
  auto article = article_to_write(tx, who, id);
  if (article.ok() && !may_publish(who.role)) return publishers_only();
  return article;
}

Result<Done> edit_article(Transaction& tx, const Principal& who, domain::ArticleId id,
                          const ArticleForm& form) {
  auto found = article_to_write(tx, who, id);
  if (!found.ok()) return found.error();
  ArticleRow article = std::move(found).value();
  if (form.expected_version && *form.expected_version != article.cursor) {
    return base::conflict("article.changed",
                          "Somebody changed this article in the meantime; read it again.");
  }
  if (auto placed = place_article(tx, article, form); !placed.ok()) return placed;
  write_card(tx, article, form);
  write_text(article, form);
  if (form.review_date) article.review_date = *form.review_date;
  if (form.state) {
    if (auto moved = move_article(who, article, *form.state); !moved.ok()) return moved;
  }
  if (article.state == ArticleState::published) {
    if (!is_whole(article)) {
      return base::refused("article.not_whole",
                           "A published article has a question and an answer in each language.");
    }
    if (article.review_date.empty()) article.review_date = one_year_on(tx);
  }
  tx.save(article);
  tx.journal(who.staff, "article_edited", id.value, {{"language", form.language}});
  return Done{};
}

Result<GapRow> record_gap(Transaction& tx, const Principal& who, const std::string& query,
                          const std::string& language, std::optional<domain::ArticleId> article) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  if (article && !tx.article(*article)) {
    return base::invalid("/article", "article.unknown", "There is no such article.");
  }
  if (has_address(query, tx.jurisdiction().default_region)) {
    return base::invalid("/query", "gap.personal",
                         "A telephone number or an e-mail address is not kept among what was asked "
                         "in vain; send the question without it.");
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
  auto known = services_are_known(tx, form.services, "/services");
  if (!known.ok()) return known.error();
  NoticeRow row;
  row.id = domain::NoticeId{tx.next_id()};
  row.text = form.text;
  row.area = form.area;
  if (form.area) row.gathers_in = area_named(tx, *form.area);
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
