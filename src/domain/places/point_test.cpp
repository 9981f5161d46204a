#include "domain/places/point.h"

#include <gtest/gtest.h>

#include <limits>
#include <utility>

namespace kept::domain {
namespace {

TEST(Point, IsReadAsItIsWritten) {
  for (const auto& [lat, lng] :
       {std::pair{43.6532, -79.3832}, std::pair{0.0, -0.0}, std::pair{-90.0, 180.0},
        std::pair{1e-7, -1.25e-9}, std::pair{43.65320000000001, 179.999999999}}) {
    const auto point = Point::make(lat, lng);
    ASSERT_TRUE(point);
    EXPECT_EQ(Point::parse(point->text()), point) << point->text();
    EXPECT_EQ(point->text().find('e'), std::string::npos) << point->text();
  }
}

TEST(Point, IsWrittenInPlainDecimals) {
  EXPECT_EQ((Point{43.6532, -79.3832}.text()), "43.6532, -79.3832");
  EXPECT_EQ(plain_decimal(1e-7), "0.0000001");
  EXPECT_EQ(plain_decimal(37.0), "37");
  EXPECT_EQ(plain_decimal(-0.0), "0");
}

TEST(Point, LiesOnEarth) {
  EXPECT_FALSE(Point::make(90.0001, 0));
  EXPECT_FALSE(Point::make(0, -180.0001));
  EXPECT_FALSE(Point::make(std::numeric_limits<double>::quiet_NaN(), 0));
  EXPECT_TRUE(Point::make(-90, 180));
}

TEST(DecimalNumber, ReadsWhatClientsSend) {
  EXPECT_EQ(decimal_number("-79.3832"), -79.3832);
  EXPECT_EQ(decimal_number(" +43 "), 43.0);
  EXPECT_EQ(decimal_number("4.36532e1"), 43.6532);
}

TEST(DecimalNumber, RefusesWhatIsNone) {
  for (const char* text :
       {"", " ", "north", "43,65", "43.6x", "inf", "nan", "0x2B", "--1", "+-1", "1e999", "4 3"}) {
    EXPECT_FALSE(decimal_number(text)) << text;
  }
}

}  // namespace
}  // namespace kept::domain
