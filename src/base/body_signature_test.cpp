#include "base/body_signature.h"

#include <gtest/gtest.h>

namespace kept::base {
namespace {

TEST(BodySignature, IsHmacSha256OfSecondsDotAndBody) {
  // printf '%s' '1764000000.{"event":"ended"}' | openssl dgst -sha256 -hmac SECRET
  EXPECT_EQ(
      body_signature("a-secret-of-thirty-two-characters!", 1764000000, R"({"event":"ended"})"),
      "sha256=4d015ec0ab798a7637ff3349e47e8dee0708331fc4907bbe9de59ef258432574");
}

TEST(BodySignature, SecretMayBeLongerThanABlockOfTheDigest) {
  // printf '%s' '1764000000.' | openssl dgst -sha256 -hmac kkk…
  EXPECT_EQ(body_signature(std::string(100, 'k'), 1764000000, ""),
            "sha256=12fec111dc40c1ea241dca1e5147e8e6eac744264ee62c63b991e460934af61e");
}

TEST(BodySignature, ChangesWithSecretSecondsAndBody) {
  const std::string signature = body_signature("one", 1, "body");
  EXPECT_NE(signature, body_signature("two", 1, "body"));
  EXPECT_NE(signature, body_signature("one", 2, "body"));
  EXPECT_NE(signature, body_signature("one", 1, "bodies"));
}

TEST(BodySignature, SecretsAreComparedAsAWhole) {
  EXPECT_TRUE(is_same_secret("abc", "abc"));
  EXPECT_FALSE(is_same_secret("abc", "abd"));
  EXPECT_FALSE(is_same_secret("abc", "ab"));
  EXPECT_FALSE(is_same_secret("", "a"));
  EXPECT_TRUE(is_same_secret("", ""));
}

}  // namespace
}  // namespace kept::base
