#include "records/city_files.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>

#include "desk/word_names.h"
#include "records/article_file.h"
#include "records/calendar_file.h"
#include "records/policy_file.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

base::Error wrong(const std::string& where, const std::string& message) {
  return base::invalid("/" + where, "config.wrong", where + ": " + message);
}

/// The lists of entries that the files have: [[danger]], [[staff]], …
constexpr std::array<std::string_view, 5> kLists{"danger", "referral", "department", "staff",
                                                 "service"};

Result<toml::table> read_file(const std::filesystem::path& file) {
  try {
    toml::table table = toml::parse_file(file.string());
    for (const auto& [key, value] : table) {
      const bool is_list = std::find(kLists.begin(), kLists.end(), key.str()) != kLists.end();
      if (is_list && !value.is_array_of_tables()) {
        const std::string name(key.str());
        return wrong(file.filename().string(), name + " is written [[" + name + "]]");
      }
    }
    return table;
  } catch (const toml::parse_error& error) {
    return wrong(file.filename().string(), std::string(error.description()) + " at line " +
                                               std::to_string(error.source().begin.line));
  }
}

/// Those entries; read_file has seen that they are tables.
std::vector<const toml::table*> entries(const toml::table& file, const char* name) {
  std::vector<const toml::table*> list;
  if (const toml::array* array = file[name].as_array()) {
    for (const auto& entry : *array) list.push_back(entry.as_table());
  }
  return list;
}

std::string text(const toml::table& table, const char* name) { return table[name].value_or(""); }

desk::Localised both(const toml::table& table, const std::string& name) {
  return {table[name + "_en"].value_or(""), table[name + "_fr"].value_or("")};
}

std::vector<std::string> texts(const toml::table& table, const char* name) {
  std::vector<std::string> list;
  if (const toml::array* array = table[name].as_array()) {
    for (const auto& element : *array) list.push_back(element.value_or(std::string()));
  }
  return list;
}

desk::CardRow card(const toml::table& table) {
  const toml::table* given = table["card"].as_table();
  if (given == nullptr) return {};
  return {text(*given, "name"), text(*given, "role"), text(*given, "phone"), text(*given, "hours")};
}

/// One import: what was read so far, and the ids that keys stand for.
class Import {
 public:
  Import(desk::Transaction& tx, std::filesystem::path directory, bool demo,
         const std::function<std::string(const std::string&)>& password_hash)
      : tx_(tx), directory_(std::move(directory)), demo_(demo), password_hash_(password_hash) {}

  Result<ImportCounts> run() {
    for (const auto step :
         {&Import::jurisdiction, &Import::policy, &Import::calendars, &Import::name_everything,
          &Import::departments, &Import::staff, &Import::services, &Import::articles}) {
      if (auto done = (this->*step)(); !done.ok()) return done.error();
    }
    return counts_;
  }

 private:
  using Step = Result<Done>;

  Step jurisdiction() {
    auto read = read_file(directory_ / "jurisdiction.toml");
    if (!read.ok()) return read.error();
    const toml::table& file = *read;
    desk::JurisdictionRow row;
    row.name = text(file, "name");
    row.zone = text(file, "zone");
    row.default_region = file["default_region"].value_or("CA");
    row.languages = texts(file, "languages");
    row.demo = demo_;
    auto zone = base::TimeZone::load(row.zone);
    if (!zone.ok()) return wrong("jurisdiction.toml", "there is no such zone");
    zone_ = zone.value();
    tx_.save(row);
    for (const toml::table* entry : entries(file, "danger")) {
      const toml::table& table = *entry;
      tx_.save(desk::DangerRow{text(table, "kind"), text(table, "language"), texts(table, "words"),
                               both(table, "script"), text(table, "destination")});
    }
    for (const toml::table* entry : entries(file, "referral")) {
      const toml::table& table = *entry;
      tx_.save(desk::ReferralRow{text(table, "key"), both(table, "name"), card(table)});
    }
    return Done{};
  }

