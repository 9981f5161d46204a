#include "base/sealed_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <iterator>

namespace kept::base {
namespace {

namespace fs = std::filesystem;
using Piece = std::vector<std::uint8_t>;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Piece bytes(const std::string& text) { return {text.begin(), text.end()}; }

std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class SealedFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    directory_ = fs::path(::testing::TempDir()) / "kept311-sealed" / test->name();
    fs::remove_all(directory_);
    fs::create_directories(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }

  [[nodiscard]] fs::path keys() const { return directory_ / "keys"; }
  [[nodiscard]] fs::path file() const { return directory_ / "file"; }
  [[nodiscard]] KeyRing ring() const { return KeyRing::read_or_make(keys()).value(); }

  void write(const std::vector<std::string>& pieces) const {
    auto writer = SealedFileWriter::create(file(), ring().newest());
    ASSERT_TRUE(writer);
    for (const std::string& piece : pieces) ASSERT_TRUE(writer->append(bytes(piece)));
    ASSERT_TRUE(writer->finish());
  }
  /// All that can be read, and whether that is the whole.
  [[nodiscard]] std::pair<std::vector<Piece>, bool> read() const {
    auto reader = SealedFileReader::open(file(), ring());
    if (!reader.ok()) return {};
    SealedFileReader opened = std::move(reader).value();
    std::vector<Piece> pieces;
    while (auto piece = opened.next()) pieces.push_back(*piece);
    return {pieces, opened.is_whole()};
  }
  void change(const std::string& to) const {
    std::ofstream(file(), std::ios::binary | std::ios::trunc) << to;
  }

  fs::path directory_;
};

TEST_F(SealedFileTest, GivesBackItsPiecesInOrder) {
  write({"first", "second"});
  const auto [pieces, whole] = read();
  EXPECT_THAT(pieces, ElementsAre(bytes("first"), bytes("second")));
  EXPECT_TRUE(whole);
}

TEST_F(SealedFileTest, HoldsNothingThatCanBeReadWithoutTheKey) {
  write({"call me at five", "call me at five"});
  EXPECT_THAT(content(file()), Not(HasSubstr("five")));
  fs::remove(keys());
  EXPECT_EQ(SealedFileReader::open(file(), ring()).error().reason, "sealed.no_key");
}

TEST_F(SealedFileTest, IsForItsOwnerOnly) {
  write({"x"});
  const auto others = fs::perms::group_all | fs::perms::others_all;
  EXPECT_EQ(fs::status(file()).permissions() & others, fs::perms::none);
  EXPECT_EQ(fs::status(keys()).permissions() & others, fs::perms::none);
}

// What the writer of a process that was killed leaves.
TEST_F(SealedFileTest, WhatWasWrittenBeforeACrashCanBeRead) {
  {
    auto writer = SealedFileWriter::create(file(), ring().newest());
    ASSERT_TRUE(writer && writer->append(bytes("first")) && writer->append(bytes("second")));
  }
  EXPECT_THAT(read().first, ElementsAre(bytes("first"), bytes("second")));
  EXPECT_FALSE(read().second);
  const std::string all = content(file());
  change(all.substr(0, all.size() - 1));
  EXPECT_THAT(read().first, ElementsAre(bytes("first")));
  EXPECT_FALSE(read().second);
}

TEST_F(SealedFileTest, EndsWhereItWasChanged) {
  write({"first", "second"});
  const std::string all = content(file());
  const std::size_t first = 4 + 5 + 17;
  const std::size_t second = 4 + 6 + 17;
  const std::size_t last = 4 + 17;
  ASSERT_EQ(all.size() - first - second - last, 6 + 1 + 8 + 24);
  const std::size_t begin = all.size() - first - second - last;
  std::string changed = all;
  changed[begin + first + 10] ^= 1;
  change(changed);
  EXPECT_THAT(read().first, ElementsAre(bytes("first")));
  EXPECT_FALSE(read().second);
  change(all.substr(0, begin) + all.substr(begin + first));  // without the first piece
  EXPECT_THAT(read().first, IsEmpty());
  change(all.substr(0, begin) + "\xff\xff\xff\xff" + all.substr(begin + 4));
  EXPECT_THAT(read().first, IsEmpty());
}

TEST_F(SealedFileTest, WhatIsNoSealedFileIsRefused) {
  EXPECT_EQ(SealedFileReader::open(file(), ring()).error().reason, "sealed.missing");
  write({"x"});
  const std::string all = content(file());
  for (const std::string& wrong : {std::string("WAVE") + all, all.substr(0, 20), std::string()}) {
    change(wrong);
    EXPECT_EQ(SealedFileReader::open(file(), ring()).error().reason, "sealed.damaged");
  }
}

TEST_F(SealedFileTest, NoFileIsWrittenOver) {
  write({"x"});
  EXPECT_FALSE(SealedFileWriter::create(file(), ring().newest()));
}

TEST_F(SealedFileTest, AnotherKeySealsAndTheOldOneStillOpens) {
  write({"old"});
  const std::string before = ring().newest().name;
  const auto added = KeyRing::add_key(keys());
  ASSERT_TRUE(added.ok());
  EXPECT_NE(added.value(), before);
  EXPECT_EQ(ring().newest().name, added.value());
  EXPECT_THAT(read().first, ElementsAre(bytes("old")));
  EXPECT_TRUE(read().second);
}

TEST_F(SealedFileTest, AKeyThatAPowerCutHasTornSpoilsNoOther) {
  write({"old"});
  std::ofstream(keys(), std::ios::app) << "torn in the mid";
  const auto added = KeyRing::add_key(keys());
  ASSERT_TRUE(added.ok());
  EXPECT_EQ(ring().newest().name, added.value());
  EXPECT_THAT(read().first, ElementsAre(bytes("old")));
}

TEST_F(SealedFileTest, AFullDiskIsSaid) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  auto writer = SealedFileWriter::create(file(), ring().newest());
  const rlimit small{100, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const bool fits = writer->append(bytes("x"));
  const bool is_full = !writer->append(Piece(1000));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  (void)std::signal(SIGXFSZ, handler);
  EXPECT_TRUE(fits);
  EXPECT_TRUE(is_full);
  EXPECT_THAT(read().first, ElementsAre(bytes("x")));
}

}  // namespace
}  // namespace kept::base
