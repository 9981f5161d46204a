#include "records/city_files.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <string_view>

#include "base/mail_address.h"
#include "base/phone_number.h"
#include "desk/people_away.h"
#include "desk/ports/telephone.h"
#include "desk/word_names.h"
#include "records/article_file.h"
#include "records/calendar_file.h"
#include "records/checked_table.h"
#include "records/every_article.h"
#include "records/jurisdiction_file.h"
#include "records/partner_file.h"
#include "records/policy_file.h"
#include "records/service_file.h"
#include "records/telephone_file.h"
#include "records/text_file.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

/// What stands in the directory of a set-up, beside articles/. Notes for people may lie there, too.
constexpr std::array<std::string_view, 6> kFiles{"jurisdiction.toml", "policy.toml",
                                                 "calendars.toml",    "departments.toml",
                                                 "staff.toml",        "services.toml"};

/// May be left out: a city that sends nothing to others.
constexpr const char* kEndpoints = "endpoints.toml";
/// May be left out: a city whose calls come to none of us.
constexpr const char* kTelephone = "telephone.toml";

bool is_expected(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name == "articles" || name == "places" || name == "places.toml" || name.starts_with('.') ||
         name == kEndpoints || name == kTelephone || path.extension() == ".md" ||
         std::find(kFiles.begin(), kFiles.end(), name) != kFiles.end();
}

