#include "http/open311/jsonp.h"

#include <gtest/gtest.h>

namespace kept::http {
namespace {

TEST(Jsonp, CallsNamesOfJavaScriptOnly) {
  for (const char* name : {"f", "_cb", "$1", "jQuery331_17", "app.on.data", "a.$b"}) {
    EXPECT_TRUE(is_callback_name(name)) << name;
  }
  for (const char* name : {"", "1f", "a b", "a(", "alert(1)//", ".a", "a.", "a..b", "a.1", "a[0]",
                           "<script>", "a;b", "\u00e9t\u00e9"}) {
    EXPECT_FALSE(is_callback_name(name)) << name;
  }
  EXPECT_TRUE(is_callback_name(std::string(100, 'f')));
  EXPECT_FALSE(is_callback_name(std::string(101, 'f')));
}

TEST(Jsonp, IsAScriptWithoutEndsOfLinesThatJsonDoesNotKnow) {
  Response response;
  response.content_type = "application/json; charset=utf-8";
  response.body = "[\"a\u2028b\u2029c\"]";
  wrap_in_callback(response, "f");
  EXPECT_EQ(response.body, "/**/f([\"a\\u2028b\\u2029c\"]);");
  EXPECT_EQ(response.content_type, "application/javascript; charset=utf-8");
}

}  // namespace
}  // namespace kept::http
