#pragma once

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

struct ArticleForm {
  std::string language;
  std::optional<std::string> question;
  std::optional<std::string> answer;
  std::optional<std::string> script;
  std::optional<ArticleState> state;
  std::optional<std::string> review_date;            ///< "2027-05-01"; empty: none any more
  std::optional<std::vector<std::string>> synonyms;  ///< everyday words that find it
  std::optional<std::vector<domain::ServiceId>> services;
  std::optional<domain::DepartmentId> department;  ///< who keeps it from now on
  std::optional<std::optional<CardRow>> card;    ///< role and hours in `language`; or none any more
  std::optional<std::int64_t> expected_version;  ///< ArticleRow::cursor, as the editor saw it
};

/// The article, for somebody who may write it: of their own department, and who answers for what is
/// published where it is.
[[nodiscard]] base::Result<ArticleRow> article_to_write(Transaction& tx, const Principal& who,
                                                        domain::ArticleId id);
/// The article, for somebody who may publish it, whatever state it is in.
[[nodiscard]] base::Result<ArticleRow> article_to_publish(Transaction& tx, const Principal& who,
                                                          domain::ArticleId id);

/// Changes an article in one language, or takes it to another state (article_states.h). What is
/// published has a question, an answer and a date to look at it again: a year on, if none is named.
/// Department staff edit what belongs to their own department and is not published: what residents
/// are told is changed by who publishes it. Fails with "article.changed" when
/// somebody else changed it since `expected_version`.
[[nodiscard]] base::Result<base::Done> edit_article(Transaction& tx, const Principal& who,
                                                    domain::ArticleId id, const ArticleForm& form);

/// A search that found nothing, or an answer that did not help. What has somebody's number or
/// e-mail address in it is refused: these words are kept for a year.
[[nodiscard]] base::Result<GapRow> record_gap(Transaction& tx, const Principal& who,
                                              const std::string& query, const std::string& language,
                                              std::optional<domain::ArticleId> article);

struct NoticeForm {
  Localised text;
  std::optional<std::string> area;  ///< where it names one of the city's, only that is meant
  std::vector<domain::ServiceId> services;
  base::Instant until{};
};

/// A city event that stands on top of operators' search.
[[nodiscard]] base::Result<domain::NoticeId> post_notice(Transaction& tx, const Principal& who,
                                                         const NoticeForm& form);
[[nodiscard]] base::Result<base::Done> end_notice(Transaction& tx, const Principal& who,
                                                  domain::NoticeId id);

}  // namespace kept::desk
