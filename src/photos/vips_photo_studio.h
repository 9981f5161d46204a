#pragma once

#include "desk/ports/photo_studio.h"

namespace kept::photos {

/// desk::PhotoStudio on libvips: JPEG, PNG, WebP, GIF and HEIF, by content. One at a time in a
/// program, made before threads begin to use it.
class VipsPhotoStudio final : public desk::PhotoStudio {
 public:
  VipsPhotoStudio();
  ~VipsPhotoStudio() override;
  VipsPhotoStudio(const VipsPhotoStudio&) = delete;
  VipsPhotoStudio& operator=(const VipsPhotoStudio&) = delete;

  [[nodiscard]] base::Result<desk::DevelopedPhoto> develop(std::string_view file) const override;
};

}  // namespace kept::photos
