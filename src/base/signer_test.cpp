#include "base/signer.h"

#include <gtest/gtest.h>

namespace kept::base {
namespace {

TEST(Signer, KnowsItsOwnSignature) {
  const Signer signer(Signer::new_key());
  EXPECT_EQ(signer.verify(signer.sign("a42")), "a42");
}

TEST(Signer, RefusesAnotherTextWithTheSameSignature) {
  const Signer signer(Signer::new_key());
  std::string token = signer.sign("a42");
  token[1] = '5';
  EXPECT_EQ(signer.verify(token), std::nullopt);
}

TEST(Signer, RefusesAnotherKeysSignatureAndRubbish) {
  const Signer signer(Signer::new_key());
  EXPECT_EQ(signer.verify(Signer(Signer::new_key()).sign("a42")), std::nullopt);
  EXPECT_EQ(signer.verify(""), std::nullopt);
  EXPECT_EQ(signer.verify("a42"), std::nullopt);
  EXPECT_EQ(signer.verify("a42."), std::nullopt);
}

}  // namespace
}  // namespace kept::base
