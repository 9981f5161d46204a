#pragma once

#include <string_view>

#include "desk/impersonal_text.h"
#include "desk/ports/publicity.h"
#include "desk/ports/store.h"

namespace kept::desk {

/// Whether an automatic check finds nothing in `text` that is personal or rude: no name, number or
/// address of `person`, nobody's telephone number or e-mail address, no long number, none of the
/// phrases in unsayable/. It is careful rather than clever: what it is not sure of is not shown.
[[nodiscard]] bool may_be_public(std::string_view text, const KnownPerson& person,
                                 std::string_view home_region);

/// The same for a text of whoever reported the case.
[[nodiscard]] bool may_be_public(Reader& reader, std::string_view text,
                                 std::optional<domain::ContactId> reporter);

/// Whether everybody may read it, wherever it is published: what a person decided stands before
/// what the check found, and what neither has seen is checked now.
[[nodiscard]] bool is_for_all(Finding finding, std::string_view text, const KnownPerson& person,
                              std::string_view home_region);

/// Whether everybody may read a text of the case, if a person said so; nothing: nobody has looked.
[[nodiscard]] std::optional<bool> decided_by_person(Reader& reader, domain::CaseId id,
                                                    const domain::PersonalRef& ref);

/// Whether a text of the case may leave the city for a partner, who cannot be asked to take it
/// back: what a check let pass when it came is checked once more, for more is known now; only what
/// a person decided stands.
[[nodiscard]] bool may_leave(Reader& reader, const domain::Case& state,
                             const domain::PersonalRef& ref, std::string_view text);

struct CheckedText {
  domain::PersonalRef ref;
  bool is_public = false;
};

/// Looks at what is told with a new request: the words of its place are not shown where the check
/// finds something in them, and what it holds back waits for somebody to look (decide_publicity.h).
void withhold_personal(Transaction& tx, const domain::Case& state);

/// Whoever sent the request wants none of it shown to all, so there is nothing to look at.
void withhold_all(Transaction& tx, const domain::Case& state);

/// Whether who sent the request does not want it shown to all.
[[nodiscard]] bool is_non_public(Reader& reader, domain::CaseId id);

/// Keeps a text, and marks it when everybody may read it; `reporter` is who the case is of.
[[nodiscard]] CheckedText keep_checked(Transaction& tx, const std::string& text,
                                       std::optional<domain::ContactId> reporter);

}  // namespace kept::desk
