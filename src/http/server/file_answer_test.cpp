#include "http/server/file_answer.h"

#include <gtest/gtest.h>

#include <vector>

namespace kept::http {
namespace {

const FileToSend kFile{"made.csv", "abc", 1000, "text/csv; charset=utf-8", "requests.csv"};

Response asked(std::vector<std::pair<std::string, std::string>> headers,
               const std::string& method = "GET") {
  Request request;
  request.method = method;
  request.headers = std::move(headers);
  return answer_with_file(request, kFile);
}

std::string header(const Response& response, const std::string& name) {
  for (const auto& [known, value] : response.headers) {
    if (known == name) return value;
  }
  return {};
}

TEST(FileAnswer, TheWholeFileHasATagByWhichItsPartsAreAskedFor) {
  const Response whole = asked({});
  EXPECT_EQ(whole.status, 200);
  ASSERT_TRUE(whole.file);
  EXPECT_EQ(whole.file->offset, 0);
  EXPECT_EQ(whole.file->size, 1000);
  EXPECT_EQ(header(whole, "ETag"), "\"abc\"");
  EXPECT_EQ(header(whole, "Accept-Ranges"), "bytes");
}

TEST(FileAnswer, ARangeIsThatPartAndNoMore) {
  struct Case {
    const char* range;
    std::int64_t offset;
    std::int64_t size;
    const char* told;
  };
  for (const Case& one : {Case{"bytes=0-0", 0, 1, "bytes 0-0/1000"},
                          Case{"bytes=100-299", 100, 200, "bytes 100-299/1000"},
                          Case{"bytes=990-", 990, 10, "bytes 990-999/1000"},
                          Case{"bytes=990-5000", 990, 10, "bytes 990-999/1000"},
                          Case{"bytes=-10", 990, 10, "bytes 990-999/1000"},
                          Case{"bytes=-5000", 0, 1000, "bytes 0-999/1000"}}) {
    const Response part = asked({{"range", one.range}});
    EXPECT_EQ(part.status, 206) << one.range;
    ASSERT_TRUE(part.file) << one.range;
    EXPECT_EQ(part.file->offset, one.offset) << one.range;
    EXPECT_EQ(part.file->size, one.size) << one.range;
    EXPECT_EQ(header(part, "Content-Range"), one.told) << one.range;
  }
}

TEST(FileAnswer, WhatBeginsBeyondTheEndIsRefused) {
  for (const char* range : {"bytes=1000-", "bytes=1000-2000", "bytes=-0"}) {
    const Response none = asked({{"range", range}});
    EXPECT_EQ(none.status, 416) << range;
    EXPECT_FALSE(none.file) << range;
    EXPECT_EQ(header(none, "Content-Range"), "bytes */1000") << range;
  }
}

TEST(FileAnswer, WhatIsNoSingleRangeIsNotHeeded) {
  for (const char* range : {"bytes=5-2", "bytes=0-1,5-6", "bytes=a-b", "bytes=-", "bytes",
                            "lines=0-1", "bytes=--5", "bytes=99999999999999999999-"}) {
    const Response whole = asked({{"range", range}});
    EXPECT_EQ(whole.status, 200) << range;
    EXPECT_EQ(whole.file->size, 1000) << range;
  }
  EXPECT_EQ(asked({{"range", "bytes=0-1"}}, "HEAD").status, 200);
}

TEST(FileAnswer, AnInterruptedDownloadGoesOnOnlyWithTheSameFile) {
  EXPECT_EQ(asked({{"range", "bytes=5-"}, {"if-range", "\"abc\""}}).status, 206);
  for (const char* other : {"\"abd\"", "W/\"abc\"", "Tue, 24 Nov 2026 10:00:00 GMT"}) {
    const Response whole = asked({{"range", "bytes=5-"}, {"if-range", other}});
    EXPECT_EQ(whole.status, 200) << other;
    EXPECT_EQ(whole.file->size, 1000) << other;
  }
}

TEST(FileAnswer, WhoHasItAlreadyIsToldSo) {
  for (const char* tags : {R"("abc")", R"(W/"abc")", R"("x", "abc")", "*"}) {
    const Response same = asked({{"if-none-match", tags}});
    EXPECT_EQ(same.status, 304) << tags;
    EXPECT_FALSE(same.file) << tags;
    EXPECT_EQ(header(same, "ETag"), "\"abc\"") << tags;
  }
  EXPECT_EQ(asked({{"if-none-match", "\"abd\""}}).status, 200);
  EXPECT_EQ(asked({{"if-match", "\"abd\""}}).status, 412);
  EXPECT_EQ(asked({{"if-match", "\"abc\""}}).status, 200);
}

}  // namespace
}  // namespace kept::http
