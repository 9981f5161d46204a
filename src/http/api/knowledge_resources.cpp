#include <map>
#include <optional>
#include <set>
#include <vector>

#include "desk/edit_knowledge.h"
#include "desk/open_case.h"
#include "desk/propose_change.h"
#include "http/api/case_forms.h"
#include "http/api/danger_words.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;
using domain::ArticleId;

Result<json::object> list_articles(Look& look) {
  std::optional<desk::ArticleState> state;
  if (const auto word = look.request.query_value("state")) {
    state = desk::word_of<desk::ArticleState>(*word);
    if (!state) return base::invalid("/state", "field.unknown_word", "There is no such state.");
  }
  const auto language = look.language();
  if (!language.ok()) return language.error();
  const auto after = look.number("after");
  if (!after.ok()) return after.error();
  const auto limit = look.number("limit", 1, 500);
  if (!limit.ok()) return limit.error();
  const desk::ArticleFilter page{state, ArticleId{after.value().value_or(0)},
                                 static_cast<int>(limit.value().value_or(200))};
  const auto rows = look.reader.articles_in(page);
  json::array articles;
  for (const desk::ArticleRow& row : rows) {
    articles.push_back(look.view.article(row, language.value()));
  }
  json::value next = nullptr;
  if (static_cast<int>(rows.size()) == page.limit) next = rows.back().id.value;
  return json::object{{"articles", std::move(articles)}, {"next", next}};
}

Result<json::object> read_article(Look& look) {
  const auto id = look.path_id<ArticleId>("article");
  if (!id.ok()) return id.error();
  const auto row = look.reader.article(id.value());
  if (!row) return base::not_found("article.unknown", "There is no such article.");
  const auto language = look.language();
  if (!language.ok()) return language.error();
  return look.view.article(*row, language.value());
}

Result<json::object> edit_article(Change& change) {
  const auto id = change.path_id<ArticleId>("article");
  if (!id.ok()) return id.error();
  Form form = change.form();
  desk::ArticleForm article;
  article.language = form.one_of("language", {"en", "fr"});
  article.question = form.maybe_text("question", kLine);
  article.answer = form.maybe_text("answer_markdown", kText);
  article.script =
      form.is_null("script") ? std::optional<std::string>("") : form.maybe_text("script", kText);
  article.state = form.maybe_word<desk::ArticleState>("state");
  article.review_date =
      form.is_null("review_date") ? std::optional<std::string>("") : form.maybe_date("review_date");
  if (form.is_null("card")) {
    article.card = std::optional<desk::CardRow>();
  } else if (form.has("card")) {
    article.card = card_form(form.object("card"));
  }
  if (form.has("synonyms")) article.synonyms = form.maybe_texts("synonyms", 50, kLine);
  if (form.has("related_services")) {
    article.services.emplace();
    for (const std::int64_t service : form.maybe_numbers("related_services", 50)) {
      article.services->push_back(domain::ServiceId{service});
    }
  }
  article.department = form.maybe_id<domain::DepartmentId>("department");
  article.expected_version = form.version();
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto done = desk::edit_article(change.tx, change.who, id.value(), article);
  if (!done.ok()) return done.error();
  return change.view.article(*change.tx.article(id.value()), article.language);
}

Result<json::object> used(Change& change) {
  const auto id = change.path_id<ArticleId>("article");
  if (!id.ok()) return id.error();
  Form form = change.form();
  const auto interaction = form.id<domain::InteractionId>("interaction");
  const auto summary = form.maybe_text("summary", kText);
  const auto language = form.maybe_one_of("language", {"en", "fr"});
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  return change.shown(desk::answer_from_knowledge(change.tx, change.who, id.value(), interaction,
                                                  summary.value_or(""), language.value_or("en")));
}

/// That of the article as it was read, which has to be told.
std::int64_t wanted_version(Form& form) {
  if (!form.has("expected_version")) return form.number("expected_version");
  return form.version().value_or(0);
}

