#include "photos/vips_photo_studio.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vips/vips.h>

#include <cstdint>

namespace kept::photos {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kJpegBegins = "\xFF\xD8\xFF";

/// Of one colour, so wide and high, as a file of this kind, with a note in it.
std::string picture(int width, int height, const char* suffix, int orientation = 1) {
  VipsImage* black = nullptr;
  EXPECT_EQ(vips_black(&black, width, height, "bands", 3, nullptr), 0);
  VipsImage* red = nullptr;
  double scale[] = {1, 1, 1};
  double colour[] = {200, 20, 20};
  EXPECT_EQ(vips_linear(black, &red, scale, colour, 3, "uchar", TRUE, nullptr), 0);
  VipsImage* named = nullptr;
  EXPECT_EQ(vips_copy(red, &named, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr), 0);
  vips_image_set_string(named, "exif-ifd0-ImageDescription", "14 Elm Street, by Rosa");
  vips_image_set_int(named, VIPS_META_ORIENTATION, orientation);
  void* bytes = nullptr;
  std::size_t length = 0;
  // The studio lets no other kind be written while it is there.
  vips_operation_block_set("VipsForeignSave", FALSE);
  EXPECT_EQ(vips_image_write_to_buffer(named, suffix, &bytes, &length, nullptr), 0)
      << vips_error_buffer();
  std::string file(static_cast<const char*>(bytes), length);
  g_free(bytes);
  for (VipsImage* image : {black, red, named}) g_object_unref(image);
  return file;
}

const VipsPhotoStudio& studio() {
  static const auto* const kStudio = new VipsPhotoStudio;  // the library starts once in a program
  return *kStudio;
}

class VipsPhotoStudioTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { (void)studio(); }
};

TEST_F(VipsPhotoStudioTest, DrawsWhatCamerasMakeAnewAsJpegWithoutWhatIsHiddenInIt) {
  for (const char* suffix : {".jpg", ".png", ".webp"}) {
    const std::string file = picture(400, 300, suffix);
    const auto photo = studio().develop(file);
    ASSERT_TRUE(photo.ok()) << suffix;
    EXPECT_EQ(photo.value().width, 400);
    EXPECT_EQ(photo.value().height, 300);
    EXPECT_THAT(photo.value().image, StartsWith(kJpegBegins));
    EXPECT_THAT(photo.value().thumbnail, StartsWith(kJpegBegins));
    EXPECT_THAT(photo.value().image, Not(HasSubstr("Elm")));
    EXPECT_THAT(photo.value().image, Not(HasSubstr("Exif")));
  }
  EXPECT_THAT(picture(40, 30, ".jpg"), HasSubstr("Elm"));  // it was there to be taken away
}

TEST_F(VipsPhotoStudioTest, MakesLargeOnesSmallerAndThumbnailsSmaller) {
  const auto photo = studio().develop(picture(4096, 1024, ".jpg"));
  ASSERT_TRUE(photo.ok());
  EXPECT_EQ(photo.value().width, 2048);
  EXPECT_EQ(photo.value().height, 512);
  EXPECT_LT(photo.value().thumbnail.size(), photo.value().image.size());
  const auto thumbnail = studio().develop(photo.value().thumbnail);
  ASSERT_TRUE(thumbnail.ok());
  EXPECT_EQ(thumbnail.value().width, 320);
  EXPECT_EQ(thumbnail.value().height, 80);
}

TEST_F(VipsPhotoStudioTest, TurnsUprightWhatTheCameraHeldSideways) {
  constexpr int kQuarterTurn = 6;
  const auto photo = studio().develop(picture(400, 300, ".jpg", kQuarterTurn));
  ASSERT_TRUE(photo.ok());
  EXPECT_EQ(photo.value().width, 300);
  EXPECT_EQ(photo.value().height, 400);
}

TEST_F(VipsPhotoStudioTest, RefusesWhatIsNoPictureOrOnlyPartOfOne) {
  const std::string whole = picture(400, 300, ".jpg");
  for (const std::string& file :
       {std::string(), std::string("hello"), std::string("\xFF\xD8\xFF\xE0 not really"),
        whole.substr(0, whole.size() / 2), std::string("<svg xmlns='http://www.w3.org/2000/svg'/>"),
        std::string("%PDF-1.4"), std::string("GIF89a")}) {
    const auto photo = studio().develop(file);
    ASSERT_FALSE(photo.ok()) << file.substr(0, 10);
    EXPECT_EQ(photo.error().reason, "photo.not_a_picture");
  }
}

TEST_F(VipsPhotoStudioTest, RefusesASmallFileOfAVastPictureUnopened) {
  // A grey picture of 10,000 by 10,000 points, which packs into a thousandth of that.
  const std::string bomb = picture(10'000, 10'000, ".png[compression=9]");
  EXPECT_LT(bomb.size(), 1'000'000U);
  const auto photo = studio().develop(bomb);
  ASSERT_FALSE(photo.ok());
  EXPECT_EQ(photo.error().reason, "photo.too_large");
}

}  // namespace
}  // namespace kept::photos
