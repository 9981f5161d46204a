#include "trunk/sound_description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace kept::trunk {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Coding = SoundDescription::Coding;

std::string sdp(const std::string& media, const std::string& connection = "c=IN IP4 192.0.2.7") {
  return "v=0\r\no=trunk 1 1 IN IP4 192.0.2.7\r\ns=-\r\n" + connection + "\r\nt=0 0\r\n" + media;
}

const OwnSide kOurs{"192.0.2.99", 20'000, 17, 2};

TEST(SoundDescription, ReadsWhatATrunkOffers) {
  const auto offer =
      read_sdp(sdp("m=audio 41900 RTP/AVP 8 18 0 96\r\n"
                   "a=rtpmap:18 G729/8000\r\na=rtpmap:96 telephone-event/8000\r\n"));
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->address, "192.0.2.7");
  EXPECT_EQ(offer->port, 41900);
  EXPECT_THAT(offer->codings, ElementsAre(Coding{media::Law::a, 8}, Coding{media::Law::mu, 0}));
  EXPECT_EQ(offer->digits_type, 96);
  EXPECT_TRUE(offer->wants_to_send && offer->wants_to_receive);
  const auto format = agreed(*offer);
  ASSERT_TRUE(format);
  EXPECT_EQ(format->law, media::Law::a);
  EXPECT_EQ(format->sound_type, 8);
  EXPECT_EQ(format->digits_type, 96);
}

TEST(SoundDescription, WithoutACommonCodingNothingIsAgreed) {
  const auto offer = read_sdp(sdp(
      "m=audio 41900 RTP/AVP 9 96 97\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:97 PCMU/16000\r\n"));
  ASSERT_TRUE(offer);
  EXPECT_FALSE(agreed(*offer));
}

TEST(SoundDescription, ACodingMayHaveAnyNumber) {
  const auto offer = read_sdp(sdp("m=audio 41900 RTP/AVP 110\r\na=rtpmap:110 pcma/8000\r\n"));
  ASSERT_TRUE(offer);
  EXPECT_THAT(offer->codings, ElementsAre(Coding{media::Law::a, 110}));
}

TEST(SoundDescription, HoldIsADirectionOrNoAddress) {
  const auto held = read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\na=sendonly\r\n"));
  ASSERT_TRUE(held);
  EXPECT_TRUE(held->wants_to_send);
  EXPECT_FALSE(held->wants_to_receive);
  EXPECT_THAT(write_answer(kOurs, *held, *agreed(*held)), HasSubstr("\r\na=recvonly\r\n"));
  const auto inactive = read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\na=inactive\r\n"));
  ASSERT_TRUE(inactive);
  EXPECT_THAT(write_answer(kOurs, *inactive, *agreed(*inactive)), HasSubstr("\r\na=inactive\r\n"));
  const auto old = read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\n", "c=IN IP4 0.0.0.0"));
  ASSERT_TRUE(old);
  EXPECT_FALSE(old->wants_to_receive);
}

TEST(SoundDescription, AnAnswerHasALineForEachThatWasOffered) {
  const auto offer = read_sdp(
      sdp("m=video 5000 RTP/AVP 99\r\na=rtpmap:99 H264/90000\r\nm=audio 41900 RTP/AVP 0 101\r\n"
          "a=rtpmap:101 telephone-event/8000\r\nm=audio 41902 RTP/SAVP 0\r\n"));
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->port, 41900);
  EXPECT_EQ(write_answer(kOurs, *offer, *agreed(*offer)),
            "v=0\r\no=- 17 2 IN IP4 192.0.2.99\r\ns=-\r\nc=IN IP4 192.0.2.99\r\nt=0 0\r\n"
            "m=video 0 RTP/AVP 99\r\n"
            "m=audio 20000 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
            "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n"
            "m=audio 0 RTP/SAVP 0\r\n");
}

TEST(SoundDescription, WhatWeOfferIsReadAsItWasMeant) {
  OwnSide side = kOurs;
  side.address = "2001:db8::7";
  const auto offer = read_sdp(write_offer(side, media::Law::a));
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->address, "2001:db8::7");
  EXPECT_EQ(offer->port, 20'000);
  EXPECT_THAT(offer->codings, ElementsAre(Coding{media::Law::a, 8}, Coding{media::Law::mu, 0}));
  EXPECT_EQ(offer->digits_type, 101);
  const auto answer = read_sdp(write_answer(kOurs, *offer, *agreed(*offer)));
  ASSERT_TRUE(answer);
  EXPECT_THAT(answer->codings, ElementsAre(Coding{media::Law::a, 8}));
}

TEST(SoundDescription, ASideWithoutDigitsIsAnsweredWithoutThem) {
  const auto offer = read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\n"));
  ASSERT_TRUE(offer);
  EXPECT_THAT(write_answer(kOurs, *offer, *agreed(*offer)), Not(HasSubstr("telephone-event")));
}

TEST(SoundDescription, WhatIsNoSoundOverRtpIsRefused) {
  EXPECT_FALSE(read_sdp(""));
  EXPECT_FALSE(read_sdp("hello"));
  EXPECT_FALSE(read_sdp(sdp("")));
  EXPECT_FALSE(read_sdp(sdp("m=video 41900 RTP/AVP 99\r\na=rtpmap:99 H264/90000\r\n")));
  EXPECT_FALSE(read_sdp(sdp("m=audio 0 RTP/AVP 0\r\n")));
  EXPECT_FALSE(read_sdp(sdp("m=audio 99999 RTP/AVP 0\r\n")));
  EXPECT_FALSE(read_sdp(sdp("m=audio 41900 RTP/SAVP 0\r\n")));
  EXPECT_FALSE(read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\n", "c=IN IP4 a.name.example")));
  EXPECT_FALSE(read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\n", "c=IN IP4 224.2.1.1/127")));
  EXPECT_FALSE(read_sdp(std::string(20'000, 'v')));
  // Sofia would parse these for ever.
  EXPECT_FALSE(read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\nm=x 9 foo \xff 0\r\n")));
  EXPECT_FALSE(read_sdp(sdp("m=audio 41900 RTP/AVP 0\rm=vie 250p /*rc 0\r\n")));
  EXPECT_FALSE(read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\nm=x 9 foo /bar\r\n")));
  EXPECT_FALSE(read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\n\tm=x 9 foo /bar\r\n")));
  // Our answer repeats the protocol, and with these it would be no SDP.
  EXPECT_FALSE(read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\nm=x 9 /0/ 8\r\n")));
  EXPECT_FALSE(read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\nm=x 9 RTP/ 8\r\n")));
  EXPECT_FALSE(read_sdp(sdp("m=audio 41900 RTP/AVP 0\r\nm=x 0/4/018 8 0\r\n")));
  EXPECT_TRUE(read_sdp(sdp("m=audio 41900/2 RTP/AVP 0\r\nm=x 9 TCP/MSRP/x 8\r\n")));
  std::string many;
  for (int line = 0; line < 17; ++line) many += "m=audio 41900 RTP/AVP 0\r\n";
  EXPECT_FALSE(read_sdp(sdp(many)));
}

}  // namespace
}  // namespace kept::trunk
