#include "media/rtp_packet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace kept::media {
namespace {

using testing::ElementsAre;

// Version 2, payload type 8 with marker, sequence 0x0102, timestamp 0x03040506, source 0x0708090A.
std::vector<std::uint8_t> header() { return {0x80, 0x88, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}; }

std::vector<std::uint8_t> header_with(std::uint8_t first, std::vector<std::uint8_t> rest) {
  std::vector<std::uint8_t> bytes = header();
  bytes[0] = first;
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  return bytes;
}

TEST(RtpPacket, FieldsStandWhereTheStandardPutsThem) {
  const auto bytes = header_with(0x80, {0xAB, 0xCD});
  const auto packet = read_rtp(bytes);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->payload_type, 8);
  EXPECT_TRUE(packet->marker);
  EXPECT_EQ(packet->sequence, 0x0102);
  EXPECT_EQ(packet->timestamp, 0x03040506U);
  EXPECT_EQ(packet->source, 0x0708090AU);
  EXPECT_THAT(packet->payload, ElementsAre(0xAB, 0xCD));
  EXPECT_EQ(write_rtp(*packet), bytes);
}

TEST(RtpPacket, SourcesExtensionAndPaddingAreNoSound) {
  // Two contributing sources; an extension of one word; three bytes of padding.
  const auto bytes = header_with(
      0xB2, {0, 0, 0, 1, 0, 0, 0, 2, 0xBE, 0xDE, 0, 1, 9, 9, 9, 9, 0x11, 0x22, 0, 0, 3});
  const auto packet = read_rtp(bytes);
  ASSERT_TRUE(packet);
  EXPECT_THAT(packet->payload, ElementsAre(0x11, 0x22));
}

TEST(RtpPacket, WhatDoesNotFitIsRefused) {
  EXPECT_FALSE(read_rtp({}));
  EXPECT_FALSE(read_rtp(std::vector<std::uint8_t>{0x80, 0, 0, 1}));
  EXPECT_FALSE(read_rtp(header_with(0x40, {})));  // version 1
  EXPECT_FALSE(read_rtp(header_with(0x81, {1, 2, 3})));
  EXPECT_FALSE(read_rtp(header_with(0x90, {0xBE, 0xDE})));
  EXPECT_FALSE(read_rtp(header_with(0x90, {0xBE, 0xDE, 0, 2, 1, 1, 1, 1})));
  EXPECT_FALSE(read_rtp(header_with(0xA0, {})));
  EXPECT_FALSE(read_rtp(header_with(0xA0, {1, 0})));  // no padding has no length
  EXPECT_FALSE(read_rtp(header_with(0xA0, {1, 3})));
}

}  // namespace
}  // namespace kept::media
