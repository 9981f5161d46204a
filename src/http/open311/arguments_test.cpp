#include "http/open311/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kept::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::string reason_of(const Request& request) {
  const auto read = Arguments::read(request);
  return read.ok() ? "" : read.error().reason;
}

Request form(const std::string& body,
             const std::string& type = "application/x-www-form-urlencoded") {
  Request request;
  request.method = "POST";
  request.body = body;
  request.headers = {{"content-type", type}};
  return request;
}

TEST(Multipart, GivesValuesAndSeesFiles) {
  const std::string type = "multipart/form-data; boundary=\"b\"";
  const std::string values =
      "--b\r\nContent-Disposition: form-data; name=\"attribute[X]\"\r\n\r\none\r\ntwo\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n";
  const auto read = read_multipart(type, values + "--b--\r\n");
  ASSERT_TRUE(read);
  EXPECT_THAT(read->values, ElementsAre(Pair("attribute[X]", "one\r\ntwo"), Pair("empty", "")));
  EXPECT_THAT(read->files, IsEmpty());
  const auto with_file = read_multipart(
      type, values +
                "--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n"
                "Content-Type: image/jpeg\r\n\r\nx\r\n--b--\r\n");
  ASSERT_TRUE(with_file);
  ASSERT_EQ(with_file->files.size(), 1U);
  EXPECT_EQ(with_file->files.front().part, "media");
}

TEST(Multipart, OfMorePartsThanAFormHasIsRefusedUnread) {
  const auto of = [](int parts) {
    std::string body;
    for (int i = 0; i < parts; ++i) {
      body += "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
    }
    return form(body + "--b--\r\n", "multipart/form-data; boundary=b");
  };
  EXPECT_TRUE(Arguments::read(of(150)).ok());
  EXPECT_EQ(reason_of(of(300)), "body.unreadable");
}

TEST(Arguments, OfAReadingRequestHaveNoBody) {
  Request request = form("a=body", "application/x-www-form-urlencoded");
  request.method = "GET";
  const auto read = Arguments::read(request);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().one("a"), std::nullopt);
}

TEST(Multipart, ThatIsNoneIsRefused) {
  EXPECT_EQ(reason_of(form("x", "multipart/form-data")), "body.unreadable");
}

TEST(Arguments, EmptyOnesAreAsIfTheyWereNotThere) {
  const Arguments given({{"a", ""}, {"a", " "}, {"a", " x "}, {"b", ""}});
  EXPECT_EQ(given.one("a"), "x");
  EXPECT_EQ(given.one("b"), std::nullopt);
  EXPECT_EQ(given.one("c"), std::nullopt);
}

TEST(Arguments, OfTheBodyComeBeforeThoseOfTheQuery) {
  Request request = form("a=body");
  request.query = {{"a", "query"}, {"b", "query"}};
  const auto read = Arguments::read(request);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().one("a"), "body");
  EXPECT_EQ(read.value().one("b"), "query");
}

TEST(Arguments, ListsMayBeRepeatedAndPartedByCommas) {
  const Arguments given({{"s", "a , b,,"}, {"x", "1"}, {"s", "c"}});
  EXPECT_THAT(given.list("s"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(given.list("none"), IsEmpty());
}

TEST(Arguments, EachOfWhatIsRepeatedIsThere) {
  const Arguments given({{"m", "a,b"}, {"x", "1"}, {"m", " "}, {"m", "c"}});
  EXPECT_THAT(given.all("m"), ElementsAre("a,b", "c"));
  EXPECT_THAT(given.all("none"), IsEmpty());
}

TEST(Arguments, PartsComeUnderTheirNames) {
  const Arguments given({{"e", "1"}, {"e[a]", "2"}, {"extra", "3"}, {"e[b][]", "4"}, {"e[c]", ""}});
  EXPECT_THAT(given.parts_of("e"),
              ElementsAre(Pair("e", "1"), Pair("e[a]", "2"), Pair("e[b][]", "4")));
}

TEST(Arguments, AttributesAreReadInEverySpelling) {
  const Arguments given({{"attribute[A]", "1"},
                         {"attribute[B][]", "1"},
                         {"attribute[B][]", "2"},
                         {"attribute[C]", "1"},
                         {"attribute[C]", "2"},
                         {"attribute[D]", ""},
                         {"attribute[E", "1"},
                         {"attribute[F]x", "1"}});
  EXPECT_THAT(given.attributes(), ElementsAre(Pair("A", "1"), Pair("B", "1,2"), Pair("C", "1,2")));
}

TEST(Arguments, DigestsTellContentApartAndNothingElse) {
  const Arguments one({{"a", "1"}, {"b", "2"}}, {{"media", "x"}});
  EXPECT_EQ(one.digest(), Arguments({{"a", "1"}, {"b", "2"}}, {{"media", "x"}}).digest());
  EXPECT_NE(one.digest(), Arguments({{"a", "1b"}, {"", "2"}}, {{"media", "x"}}).digest());
  EXPECT_NE(one.digest(), Arguments({{"a", "1"}, {"b", "2"}}, {{"media", "y"}}).digest());
  EXPECT_NE(one.digest(), Arguments(Arguments::Pairs{{"a", "1"}, {"b", "2"}}).digest());
}

TEST(Arguments, ThatAreNoTextAreRefused) {
  EXPECT_EQ(reason_of(form("a=%ff")), "text.not_utf8");
  EXPECT_EQ(reason_of(form("a=%00")), "text.not_utf8");
  EXPECT_EQ(reason_of(form("{}", "application/json")), "body.wrong_type");
  EXPECT_EQ(reason_of(form("a=1%0D%0A2")), "");
}

}  // namespace
}  // namespace kept::http
