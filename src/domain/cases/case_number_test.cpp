#include "domain/cases/case_number.h"

#include <gtest/gtest.h>

#include <random>
#include <utility>

namespace kept::domain {
namespace {

std::string reason(std::string_view text) {
  const auto parsed = CaseNumber::parse(text);
  return parsed.ok() ? "accepted" : parsed.error().reason;
}

TEST(CaseNumber, StartsAboveTenMillion) {
  const CaseNumber first = CaseNumber::from_sequence(1).value();
  EXPECT_EQ(first.digits().substr(0, 8), "10000001");
  EXPECT_EQ(first.sequence(), 1);
}

// 572 → 4 is the example of the publications, 0 → 0 follows from x · x = 0.
TEST(CaseNumber, AgreesWithThePublishedExample) {
  // Leading zeros leave a Damm digit unchanged, so the check digit is seen through "never issued".
  EXPECT_EQ(reason("000005724"), "case_number.never_issued");
  EXPECT_EQ(reason("000005723"), "case_number.check_digit");
}

TEST(CaseNumber, IsGroupedForReadingAloud) {
  const CaseNumber number = CaseNumber::from_sequence(38'201'773).value();
  EXPECT_EQ(number.formatted(), "48 201 7732");
  EXPECT_EQ(number.digits(), "482017732");
  EXPECT_EQ(number.value(), 482017732);
  EXPECT_EQ(number.sequence(), 38'201'773);
}

TEST(CaseNumber, EndsWithEightDigits) {
  EXPECT_TRUE(CaseNumber::from_sequence(89'999'999).ok());
  for (const std::int64_t n :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{90'000'000}, INT64_MAX, INT64_MIN}) {
    EXPECT_EQ(CaseNumber::from_sequence(n).error().reason, "case_number.out_of_range");
  }
}

TEST(CaseNumber, ReadsWhatPeopleWrite) {
  const CaseNumber expected = CaseNumber::from_sequence(38'201'773).value();
  for (const char* text : {"482017732", "48 201 7732", " 48-201-7732 ", "4 8 2 0 1 7 7 3 2",
                           "48\u00A0201\u202F7732", "48\u2013201\u20117732"}) {
    const auto parsed = CaseNumber::parse(text);
    ASSERT_TRUE(parsed.ok()) << text;
    EXPECT_EQ(parsed.value(), expected);
  }
}

TEST(CaseNumber, SaysWhatIsWrong) {
  EXPECT_EQ(reason(""), "case_number.wrong_length");
  EXPECT_EQ(reason("48 201 773"), "case_number.wrong_length");
  EXPECT_EQ(reason("48 201 77321"), "case_number.wrong_length");
  EXPECT_EQ(reason(std::string(1000, '1')), "case_number.wrong_length");
  EXPECT_EQ(reason("48 201 7735"), "case_number.check_digit");
  EXPECT_EQ(reason("48 201 773O"), "case_number.not_digits");
  EXPECT_EQ(reason("48/201/7732"), "case_number.not_digits");
  EXPECT_EQ(reason("48 201 773\xE2"), "case_number.not_digits");
  EXPECT_EQ(reason("000000000"), "case_number.never_issued");
  EXPECT_EQ(CaseNumber::parse("48 201 773").error().message,
            "A case number has 9 digits; this one has 8.");
}

void expect_no_mistake_passes(const CaseNumber& number) {
  const std::string digits = number.digits();
  for (std::size_t at = 0; at < digits.size(); ++at) {
    for (char other = '0'; other <= '9'; ++other) {
      if (other == digits[at]) continue;
      std::string wrong = digits;
      wrong[at] = other;
      ASSERT_EQ(reason(wrong), "case_number.check_digit") << wrong;
    }
  }
  for (std::size_t at = 0; at + 1 < digits.size(); ++at) {
    if (digits[at] == digits[at + 1]) continue;
    std::string swapped = digits;
    std::swap(swapped[at], swapped[at + 1]);
    ASSERT_EQ(reason(swapped), "case_number.check_digit") << swapped;
  }
}

TEST(CaseNumber, CatchesEverySingleErrorAndNeighbourSwap) {
  std::mt19937_64 random(311);
  std::uniform_int_distribution<std::int64_t> any(1, 89'999'999);
  for (std::int64_t n = 1; n <= 2000; ++n) {
    expect_no_mistake_passes(CaseNumber::from_sequence(n).value());
    expect_no_mistake_passes(CaseNumber::from_sequence(any(random)).value());
  }
}

TEST(CaseNumber, ComesBackFromItsText) {
  std::mt19937_64 random(17);
  std::uniform_int_distribution<std::int64_t> any(1, 89'999'999);
  for (int i = 0; i < 5000; ++i) {
    const std::int64_t sequence = any(random);
    const CaseNumber number = CaseNumber::from_sequence(sequence).value();
    ASSERT_EQ(CaseNumber::parse(number.formatted()).value(), number);
    ASSERT_EQ(number.sequence(), sequence);
    ASSERT_EQ(number.digits().size(), 9U);
  }
}

}  // namespace
}  // namespace kept::domain