  Step policy() {
    auto read = read_file(directory_ / "policy.toml");
    if (!read.ok()) return read.error();
    tx_.save(read_policy(*read));
    return Done{};
  }

  Step calendars() {
    auto read = read_file(directory_ / "calendars.toml");
    if (!read.ok()) return read.error();
    auto calendars = read_calendars(*read, zone_);
    if (!calendars.ok()) return calendars.error();
    calendars_ = std::move(calendars).value();
    counts_.calendars = static_cast<int>(calendars_.size());
    const auto intake = calendars_.find("intake");
    if (intake == calendars_.end()) return wrong("calendars.toml", "there is no calendar intake");
    tx_.save_intake_calendar(intake->second);
    return Done{};
  }

  /// People and departments name each other, so everybody gets an id first.
  Step name_everything() {
    auto staff = read_file(directory_ / "staff.toml");
    if (!staff.ok()) return staff.error();
    auto departments = read_file(directory_ / "departments.toml");
    if (!departments.ok()) return departments.error();
    staff_file_ = std::move(staff).value();
    departments_file_ = std::move(departments).value();
    for (const desk::StaffRow& row : tx_.staff()) {
      staff_[row.key] = row.id;
      known_[row.key] = row;
    }
    for (const desk::DepartmentRow& row : tx_.departments()) departments_[row.key] = row.id;
    const auto name = [&](const toml::table& file, const char* list, auto& ids) {
      for (const toml::table* entry : entries(file, list)) {
        const std::string key = text(*entry, "key");
        if (!ids.contains(key)) ids[key] = {tx_.next_id()};
      }
    };
    name(staff_file_, "staff", staff_);
    name(departments_file_, "department", departments_);
    if (staff_.empty()) return wrong("staff.toml", "there is no staff");
    return Done{};
  }

  Result<domain::StaffId> staff_id(const std::string& where, const std::string& key) const {
    const auto found = staff_.find(key);
    if (found == staff_.end()) return wrong(where, "there is no staff member " + key);
    return found->second;
  }
  Result<std::vector<domain::StaffId>> staff_ids(const std::string& where,
                                                 const std::vector<std::string>& keys) const {
    std::vector<domain::StaffId> ids;
    for (const std::string& key : keys) {
      const auto id = staff_id(where, key);
      if (!id.ok()) return id.error();
      ids.push_back(id.value());
    }
    return ids;
  }
  Result<domain::DepartmentId> department_id(const std::string& where,
                                             const std::string& key) const {
    const auto found = departments_.find(key);
    if (found == departments_.end()) return wrong(where, "there is no department " + key);
    return found->second;
  }

  Step departments() {
    for (const toml::table* entry : entries(departments_file_, "department")) {
      const toml::table& table = *entry;
      desk::DepartmentRow row;
      row.key = text(table, "key");
      row.id = departments_.at(row.key);
      row.name = both(table, "name");
      row.card = card(table);
      const auto manager = staff_id("department " + row.key, text(table, "manager"));
      if (!manager.ok()) return manager.error();
      row.manager = manager.value();
      auto delegates = staff_ids("department " + row.key, texts(table, "delegates"));
      if (!delegates.ok()) return delegates.error();
      row.delegates = std::move(delegates).value();
      if (row.delegates.empty()) {
        return wrong("department " + row.key, "nobody stands in for its manager (delegates)");
      }
      const auto calendar = calendars_.find(text(table, "calendar"));
      if (calendar == calendars_.end()) {
        return wrong("department " + row.key, "there is no such calendar");
      }
      tx_.save(row, calendar->second);
      ++counts_.departments;
    }
    return Done{};
  }

  Step staff() {
    for (const toml::table* entry : entries(staff_file_, "staff")) {
      if (auto done = staff_member(*entry); !done.ok()) return done;
      ++counts_.staff;
    }
    return Done{};
  }

