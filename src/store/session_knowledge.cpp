#include "store/codec.h"
#include "store/configuration_codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

// The article, the number of the case that it was drafted from, and when it changed.
#define KEPT_ARTICLE                                                                          \
  "SELECT a.body, (SELECT c.number FROM cases c WHERE c.jurisdiction_id = a.jurisdiction_id " \
  "AND c.id = a.from_case), a.cursor FROM "
const Query kArticle{"articles.by_id",
                     KEPT_ARTICLE "articles a WHERE a.jurisdiction_id = ?1 AND a.id = ?2"};
const Query kArticles{"articles.by_ids", KEPT_ARTICLE
                      "json_each(?2) wanted CROSS JOIN articles a "
                      "ON a.jurisdiction_id = ?1 AND a.id = wanted.value ORDER BY wanted.key"};
const Query kArticlesInState{"articles.in_state", KEPT_ARTICLE
                             "articles a INDEXED BY articles_by_state "
                             "WHERE a.jurisdiction_id = ?1 AND a.id > ?2 AND a.state = ?4 "
                             "ORDER BY a.id LIMIT ?3"};
const Query kAllArticles{"articles.all", KEPT_ARTICLE
                         "articles a WHERE a.jurisdiction_id = ?1 AND a.id > ?2 "
                         "ORDER BY a.id LIMIT ?3"};
const Query kArticlesSince{"articles.since", KEPT_ARTICLE
                           "articles a WHERE a.jurisdiction_id = ?1 AND a.cursor > ?2 "
                           "ORDER BY a.cursor LIMIT ?3"};
const Query kSaveArticle{
    "articles.save",
    "INSERT INTO articles (jurisdiction_id, id, state, from_case, cursor, body) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (jurisdiction_id, id) DO UPDATE SET "
    "state = excluded.state, cursor = excluded.cursor, body = excluded.body"};
const Query kProposal{"article_proposals.by_id",
                      "SELECT body FROM article_proposals WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kOpenProposals{"article_proposals.open",
                           "SELECT body FROM article_proposals INDEXED BY article_proposals_open "
                           "WHERE jurisdiction_id = ?1 AND state = 'open' ORDER BY id LIMIT ?2"};
const Query kSaveProposal{
    "article_proposals.save",
    "INSERT INTO article_proposals (jurisdiction_id, id, article_id, state, decided_at, body) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (jurisdiction_id, id) DO UPDATE SET "
    "state = excluded.state, decided_at = excluded.decided_at, body = excluded.body"};
#define KEPT_DECIDED_BEFORE                                                 \
  "(SELECT id FROM article_proposals INDEXED BY article_proposals_decided " \
  "WHERE jurisdiction_id = ?1 AND decided_at < ?2 ORDER BY decided_at LIMIT ?3)"
const Query kForgetProposalAlerts{
    "alerts.forget_proposals",
    "DELETE FROM alerts INDEXED BY alerts_by_proposal "
    "WHERE jurisdiction_id = ?1 AND proposal_id IN " KEPT_DECIDED_BEFORE};
const Query kForgetProposals{
    "article_proposals.forget",
    "DELETE FROM article_proposals WHERE jurisdiction_id = ?1 AND id IN " KEPT_DECIDED_BEFORE};
#undef KEPT_DECIDED_BEFORE
const Query kGaps{"gaps.newest",
                  "SELECT id, query, language, article_id, count, last_at FROM gaps "
                  "WHERE jurisdiction_id = ?1 ORDER BY last_at DESC LIMIT ?2"};
const Query kForgetGaps{
    "gaps.forget",
    "DELETE FROM gaps WHERE jurisdiction_id = ?1 AND id IN (SELECT id FROM gaps "
    "WHERE jurisdiction_id = ?1 AND last_at < ?2 ORDER BY last_at LIMIT ?3)"};
const Query kCountGap{
    "gaps.count",
    "INSERT INTO gaps (jurisdiction_id, id, query, language, article_id, count, last_at) "
    "VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6) "
    "ON CONFLICT (jurisdiction_id, query, language, article_id) DO UPDATE SET "
    "count = count + 1, last_at = excluded.last_at"};
#define KEPT_NOTICE                                                                           \
  "SELECT n.body, (SELECT count(*) FROM cases c WHERE c.jurisdiction_id = n.jurisdiction_id " \
  "AND c.notice_id = n.id) FROM notices n WHERE n.jurisdiction_id = ?1 "
const Query kNotices{"notices.in_force", KEPT_NOTICE "AND n.until > ?2 ORDER BY n.until LIMIT 100"};
const Query kNotice{"notices.by_id", KEPT_NOTICE "AND n.id = ?2"};
const Query kSaveNotice{"notices.save",
                        "INSERT INTO notices (jurisdiction_id, id, until, body) "
                        "VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
                        "until = excluded.until, body = excluded.body"};

desk::ArticleRow article_row(const Statement& row) {
  desk::ArticleRow article = read_article(row.get<std::string>(0));
  article.from_case_number = row.get<std::optional<std::int64_t>>(1);
  return article;
}

