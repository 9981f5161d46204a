#include "records/telephone_file.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/phone_number.h"
#include "records/calendar_file.h"
#include "records/calendars_to_write.h"

namespace kept::records {
namespace {

using Names = std::vector<std::string>;

constexpr std::int64_t kLongestRule = 3600;
constexpr std::int64_t kMostPromiseRoom = 240;
constexpr std::int64_t kMostPriority = 10;
constexpr std::int64_t kMostRecordingDays = 3650;
/// "311", "911" and their like.
constexpr std::size_t kLongestShortCode = 6;
/// They stand for themselves, beside the city's reasons.
constexpr std::array<const char*, 3> kOwnReasons{"declined", "did_not_answer", "no_sound"};

bool contains(const Names& texts, const std::string& text) {
  return std::ranges::find(texts, text) != texts.end();
}

bool is_short_code(const std::string& text) {
  return !text.empty() && text.size() <= kLongestShortCode &&
         text.find_first_not_of("0123456789") == std::string::npos;
}

/// E.164, or a short code as it stands; noted when it is neither.
std::string number_in(CheckedTable& table, const std::string& key, const std::string& text,
                      const desk::JurisdictionRow& city) {
  if (is_short_code(text)) return text;
  const auto number = base::PhoneNumber::parse(text, city.default_region);
  if (number.ok()) return number.value().e164();
  table.wrong(key, key + " is no number that can be dialled: '" + text + "'");
  return text;
}

/// One key of a telephone, or nothing.
std::string digit_in(CheckedTable& table, const std::string& key, const std::string& fallback) {
  if (!table.has(key)) return fallback;
  std::string digit = table.needed(key);
  if (digit.size() != 1 || digit.find_first_not_of("0123456789*#") != std::string::npos) {
    table.wrong(key, key + " is one of 0 to 9, * and #");
  }
  return digit;
}

void check_languages(CheckedTable& table, const std::string& key, const Names& languages,
                     const desk::JurisdictionRow& city) {
  for (const std::string& one : languages) {
    if (contains(city.languages, one)) continue;
    table.wrong(key, "the city does not have the language " + one);
  }
}

desk::QueueRow queue_of(CheckedTable& table, const desk::JurisdictionRow& city) {
  desk::QueueRow row;
  row.key = table.needed("key");
  table.call("queue " + row.key);
  row.name = table.both("name");
  row.language = table.needed("language");
  check_languages(table, "language", {row.language}, city);
  row.skill = table.text("skill");
  row.digit = digit_in(table, "digit", "");
  for (const std::string& number : table.texts("numbers")) {
    row.numbers.push_back(number_in(table, "numbers", number, city));
  }
  row.priority = static_cast<int>(table.number("priority", 0, -kMostPriority, kMostPriority));
  row.relay = table.flag("relay", false);
  row.recorded = table.flag("recorded", false);
  (void)table.close();  // noted in the file
  return row;
}

/// What two queues must not share: who presses or dials it would come to one of them by chance.
void check_apart(std::vector<CheckedTable>& tables, const desk::TelephoneRow& row) {
  std::set<std::string> keys;
  std::set<std::string> digits{row.call_back_digit};
  std::set<std::string> numbers;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const desk::QueueRow& queue = row.queues[i];
    if (!keys.insert(queue.key).second) tables[i].wrong("key", "it stands here twice");
    if (!queue.digit.empty() && !digits.insert(queue.digit).second) {
      tables[i].wrong("digit", "the digit " + queue.digit + " means something else already");
    }
    for (const std::string& number : queue.numbers) {
      if (numbers.insert(number).second) continue;
      tables[i].wrong("numbers", number + " leads to another queue already");
    }
  }
}

void read_queues(CheckedTable& root, const desk::JurisdictionRow& city, desk::TelephoneRow& row) {
  auto tables = root.tables("queue");
  for (CheckedTable& table : tables) row.queues.push_back(queue_of(table, city));
  if (tables.empty()) root.wrong("queue", "there is no [[queue]]");
  check_apart(tables, row);
}

void read_reasons(CheckedTable& root, desk::TelephoneRow& row) {
  std::set<std::string> keys;
  for (CheckedTable& table : root.tables("reason")) {
    desk::NotReadyRow reason;
    reason.key = table.needed("key");
    table.call("reason " + reason.key);
    reason.name = table.both("name");
    if (!keys.insert(reason.key).second) table.wrong("key", "it stands here twice");
    if (std::ranges::find(kOwnReasons, reason.key) != kOwnReasons.end()) {
      table.wrong("key", "the program has a reason " + reason.key + " of its own");
    }
    (void)table.close();  // noted in the file
    row.reasons.push_back(std::move(reason));
  }
  if (row.reasons.empty()) {
    root.wrong("reason", "there is no [[reason]], and nobody could take a break");
  }
}

bool takes_calls(const desk::StaffRow& row) {
  return row.role == domain::Role::operator_ || row.role == domain::Role::supervisor;
}

void read_skills(CheckedTable& table, const desk::TelephoneRow& row, desk::SkillsRow& skills) {
  skills.skills = table.texts("skills");
  for (const std::string& skill : skills.skills) {
    const bool asked = std::ranges::any_of(
        row.queues, [&](const desk::QueueRow& queue) { return queue.skill == skill; });
    if (!asked) table.wrong("skills", "no queue asks for the skill " + skill);
  }
}

void read_operators(CheckedTable& root, const desk::JurisdictionRow& city,
                    const std::vector<desk::StaffRow>& staff, desk::TelephoneRow& row) {
  std::set<std::string> keys;
  for (CheckedTable& table : root.tables("operator")) {
    const std::string key = table.needed("staff");
    table.call("operator " + key);
    desk::SkillsRow skills;
    const auto found =
        std::ranges::find_if(staff, [&](const desk::StaffRow& one) { return one.key == key; });
    if (found == staff.end()) {
      table.wrong("staff", "there is no staff member " + key);
    } else if (!takes_calls(*found)) {
      table.wrong("staff", key + " is neither operator nor supervisor");
    } else {
      skills.staff = found->id;
    }
    if (!keys.insert(key).second) table.wrong("staff", "it stands here twice");
    skills.languages = table.texts("languages");
    if (skills.languages.empty()) table.wrong("languages", "there are no languages");
    check_languages(table, "languages", skills.languages, city);
    read_skills(table, row, skills);
    (void)table.close();  // noted in the file
    row.operators.push_back(std::move(skills));
  }
}

/// Callers of a queue that nobody can answer would wait until they give up. A skill is waived after
/// a while, a language is not.
void check_answered(CheckedTable& root, const desk::JurisdictionRow& city,
                    const std::vector<desk::StaffRow>& staff, const desk::TelephoneRow& row) {
  const auto speaks = [&](const desk::StaffRow& one, const std::string& language) {
    const auto own = std::ranges::find_if(
        row.operators, [&](const desk::SkillsRow& skills) { return skills.staff == one.id; });
    if (own == row.operators.end()) return language == city.languages.front();
    return contains(own->languages, language);
  };
  for (const desk::QueueRow& queue : row.queues) {
    const bool answered = std::ranges::any_of(staff, [&](const desk::StaffRow& one) {
      return one.active && takes_calls(one) && speaks(one, queue.language);
    });
    if (answered) continue;
    root.wrong("operator", "nobody takes calls in the language of queue " + queue.key);
  }
}

using Seconds = std::chrono::seconds domain::QueueRules::*;
constexpr std::array<std::pair<const char*, Seconds>, 7> kSeconds{{
    {"ring_seconds", &domain::QueueRules::ring},
    {"overflow_seconds", &domain::QueueRules::overflow},
    {"alone_seconds", &domain::QueueRules::alone},
    {"tell_again_seconds", &domain::QueueRules::tell_again},
    {"priority_step_seconds", &domain::QueueRules::step},
    {"short_abandon_seconds", &domain::QueueRules::short_abandon},
    {"level_seconds", &domain::QueueRules::level},
}};
constexpr int kWhole = 100;

void read_rules(CheckedTable& root, domain::QueueRules& rules) {
  auto table = root.table("rules");
  if (!table) return;
  for (const auto& [key, member] : kSeconds) {
    rules.*member =
        std::chrono::seconds(table->number(key, (rules.*member).count(), 1, kLongestRule));
  }
  rules.promise_room = std::chrono::minutes(
      table->number("promise_room_minutes", rules.promise_room.count(), 0, kMostPromiseRoom));
  rules.level_percent =
      static_cast<int>(table->number("level_percent", rules.level_percent, 1, kWhole));
  (void)table->close();  // noted in the file
}

void read_recording(CheckedTable& root, desk::TelephoneRow& row) {
  if (auto table = root.table("recording")) {
    row.recording.announcement = table->both("announcement");
    row.recording.days =
        static_cast<int>(table->number("days", row.recording.days, 1, kMostRecordingDays));
    row.recording.with_emergency = table->flag("with_emergency", false);
    (void)table->close();  // noted in the file
    return;
  }
  const bool recorded =
      std::ranges::any_of(row.queues, [](const desk::QueueRow& queue) { return queue.recorded; });
  if (recorded)
    root.wrong("recording", "a queue is recorded, and no [recording] says so to callers");
}

toml::table recording_table(const desk::RecordingRules& rules) {
  toml::table table{{"days", rules.days}, {"with_emergency", rules.with_emergency}};
  put_both(table, "announcement", rules.announcement);
  return table;
}

toml::table queue_table(const desk::QueueRow& queue) {
  toml::table table{{"key", queue.key},
                    {"language", queue.language},
                    {"numbers", toml_list(queue.numbers)},
                    {"priority", queue.priority},
                    {"relay", queue.relay},
                    {"recorded", queue.recorded}};
  put_both(table, "name", queue.name);
  if (!queue.skill.empty()) table.insert("skill", queue.skill);
  if (!queue.digit.empty()) table.insert("digit", queue.digit);
  return table;
}

toml::table rules_table(const domain::QueueRules& rules) {
  toml::table table{{"promise_room_minutes", rules.promise_room.count()},
                    {"level_percent", rules.level_percent}};
  for (const auto& [key, member] : kSeconds) table.insert(key, (rules.*member).count());
  return table;
}

}  // namespace

