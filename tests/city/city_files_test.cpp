// The city's files: what is exported is what was imported, and what is wrong is refused by name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "base/time_text.h"
#include "desk/ports/telephone.h"
#include "records/city_export.h"
#include "tests/city/city_in_memory.h"

namespace kept {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const base::Instant kNow = base::parse_instant("2026-11-24T16:00:00Z").value();

std::string content(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::map<std::string, std::string> files_below(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    files[fs::relative(entry.path(), directory).string()] = content(entry.path());
  }
  return files;
}

std::map<std::string, std::string> exported(City& city, const std::string& name) {
  const fs::path into = city.directory() / name;
  city.store().read([&](desk::Reader& reader) {
    const auto done = records::export_city(reader, into);
    EXPECT_TRUE(done.ok()) << (done.ok() ? "" : done.error().message);
  });
  return files_below(into);
}

TEST(CityFiles, ImportOfAnExportChangesNothing) {
  City city(kNow);
  ASSERT_TRUE(city.take_over(kDemoFiles).ok());
  const auto first = exported(city, "first");
  EXPECT_GT(first.size(), 70U);
  const auto again = city.take_over(city.directory() / "first");
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(exported(city, "second"), first);
}

TEST(CityFiles, DemoHasAtLeast25ServicesWithAScriptInBothLanguages) {
  City city(kNow);
  ASSERT_TRUE(city.take_over(kDemoFiles).ok());
  city.store().read([](desk::Reader& reader) {
    int with_script = 0;
    for (const desk::ServiceRow& service : reader.services()) {
      with_script += service.questions.empty() ? 0 : 1;
      for (const desk::QuestionRow& question : service.questions) {
        EXPECT_FALSE(question.text.en.empty()) << service.code;
        EXPECT_NE(question.text.en, question.text.fr) << service.code;
      }
    }
    EXPECT_GE(with_script, 25);
  });
}

TEST(CityFiles, AnotherInstallationBecomesTheSameCity) {
  City city(kNow);
  City other(kNow);
  ASSERT_TRUE(city.take_over(kDemoFiles).ok());
  const auto first = exported(city, "export");
  const auto taken = other.take_over(city.directory() / "export");
  ASSERT_TRUE(taken.ok()) << taken.error().message;
  EXPECT_EQ(exported(other, "export"), first);
}

TEST(CityFiles, PolicyIsReadInFull) {
  City city(kNow);
  const fs::path changed = city.directory() / "changed";
  fs::copy(kDemoFiles, changed, fs::copy_options::recursive);
  std::ofstream(changed / "policy.toml") << "shortly_minutes = 45\nreminder_percents = [80]\n"
                                            "attempt_spans = 1\n"
                                         << "follow_up_hours = [10, 18]\n"
                                            "spans = [[9, 17]]\nlink_valid_hours = 24\n";
  ASSERT_TRUE(city.take_over(changed).ok());
  city.store().read([](desk::Reader& reader) {
    const domain::Policy& policy = reader.policy();
    EXPECT_EQ(policy.shortly, std::chrono::minutes(45));
    EXPECT_EQ(policy.reminder_percents, std::vector<int>{80});
    EXPECT_EQ(policy.follow_up_hours.from_hour, 10);
    ASSERT_EQ(policy.spans.size(), 1U);
    EXPECT_EQ(policy.spans[0].until_hour, 17);
    EXPECT_EQ(policy.link_valid_after_due, std::chrono::hours(24));
    EXPECT_EQ(policy.attempts, 3);
  });
}

TEST(CityFiles, TelephoneIsReadInFull) {
  City city(kNow);
  ASSERT_TRUE(city.take_over(kDemoFiles).ok());
  city.store().read([](desk::Reader& reader) {
    const auto telephone = reader.telephone().set_up();
    ASSERT_TRUE(telephone.has_value());
    ASSERT_EQ(telephone->queues.size(), 4U);
    const desk::QueueRow& english = telephone->queues[0];
    EXPECT_EQ(english.digit, "1");
    EXPECT_EQ(english.numbers, (std::vector<std::string>{"311", "+14165550100"}));
    const desk::QueueRow& tax = telephone->queues[2];
    EXPECT_EQ(tax.skill, "tax");
    const desk::QueueRow& relay = telephone->queues[3];
    EXPECT_TRUE(relay.relay);
    EXPECT_EQ(relay.priority, 2);
    EXPECT_EQ(telephone->reasons.size(), 4U);
    EXPECT_EQ(telephone->operators.size(), 5U);
    EXPECT_EQ(telephone->interpreter, "+14165550116");
    EXPECT_EQ(telephone->call_back_digit, "9");
    EXPECT_EQ(telephone->rules.ring, std::chrono::seconds(20));
    EXPECT_EQ(telephone->rules.promise_room, std::chrono::minutes(12));
    EXPECT_FALSE(telephone->live);
  });
}

TEST(CityFiles, QueueInALanguageThatNobodySpeaksIsRefused) {
  City city(kNow);
  const fs::path changed = city.directory() / "changed";
  fs::copy(kDemoFiles, changed, fs::copy_options::recursive);
  std::ofstream(changed / "telephone.toml")
      << "greeting_en = 'Hello.'\ngreeting_fr = 'Bonjour.'\n"
         "closed_en = 'Closed.'\nclosed_fr = 'Fermé.'\n"
         "[[queue]]\nkey = 'fr'\nname_en = 'French'\nname_fr = 'Français'\nlanguage = 'fr'\n"
         "[[reason]]\nkey = 'break'\nname_en = 'Break'\nname_fr = 'Pause'\n";
  const auto taken = city.take_over(changed);
  ASSERT_FALSE(taken.ok());
  EXPECT_THAT(taken.error().message, HasSubstr("nobody takes calls in the language of queue fr"));
}

/// A city whose file has one text in place of another.
struct Fault {
  const char* file;
  const char* was;
  const char* becomes;
  const char* complaint;
};

class FaultyCity : public testing::TestWithParam<Fault> {};

TEST_P(FaultyCity, IsRefusedByName) {
  const Fault& fault = GetParam();
  City city(kNow);
  const fs::path faulty = city.directory() / "faulty";
  fs::copy(kDemoFiles, faulty, fs::copy_options::recursive);
  std::string text = content(faulty / fault.file);
  const auto at = text.find(fault.was);
  ASSERT_NE(at, std::string::npos) << fault.was;
  text.replace(at, std::string(fault.was).size(), fault.becomes);
  std::ofstream(faulty / fault.file) << text;
  const auto taken = city.take_over(faulty);
  ASSERT_FALSE(taken.ok());
  EXPECT_THAT(taken.error().message, HasSubstr(fault.complaint));
}

INSTANTIATE_TEST_SUITE_P(
    Faults, FaultyCity,
    testing::Values(
        Fault{"services.toml", "department = \"transportation\"", "department = \"\"",
              "services.toml:9: service pothole: department is empty"},
        Fault{"departments.toml", "manager = \"maya.lindqvist\"", "manager = \"\"",
              "department transportation: manager is empty"},
        Fault{"departments.toml", "delegates = [\"tomas.reyes\", \"ines.barreto\"]",
              "delegates = []", "department transportation: nobody stands in"},
        Fault{"departments.toml", "calendar = \"city_hall\"", "calendar = \"nowhere\"",
              "department transportation: there is no calendar nowhere"},
        Fault{"services.toml", "when = [\"damage\", \"yes\"]", "when = [\"damage\", \"maybe\"]",
              "question damage_what waits"},
        Fault{"services.toml", "[[\"no\", \"No\", \"Non\"]", "[[\"no\", \"No\"]",
              "a value is written"},
        Fault{"staff.toml", "role = \"operator\"", "role = \"oracle\"", "there is no such role"},
        Fault{"telephone.toml", "digit = \"2\"", "digit = \"1\"",
              "queue fr: the digit 1 means something else already"},
        Fault{"telephone.toml", "digit = \"2\"", "digit = \"9\"",
              "queue fr: the digit 9 means something else already"},
        Fault{"telephone.toml", "digit = \"2\"", "digit = \"22\"", "digit is one of 0 to 9"},
        Fault{"telephone.toml", "language = \"fr\"", "language = \"de\"",
              "the city does not have the language de"},
        Fault{"telephone.toml", "\"416 555 0114\"", "\"311\"",
              "queue relay: 311 leads to another queue already"},
        Fault{"telephone.toml", "\"416 555 0114\"", "\"next door\"",
              "numbers is no number that can be dialled: 'next door'"},
        Fault{"telephone.toml", "priority = 2", "priority = 20", "priority"},
        Fault{"telephone.toml", "key = \"lunch\"", "key = \"declined\"",
              "a reason declined of its own"},
        Fault{"telephone.toml", "key = \"lunch\"", "key = \"break\"",
              "reason break: it stands here twice"},
        Fault{"telephone.toml", "staff = \"oren.hale\"", "staff = \"maya.lindqvist\"",
              "maya.lindqvist is neither operator nor supervisor"},
        Fault{"telephone.toml", "staff = \"oren.hale\"", "staff = \"nobody\"",
              "there is no staff member nobody"},
        Fault{"telephone.toml", "skills = [\"tax\"]", "skills = [\"taxes\"]",
              "no queue asks for the skill taxes"},
        Fault{"telephone.toml", "ring_seconds = 20", "ring_seconds = 0", "ring_seconds"},
        Fault{"telephone.toml", "live = false", "live = true", "a demo city is never live"},
        Fault{"articles/noise.md", "## Script", "## Skript", "missing in en"},
        Fault{"articles/noise.md", "services = [\"noise\"]", "services = [\"nose\"]",
              "there is no service nose"},
        Fault{"jurisdiction.toml", "America/Toronto", "America/Atlantis",
              "jurisdiction.toml:3: there is no zone America/Atlantis"}));

TEST(CityFiles, EverythingHasAnOwnerAndBothLanguages) {
  City city(kNow);
  ASSERT_TRUE(city.take_over(kDemoFiles).ok());
  city.store().read([](desk::Reader& reader) {
    for (const desk::ServiceRow& service : reader.services()) {
      EXPECT_TRUE(bool(service.department)) << service.code;
      EXPECT_FALSE(service.name.fr.empty() || service.description.fr.empty()) << service.code;
      for (const desk::QuestionRow& question : service.questions) {
        EXPECT_FALSE(question.text.en.empty() || question.text.fr.empty()) << question.code;
      }
    }
    EXPECT_GE(reader.services().size(), 25U);
    const auto articles = reader.articles_in({desk::ArticleState::published, {}});
    EXPECT_GE(articles.size(), 60U);
    for (const desk::ArticleRow& article : articles) {
      EXPECT_TRUE(article.department.has_value()) << article.key;
      EXPECT_TRUE(base::parse_date(article.review_date).ok()) << article.key;
      for (const char* language : {"en", "fr"}) {
        ASSERT_TRUE(article.texts.contains(language)) << article.key;
        EXPECT_GE(article.texts.at(language).synonyms.size(), 3U) << article.key;
      }
    }
  });
}

}  // namespace
}  // namespace kept
