#include "http/server/client_address.h"

#include <gtest/gtest.h>

namespace kept::http {
namespace {

Request from(std::string peer, std::vector<std::pair<std::string, std::string>> headers = {}) {
  Request request;
  request.peer = std::move(peer);
  request.headers = std::move(headers);
  return request;
}

TEST(ClientAddress, IsTheOtherSide) {
  EXPECT_EQ(client_address(from("203.0.113.7:4711")), "203.0.113.7");
  EXPECT_EQ(client_address(from("203.0.113.7:4711", {{"x-forwarded-for", "198.51.100.1"}})),
            "203.0.113.7");
}

TEST(ClientAddress, IsTheLastThatAProxyOnThisMachineNames) {
  EXPECT_EQ(client_address(from("127.0.0.1:9", {{"x-forwarded-for", "10.9.9.9, 198.51.100.1"}})),
            "198.51.100.1");
  EXPECT_EQ(client_address(from(
                "::1:9", {{"x-forwarded-for", "10.9.9.9"}, {"x-forwarded-for", "198.51.100.2"}})),
            "198.51.100.2");
}

TEST(ClientAddress, IsTheProxyWhenItNamesNobody) {
  EXPECT_EQ(client_address(from("127.0.0.1:9", {{"x-forwarded-for", "unknown"}})), "127.0.0.1");
}

TEST(ClientAddress, IsTheNetworkInIPv6) {
  EXPECT_EQ(client_address(from("2001:db8:1:2:3:4:5:6:4711")), "2001:db8:1:2::/64");
  EXPECT_EQ(client_address(from("2001:db8:1:2:ffff::1:4711")), "2001:db8:1:2::/64");
}

}  // namespace
}  // namespace kept::http
