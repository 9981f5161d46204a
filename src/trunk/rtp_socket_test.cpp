#include "trunk/rtp_socket.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <thread>

namespace kept::trunk {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::uint8_t, 3> kWords{1, 2, 3};

/// What came on loopback within a second.
std::optional<RtpSocket::Came> came(const RtpSocket& socket) {
  std::array<std::uint8_t, 16> into{};
  const auto until = std::chrono::steady_clock::now() + 1s;
  while (std::chrono::steady_clock::now() < until) {
    if (auto one = socket.receive(into)) return one;
    std::this_thread::yield();
  }
  return std::nullopt;
}

struct Pair {
  const char* own;
  const char* there;  ///< as the other one has it
  const char* from;   ///< as the other one sees us
};

class RtpSocketTest : public ::testing::TestWithParam<Pair> {};

TEST_P(RtpSocketTest, SendsAndKnowsFromWhere) {
  const Pair& pair = GetParam();
  const auto ours = RtpSocket::open(pair.own, 25'080);
  const auto theirs = RtpSocket::open(pair.there, 25'082);
  ASSERT_TRUE(ours && theirs);
  ours->send(*rtp_address(pair.there, 25'082), kWords);
  const auto got = came(*theirs);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->size, kWords.size());
  EXPECT_EQ(got->from, *rtp_address(pair.from, 25'080));
}

INSTANTIATE_TEST_SUITE_P(BothKinds, RtpSocketTest,
                         ::testing::Values(Pair{"127.0.0.1", "127.0.0.1", "127.0.0.1"},
                                           Pair{"::1", "::1", "::1"},
                                           Pair{"::", "127.0.0.1", "127.0.0.1"},
                                           Pair{"::", "::1", "::1"}));

TEST(RtpAddress, IsOfEitherKind) {
  EXPECT_EQ(rtp_address("::ffff:192.0.2.7", 9), rtp_address("192.0.2.7", 9));
  EXPECT_NE(rtp_address("192.0.2.7", 9), rtp_address("192.0.2.7", 8));
  EXPECT_FALSE(rtp_address("a.name", 9));
}

TEST(RtpAddress, IsReachedBySocketsOfItsKind) {
  const auto v4 = *rtp_address("192.0.2.7", 9);
  const auto v6 = *rtp_address("2001:db8::7", 9);
  EXPECT_TRUE(reaches("192.0.2.1", v4) && !reaches("192.0.2.1", v6));
  EXPECT_TRUE(!reaches("2001:db8::1", v4) && reaches("2001:db8::1", v6));
  EXPECT_TRUE(reaches("::", v4) && reaches("::", v6));
}

}  // namespace
}  // namespace kept::trunk
