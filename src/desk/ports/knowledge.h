#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "desk/ports/rows.h"

/// What the city knows, what it is asked in vain, and what is to be changed of it.
namespace kept::desk {

/// What was asked in vain: nothing was found, or `article` did not help.
struct GapRow {
  std::int64_t id = 0;
  std::string query;
  std::string language;
  std::optional<domain::ArticleId> article;
  int count = 1;
  base::Instant last_at{};
};

enum class ProposalState { open, accepted, declined };

/// The words of one language, as they stood when somebody proposed others, and those.
struct ProposedText {
  ArticleText before;
  ArticleText after;

  bool operator==(const ProposedText&) const = default;
};

/// A change of a published article, which stays as it is until somebody who may decides.
struct ProposalRow {
  domain::ProposalId id;
  domain::ArticleId article;
  domain::StaffId by;
  base::Instant at{};
  std::string reason;
  std::int64_t begun_with = 0;                ///< ArticleRow::cursor of what was read
  std::map<std::string, ProposedText> texts;  ///< by language; of others nothing is proposed
  ProposalState state = ProposalState::open;
  std::optional<domain::StaffId> decided_by;
  std::optional<base::Instant> decided_at;
  std::string answer;  ///< what whoever proposed it is told

  bool operator==(const ProposalRow&) const = default;
};

class KnowledgeReader {
 public:
  virtual ~KnowledgeReader() = default;

  [[nodiscard]] virtual std::optional<ArticleRow> article(domain::ArticleId id) = 0;
  [[nodiscard]] virtual std::vector<ArticleRow> articles(
      const std::vector<domain::ArticleId>& ids) = 0;
  [[nodiscard]] virtual std::vector<ArticleRow> articles_in(const ArticleFilter& filter) = 0;
  [[nodiscard]] virtual std::vector<ArticleRow> articles_since(std::int64_t cursor, int limit) = 0;
  [[nodiscard]] virtual std::optional<ProposalRow> proposal(domain::ProposalId id) = 0;
  /// Those that nobody has decided yet, oldest first.
  [[nodiscard]] virtual std::vector<ProposalRow> open_proposals(int limit) = 0;
  [[nodiscard]] virtual std::vector<GapRow> gaps(int limit) = 0;
  [[nodiscard]] virtual std::vector<NoticeRow> notices() = 0;  ///< in force now
  [[nodiscard]] virtual std::optional<NoticeRow> notice(domain::NoticeId id) = 0;
};

class KnowledgeWriter {
 public:
  virtual ~KnowledgeWriter() = default;

  virtual void save(const ArticleRow& article) = 0;
  virtual void save(const ProposalRow& proposal) = 0;
  virtual void save(const NoticeRow& notice) = 0;
  virtual void count_gap(const std::string& query, const std::string& language,
                         std::optional<domain::ArticleId> article) = 0;
  /// Drops what was last asked in vain before that, at most so many; returns how many went.
  [[nodiscard]] virtual int forget_gaps(base::Instant before, int limit) = 0;
  /// Drops what was decided before that, with what was told of it, at most so many; returns how
  /// many.
  [[nodiscard]] virtual int forget_proposals(base::Instant before, int limit) = 0;
};

}  // namespace kept::desk
