#include "base/mail_address.h"

#include <gtest/gtest.h>

namespace kept::base {
namespace {

TEST(MailAddress, IsWhatCanBeSentTo) {
  EXPECT_TRUE(is_mail_address("karim@example.org"));
  EXPECT_TRUE(is_mail_address("o'neil+311@example.org"));
  for (const char* bad : {"karim", "@example.org", "karim@", "a@b@c", "a@b\r\nDATA", "a b@c",
                          "a>@b", "réné@example.org", "a@b,c@d"}) {
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  }
}

}  // namespace
}  // namespace kept::base
