#include "search/xapian_place_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>

namespace kept::search {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class PlaceIndexTest : public ::testing::Test {
 protected:
  PlaceIndexTest() {
    std::array<char, 40> name{"/tmp/kept311-places-XXXXXX"};
    directory_ = mkdtemp(name.data());
    index_ = std::make_unique<XapianPlaceIndex>(directory_);
    take({"12 Elm Street", "14 Elm Street", "12 Quay Street", "35 Quay Street",
          "Eglinton Avenue and Yonge Street", "Eglinton Avenue and Bathurst Street",
          "Yonge Street and Bloor Street", "37, rue de l'Église"});
  }
  ~PlaceIndexTest() override {
    index_.reset();
    fs::remove_all(directory_);
  }

  void take(const std::vector<std::string>& names) {
    std::vector<desk::PlaceRow> rows;
    for (const std::string& name : names) {
      desk::PlaceRow row;
      row.id = domain::PlaceId{static_cast<std::int64_t>(names_.size()) + 1};
      row.name = name;
      row.cursor = row.id.value;
      names_.push_back(name);
      rows.push_back(row);
    }
    index_->update(rows);
  }
  std::vector<std::string> found(const std::string& query) {
    std::vector<std::string> all;
    for (const auto id : index_->search(query, 10).places) {
      all.push_back(names_.at(static_cast<std::size_t>(id.value) - 1));
    }
    return all;
  }

  fs::path directory_;
  std::unique_ptr<XapianPlaceIndex> index_;
  std::vector<std::string> names_;
};

TEST_F(PlaceIndexTest, FindsAsOneTypes) {
  EXPECT_THAT(found("el"), UnorderedElementsAre("12 Elm Street", "14 Elm Street"));
  EXPECT_EQ(found("12 e").front(), "12 Elm Street");
  EXPECT_THAT(found("yonge and b"), ElementsAre("Yonge Street and Bloor Street"));
  EXPECT_THAT(found(""), IsEmpty());
  EXPECT_THAT(found("and"), IsEmpty());
}

TEST_F(PlaceIndexTest, FindsCrossingsWithBothStreetsMisspelt) {
  EXPECT_THAT(found("eglington and younge"), ElementsAre("Eglinton Avenue and Yonge Street"));
  EXPECT_EQ(index_->search("eglington and younge", 5).corrected, "eglinton yonge");
  EXPECT_EQ(index_->search("eglinton and yonge", 5).corrected, std::nullopt);
}

TEST_F(PlaceIndexTest, KindsOfStreetsMayBeShortened) {
  EXPECT_THAT(found("35 quay st."), ElementsAre("35 Quay Street", "12 Quay Street"));
  EXPECT_THAT(found("Yonge St & Eglinton Ave"), ElementsAre("Eglinton Avenue and Yonge Street"));
}

TEST_F(PlaceIndexTest, ANumberIsNeverCorrectedButItsStreetIsOffered) {
  EXPECT_THAT(found("13 elm street"), UnorderedElementsAre("12 Elm Street", "14 Elm Street"));
  EXPECT_THAT(found("14 elm street").front(), "14 Elm Street");
}

TEST_F(PlaceIndexTest, ANumberWithBothWordsMisspeltIsFound) {
  EXPECT_EQ(found("35 quai stret").front(), "35 Quay Street");
  EXPECT_EQ(found("12 elmm streat").front(), "12 Elm Street");
  EXPECT_EQ(index_->search("12 elmm streat", 5).corrected, "12 elm street");
}

TEST_F(PlaceIndexTest, WordsThatDoNotMeetInOnePlaceFindWhatEachOfThemMeans) {
  EXPECT_EQ(found("35 quay bathrst").front(), "35 Quay Street");
  EXPECT_THAT(found("14 elm blooor"),
              ::testing::IsSupersetOf({"14 Elm Street", "Yonge Street and Bloor Street"}));
  EXPECT_THAT(found("xyzzyqq street"), IsEmpty());
}

TEST_F(PlaceIndexTest, AccentsMayBeLeftOut) {
  EXPECT_THAT(found("rue eglise"), ElementsAre("37, rue de l'Église"));
}

TEST_F(PlaceIndexTest, WhatWasDroppedOrRenamedIsNotFound) {
  desk::PlaceRow row;
  row.id = domain::PlaceId{1};
  row.name = "12 Elm Street";
  row.dropped = true;
  row.cursor = 100;
  index_->update({row});
  row.id = domain::PlaceId{2};
  row.name = "14 Oak Street";
  row.dropped = false;
  row.cursor = 101;
  index_->update({row});
  EXPECT_THAT(index_->search("elm", 5).places, IsEmpty());
  EXPECT_THAT(index_->search("oak", 5).places, ElementsAre(domain::PlaceId{2}));
  EXPECT_EQ(index_->cursor(), 101);
  index_.reset();
  EXPECT_EQ(XapianPlaceIndex(directory_).cursor(), 101);
}

}  // namespace
}  // namespace kept::search
