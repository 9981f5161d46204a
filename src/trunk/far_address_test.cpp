#include "trunk/far_address.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace kept::trunk {
namespace {

TEST(FarAddress, SoundGoesToOtherMachines) {
  EXPECT_TRUE(may_hear("192.0.2.7", "192.0.2.99"));
  EXPECT_TRUE(may_hear("10.20.0.1", "10.20.0.7"));
  EXPECT_TRUE(may_hear("2001:db8::1", "2001:db8::2"));
  EXPECT_TRUE(may_hear("2001:db8::1", "192.0.2.99"));
}

TEST(FarAddress, AndToThisOneOnlyWhereWeAreOnLoopback) {
  EXPECT_TRUE(may_hear("127.0.0.1", "127.0.0.1"));
  EXPECT_TRUE(may_hear("::1", "::1"));
  for (const char* far : {"127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_FALSE(may_hear(far, "192.0.2.99")) << far;
  }
}

TEST(FarAddress, ToNoGroupNoLinkAndNobody) {
  for (const char* far :
       {"0.0.0.0", "::", "224.0.0.1", "239.255.255.250", "255.255.255.255", "169.254.169.254",
        "ff02::1", "fe80::1", "::ffff:0.0.0.0", "a.name", ""}) {
    EXPECT_FALSE(may_hear(far, "127.0.0.1")) << far;
  }
}

TEST(CallSources, AreAddressesAndNetworks) {
  const CallSources sources({"192.0.2.1", "198.51.100.16/28", "2001:db8:7::/48", "2001:db8::1"});
  for (const char* one : {"192.0.2.1", "::ffff:192.0.2.1", "198.51.100.16", "198.51.100.31",
                          "2001:db8:7:9::1", "2001:db8::1"}) {
    EXPECT_TRUE(sources.allows(one)) << one;
  }
  for (const char* one : {"192.0.2.2", "198.51.100.15", "198.51.100.32", "2001:db8:8::1",
                          "2001:db8::2", "", "a.name"}) {
    EXPECT_FALSE(sources.allows(one)) << one;
  }
}

TEST(CallSources, AWholeWorldIsWrittenAsOne) {
  EXPECT_TRUE(CallSources({"0.0.0.0/0"}).allows("203.0.113.9"));
  EXPECT_FALSE(CallSources({}).allows("203.0.113.9"));
}

TEST(CallSources, WhatIsNeitherIsSaid) {
  for (const char* text : {"192.0.2.0/33", "2001:db8::/129", "sbc.example", "", "192.0.2"}) {
    EXPECT_THROW(CallSources({text}), std::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace kept::trunk
