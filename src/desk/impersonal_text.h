#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kept::desk {

/// Who must not be recognised in a text, as far as we know them.
struct KnownPerson {
  std::vector<std::string> names;      ///< as they are written: "Rosa Delgado"
  std::vector<std::string> phones;     ///< E.164
  std::vector<std::string> addresses;  ///< postal and e-mail
};

/// `text` without its salutation, and with a mark in place of each name, number and address of
/// `person`. A help for whoever edits it, not a proof: what we do not know stays.
[[nodiscard]] std::string impersonal(std::string_view text, const KnownPerson& person,
                                     std::string_view home_region);

/// Whether somebody's telephone number or e-mail address stands in `text`. Short numbers ("311")
/// are nobody's.
[[nodiscard]] bool has_address(std::string_view text, std::string_view home_region);

}  // namespace kept::desk
