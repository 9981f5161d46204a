#pragma once

#include <optional>
#include <string>

#include "base/instant.h"
#include "domain/ids.h"

namespace kept::desk {

/// A picture as it is kept and shown: drawn anew from its points (photo_studio.h), in JPEG.
struct DevelopedPhoto {
  int width = 0;
  int height = 0;
  std::string image;
  std::string thumbnail;
};

enum class PhotoSize { image, thumbnail };

struct PhotoRow {
  domain::PhotoId id;
  domain::CaseId case_id;
  std::optional<domain::ServiceId> service;  ///< of the case; told by reading, not kept
  base::Instant added_at{};
  int width = 0;
  int height = 0;
  bool is_public = false;  ///< as far as the words go with which it came; the service decides, too
};

}  // namespace kept::desk
