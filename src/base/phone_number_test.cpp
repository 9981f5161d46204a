#include "base/phone_number.h"

#include <gtest/gtest.h>

namespace kept::base {
namespace {

PhoneNumber number(std::string_view text) { return PhoneNumber::parse(text, "CA").value(); }

TEST(PhoneNumber, ReadsWhatPeopleType) {
  for (const char* text : {"416-555-0142", "(416) 555 0142", "1 416 555 0142", "+1 416.555.0142",
                           "4165550142", "tel:+1-416-555-0142", "011 1 416 555 0142"}) {
    EXPECT_EQ(number(text).e164(), "+14165550142") << text;
    EXPECT_EQ(number(text).extension(), "") << text;
  }
  EXPECT_EQ(number("+44 20 7946 0018").e164(), "+442079460018");
  EXPECT_EQ(PhoneNumber::parse("020 7946 0018", "GB").value().e164(), "+442079460018");
}

TEST(PhoneNumber, KeepsAnExtensionApart) {
  const PhoneNumber with = number("416-555-0142 ext. 0312");
  EXPECT_EQ(with.e164(), "+14165550142");
  EXPECT_EQ(with.extension(), "0312");
  EXPECT_NE(with, number("416-555-0142"));
  EXPECT_EQ(with.for_reading("CA"), "(416) 555-0142 ext. 0312");
}

TEST(PhoneNumber, ReadsItsOwnTextAgain) {
  for (const char* text : {"416-555-0142", "+44 20 7946 0018", "+61 2 5550 1234"}) {
    const PhoneNumber first = number(text);
    EXPECT_EQ(PhoneNumber::parse(first.e164(), "").value(), first);
  }
}

// Found by a fuzzer: a text whose E.164 form was read as another number.
TEST(PhoneNumber, HasOneTextForOneNumber) {
  const PhoneNumber mexican = PhoneNumber::parse("118776919104", "MX").value();
  EXPECT_EQ(PhoneNumber::parse(mexican.e164(), "").value(), mexican);
  EXPECT_FALSE(PhoneNumber::parse("000 0)48663~6-", "DE").ok());
}

TEST(PhoneNumber, IsWrittenForItsReader) {
  EXPECT_EQ(number("4165550142").for_reading("CA"), "(416) 555-0142");
  EXPECT_EQ(number("4165550142").for_reading("US"), "(416) 555-0142");
  EXPECT_EQ(number("4165550142").for_reading("GB"), "+1 416-555-0142");
  EXPECT_EQ(number("+442079460018").for_reading("CA"), "+44 20 7946 0018");
}

TEST(PhoneNumber, ShowsTwoDigitsWhenMasked) { EXPECT_EQ(number("4165550142 x77").masked(), "…42"); }

// 942 opened in 2025, after this library's tables were made.
TEST(PhoneNumber, AcceptsAreaCodesNewerThanTheTables) {
  EXPECT_EQ(number("942 555 0142").e164(), "+19425550142");
}

TEST(PhoneNumber, RefusesWhatCannotBeDialled) {
  const auto reason = [](std::string_view text) {
    const auto parsed = PhoneNumber::parse(text, "CA");
    return parsed.ok() ? "accepted as " + parsed.value().e164() : parsed.error().reason;
  };
  EXPECT_EQ(reason(""), "phone.not_a_number");
  EXPECT_EQ(reason("call me"), "phone.not_a_number");
  EXPECT_EQ(reason("911"), "phone.too_short");
  EXPECT_EQ(reason("311"), "phone.too_short");
  EXPECT_EQ(reason("555-0142"), "phone.too_short");
  EXPECT_EQ(reason("416 555 01422"), "phone.too_long");
  EXPECT_EQ(reason("123 456 7890"), "phone.not_a_number");
  EXPECT_EQ(reason("416 155 0142"), "phone.not_a_number");
  EXPECT_EQ(reason("+999 416 555 0142"), "phone.country_code");
  EXPECT_EQ(reason(std::string(300, '4')), "phone.too_long");
  EXPECT_EQ(PhoneNumber::parse("416 555 0142", "").error().reason, "phone.country_code");
}

}  // namespace
}  // namespace kept::base
