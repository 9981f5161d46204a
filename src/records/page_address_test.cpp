// From one page of a list to the next.
#include "records/page_address.h"

#include <gtest/gtest.h>

namespace kept::records {
namespace {

std::string next_of(const std::vector<std::string>& links) {
  return next_page(links, "https://example.org/v2/requests.json?page_size=2").value_or("none");
}

TEST(PageAddress, FollowsTheLinkThatIsNext) {
  const std::string next = "https://example.org/v2/requests.json?cursor=b%2C1";
  EXPECT_EQ(next_of({"<" + next + ">; rel=\"next\""}), next);
  EXPECT_EQ(next_of({"<https://example.org/1>; rel=\"prev\", <" + next + ">;rel=next"}), next);
  EXPECT_EQ(next_of({"<https://example.org/1>; rel=prev", "<" + next + ">; REL=\"last Next\""}),
            next);
  EXPECT_EQ(next_of({"<" + next + ">; title=\"a, <b>; rel=\"; rel=\"next\""}), next);
}

TEST(PageAddress, TakesALinkFromWhereItStands) {
  EXPECT_EQ(next_of({"<?page=2>; rel=\"next\""}), "https://example.org/v2/requests.json?page=2");
  EXPECT_EQ(next_of({"</v2/more>; rel=\"next\""}), "https://example.org/v2/more");
  EXPECT_EQ(next_of({"<//other.org/x>; rel=\"next\""}), "https://other.org/x");
}

TEST(PageAddress, SaysWhenThereIsNoNextOne) {
  EXPECT_EQ(next_of({}), "none");
  EXPECT_EQ(next_of({"<https://example.org/1>; rel=\"prev\""}), "none");
  EXPECT_EQ(next_of({"<https://example.org/1>; title=\"rel=next\""}), "none");
  EXPECT_EQ(next_of({"<https://example.org/1"}), "none");
  EXPECT_EQ(next_of({"next", "", "<>"}), "none");
}

TEST(PageAddress, CountsPagesInTheArgument) {
  const std::string address = "https://example.org/requests.json";
  EXPECT_EQ(page_number(address), 1);
  EXPECT_EQ(page_number(address + "?page_size=50&page=7"), 7);
  EXPECT_EQ(page_number(address + "?page=0"), 1);
  EXPECT_EQ(page_number(address + "?page=x"), 1);
  EXPECT_EQ(with_page_number(address, 2), address + "?page=2");
  EXPECT_EQ(with_page_number(address + "?page=2&q=a%26b&page_size=50", 3),
            address + "?q=a%26b&page_size=50&page=3");
}

}  // namespace
}  // namespace kept::records