desk::TelephoneRow read_telephone(TomlFile& file, const desk::JurisdictionRow& city,
                                  const std::vector<desk::StaffRow>& staff) {
  CheckedTable root(file);
  desk::TelephoneRow row;
  row.greeting = root.both("greeting");
  row.closed = root.both("closed");
  row.hours = read_week(root, "hours").value_or(domain::WeeklySpans{});
  row.call_back_digit = digit_in(root, "call_back_digit", row.call_back_digit);
  if (root.has("interpreter")) {
    row.interpreter = number_in(root, "interpreter", root.needed("interpreter"), city);
  }
  row.with_interpreter = root.flag("with_interpreter", false);
  if (row.with_interpreter && row.interpreter.empty()) {
    root.wrong("with_interpreter", "there is no interpreter to be rung");
  }
  if (root.has("presented")) {
    row.presented = number_in(root, "presented", root.needed("presented"), city);
  }
  row.live = root.flag("live", false);
  if (row.live && city.demo) {
    root.wrong("live", "a demo city is never live: no emergency number is dialled from it");
  }
  read_queues(root, city, row);
  read_reasons(root, row);
  read_operators(root, city, staff, row);
  check_answered(root, city, staff, row);
  read_rules(root, row.rules);
  read_recording(root, row);
  row.listening = root.flag("listening", false);
  (void)root.close();  // noted in the file
  return row;
}