  Step staff_member(const toml::table& table) {
    desk::StaffRow row;
    row.key = text(table, "key");
    const std::string where = "staff " + row.key;
    row.id = staff_.at(row.key);
    row.name = text(table, "name");
    const auto role = desk::word_of<domain::Role>(text(table, "role"));
    if (!role) return wrong(where, "there is no such role");
    row.role = *role;
    if (const std::string phone = text(table, "phone"); !phone.empty()) row.phone = phone;
    if (const std::string email = text(table, "email"); !email.empty()) row.email = email;
    if (const std::string key = text(table, "department"); !key.empty()) {
      const auto id = department_id(where, key);
      if (!id.ok()) return id.error();
      row.department = id.value();
    }
    // Passwords and disabled accounts of whoever is there already are not the files' business.
    const auto known = known_.find(row.key);
    row.active = known == known_.end() ? table["active"].value_or(true) : known->second.active;
    row.password_hash =
        known == known_.end() ? password_hash_(row.key) : known->second.password_hash;
    std::optional<domain::WeeklySpans> shifts;
    if (const toml::table* week = table["shifts"].as_table()) {
      auto spans = read_week(*week);
      if (!spans.ok()) return wrong(where, spans.error().message);
      shifts = std::move(spans).value();
    }
    auto plan = domain::ShiftPlan::make(zone_, std::move(shifts), {});
    if (!plan.ok()) return wrong(where, plan.error().message);
    auto delegates = staff_ids(where, texts(table, "delegates"));
    if (!delegates.ok()) return delegates.error();
    std::optional<domain::StaffId> manager;
    if (const std::string key = text(table, "manager"); !key.empty()) {
      const auto id = staff_id(where, key);
      if (!id.ok()) return id.error();
      manager = id.value();
    }
    tx_.save(row, domain::StaffMember{row.id, row.role, row.active, row.department, manager,
                                      std::move(delegates).value(), std::move(plan).value()});
    return Done{};
  }

  Step services() {
    for (const desk::ServiceRow& row : tx_.services()) services_[row.code] = row.id;
    auto read = read_file(directory_ / "services.toml");
    if (!read.ok()) return read.error();
    for (const toml::table* entry : entries(*read, "service")) {
      if (auto done = service(*entry); !done.ok()) return done;
      ++counts_.services;
    }
    return Done{};
  }

  Step service(const toml::table& table) {
    desk::ServiceRow row;
    row.code = text(table, "code");
    const std::string where = "service " + row.code;
    if (!services_.contains(row.code)) services_[row.code] = {tx_.next_id()};
    row.id = services_.at(row.code);
    row.name = both(table, "name");
    row.description = both(table, "description");
    row.group = text(table, "group");
    row.keywords = texts(table, "keywords");
    const auto department = department_id(where, text(table, "department"));
    if (!department.ok()) return department.error();
    row.department = department.value();
    row.target = std::chrono::minutes(table["target_minutes"].value_or(0));
    const auto follow_up = desk::word_of<domain::FollowUpPolicy>(text(table, "follow_up"));
    if (!follow_up) return wrong(where, "follow_up is person, message or none");
    row.follow_up = *follow_up;
    row.place_required = table["place_required"].value_or(false);
    row.is_public = table["public"].value_or(false);
    if (const toml::array* questions = table["question"].as_array()) {
      for (const auto& entry : *questions) {
        auto read = entry.is_table() ? question(where, *entry.as_table())
                                     : wrong(where, "a question is written [[service.question]]");
        if (!read.ok()) return read.error();
        row.questions.push_back(std::move(read).value());
      }
    }
    for (const desk::QuestionRow& asked : row.questions) {
      if (asked.when && !has_answer(row, *asked.when)) {
        return wrong(where, "question " + asked.code + " waits for an answer that nobody can give");
      }
    }
    tx_.save(row);
    return Done{};
  }

