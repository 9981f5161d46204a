#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "desk/case_work.h"
#include "desk/forms.h"
#include "desk/ports/publicity.h"

/// What everybody may see of a case, looked at by a person: the check (public_text.h) is careful
/// rather than clever, and a machine does not look at pictures.
namespace kept::desk {

enum class PublicPart { description, place, update, photo, request };

/// A text or a picture of a request for a public service; or the request as a whole, of one that
/// whoever sent it did not want shown.
struct PublicPiece {
  PublicPart part = PublicPart::description;
  std::int64_t id = 0;  ///< of the value, the picture or the case
  std::string text;     ///< empty: not a text
  bool is_public = false;
};

/// Whether its service is public, and who sent it lets it be shown to all.
[[nodiscard]] bool may_be_shown(Reader& reader, const domain::Case& state);

/// All that there is to decide on; nothing where nothing is shown, whatever is decided. Of a
/// request that is not shown as a whole only that.
[[nodiscard]] std::vector<PublicPiece> public_pieces(Reader& reader, domain::CaseId id);

/// Releases a piece, or withholds it, as an event of the case. Supervisors, and the department
/// whose case it is. A request that is released as a whole is as if it had come so: its words are
/// checked now, and what the check holds back, and each picture, waits for somebody to look.
[[nodiscard]] base::Result<domain::CaseId> decide_publicity(Transaction& tx, const Principal& who,
                                                            const CaseRef& ref, PublicPart part,
                                                            std::int64_t piece, bool is_public);

/// More is known of whoever the case is of: the words that everybody may read are checked again,
/// and what the check finds now is held back, with the pictures that came with it. What a person
/// has decided stands. In the unit of work in which it became known.
void check_again(Transaction& tx, domain::Decision& decision);

/// Cases of which the check held something back and nobody has looked yet, oldest first, as far as
/// `who` may decide on them. Of very many a department sees those among the oldest.
[[nodiscard]] std::vector<WithheldCase> withheld_cases(Reader& reader, const Principal& who,
                                                       std::size_t limit);

}  // namespace kept::desk