toml::table write_telephone(const desk::TelephoneRow& telephone,
                            const std::map<domain::StaffId, std::string>& staff) {
  toml::table file{{"call_back_digit", telephone.call_back_digit},
                   {"presented", telephone.presented},
                   {"live", telephone.live},
                   {"listening", telephone.listening},
                   {"with_interpreter", telephone.with_interpreter},
                   {"rules", rules_table(telephone.rules)}};
  put_both(file, "greeting", telephone.greeting);
  put_both(file, "closed", telephone.closed);
  if (!telephone.hours.empty()) file.insert("hours", write_week(telephone.hours));
  if (!telephone.interpreter.empty()) file.insert("interpreter", telephone.interpreter);
  if (!telephone.recording.announcement.en.empty()) {
    file.insert("recording", recording_table(telephone.recording));
  }
  toml::array queues;
  for (const desk::QueueRow& queue : telephone.queues) queues.push_back(queue_table(queue));
  file.insert("queue", std::move(queues));
  toml::array reasons;
  for (const desk::NotReadyRow& reason : telephone.reasons) {
    toml::table table{{"key", reason.key}};
    put_both(table, "name", reason.name);
    reasons.push_back(std::move(table));
  }
  file.insert("reason", std::move(reasons));
  toml::array operators;
  for (const desk::SkillsRow& one : telephone.operators) {
    operators.push_back(toml::table{{"staff", staff.at(one.staff)},
                                    {"languages", toml_list(one.languages)},
                                    {"skills", toml_list(one.skills)}});
  }
  if (!operators.empty()) file.insert("operator", std::move(operators));
  return file;
}

}  // namespace kept::records