desk::ChangedTexts texts_form(Form form) {
  desk::ChangedTexts texts;
  for (const char* language : {"en", "fr"}) {
    if (!form.has(language)) continue;
    Form words = form.object(language);
    desk::ArticleText& text = texts[language];
    text.question = words.text("question", kLine);
    text.answer = words.text("answer_markdown", kText);
    text.script = words.is_null("script") ? "" : words.text("script", kText);
    words.done();
  }
  form.done();
  return texts;
}

json::object view_of(desk::Reader& reader, View& view, const desk::ProposalRow& row) {
  const auto article = reader.article(row.article);
  return view.proposal(row, article && desk::is_overtaken(row, *article));
}

Result<json::object> propose_change(Change& change) {
  const auto id = change.path_id<ArticleId>("article");
  if (!id.ok()) return id.error();
  Form form = change.form();
  desk::ChangeForm proposal;
  proposal.texts = texts_form(form.object("texts"));
  proposal.reason = form.text("reason", kText);
  proposal.expected_version = wanted_version(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto made = desk::propose_change(change.tx, change.who, id.value(), proposal);
  if (!made.ok()) return made.error();
  return view_of(change.tx, change.view, *change.tx.proposal(made.value()));
}

Result<json::object> open_proposals(Look& look) {
  constexpr int kMost = 500;
  const auto open = look.reader.open_proposals(kMost);
  std::set<ArticleId> about;
  for (const desk::ProposalRow& row : open) about.insert(row.article);
  std::map<ArticleId, desk::ArticleRow> articles;
  for (desk::ArticleRow& row : look.reader.articles({about.begin(), about.end()})) {
    articles.emplace(row.id, std::move(row));
  }
  json::array proposals;
  for (const desk::ProposalRow& row : open) {
    const auto article = articles.find(row.article);
    proposals.push_back(look.view.proposal(
        row, article != articles.end() && desk::is_overtaken(row, article->second)));
  }
  return json::object{{"proposals", std::move(proposals)}};
}

Result<json::object> accept_change(Change& change) {
  const auto id = change.path_id<domain::ProposalId>("proposal");
  if (!id.ok()) return id.error();
  Form form = change.form();
  desk::AcceptForm accept;
  if (form.has("texts")) accept.texts = texts_form(form.object("texts"));
  accept.expected_version = wanted_version(form);
  accept.answer = form.maybe_text("answer", kText).value_or("");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto done = desk::accept_change(change.tx, change.who, id.value(), accept);
  if (!done.ok()) return done.error();
  return view_of(change.tx, change.view, *change.tx.proposal(id.value()));
}

Result<json::object> decline_change(Change& change) {
  const auto id = change.path_id<domain::ProposalId>("proposal");
  if (!id.ok()) return id.error();
  Form form = change.form();
  const std::string reason = form.text("reason", kText);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto done = desk::decline_change(change.tx, change.who, id.value(), reason);
  if (!done.ok()) return done.error();
  return view_of(change.tx, change.view, *change.tx.proposal(id.value()));
}

Result<json::object> record_gap(Change& change) {
  Form form = change.form();
  const std::string query = form.text("query", {1, 200});
  const auto language = form.maybe_one_of("language", {"en", "fr"});
  const auto article = form.maybe_id<ArticleId>("article");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto gap = desk::record_gap(change.tx, change.who, query, language.value_or("en"), article);
  if (!gap.ok()) return gap.error();
  return change.view.gap(gap.value());
}

/// Whether the article speaks of most of what was asked in vain, and is not the one that did not
/// help.
bool answers(const desk::ArticleRow& article, const desk::GapRow& gap) {
  const auto text = article.texts.find(gap.language);
  if (text == article.texts.end() || article.id == gap.article) return false;
  std::string words = text->second.question + " " + text->second.answer;
  for (const std::string& synonym : text->second.synonyms) words += " " + synonym;
  const int asked = shared_words(gap.query, gap.query);
  return asked > 0 && 3 * shared_words(gap.query, words) >= 2 * asked;
}

Result<json::object> gaps(Look& look, desk::KnowledgeIndex& index) {
  const std::vector<desk::GapRow> rows = look.reader.gaps(200);
  std::vector<desk::KnowledgeQuestion> questions;
  for (const desk::GapRow& row : rows) questions.push_back({row.query, row.language});
  const auto found = index.search_each(questions, 1);
  std::vector<ArticleId> wanted;
  for (const desk::KnowledgeHits& best : found) {
    for (const desk::ArticleHit& hit : best.hits) wanted.push_back(hit.id);
  }
  std::map<ArticleId, desk::ArticleRow> articles;
  for (desk::ArticleRow& row : look.reader.articles(wanted)) {
    if (row.state == desk::ArticleState::published) articles[row.id] = std::move(row);
  }
  json::array gaps;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const desk::GapRow& row = rows[i];
    const auto& hits = found[i].hits;
    const auto article = hits.empty() ? articles.end() : articles.find(hits.front().id);
    const bool answered = article != articles.end() && answers(article->second, row);
    gaps.push_back(look.view.gap(row, answered ? &article->second : nullptr));
  }
  return json::object{{"gaps", std::move(gaps)}};
}

