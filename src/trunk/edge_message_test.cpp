#include "trunk/edge_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>

namespace kept::trunk {
namespace {

namespace json = boost::json;
using testing::StartsWith;

const EdgeLeg kLeg{"op-7-1", "ana"};

json::object question_in(const std::string& message) {
  EXPECT_THAT(message, StartsWith("c1 "));
  return json::parse(message.substr(3)).as_object();
}

TEST(EdgeMessage, AnOfferBecomesPlainRtpInOurCoding) {
  const json::object ask = question_in(ask_offer("c1", kLeg, "v=0\r\n\"x\""));
  EXPECT_EQ(ask.at("command"), "offer");
  EXPECT_EQ(ask.at("call-id"), "op-7-1");
  EXPECT_EQ(ask.at("from-tag"), "ana");
  EXPECT_EQ(ask.at("sdp"), "v=0\r\n\"x\"");
  EXPECT_EQ(ask.at("transport-protocol"), "RTP/AVP");
  EXPECT_EQ(ask.at("ICE"), "remove");
  EXPECT_EQ(ask.at("codec").at_pointer("/offer/0"), "PCMU");
}

// With DTLS passive, legs failed to connect now and then.
TEST(EdgeMessage, OurAnswerBecomesADtlsClientsForTheBrowser) {
  const json::object ask = question_in(ask_answer("c1", kLeg, "v=0\r\n"));
  EXPECT_EQ(ask.at("command"), "answer");
  EXPECT_EQ(ask.at("to-tag"), "mixer");
  EXPECT_EQ(ask.at("DTLS"), "active");
  EXPECT_EQ(ask.at("transport-protocol"), "UDP/TLS/RTP/SAVPF");
}

TEST(EdgeMessage, ReadsWhatRtpengineAnswers) {
  const auto pong = read_answer(R"(1_2 {"result":"pong"})");
  ASSERT_TRUE(pong);
  EXPECT_EQ(pong->cookie, "1_2");
  EXPECT_TRUE(pong->is_done);
  const auto done = read_answer(R"(c7 {"sdp":"v=0\r\n","result":"ok"})");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->sdp, "v=0\r\n");
  const auto failed = read_answer(R"(c8 {"result":"error","error-reason":"Unknown call-id"})");
  ASSERT_TRUE(failed);
  EXPECT_FALSE(failed->is_done);
  EXPECT_EQ(failed->reason, "Unknown call-id");
}

TEST(EdgeMessage, NonsenseIsNoAnswer) {
  EXPECT_FALSE(read_answer(""));
  EXPECT_FALSE(read_answer("c1"));
  EXPECT_FALSE(read_answer(" {\"result\":\"ok\"}"));
  EXPECT_FALSE(read_answer("c1 d6:result4:ponge"));
  EXPECT_FALSE(read_answer("c1 {}"));
  EXPECT_FALSE(read_answer("c1 {\"result\":7}"));
  EXPECT_FALSE(read_answer("c1 [\"result\"]"));
  EXPECT_FALSE(read_answer("c1 " + std::string(100'000, '[')));
}

}  // namespace
}  // namespace kept::trunk
