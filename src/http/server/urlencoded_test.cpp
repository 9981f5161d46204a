#include "http/server/urlencoded.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kept::http {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;
using ::testing::Pair;

TEST(Urlencoded, IsReadAsItWasMeant) {
  EXPECT_THAT(read_urlencoded("a=1&b=x+y&c=%C3%A9&attribute%5BX%5D=1&d=&e"),
              Optional(ElementsAre(Pair("a", "1"), Pair("b", "x y"), Pair("c", "é"),
                                   Pair("attribute[X]", "1"), Pair("d", ""), Pair("e", ""))));
}

TEST(Urlencoded, TakesWhatNobodyEscaped) {
  EXPECT_THAT(
      read_urlencoded("attribute[X][]=a b&u=http://x.org/?q=1#é"),
      Optional(ElementsAre(Pair("attribute[X][]", "a b"), Pair("u", "http://x.org/?q=1#é"))));
}

TEST(Urlencoded, WithABrokenEscapeIsRefused) {
  EXPECT_FALSE(read_urlencoded("a=%zz"));
  EXPECT_FALSE(read_urlencoded("a=%2"));
}

}  // namespace
}  // namespace kept::http
