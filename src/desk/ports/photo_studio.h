#pragma once

#include <string_view>

#include "base/result.h"
#include "desk/ports/photo_rows.h"

namespace kept::desk {

/// Makes of a file that somebody sent a picture that can be shown to others. Any thread.
class PhotoStudio {
 public:
  virtual ~PhotoStudio() = default;

  /// What it is is told by its content; it is drawn anew, so that nothing of the file but its
  /// points remains: no place, no camera, nothing hidden. Fails with "photo.not_a_picture" or
  /// "photo.too_large".
  [[nodiscard]] virtual base::Result<DevelopedPhoto> develop(std::string_view file) const = 0;
};

}  // namespace kept::desk
