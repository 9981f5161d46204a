#include "base/text.h"

#include <gtest/gtest.h>

#include <string>

namespace kept::base {
namespace {

// Encodes any number as UTF-8 would, also those that are no code points.
std::string encode(std::uint32_t code) {
  const auto tail = [code](int shift) {
    return static_cast<char>(0x80 | ((code >> shift) & 0x3F));
  };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 | (code >> 6)), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0 | (code >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (code >> 18)), tail(12), tail(6), tail(0)};
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(utf8_length(""), 0U);
  EXPECT_EQ(utf8_length("Montréal"), 8U);
  EXPECT_EQ(utf8_length("ᐃᓄᒃᑎᑐᑦ 中文 🙂"), 11U);
}

TEST(Utf8, KnowsEveryCodePointAndNothingElse) {
  for (std::uint32_t code = 0; code < 0x120000; ++code) {
    const bool scalar = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    ASSERT_EQ(is_utf8(encode(code)), scalar) << std::hex << code;
  }
}

TEST(Utf8, RefusesBrokenForms) {
  using namespace std::string_view_literals;
  for (const std::string_view text :
       {"\x80"sv, "a\xC3"sv, "\xC3("sv, "\xC0\xAF"sv, "\xC1\xBF"sv, "\xE0\x80\xAF"sv, "\xE2\x82"sv,
        "\xF0\x80\x80\xAF"sv, "\xF0\x9F\x99"sv, "\xF5\x80\x80\x80"sv, "\xFF"sv}) {
    EXPECT_FALSE(is_utf8(text));
  }
}

}  // namespace
}  // namespace kept::base
