#include "http/open311/document.h"

#include <gtest/gtest.h>

namespace kept::http {
namespace {

Document sample() {
  return {"things",
          Node::list("thing", {Node::fields({{"name", Node::text("a & <b> \"é\"\n")},
                                             {"none", Node::text("")},
                                             {"yes", Node::truth(true)},
                                             {"lat", Node::number("43.6532")},
                                             {"date", Node::absent()},
                                             {"list", Node::list("x", {})},
                                             {"words", Node::list("w", {Node::text("one")})}})})};
}

TEST(Document, InXmlHasItsRootAndTheNamesOfEntries) {
  EXPECT_EQ(written(sample(), Format::xml),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><things><thing>"
            "<name>a &amp; &lt;b&gt; \"é\"\n</name><none></none><yes>true</yes>"
            "<lat>43.6532</lat><list></list><words><w>one</w></words></thing></things>");
}

TEST(Document, InJsonHasNeitherAndNullForWhatIsEmpty) {
  EXPECT_EQ(written(sample(), Format::json),
            R"([{"name":"a & <b> \"é\"\n","none":null,"yes":true,"lat":43.6532,"date":null,)"
            R"("list":[],"words":["one"]}])");
}

TEST(Document, ThatIsEmptyIsAnEmptyListInBoth) {
  EXPECT_EQ(written({"things", Node::list("thing", {})}, Format::json), "[]");
  EXPECT_EQ(written({"things", Node::list("thing", {})}, Format::xml),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><things></things>");
}

TEST(Document, SaysNoControlCharacterThatXmlCannotSay) {
  const std::string text = written({"a", Node::text(std::string("x\x01y\tz"))}, Format::xml);
  EXPECT_EQ(text, "<?xml version=\"1.0\" encoding=\"utf-8\"?><a>x y\tz</a>");
}

}  // namespace
}  // namespace kept::http
