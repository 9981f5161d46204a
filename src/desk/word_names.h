#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kept::desk {

/// The name of a word of the domain (any enumeration of domain/cases/words.h, Role, TimerKind,
/// ArticleState, ProposalState, ServiceType, Automated, KeyScope, PhotoSize, those of
/// ports/partners.h), as it is stored and as interfaces say it: "could_not_locate".
template <typename Word>
[[nodiscard]] std::string name_of(Word word);

/// The word with this name.
template <typename Word>
[[nodiscard]] std::optional<Word> word_of(std::string_view name);

}  // namespace kept::desk