Result<json::object> notices(Look& look) {
  json::array notices;
  for (const desk::NoticeRow& row : look.reader.notices()) notices.push_back(look.view.notice(row));
  return json::object{{"notices", std::move(notices)}};
}

Result<json::object> post_notice(Change& change) {
  Form form = change.form();
  desk::NoticeForm notice;
  Form text = form.object("text");
  notice.text.en = text.text("en", kText);
  notice.text.fr = text.text("fr", kText);
  text.done();
  notice.area = form.maybe_text("area", {0, 300});
  for (const std::int64_t id : form.maybe_numbers("services", 50)) {
    notice.services.push_back(domain::ServiceId{id});
  }
  notice.until = form.instant("until");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto id = desk::post_notice(change.tx, change.who, notice);
  if (!id.ok()) return id.error();
  return change.view.notice(*change.tx.notice(id.value()));
}

Result<json::object> end_notice(Change& change) {
  const auto id = change.path_id<domain::NoticeId>("notice");
  if (!id.ok()) return id.error();
  const auto done = desk::end_notice(change.tx, change.who, id.value());
  if (!done.ok()) return done.error();
  return change.view.notice(*change.tx.notice(id.value()));
}

}  // namespace

void add_knowledge(Router& router, Door& door) {
  router.on("GET", "/api/v1/articles", door.read(desk::Action::read_cases, list_articles));
  router.on("GET", "/api/v1/articles/{article}", door.read(desk::Action::read_cases, read_article));
  router.on("PATCH", "/api/v1/articles/{article}", door.change("edit_article", 200, edit_article));
  router.on("POST", "/api/v1/articles/{article}/used", door.change("article_used", 201, used));
  router.on("POST", "/api/v1/articles/{article}/proposals",
            door.change("propose_change", 201, propose_change));
  router.on("GET", "/api/v1/proposals", door.read(desk::Action::read_cases, open_proposals));
  router.on("POST", "/api/v1/proposals/{proposal}/accept",
            door.change("accept_change", 200, accept_change));
  router.on("POST", "/api/v1/proposals/{proposal}/decline",
            door.change("decline_change", 200, decline_change));
  router.on("POST", "/api/v1/gaps", door.change("record_gap", 201, record_gap));
  router.on("GET", "/api/v1/gaps", door.read(desk::Action::read_cases, [&door](Look& look) {
    return gaps(look, door.options().knowledge);
  }));
  router.on("GET", "/api/v1/notices", door.read(desk::Action::read_cases, notices));
  router.on("POST", "/api/v1/notices", door.change("post_notice", 201, post_notice));
  router.on("POST", "/api/v1/notices/{notice}/end", door.change("end_notice", 200, end_notice));
}

}  // namespace kept::http
