#include "base/running_digest.h"

#include <gtest/gtest.h>

#include "base/secret.h"

namespace kept::base {
namespace {

TEST(RunningDigest, IsThatOfThePiecesTogether) {
  RunningDigest digest;
  for (const char* piece : {"a row", "", " and another"}) digest.add(piece);
  EXPECT_EQ(digest.finish(), digest_of("a row and another"));
  EXPECT_EQ(RunningDigest().finish(), digest_of(""));
}

}  // namespace
}  // namespace kept::base