  static bool has_answer(const desk::ServiceRow& service,
                         const std::pair<std::string, std::string>& when) {
    return std::any_of(service.questions.begin(), service.questions.end(), [&](const auto& asked) {
      return asked.code == when.first &&
             std::any_of(asked.values.begin(), asked.values.end(),
                         [&](const auto& value) { return value.first == when.second; });
    });
  }

  static Result<desk::QuestionRow> question(const std::string& where, const toml::table& table) {
    desk::QuestionRow row;
    row.code = text(table, "code");
    row.text = both(table, "text");
    row.datatype = table["datatype"].value_or("string");
    row.required = table["required"].value_or(false);
    if (const toml::array* values = table["values"].as_array()) {
      for (const auto& entry : *values) {
        const toml::array* value = entry.as_array();
        if (value == nullptr || value->size() != 3) {
          return wrong(where, "a value is written [\"code\", \"English\", \"français\"]");
        }
        row.values.emplace_back((*value)[0].value_or(std::string()),
                                desk::Localised{(*value)[1].value_or(std::string()),
                                                (*value)[2].value_or(std::string())});
      }
    }
    if (const std::vector<std::string> when = texts(table, "when"); when.size() == 2) {
      row.when = {when[0], when[1]};
    }
    return row;
  }

  Step articles() {
    std::map<std::string, desk::ArticleRow> known;
    for (const desk::ArticleRow& row : tx_.articles_in({})) known[row.key] = row;
    std::vector<std::filesystem::path> files;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(directory_ / "articles", none)) {
      if (entry.path().extension() == ".md") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      if (auto done = article(file, known); !done.ok()) return done;
      ++counts_.articles;
    }
    return Done{};
  }

  Step article(const std::filesystem::path& file,
               const std::map<std::string, desk::ArticleRow>& known) {
    auto read = read_article_file(file);
    if (!read.ok()) return read.error();
    ArticleFile article = std::move(read).value();
    if (const auto found = known.find(article.row.key); found != known.end()) {
      article.row.id = found->second.id;
      article.row.from_case = found->second.from_case;
    } else {
      article.row.id = domain::ArticleId{tx_.next_id()};
    }
    const auto department = department_id(file.filename().string(), article.department);
    if (!department.ok()) return department.error();
    article.row.department = department.value();
    for (const std::string& code : article.services) {
      const auto service = services_.find(code);
      if (service == services_.end()) {
        return wrong(file.filename().string(), "there is no service " + code);
      }
      article.row.services.push_back(service->second);
    }
    tx_.save(article.row);
    return Done{};
  }

  desk::Transaction& tx_;
  std::filesystem::path directory_;
  bool demo_;
  const std::function<std::string(const std::string&)>& password_hash_;
  base::TimeZone zone_ = base::TimeZone::utc();
  toml::table staff_file_;
  toml::table departments_file_;
  std::map<std::string, domain::CalendarRules> calendars_;
  std::map<std::string, domain::StaffId> staff_;
  std::map<std::string, desk::StaffRow> known_;
  std::map<std::string, domain::DepartmentId> departments_;
  std::map<std::string, domain::ServiceId> services_;
  ImportCounts counts_;
};

}  // namespace

Result<ImportCounts> import_city(
    desk::Transaction& tx, const std::filesystem::path& directory, bool demo,
    const std::function<std::string(const std::string& key)>& password_hash) {
  return Import(tx, directory, demo, password_hash).run();
}

Result<std::map<std::string, std::string>> demo_sign_ins(const std::filesystem::path& directory) {
  auto read = read_file(directory / "staff.toml");
  if (!read.ok()) return read.error();
  std::map<std::string, std::string> sign_ins;
  if (const toml::table* table = (*read)["demo_sign_ins"].as_table()) {
    for (const auto& [role, key] : *table) {
      sign_ins[std::string(role.str())] = key.value_or(std::string());
    }
  }
  return sign_ins;
}

}  // namespace kept::records
