#include "records/csv_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace kept::records {
namespace {

using ::testing::ElementsAre;

/// Gives `text` out in pieces of so many bytes.
ReadBytes bytes_of(std::string text, std::size_t piece = 1000) {
  return [text = std::move(text), piece, from = std::size_t{0}](
             char* into, std::size_t size) mutable -> base::Result<std::size_t> {
    const std::size_t count = text.copy(into, std::min(size, piece), from);
    from += count;
    return count;
  };
}

/// Rows as "line:field|field", faults as "line!text".
std::vector<std::string> rows_of(const std::string& text, char separator = ',') {
  CsvRows rows(bytes_of(text), separator);
  std::vector<std::string> found;
  CsvRow row;
  while (rows.next(row).value()) {
    std::string one = std::to_string(row.line()) + (row.fault().empty() ? ":" : "!");
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) one += '|';
      one += row[i];
    }
    found.push_back(one);
  }
  return found;
}

TEST(CsvRows, ReadsQuotesSeparatorsAndLineEndsInThem) {
  EXPECT_THAT(rows_of("a,\"b \"\"c\"\", d\",\"e\nf\"\ng,,h\n"),
              ElementsAre("1:a|b \"c\", d|e\nf", "3:g||h"));
}

TEST(CsvRows, ReadsMarkAndBothLineEnds) {
  EXPECT_THAT(rows_of("\xEF\xBB\xBF"
                      "a,\"b\"\r\n\r\nc,\"d\r\ne\"\r\n"),
              ElementsAre("1:a|b", "3:c|d\r\ne"));
  EXPECT_THAT(rows_of("a,b\nc,d"), ElementsAre("1:a|b", "2:c|d"));
  EXPECT_THAT(rows_of("a,b\nc,"), ElementsAre("1:a|b", "2:c|"));
  EXPECT_THAT(rows_of(""), ElementsAre());
  EXPECT_THAT(rows_of("\n \n"), ElementsAre());
}

TEST(CsvRows, ReadsOtherSeparators) {
  EXPECT_THAT(rows_of("a;b,c\n", ';'), ElementsAre("1:a|b,c"));
}

TEST(CsvRows, ALoneCarriageReturnEndsNothing) {
  EXPECT_THAT(rows_of("a\rb,c\nd,e\n"), ElementsAre("1:a\rb|c", "2:d|e"));
}

TEST(CsvRows, AQuoteInTheWrongPlaceCostsItsLineOnly) {
  EXPECT_THAT(rows_of("a,b\n1,5\" pipe\n2,c\n"), ElementsAre("1:a|b", "2!1,5\" pipe", "3:2|c"));
  EXPECT_THAT(rows_of("1,\"a\"b\n2,c\n"), ElementsAre("1!1,\"a\"b", "2:2|c"));
}

TEST(CsvRows, AQuoteThatIsNeverClosedCostsItsLineOnly) {
  EXPECT_THAT(rows_of("1,\"a\n2,b\n3,c\n"), ElementsAre("1!1,\"a", "2:2|b", "3:3|c"));
  EXPECT_THAT(rows_of("1,\"a\n2,b\n3,\"c\"\n4,d"),
              ElementsAre("1!1,\"a", "2:2|b", "3:3|c", "4:4|d"));
  EXPECT_THAT(rows_of("1,\"a"), ElementsAre("1!1,\"a"));
}

TEST(CsvRows, AnOpenQuoteIsGivenUpBeforeItFillsTheMemory) {
  std::string text = "1,\"a\n";
  constexpr int kRows = 220'000;
  for (int i = 0; i < kRows; ++i) text += "22,b\n";
  CsvRows rows(bytes_of(text, 100'000));
  CsvRow row;
  int read = 0;
  int faults = 0;
  while (rows.next(row).value()) {
    ++(row.fault().empty() ? read : faults);
    if (row.fault().empty()) {
      ASSERT_EQ(row.line(), read + 1);
    }
  }
  EXPECT_EQ(faults, 1);
  EXPECT_EQ(read, kRows);
}

TEST(CsvRows, ALineOfAnyLengthComesWholeWhateverThePieces) {
  const std::string field(200'000, 'x');
  const std::string text = "\"" + field + "\",b\nc,d\n";
  for (const std::size_t piece : {std::size_t{3}, std::size_t{4096}, text.size()}) {
    CsvRows rows(bytes_of(text, piece));
    CsvRow row;
    ASSERT_TRUE(rows.next(row).value());
    EXPECT_EQ(row[0], field);
    ASSERT_TRUE(rows.next(row).value());
    EXPECT_EQ(row[1], "d");
    EXPECT_FALSE(rows.next(row).value());
  }
}

TEST(CsvRows, TellsWhenTheBytesBreakOff) {
  bool first = true;
  CsvRows rows([&](char* into, std::size_t) -> base::Result<std::size_t> {
    if (!std::exchange(first, false)) return base::unavailable("test.broken", "truncated");
    std::copy_n("a,b\nc", 5, into);
    return std::size_t{5};
  });
  CsvRow row;
  EXPECT_TRUE(rows.next(row).value());
  EXPECT_EQ(rows.next(row).error().reason, "test.broken");
}

TEST(CsvRows, WritesWhatItReads) {
  const std::string line = csv_line({"a", "", "b \"c\", d", "e\nf"});
  EXPECT_EQ(line, "\"a\",\"\",\"b \"\"c\"\", d\",\"e\nf\"\r\n");
  EXPECT_THAT(rows_of(line), ElementsAre("1:a||b \"c\", d|e\nf"));
}

}  // namespace
}  // namespace kept::records
