#pragma once

#include <optional>
#include <string>
#include <utility>

#include "desk/ports/store.h"
#include "desk/principal.h"
#include "domain/cases/decision.h"
#include "domain/cases/telling.h"

namespace kept::desk {

/// One case inside a unit of work: locked, decided upon, and saved with its events, its alerts and
/// what is to be sent.
/// Use: begin, let domain functions decide on decision(), then finish().
class CaseWork {
 public:
  /// Fails with "case.changed" when the case has moved on from `expected_version`.
  [[nodiscard]] static base::Result<CaseWork> begin(Transaction& tx, const Principal& who,
                                                    domain::CaseId id,
                                                    std::optional<int> expected_version);
  /// A case that is not there yet.
  [[nodiscard]] static CaseWork begin_new(Transaction& tx, const Principal& who);

  [[nodiscard]] domain::Decision& decision() { return decision_; }
  [[nodiscard]] const domain::Case& state() const { return decision_.state(); }

  /// Settles what is owed next, checks the rules and saves. Nothing is saved when nothing happened.
  base::Result<domain::CaseId> finish();

 private:
  CaseWork(Transaction& tx, const Principal& who, domain::Case state);

  Transaction& tx_;
  std::shared_ptr<const domain::Directory> people_;
  domain::Decision decision_;
  bool stood_for_record_;
};

/// Whether another case was opened for the record that this one was adopted from.
[[nodiscard]] bool other_stands_for_record(Reader& reader, const domain::Case& state);

/// What `act` lets happen on a case as it stands now, saved; for acts that nothing refuses.
template <typename Act>
[[nodiscard]] base::Result<base::Done> act_on_case(Transaction& tx, const Principal& who,
                                                   domain::CaseId id, const Act& act) {
  auto begun = CaseWork::begin(tx, who, id, {});
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  act(work.decision());
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  return base::Done{};
}

/// A conversation that the store keeps, as the domain sees it; nobody is named in it perhaps.
[[nodiscard]] domain::Conversation talk_of(const InteractionRow& row);

/// The conversation that `who` holds or held; a supervisor puts in order what others held. Fails
/// with "interaction.unknown" or "interaction.not_yours".
[[nodiscard]] base::Result<InteractionRow> own_talk(Reader& reader, const Principal& who,
                                                    domain::InteractionId id);

/// The same as the domain sees it. Fails also when nobody is named in it.
[[nodiscard]] base::Result<domain::Conversation> conversation(Reader& reader, const Principal& who,
                                                              domain::InteractionId id);

/// The case with this public number.
[[nodiscard]] base::Result<domain::CaseId> case_by_number(Reader& reader,
                                                          const std::string& number);

}  // namespace kept::desk
