#include "desk/public_text.h"

#include <gtest/gtest.h>

#include <string>

#include "desk/unsayable.h"

namespace kept::desk {
namespace {

const KnownPerson kKnownRosa{{"Rosa Delgado"}, {"+14165550142"}, {"rosa@example.org"}};

bool shown(const char* text) { return may_be_public(text, kKnownRosa, "CA"); }

TEST(PublicText, ShowsWhatSaysNothingOfAnybody) {
  EXPECT_TRUE(shown("Deep enough to lose a boot in."));
  EXPECT_TRUE(shown("Près du 1450, rue Sherbrooke; la neige n'est pas enlevée depuis 3 jours."));
  EXPECT_TRUE(shown("Hydrant 4416-20 leaks. Reported on 2026-11-24."));
  EXPECT_TRUE(shown(""));
}

TEST(PublicText, KeepsWhoWroteItApart) {
  EXPECT_FALSE(shown("Regards, Rosa"));
  EXPECT_FALSE(shown("A hole. rosa@example.org"));
  EXPECT_FALSE(shown("A hole. Mail: somebody.else@example.org"));
  EXPECT_FALSE(shown("Ring 416 555 0199 before you come."));
  EXPECT_FALSE(shown("My name is Chidi and the light is out."));
  EXPECT_FALSE(shown("J’habite juste à côté."));
  EXPECT_FALSE(shown("Card 4539 1488 0343 6467 was in the meter."));
}

TEST(PublicText, KeepsRudenessApartInBothLanguagesAndInAnyLetters) {
  EXPECT_FALSE(shown("Fix this SHIT"));
  EXPECT_FALSE(shown("C'est de la merde!"));
  EXPECT_FALSE(shown("Bande d'enculés."));
}

TEST(PublicText, KeepsEveryPhraseOfTheListsApart) {
  for (const std::string_view phrase : unsayable()) {
    const std::string within = "They call" + std::string(phrase) + "here.";
    EXPECT_FALSE(shown(within.c_str())) << within;
    const std::string alone(phrase);
    EXPECT_FALSE(shown(alone.c_str())) << alone;
  }
  EXPECT_TRUE(shown("They call here."));
}

TEST(PublicText, IsNotOffendedByPartsOfWords) {
  EXPECT_TRUE(shown("The class of the bypass: a passage to Scunthorpe."));
}

}  // namespace
}  // namespace kept::desk
