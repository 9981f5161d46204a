#include "base/secret.h"

#include <gtest/gtest.h>

namespace kept::base {
namespace {

TEST(Secret, IsLongAndNeverTheSame) {
  const std::string one = new_secret();
  EXPECT_EQ(one.size(), 43U);  // 256 bits, 6 a letter
  EXPECT_EQ(
      one.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
      std::string::npos);
  EXPECT_NE(one, new_secret());
}

TEST(Secret, TheDigestIsBlake2b) {
  // RFC 7693 has no 256-bit example; this is what b2sum -l 256 says of "abc".
  EXPECT_EQ(digest_of("abc"), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_NE(digest_of("abc"), digest_of("abd"));
}

TEST(Secret, Sha256IsThatOfTheStandard) {
  // FIPS 180-2, B.1.
  EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace kept::base
