#include "domain/places/block.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace kept::domain {
namespace {

TEST(Block, HidesWhichHouseAndWhichHome) {
  const std::vector<std::pair<const char*, const char*>> addresses{
      {"1127 Elm Street", "11XX Elm Street"},
      {"27 Elm Street", "XX Elm Street"},
      {"7 Elm Street", "XX Elm Street"},
      {"12035B W 5th Ave", "120XX W 5th Ave"},
      {"1127 Elm Street, unit 4, Alder Bay", "11XX Elm Street"},
      {"1127 Elm Street Apt 4", "11XX Elm Street"},
      {"1127 Elm Street #4", "11XX Elm Street"},
      {"1270, rue des Pins, app. 3", "12XX, rue des Pins"},
      {" 1127 Elm Street ", "11XX Elm Street"},
      {"Elm Street / Oak Street", "Elm Street / Oak Street"},
      {"City Hall", "City Hall"},
      {"opposite 1127 Elm Street", ""},
      {"4 1127 Elm Street", ""},
      {"1127 and 1129 Elm Street", ""},
      {"1127 Elm Street Unit4", "11XX Elm Street"},
      {"1127 Elm Street Apt4 rear", "11XX Elm Street"},
      {"1127 Route 66", "11XX Route 66"},
      {"1127 United Way", "11XX United Way"},
      {"Apt 4, 12 Elm Street", ""},
      {"", ""}};
  for (const auto& [address, block] : addresses) {
    EXPECT_EQ(rounded_to_block(std::string_view(address)), block) << address;
    EXPECT_EQ(rounded_to_block(std::string_view(block)), block) << address << ", once more";
  }
}

TEST(Block, APointIsAsExactAsAThousandthOfADegree) {
  const Point block = rounded_to_block(Point{43.65349, -79.38371});
  EXPECT_EQ(block, (Point{43.653, -79.384}));
  EXPECT_EQ(rounded_to_block(block), block);
}

}  // namespace
}  // namespace kept::domain
