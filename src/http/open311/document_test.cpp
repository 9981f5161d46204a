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

TEST(Document, WhatIsRepeatedHasAnElementForEachOrIsAnArray) {
  const auto with = [](std::vector<Node> values) {
    return Document{"a", Node::fields({{"url", Node::repeated(std::move(values))}})};
  };
  const std::string head = "<?xml version=\"1.0\" encoding=\"utf-8\"?><a>";
  EXPECT_EQ(written(with({}), Format::json), R"({"url":null})");
  EXPECT_EQ(written(with({}), Format::xml), head + "<url></url></a>");
  EXPECT_EQ(written(with({Node::text("x")}), Format::json), R"({"url":"x"})");
  EXPECT_EQ(written(with({Node::text("x")}), Format::xml), head + "<url>x</url></a>");
  EXPECT_EQ(written(with({Node::text("x"), Node::text("y")}), Format::json),
            R"({"url":["x","y"]})");
  EXPECT_EQ(written(with({Node::text("x"), Node::text("y")}), Format::xml),
            head + "<url>x</url><url>y</url></a>");
}

TEST(Document, SaysNoControlCharacterThatXmlCannotSay) {
  const std::string text = written({"a", Node::text(std::string("x\x01y\tz"))}, Format::xml);
  EXPECT_EQ(text, "<?xml version=\"1.0\" encoding=\"utf-8\"?><a>x y\tz</a>");
}

TEST(Document, EntriesThatAreWrittenAsTheyComeAreTheSameAsNodes) {
  const std::string rude = "<b> & \"quoted\" \\ back\n\x01 end";
  const auto nodes = Node::fields({{"plain", Node::text("Elm Street 12")},
                                   {"rude", Node::text(rude)},
                                   {"empty", Node::text("")},
                                   {"lat", Node::number("43.65")},
                                   {"none", Node::absent()},
                                   {"photos", Node::list("photo", {Node::text("a")})}});
  const Document tree{"service_requests", Node::list("request", {nodes, nodes})};
  for (const Format format : {Format::json, Format::xml}) {
    EntryWriter out(format, "request");
    for (int i = 0; i < 2; ++i) {
      out.begin();
      out.text("plain", "Elm Street 12");
      out.text("rude", rude);
      out.text("empty", "");
      out.number("lat", "43.65");
      out.absent("none");
      out.node("photos", Node::list("photo", {Node::text("a")}));
      out.end();
    }
    const Document streamed{"service_requests", Node::text(""), out.take()};
    EXPECT_EQ(written(streamed, format), written(tree, format));
  }
}

}  // namespace
}  // namespace kept::http
