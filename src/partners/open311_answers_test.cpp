#include "partners/open311_answers.h"

#include <gtest/gtest.h>

namespace kept::partners {
namespace {

TEST(Open311AnswersTest, NumbersAreReadAsTextOrAsNumbers) {
  const auto read = read_requests(R"([{"service_request_id": 638344}, {"service_request_id": "007"},
                                      {"service_request_id": null, "token": "abc"}])");
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ((*read)[0].number, "638344");
  EXPECT_EQ((*read)[1].number, "007");
  EXPECT_EQ((*read)[2].number, "");
  EXPECT_EQ((*read)[2].token, "abc");
}

TEST(Open311AnswersTest, AListMayStandInAnObject) {
  const auto read = read_requests(
      R"({"service_requests": [{"service_request_id": "1", "status": "closed",
          "status_notes": "Relamped."}]})");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->front().status, "closed");
  EXPECT_EQ(read->front().status_notes, "Relamped.");
}

TEST(Open311AnswersTest, WhatIsNoAnswerIsNone) {
  for (const char* text : {"", "<html>", "{}", "[1]", "null",
                           R"([{"code": 400, "description": "no"}])", "[\"\xff\"]"}) {
    EXPECT_FALSE(read_requests(text).has_value()) << text;
  }
  EXPECT_TRUE(read_requests("[]")->empty());
  EXPECT_FALSE(read_requests("[{\"token\": \"" + std::string(201, 'x') + "\"}]").has_value());
}

TEST(Open311AnswersTest, ErrorsSayWhatIsWrong) {
  EXPECT_EQ(read_errors(R"([{"code": 400, "description": "POLE required"},
                            {"code": 400, "description": "no such place"}])"),
            "POLE required\nno such place");
  EXPECT_EQ(read_errors("<errors/>"), "");
}

}  // namespace
}  // namespace kept::partners