std::vector<desk::ArticleRow> article_rows(Statement rows) {
  std::vector<desk::ArticleRow> articles;
  while (rows.step()) articles.push_back(article_row(rows));
  return articles;
}

desk::NoticeRow notice_row(const Statement& row) {
  desk::NoticeRow notice = read_notice(row.get<std::string>(0));
  notice.cases = static_cast<int>(row.get<std::int64_t>(1));
  return notice;
}

}  // namespace

std::optional<desk::ArticleRow> Session::article(domain::ArticleId id) {
  Statement row = database_.prepare(kArticle);
  row.bind_all(kJurisdiction, id);
  auto found = article_rows(std::move(row));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<desk::ArticleRow> Session::articles(const std::vector<domain::ArticleId>& ids) {
  Statement rows = database_.prepare(kArticles);
  rows.bind_all(kJurisdiction, codec::to_text(ids));
  return article_rows(std::move(rows));
}

std::vector<desk::ArticleRow> Session::articles_in(const desk::ArticleFilter& filter) {
  Statement rows = database_.prepare(filter.state ? kArticlesInState : kAllArticles);
  rows.bind_all(kJurisdiction, filter.after, filter.limit);
  if (filter.state) rows.bind(4, codec::enum_name(*filter.state));
  return article_rows(std::move(rows));
}

std::vector<desk::ArticleRow> Session::articles_since(std::int64_t cursor, int limit) {
  std::vector<desk::ArticleRow> articles;
  // Of a row that is damaged `verify` tells; all others are found all the same.
  while (articles.empty()) {
    Statement rows = database_.prepare(kArticlesSince);
    rows.bind_all(kJurisdiction, cursor, limit);
    int looked_at = 0;
    for (; rows.step(); ++looked_at) {
      cursor = rows.get<std::int64_t>(2);
      try {
        articles.push_back(article_row(rows));
      } catch (const std::exception&) {
        continue;
      }
    }
    if (looked_at < limit) break;
  }
  return articles;
}

void Session::save(const desk::ArticleRow& article) {
  desk::ArticleRow changed = article;
  changed.cursor = advance("article_cursor", 1);
  database_.run(kSaveArticle, kJurisdiction, changed.id, codec::enum_name(changed.state),
                changed.from_case, changed.cursor, write(changed));
}

std::optional<desk::ProposalRow> Session::proposal(domain::ProposalId id) {
  const auto body = database_.value<std::string>(kProposal, kJurisdiction, id);
  if (!body) return std::nullopt;
  return read_proposal(*body);
}

std::vector<desk::ProposalRow> Session::open_proposals(int limit) {
  Statement rows = database_.prepare(kOpenProposals);
  rows.bind_all(kJurisdiction, limit);
  std::vector<desk::ProposalRow> proposals;
  while (rows.step()) proposals.push_back(read_proposal(rows.get<std::string>(0)));
  return proposals;
}

void Session::save(const desk::ProposalRow& proposal) {
  database_.run(kSaveProposal, kJurisdiction, proposal.id, proposal.article,
                codec::enum_name(proposal.state), proposal.decided_at, write(proposal));
}

int Session::forget_proposals(base::Instant before, int limit) {
  database_.run(kForgetProposalAlerts, kJurisdiction, before, limit);
  return static_cast<int>(database_.run(kForgetProposals, kJurisdiction, before, limit));
}

std::vector<desk::GapRow> Session::gaps(int limit) {
  Statement rows = database_.prepare(kGaps);
  rows.bind_all(kJurisdiction, limit);
  std::vector<desk::GapRow> gaps;
  while (rows.step()) {
    desk::GapRow& gap = gaps.emplace_back();
    gap.id = rows.get<std::int64_t>(0);
    gap.query = rows.get<std::string>(1);
    gap.language = rows.get<std::string>(2);
    const auto article_id = rows.get<domain::ArticleId>(3);
    if (article_id) gap.article = article_id;
    gap.count = static_cast<int>(rows.get<std::int64_t>(4));
    gap.last_at = rows.get<base::Instant>(5);
  }
  return gaps;
}

void Session::count_gap(const std::string& query, const std::string& language,
                        std::optional<domain::ArticleId> article) {
  database_.run(kCountGap, kJurisdiction, next_id(), query, language,
                article.value_or(domain::ArticleId{}), now());
}

int Session::forget_gaps(base::Instant before, int limit) {
  return static_cast<int>(database_.run(kForgetGaps, kJurisdiction, before, limit));
}

std::vector<desk::NoticeRow> Session::notices() {
  Statement rows = database_.prepare(kNotices);
  rows.bind_all(kJurisdiction, now());
  std::vector<desk::NoticeRow> notices;
  while (rows.step()) notices.push_back(notice_row(rows));
  return notices;
}

std::optional<desk::NoticeRow> Session::notice(domain::NoticeId id) {
  Statement row = database_.prepare(kNotice);
  row.bind_all(kJurisdiction, id);
  if (!row.step()) return std::nullopt;
  return notice_row(row);
}

void Session::save(const desk::NoticeRow& notice) {
  database_.run(kSaveNotice, kJurisdiction, notice.id, notice.until, write(notice));
}

}  // namespace kept::store
