#pragma once

#include <map>
#include <optional>
#include <string>

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// Question, answer and script of some languages.
using ChangedTexts = std::map<std::string, ArticleText>;

struct ChangeForm {
  ChangedTexts texts;
  std::string reason;
  std::int64_t expected_version = 0;  ///< ArticleRow::cursor of what was read
};

/// Whoever answers residents proposes other words for a published article, which stays on air as it
/// is; who answers for it is told. Fails with "article.changed" when it is not what was read any
/// more.
[[nodiscard]] base::Result<domain::ProposalId> propose_change(Transaction& tx, const Principal& who,
                                                              domain::ArticleId id,
                                                              const ChangeForm& form);

struct AcceptForm {
  ChangedTexts texts;                 ///< as they are to be; empty: as they were proposed
  std::int64_t expected_version = 0;  ///< of the article that they take the place of
  std::string answer;                 ///< to whoever proposed it; empty: nothing more to say
};

/// Who may publish the article puts the words into it, and who proposed them is told.
[[nodiscard]] base::Result<base::Done> accept_change(Transaction& tx, const Principal& who,
                                                     domain::ProposalId id, const AcceptForm& form);
/// The article stays, and who proposed the change is told why.
[[nodiscard]] base::Result<base::Done> decline_change(Transaction& tx, const Principal& who,
                                                      domain::ProposalId id,
                                                      const std::string& reason);

/// Whether the article has other words by now than those that the change was begun with.
[[nodiscard]] bool is_overtaken(const ProposalRow& proposal, const ArticleRow& article);

}  // namespace kept::desk
