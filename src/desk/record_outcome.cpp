#include "desk/record_outcome.h"

#include "desk/draft_article.h"
#include "desk/make_promise.h"
#include "desk/sees_case.h"
#include "desk/works_on_case.h"
#include "domain/cases/ending.h"
#include "domain/cases/messages.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::CaseId;

/// Begins work on the case, whosever it is, lets `decide` decide, and saves.
template <typename Decide>
Result<CaseId> on_any_case(Transaction& tx, const Principal& who, const CaseRef& ref,
                           Decide decide) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  const Result<Done> decided = decide(work);
  if (!decided.ok()) return decided.error();
  return work.finish();
}

/// The same of a case that `who` works on.
template <typename Decide>
Result<CaseId> on_case(Transaction& tx, const Principal& who, const CaseRef& ref, Decide decide) {
  return on_any_case(tx, who, ref, [&](CaseWork& work) -> Result<Done> {
    auto theirs = require_work(*tx.directory(), who, work.state());
    return theirs.ok() ? decide(work) : theirs;
  });
}

domain::NewOutcome outcome_of(Transaction& tx, const OutcomeForm& form) {
  return {form.resolution, form.qualifiers, tx.keep_personal(form.text)};
}

/// Whoever is said to have told the resident has a part in the case, and that keeps no promise of
/// which `who` may not say that it was kept.
Result<Done> may_tell_of(Transaction& tx, const Principal& who, const domain::Case& state,
                         const OutcomeForm& form) {
  if (!form.told_by_owner_at || form.interaction) return Done{};
  if (form.said_by && !works_on_case(*tx.directory(), *form.said_by, state)) {
    return base::refused("case.not_theirs", "They have no part in this case.", "/on_behalf_of");
  }
  for (const domain::Promise& promise : state.promises) {
    if (!promise.is_owed() || promise.beneficiary != state.reporter) continue;
    if (*form.told_by_owner_at < promise.made_at) continue;
    if (auto may = may_give_word(tx, who, state, promise.id, {}); !may.ok()) return may;
  }
  return Done{};
}

Result<Done> tell(Transaction& tx, const Principal& who, CaseWork& work, const OutcomeForm& form) {
  if (form.interaction) {
    const auto talk = conversation(tx, who, *form.interaction);
    if (!talk.ok()) return talk.error();
    return domain::tell_resident(work.decision(), talk.value(), false);
  }
  if (form.told_by_owner_at) {
    return domain::told_on_word(work.decision(), form.said_by.value_or(who.staff),
                                *form.told_by_owner_at);
  }
  return Done{};
}

}  // namespace

Result<CaseId> record_outcome(Transaction& tx, const Principal& who, const CaseRef& ref,
                              const OutcomeForm& form) {
  return on_case(tx, who, ref, [&](CaseWork& work) -> Result<Done> {
    if (auto may = may_tell_of(tx, who, work.state(), form); !may.ok()) return may;
    auto recorded = domain::record_outcome(work.decision(), outcome_of(tx, form));
    if (!recorded.ok()) return recorded;
    if (auto told = tell(tx, who, work, form); !told.ok()) return told;
    offer_draft(tx, work.state(), form);
    return Done{};
  });
}

Result<CaseId> record_told(Transaction& tx, const Principal& who, const CaseRef& ref,
                           domain::InteractionId interaction, bool waived) {
  return on_case(tx, who, ref, [&](CaseWork& work) -> Result<Done> {
    const auto talk = conversation(tx, who, interaction);
    if (!talk.ok()) return talk.error();
    return domain::tell_resident(work.decision(), talk.value(), waived);
  });
}

Result<CaseId> tell_in_writing(Transaction& tx, const Principal& who, const CaseRef& ref,
                               std::optional<domain::ContactId> contact) {
  return on_case(tx, who, ref, [&](CaseWork& work) -> Result<Done> {
    const auto to = contact ? contact : work.state().reporter;
    if (!to) return base::refused("case.nobody_to_tell", "Nobody is known who could be told.");
    return domain::tell_in_writing(work.decision(), *to);
  });
}

Result<CaseId> record_follow_up(Transaction& tx, const Principal& who, const CaseRef& ref,
                                const FollowUpForm& form) {
  return on_case(tx, who, ref, [&](CaseWork& work) -> Result<Done> {
    const auto talk = conversation(tx, who, form.interaction);
    if (!talk.ok()) return talk.error();
    return domain::record_follow_up(work.decision(), talk.value(),
                                    {form.heard, form.satisfied_with_call,
                                     form.satisfied_with_outcome, tx.keep_personal(form.note)});
  });
}

Result<CaseId> close_case(Transaction& tx, const Principal& who, const CaseRef& ref,
                          const OutcomeForm& form) {
  return on_case(tx, who, ref, [&](CaseWork& work) -> Result<Done> {
    std::optional<domain::Conversation> talk;
    if (form.interaction) {
      const auto call = own_talk(tx, who, *form.interaction);
      if (!call.ok()) return call.error();
      talk = talk_of(call.value());
    }
    return domain::close_directly(work.decision(), outcome_of(tx, form), talk);
  });
}

Result<CaseId> reopen_case(Transaction& tx, const Principal& who, const CaseRef& ref,
                           const std::string& reason) {
  // Reopening a duplicate reopens the case that stands.
  const domain::Case named = tx.load_case(ref.id);
  const CaseRef stands =
      named.joined_to ? CaseRef{*named.joined_to, {}} : CaseRef{ref.id, ref.expected_version};
  // A complaint may stand for a question of whom it is about.
  if (!sees_case(tx, who, stands.id)) {
    return base::not_found("case.unknown", "There is no case with that number.");
  }
  // Those who know the resident of the duplicate hear that it is not over.
  const bool is_theirs = require_work(*tx.directory(), who, named).ok();
  const auto again = [&](CaseWork& work) {
    return domain::reopen(work.decision(), domain::ReopenReason::resident_asks,
                          tx.keep_personal(reason));
  };
  return is_theirs ? on_any_case(tx, who, stands, again) : on_case(tx, who, stands, again);
}

Result<CaseId> record_not_heard(Transaction& tx, const Principal& who, const CaseRef& ref,
                                domain::InteractionId interaction, const std::string& note) {
  // Residents ring whoever's number they have, and that they wait is for all to pass on.
  return on_any_case(tx, who, ref, [&](CaseWork& work) -> Result<Done> {
    const auto talk = conversation(tx, who, interaction);
    if (!talk.ok()) return talk.error();
    return domain::not_heard(work.decision(), talk.value(), tx.keep_personal(note));
  });
}

Result<CaseId> join_case(Transaction& tx, const Principal& who, const CaseRef& duplicate,
                         domain::CaseId survivor, domain::InteractionId interaction) {
  auto standing = CaseWork::begin(tx, who, survivor, {});
  if (!standing.ok()) return standing.error();
  CaseWork stands = std::move(standing).value();
  // It takes over what was promised on the duplicate, and those who promised it work on it then.
  auto theirs = require_work(*tx.directory(), who, stands.state());
  if (!theirs.ok()) return theirs.error();
  auto joined = on_case(tx, who, duplicate, [&](CaseWork& work) -> Result<Done> {
    const auto talk = conversation(tx, who, interaction);
    if (!talk.ok()) return talk.error();
    auto taken = domain::join(work.decision(), stands.state(), talk.value());
    if (!taken.ok()) return taken.error();
    stands.decision().happen(std::move(taken).value());
    return Done{};
  });
  if (!joined.ok()) return joined;
  auto saved = stands.finish();
  if (!saved.ok()) return saved;
  return joined;
}

}  // namespace kept::desk
