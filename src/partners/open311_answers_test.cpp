#include "partners/open311_answers.h"

#include <gtest/gtest.h>

namespace kept::partners {
namespace {

using desk::PartnerFormat;

constexpr PartnerFormat kJson = PartnerFormat::json;
constexpr PartnerFormat kXml = PartnerFormat::xml;

TEST(Open311AnswersTest, NumbersAreReadAsTextOrAsNumbers) {
  const auto read = read_requests(R"([{"service_request_id": 638344}, {"service_request_id": "007"},
                                      {"service_request_id": null, "token": "abc"}])",
                                  kJson);
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
          "status_notes": "Relamped."}]})",
      kJson);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->front().status, "closed");
  EXPECT_EQ(read->front().status_notes, "Relamped.");
}

TEST(Open311AnswersTest, WhatIsNoAnswerIsNone) {
  for (const char* text : {"", "<html>", "{}", "[1]", "null",
                           R"([{"code": 400, "description": "no"}])", "[\"\xff\"]"}) {
    EXPECT_FALSE(read_requests(text, kJson).has_value()) << text;
  }
  EXPECT_TRUE(read_requests("[]", kJson)->empty());
  EXPECT_FALSE(
      read_requests("[{\"token\": \"" + std::string(201, 'x') + "\"}]", kJson).has_value());
}

TEST(Open311AnswersTest, ErrorsSayWhatIsWrong) {
  EXPECT_EQ(read_errors(R"([{"code": 400, "description": "POLE required"},
                            {"code": 400, "description": "no such place"}])",
                        kJson),
            "POLE required\nno such place");
  EXPECT_EQ(read_errors("<errors/>", kJson), "");
}

TEST(Open311AnswersTest, XmlSaysTheSame) {
  const auto read = read_requests(
      "<?xml version=\"1.0\"?><service_requests><request><service_request_id> 007 "
      "</service_request_id><status>closed</status><status_notes>Lamp &amp; pole"
      "</status_notes></request><request><token>abc</token></request></service_requests>",
      kXml);
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0].number, "007");
  EXPECT_EQ((*read)[0].status_notes, "Lamp & pole");
  EXPECT_EQ((*read)[1].number, "");
  EXPECT_EQ((*read)[1].token, "abc");
  EXPECT_TRUE(read_requests("<service_requests/>", kXml)->empty());
  EXPECT_EQ(read_errors("<errors><error><code>400</code><description>POLE required</description>"
                        "</error></errors>",
                        kXml),
            "POLE required");
}

TEST(Open311AnswersTest, XmlThatIsNoAnswerIsNone) {
  for (const char* text : {"", "[]", "<html/>", "<service_requests>", "<errors/>",
                           "<service_requests>\xff</service_requests>"}) {
    EXPECT_FALSE(read_requests(text, kXml).has_value()) << text;
  }
}

TEST(Open311AnswersTest, UpdatesAreReadInBothFormats) {
  const auto json = read_updates(
      R"([{"update_id": 12, "service_request_id": "7", "status": "fixed", "description": "Done."}])",
      kJson);
  const auto xml = read_updates(
      "<service_request_updates><request_update><update_id>12</update_id><service_request_id>7"
      "</service_request_id><status>fixed</status><description>Done.</description>"
      "</request_update></service_request_updates>",
      kXml);
  for (const auto& read : {json, xml}) {
    ASSERT_TRUE(read.has_value());
    ASSERT_EQ(read->size(), 1U);
    EXPECT_EQ(read->front().id, "12");
    EXPECT_EQ(read->front().number, "7");
    EXPECT_EQ(read->front().status, "fixed");
    EXPECT_EQ(read->front().text, "Done.");
  }
  EXPECT_FALSE(read_updates("<service_requests/>", kXml).has_value());
}

}  // namespace
}  // namespace kept::partners
