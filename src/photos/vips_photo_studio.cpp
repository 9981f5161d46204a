#include "photos/vips_photo_studio.h"

#include <vips/vips.h>

#include <memory>
#include <stdexcept>

namespace kept::photos {
namespace {

/// More than any camera's; looked at before a point is decoded, for a small file can say that it is
/// as large as it likes.
constexpr std::int64_t kMostPoints = 60'000'000;
constexpr int kLongestSide = 2048;
constexpr int kThumbnailSide = 320;
constexpr int kQuality = 82;

/// Of all that the library reads and writes, what cameras and telephones make. Others have readers
/// that nobody has tried with files of strangers.
constexpr const char* kAllowed[] = {"VipsForeignLoadJpeg", "VipsForeignLoadPng",
                                    "VipsForeignLoadWebp", "VipsForeignLoadNsgif",
                                    "VipsForeignLoadHeif", "VipsForeignSaveJpeg"};

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

base::Error not_a_picture() {
  vips_error_clear();
  return base::invalid("", "photo.not_a_picture", "This is no picture that can be read.");
}

std::string as_jpeg(VipsImage* image) {
  void* bytes = nullptr;
  std::size_t length = 0;
  const int failed = vips_jpegsave_buffer(image, &bytes, &length, "Q", kQuality, "strip", TRUE,
                                          "optimize_coding", TRUE, nullptr);
  const std::unique_ptr<void, decltype(&g_free)> owned(bytes, &g_free);
  return failed != 0 ? std::string() : std::string(static_cast<const char*>(bytes), length);
}

/// Upright, at most so long and wide, in the colours that screens mean. Damaged files fail rather
/// than come out grey below.
Image drawn(std::string_view file, int side) {
  VipsImage* out = nullptr;
  const int failed = vips_thumbnail_buffer(
      const_cast<char*>(file.data()),  // NOLINT(cppcoreguidelines-pro-type-const-cast): it reads
      file.size(), &out, side, "height", side, "size", VIPS_SIZE_DOWN, "export_profile", "srgb",
      "option_string", "[fail_on=truncated]", nullptr);
  return Image(failed != 0 ? nullptr : out);
}

/// On white: JPEG knows no transparency.
Image flattened(Image image) {
  if (!image || vips_image_hasalpha(image.get()) == FALSE) return image;
  constexpr double kWhite = 255;
  const std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> white(
      vips_array_double_newv(1, kWhite),
      [](VipsArrayDouble* array) { vips_area_unref(VIPS_AREA(array)); });
  VipsImage* out = nullptr;
  const int failed = vips_flatten(image.get(), &out, "background", white.get(), nullptr);
  return Image(failed != 0 ? nullptr : out);
}

void silent(const gchar*, GLogLevelFlags, const gchar*, gpointer) {}

/// What its first bytes say of its size; no point is decoded.
Image opened(std::string_view file) {
  return Image(vips_image_new_from_buffer(file.data(), file.size(), "", "access",
                                          VIPS_ACCESS_SEQUENTIAL, nullptr));
}

}  // namespace

VipsPhotoStudio::VipsPhotoStudio() {
  if (VIPS_INIT("kept311") != 0) throw std::runtime_error(vips_error_buffer());
  // What is wrong with strangers' files is told to them, and does not fill the log.
  g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, &silent, nullptr);
  vips_concurrency_set(1);  // several requests come at once
  vips_cache_set_max(0);
  vips_operation_block_set("VipsForeign", TRUE);
  for (const char* name : kAllowed) vips_operation_block_set(name, FALSE);
  vips_block_untrusted_set(TRUE);
}

VipsPhotoStudio::~VipsPhotoStudio() { vips_shutdown(); }

base::Result<desk::DevelopedPhoto> VipsPhotoStudio::develop(std::string_view file) const {
  const Image header = opened(file);
  if (!header) return not_a_picture();
  const std::int64_t points = std::int64_t{vips_image_get_width(header.get())} *
                              std::int64_t{vips_image_get_height(header.get())};
  if (points > kMostPoints) {
    return base::invalid("", "photo.too_large", "This picture has more than 60 million points.");
  }
  const Image image = flattened(drawn(file, kLongestSide));
  const Image thumbnail = flattened(drawn(file, kThumbnailSide));
  if (!image || !thumbnail) return not_a_picture();
  desk::DevelopedPhoto photo;
  photo.width = vips_image_get_width(image.get());
  photo.height = vips_image_get_height(image.get());
  photo.image = as_jpeg(image.get());
  photo.thumbnail = as_jpeg(thumbnail.get());
  if (photo.image.empty() || photo.thumbnail.empty()) return not_a_picture();
  return photo;
}

}  // namespace kept::photos
