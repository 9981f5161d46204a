#include "base/folded_text.h"

#include <gtest/gtest.h>

namespace kept::base {
namespace {

TEST(FoldedText, LeavesAccentsCaseAndPunctuationOut) {
  EXPECT_EQ(folded("Égout bouché!"), " egout bouche ");
  EXPECT_EQ(folded("L'ÉTÉ, à  midi"), " l ete a midi ");
}

TEST(FoldedText, ComposedAndDecomposedAccentsAreTheSame) {
  EXPECT_EQ(folded("de\xCC\x81"
                   "chets"),
            folded("d\xC3\xA9"
                   "chets"));
}

TEST(FoldedText, NothingIsOneSpace) { EXPECT_EQ(folded(" !? "), " "); }

}  // namespace
}  // namespace kept::base