std::vector<std::filesystem::path> entries_of(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> paths;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(directory, none)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// [demo_sign_ins] of staff.toml: who stands for which role.
std::map<std::string, std::string> read_sign_ins(CheckedTable& staff_file) {
  std::map<std::string, std::string> sign_ins;
  if (auto table = staff_file.table("demo_sign_ins")) {
    for (const std::string& role : table->keys()) sign_ins[role] = table->needed(role);
  }
  return sign_ins;
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
          &Import::departments, &Import::staff, &Import::services, &Import::partners,
          &Import::telephone, &Import::articles, &Import::leftovers}) {
      if (auto done = (this->*step)(); !done.ok()) return done.error();
    }
    return counts_;
  }

 private:
  using Step = Result<Done>;

  Result<TomlFile> read(const char* name) const { return TomlFile::read(directory_ / name); }

  Step jurisdiction() {
    auto parsed = read("jurisdiction.toml");
    if (!parsed.ok()) return parsed.error();
    TomlFile file = std::move(parsed).value();
    auto city = read_jurisdiction(file);
    if (!city.ok()) return city.error();
    city_ = city->row;
    city_.demo = demo_;
    zone_ = base::TimeZone::load(city_.zone).value();  // read_jurisdiction has tried it
    tx_.save(city_);
    for (const desk::DangerRow& row : city->dangers) tx_.save(row);
    for (const desk::ReferralRow& row : city->referrals) tx_.save(row);
    return Done{};
  }

  Step policy() {
    auto parsed = read("policy.toml");
    if (!parsed.ok()) return parsed.error();
    TomlFile file = std::move(parsed).value();
    const auto policy = read_policy(file);
    if (!policy.ok()) return policy.error();
    tx_.save(policy.value());
    return Done{};
  }

  Step calendars() {
    auto parsed = read("calendars.toml");
    if (!parsed.ok()) return parsed.error();
    TomlFile file = std::move(parsed).value();
    auto calendars = read_calendars(file, zone_);
    if (!calendars.ok()) return calendars.error();
    calendars_ = std::move(calendars).value();
    counts_.calendars = static_cast<int>(calendars_.size());
    tx_.save_intake_calendar(calendars_.at("intake"));
    return Done{};
  }

  /// People and departments name each other, so everybody gets an id first.
  Step name_everything() {
    before_ = tx_.directory();
    for (const desk::StaffRow& row : tx_.staff()) {
      staff_[row.key] = row.id;
      known_[row.key] = row;
    }
    for (const desk::DepartmentRow& row : tx_.departments()) {
      departments_[row.key] = row.id;
      for (const desk::TeamRow& team : row.teams) teams_[{row.id, team.key}] = team.id;
    }
    if (auto done = name("staff.toml", "staff", staff_file_, staff_); !done.ok()) return done;
    return name("departments.toml", "department", departments_file_, departments_);
  }

  template <typename Id>
  Step name(const char* file, const char* list, std::optional<TomlFile>& kept,
            std::map<std::string, Id>& ids) {
    auto parsed = read(file);
    if (!parsed.ok()) return parsed.error();
    kept = std::move(parsed).value();
    CheckedTable root(*kept);
    std::set<std::string> seen;
    for (CheckedTable& entry : root.tables(list)) {
      const std::string key = entry.needed("key");
      if (!seen.insert(key).second) entry.wrong("key", key + " stands here twice");
      if (!ids.contains(key)) ids[key] = {tx_.next_id()};
    }
    if (seen.empty()) root.wrong(list, std::string("there is no [[") + list + "]]");
    return kept->fine();
  }

  /// The id that the key at `name` stands for. Nothing when it is left out, or noted as unknown.
  template <typename Id>
  static std::optional<Id> named(CheckedTable& table, const std::string& name, const char* what,
                                 const std::map<std::string, Id>& ids) {
    if (!table.has(name)) return std::nullopt;
    const std::string key = table.needed(name);
    const auto found = ids.find(key);
    if (found != ids.end()) return found->second;
    table.wrong(name, std::string("there is no ") + what + " " + key);
    return std::nullopt;
  }

  std::vector<domain::StaffId> people(CheckedTable& table, const char* name) const {
    std::vector<domain::StaffId> ids;
    for (const std::string& key : table.texts(name)) {
      const auto found = staff_.find(key);
      if (found != staff_.end()) {
        ids.push_back(found->second);
      } else {
        table.wrong(name, "there is no staff member " + key);
      }
    }
    return ids;
  }

  Step departments() {
    CheckedTable root(*departments_file_);
    for (CheckedTable& table : root.tables("department")) {
      if (auto done = department(table); !done.ok()) return done;
      ++counts_.departments;
    }
    return root.close();
  }

  Step department(CheckedTable& table) {
    desk::DepartmentRow row;
    row.key = table.needed("key");
    table.call("department " + row.key);
    row.id = departments_.at(row.key);
    row.name = table.both("name");
    row.card = table.card().value_or(desk::CardRow{});
    if (!table.has("manager")) table.wrong("manager", "manager is missing");
    row.manager = named(table, "manager", "staff member", staff_).value_or(domain::StaffId{});
    row.delegates = people(table, "delegates");
    if (row.delegates.empty()) {
      table.wrong("delegates", "nobody stands in for its manager (delegates)");
    }
    const std::string calendar = table.needed("calendar");
    const auto found = calendars_.find(calendar);
    if (found == calendars_.end()) table.wrong("calendar", "there is no calendar " + calendar);
    for (CheckedTable& one : table.tables("team")) team(one, row);
    if (auto fine = table.close(); !fine.ok()) return fine;
    tx_.save(row, found->second);
    return Done{};
  }

  /// A team that was there before keeps its id.
  void team(CheckedTable& table, desk::DepartmentRow& department) {
    desk::TeamRow row;
    row.key = table.needed("key");
    table.call("department " + department.key + ", team " + row.key);
    row.name = table.both("name");
    if (!table.has("lead")) table.wrong("lead", "lead is missing");
    row.lead = named(table, "lead", "staff member", staff_).value_or(domain::StaffId{});
    row.members = people(table, "members");
    if (std::ranges::find(department.teams, row.key, &desk::TeamRow::key) !=
        department.teams.end()) {
      table.wrong("key", row.key + " stands here twice");
    }
    (void)table.close();  // noted in the file
    const auto before = teams_.find({department.id, row.key});
    row.id = before == teams_.end() ? domain::TeamId{tx_.next_id()} : before->second;
    department.teams.push_back(std::move(row));
  }

  Step staff() {
    CheckedTable root(*staff_file_);
    (void)read_sign_ins(root);
    for (CheckedTable& table : root.tables("staff")) {
      if (auto done = staff_member(table); !done.ok()) return done;
      ++counts_.staff;
    }
    const std::vector<desk::StaffRow> all = tx_.staff();
    const bool supervised = std::any_of(all.begin(), all.end(), [](const desk::StaffRow& row) {
      return row.active && row.role == domain::Role::supervisor;
    });
    if (!supervised) root.wrong("", "nobody is an active supervisor; a city needs one at least");
    if (auto fine = root.close(); !fine.ok()) return fine;
    if (known_.empty()) return Done{};
    const desk::Principal who{{}, domain::Role::administrator, domain::Origin::import};
    const auto moved = desk::people_changed(tx_, who, *before_);
    if (!moved.ok()) return moved.error();
    return Done{};
  }

  Step staff_member(CheckedTable& table) {
    desk::StaffRow row;
    row.key = table.needed("key");
    table.call("staff " + row.key);
    row.id = staff_.at(row.key);
    row.name = table.needed("name");
    const auto role = desk::word_of<domain::Role>(table.needed("role"));
    if (!role) table.wrong("role", "there is no such role");
    row.role = role.value_or(domain::Role::analyst);
    row.department = named(table, "department", "department", departments_);
    read_addresses(table, row);
    // Passwords and disabled accounts of whoever is there already are not the files' business.
    const auto known = known_.find(row.key);
    const bool active = table.flag("active", true);
    row.active = known == known_.end() ? active : known->second.active;
    row.password_hash =
        known == known_.end() ? password_hash_(row.key) : known->second.password_hash;
    auto plan = domain::ShiftPlan::make(zone_, read_week(table, "shifts"), {});
    auto covers = people(table, "delegates");
    const auto manager = named(table, "manager", "staff member", staff_);
    if (auto fine = table.close(); !fine.ok()) return fine;
    if (!plan.ok()) return plan.error();
    tx_.save(row, domain::StaffMember{row.id, row.role, row.active, row.department, manager,
                                      std::move(covers), std::move(plan).value()});
    return Done{};
  }

  void read_addresses(CheckedTable& table, desk::StaffRow& row) const {
    if (table.has("phone")) {
      const auto phone = base::PhoneNumber::parse(table.needed("phone"), city_.default_region);
      if (phone.ok()) {
        row.phone = phone.value().e164();
      } else {
        table.wrong("phone", "phone is no number that can be dialled");
      }
    }
    if (table.has("email")) {
      row.email = table.needed("email");
      if (!base::is_mail_address(*row.email)) table.wrong("email", "email is no address");
    }
  }

  Step services() {
    for (const desk::ServiceRow& row : tx_.services()) services_[row.code] = row.id;
    auto parsed = read("services.toml");
    if (!parsed.ok()) return parsed.error();
    TomlFile file = std::move(parsed).value();
    CheckedTable root(file);
    const std::vector<desk::DepartmentRow> departments = tx_.departments();
    std::set<std::string> seen;
    for (CheckedTable& table : root.tables("service")) {
      desk::ServiceRow row = read_service(table, departments);
      if (!seen.insert(row.code).second) table.wrong("code", "it stands here twice");
      if (auto fine = table.close(); !fine.ok()) return fine;
      if (!services_.contains(row.code)) services_[row.code] = {tx_.next_id()};
      row.id = services_.at(row.code);
      tx_.save(row);
      ++counts_.services;
    }
    return root.close();
  }

  Step partners() {
    if (!std::filesystem::exists(directory_ / kEndpoints)) return Done{};
    std::map<std::string, domain::PartnerId> ids;
    for (const desk::PartnerRow& row : tx_.partners().partners()) ids[row.key] = row.id;
    auto parsed = read(kEndpoints);
    if (!parsed.ok()) return parsed.error();
    TomlFile file = std::move(parsed).value();
    auto rows = read_partners(file, tx_.services());
    if (auto fine = file.fine(); !fine.ok()) return fine;
    for (desk::PartnerRow& row : rows) {
      if (!ids.contains(row.key)) ids[row.key] = {tx_.next_id()};
      row.id = ids.at(row.key);
      tx_.partner_writer().save(row);
      ++counts_.endpoints;
    }
    return Done{};
  }

  Step telephone() {
    if (!std::filesystem::exists(directory_ / kTelephone)) return Done{};
    auto parsed = read(kTelephone);
    if (!parsed.ok()) return parsed.error();
    TomlFile file = std::move(parsed).value();
    const auto row = read_telephone(file, city_, tx_.staff());
    if (auto fine = file.fine(); !fine.ok()) return fine.error();
    tx_.telephone_writer().save(row);
    counts_.queues = static_cast<int>(row.queues.size());
    return Done{};
  }

  Step articles() {
    std::map<std::string, desk::ArticleRow> known;
    for (const desk::ArticleRow& row : every_article(tx_)) known[row.key] = row;
    for (const auto& file : entries_of(directory_ / "articles")) {
      if (file.extension() != ".md") {
        unexpected(file);
        continue;
      }
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
    const auto [first, is_new] = article_files_.emplace(article.row.key, file.filename().string());
    if (!is_new) return wrong(file, 0, first->second + " has the key " + first->first + ", too");
    for (const std::string& language : city_.languages) {
      if (article.row.texts.contains(language)) continue;
      counts_.warnings.push_back(file.filename().string() + ": there is no text in " + language);
    }
    if (const auto found = known.find(article.row.key); found != known.end()) {
      article.row.id = found->second.id;
      article.row.from_case = found->second.from_case;
    } else {
      article.row.id = domain::ArticleId{tx_.next_id()};
    }
    const auto department = departments_.find(article.department);
    if (department == departments_.end()) {
      return wrong(file, 0, "there is no department " + article.department);
    }
    article.row.department = department->second;
    for (const std::string& code : article.services) {
      const auto service = services_.find(code);
      if (service == services_.end()) return wrong(file, 0, "there is no service " + code);
      article.row.services.push_back(service->second);
    }
    tx_.save(article.row);
    return Done{};
  }

  Step leftovers() {
    for (const auto& path : entries_of(directory_)) {
      if (!is_expected(path)) unexpected(path);
    }
    return Done{};
  }

  void unexpected(const std::filesystem::path& path) {
    counts_.warnings.push_back(path.filename().string() + ": no file of a set-up; it was not read");
  }

  desk::Transaction& tx_;
  std::filesystem::path directory_;
  bool demo_;
  const std::function<std::string(const std::string&)>& password_hash_;
  base::TimeZone zone_ = base::TimeZone::utc();
  desk::JurisdictionRow city_;
  std::shared_ptr<const domain::Directory> before_;
  std::optional<TomlFile> staff_file_;
  std::optional<TomlFile> departments_file_;
  std::map<std::string, domain::CalendarRules> calendars_;
  std::map<std::string, domain::StaffId> staff_;
  std::map<std::string, desk::StaffRow> known_;
  std::map<std::string, domain::DepartmentId> departments_;
  std::map<std::pair<domain::DepartmentId, std::string>, domain::TeamId> teams_;
  std::map<std::string, domain::ServiceId> services_;
  std::map<std::string, std::string> article_files_;  ///< by key of the article
  ImportCounts counts_;
};

}  // namespace

Result<ImportCounts> import_city(
    desk::Transaction& tx, const std::filesystem::path& directory, bool demo,
    const std::function<std::string(const std::string& key)>& password_hash) {
  return Import(tx, directory, demo, password_hash).run();
}

Result<std::map<std::string, std::string>> demo_sign_ins(const std::filesystem::path& directory) {
  auto parsed = TomlFile::read(directory / "staff.toml");
  if (!parsed.ok()) return parsed.error();
  TomlFile file = std::move(parsed).value();
  CheckedTable root(file);
  auto sign_ins = read_sign_ins(root);
  if (auto fine = file.fine(); !fine.ok()) return fine.error();
  return sign_ins;
}

}  // namespace kept::records
