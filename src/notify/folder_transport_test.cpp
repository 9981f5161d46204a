#include "notify/folder_transport.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace kept::notify {
namespace {

namespace fs = std::filesystem;
using desk::Handover;
using testing::HasSubstr;

class FolderTransportTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "kept311-folder-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { fs::remove_all(directory_); }

  static Mail mail(const std::string& body) {
    return {"City 311", "311@example.org", "karim@example.org", "Hello", body, "7.1@example.org",
            {}};
  }

  fs::path directory_;
};

TEST_F(FolderTransportTest, AMailSentTwiceIsOneFile) {
  FolderTransport transport(directory_ / "outbox");
  EXPECT_EQ(transport.deliver(mail("first")).answer, Handover::Answer::accepted);
  EXPECT_EQ(transport.deliver(mail("second")).answer, Handover::Answer::accepted);
  const fs::directory_iterator files(directory_ / "outbox");
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
  std::ifstream file(directory_ / "outbox" / "7.1.eml");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(text, HasSubstr("second"));
}

TEST_F(FolderTransportTest, AFolderThatCannotBeMadeIsTriedAgain) {
  std::ofstream(directory_ / "outbox") << "a file stands in the way";
  FolderTransport transport(directory_ / "outbox");
  EXPECT_EQ(transport.deliver(mail("first")).answer, Handover::Answer::try_again);
}

}  // namespace
}  // namespace kept::notify
