#pragma once

#include <string>
#include <vector>

#include "base/signer.h"
#include "desk/ports/store.h"
#include "domain/cases/decision.h"

namespace kept::desk {

/// Keeps pictures with a case. `is_public`: a check found nothing in the words that came with them.
void add_photos(Transaction& tx, domain::Decision& decision,
                const std::vector<DevelopedPhoto>& photos, bool is_public);

/// The path of a picture. `for_all`: it opens for everybody as long as the picture is public; else
/// it is signed, and opens for whoever has it.
[[nodiscard]] std::string public_photo_path(domain::PhotoId id, PhotoSize size);
[[nodiscard]] std::string photo_path(const base::Signer& signer, domain::PhotoId id, PhotoSize size,
                                     bool for_all);

/// A picture of which somebody asks for the path `name` ("12.jpg") with this key.
struct WantedPhoto {
  domain::PhotoId id;
  PhotoSize size = PhotoSize::image;
  bool is_signed = false;
};
[[nodiscard]] std::optional<WantedPhoto> wanted_photo(const base::Signer& signer,
                                                      const std::string& name,
                                                      const std::string& key);

}  // namespace kept::desk
