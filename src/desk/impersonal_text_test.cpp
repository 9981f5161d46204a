#include "desk/impersonal_text.h"

#include <gtest/gtest.h>

namespace kept::desk {
namespace {

const KnownPerson kRosa{
    {"Rosa Delgado", "Éric de la Tour"}, {"+14165550142"}, {"rosa@example.org", "14 Elm Street"}};

std::string impersonal(const char* text) { return desk::impersonal(text, kRosa, "CA"); }

TEST(ImpersonalText, LosesTheNamesOfThePerson) {
  EXPECT_EQ(impersonal("The city does not count it; Rosa Delgado lets it rest."),
            "The city does not count it; […] lets it rest.");
  EXPECT_EQ(impersonal("That was ROSA's wish, and eric's."), "That was […]'s wish, and eric's.");
  EXPECT_EQ(impersonal("M. Éric Tour l'a dit."), "M. […] l'a dit.");
}

TEST(ImpersonalText, KeepsWordsThatOnlySoundLikeANameAndPartsOfOthers) {
  EXPECT_EQ(impersonal("A tour of the rosary, de la ville."), "A tour of the rosary, de la ville.");
}

TEST(ImpersonalText, LosesNumbersAndAddressesHoweverTheyAreWritten) {
  EXPECT_EQ(impersonal("Call (416) 555-0142, or +1 416 555 0142."), "Call […], or […].");
  EXPECT_EQ(impersonal("Write to rosa@example.org, or to 14 Elm Street."),
            "Write to […], or to […].");
  EXPECT_EQ(impersonal("Call the desk: 416 555 0131, 24 hours."),
            "Call the desk: 416 555 0131, 24 hours.");
}

TEST(ImpersonalText, NumbersOfPeopleAreSeenAndOthersAreNot) {
  for (const char* text :
       {"call 416 555 0142", "(416) 555-0142?", "+33 1 99 00 12 34", "is rosa@example.org yours"}) {
    EXPECT_TRUE(has_address(text, "CA")) << text;
  }
  for (const char* text : {"311", "bylaw 447-2019", "heures d'ouverture 9 - 17", "12 Elm Street"}) {
    EXPECT_FALSE(has_address(text, "CA")) << text;
  }
}

TEST(ImpersonalText, LosesTheSalutationAndNothingElse) {
  EXPECT_EQ(impersonal("Good afternoon, the bridge opens at six."), "the bridge opens at six.");
  EXPECT_EQ(impersonal("Bonjour Madame Delgado, le pont ouvre à 6 h."), "le pont ouvre à 6 h.");
  EXPECT_EQ(impersonal("Hedges, trees and lawns are cut in May."),
            "Hedges, trees and lawns are cut in May.");
  EXPECT_EQ(impersonal("Hello!"), "Hello!");
}

}  // namespace
}  // namespace kept::desk
