#include "records/city_export.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "desk/word_names.h"
#include "records/article_file.h"
#include "records/calendars_to_write.h"
#include "records/checked_table.h"
#include "records/every_article.h"
#include "records/partner_file.h"
#include "records/policy_file.h"
#include "records/telephone_file.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

/// One export: the directory, and the keys that ids stand for.
class Export {
 public:
  Export(desk::Reader& reader, std::filesystem::path directory)
      : reader_(reader), directory_(std::move(directory)), people_(reader.directory()) {
    for (const desk::StaffRow& row : reader.staff()) staff_[row.id] = row.key;
    for (const desk::DepartmentRow& row : reader.departments()) {
      departments_[row.id] = row.key;
      for (const desk::TeamRow& team : row.teams) teams_[team.id] = team.key;
    }
    for (const desk::ServiceRow& row : reader.services()) services_[row.id] = row.code;
  }

  Result<Done> run() {
    std::error_code failed;
    std::filesystem::create_directories(directory_ / "articles", failed);
    const std::vector<std::pair<const char*, toml::table>> files{
        {"jurisdiction.toml", jurisdiction()},
        {"policy.toml", write_policy(reader_.policy())},
        {"departments.toml", departments()},
        {"staff.toml", staff()},
        {"services.toml", services()},
        // Last: only now is it known which calendars the departments have.
        {"calendars.toml", calendars_.file()}};
    for (const auto& [name, table] : files) {
      if (auto done = write(name, table); !done.ok()) return done;
    }
    const auto partners = reader_.partners().partners();
    if (!partners.empty()) {
      auto done = write("endpoints.toml", write_partners(partners, services_));
      if (!done.ok()) return done;
    }
    if (const auto telephone = reader_.telephone().set_up()) {
      auto done = write("telephone.toml", write_telephone(*telephone, staff_));
      if (!done.ok()) return done;
    }
    return articles();
  }

 private:
  Result<Done> write(const char* name, const toml::table& table) const {
    std::ofstream stream(directory_ / name);
    const auto flags = toml::toml_formatter::default_flags & ~toml::format_flags::indentation;
    stream << toml::toml_formatter(table, flags) << '\n';
    stream.close();
    if (!stream) return not_written(directory_ / name);
    return Done{};
  }

  toml::table jurisdiction() const {
    const desk::JurisdictionRow& row = reader_.jurisdiction();
    toml::array dangers;
    for (const desk::DangerRow& danger : reader_.dangers()) {
      toml::table table{{"kind", danger.kind},
                        {"language", danger.language},
                        {"words", toml_list(danger.words)},
                        {"destination", danger.destination}};
      put_both(table, "script", danger.script);
      dangers.push_back(std::move(table));
    }
    toml::array referrals;
    for (const desk::ReferralRow& referral : reader_.referrals()) {
      toml::table table{{"key", referral.key}, {"card", card_table(referral.card)}};
      put_both(table, "name", referral.name);
      referrals.push_back(std::move(table));
    }
    toml::table city{{"name", row.name},
                     {"zone", row.zone},
                     {"default_region", row.default_region},
                     {"languages", toml_list(row.languages)},
                     {"danger", std::move(dangers)},
                     {"referral", std::move(referrals)}};
    if (!row.boundary.layer.empty()) {
      city.insert("boundary", toml::table{{"layer", row.boundary.layer},
                                          {"free_text", row.boundary.free_text}});
    }
    if (row.free_text_is_open) city.insert("open_data", toml::table{{"free_text", true}});
    return city;
  }

  toml::array keys(const std::vector<domain::StaffId>& ids) const {
    toml::array array;
    for (const domain::StaffId id : ids) array.push_back(staff_.at(id));
    return array;
  }

  toml::table team(const desk::TeamRow& row) const {
    toml::table table{
        {"key", row.key}, {"lead", staff_.at(row.lead)}, {"members", keys(row.members)}};
    put_both(table, "name", row.name);
    return table;
  }

  toml::table departments() {
    // Nobody's calendar is the intake team's; it keeps the name that an import looks for.
    calendars_.name_of(people_->calendar_of(domain::StaffId{}).rules(), "intake");
    toml::array array;
    for (const desk::DepartmentRow& row : reader_.departments()) {
      const domain::Department* department = people_->find(row.id);
      toml::table table{{"key", row.key},
                        {"manager", staff_.at(row.manager)},
                        {"delegates", keys(row.delegates)},
                        {"calendar", calendars_.name_of(department->calendar.rules(), row.key)},
                        {"card", card_table(row.card)}};
      put_both(table, "name", row.name);
      toml::array teams;
      for (const desk::TeamRow& one : row.teams) teams.push_back(team(one));
      if (!teams.empty()) table.insert("team", std::move(teams));
      array.push_back(std::move(table));
    }
    return toml::table{{"department", std::move(array)}};
  }

  toml::table staff() const {
    toml::array array;
    for (const desk::StaffRow& row : reader_.staff()) {
      const domain::StaffMember& member = *people_->find(row.id);
      toml::table table{{"key", row.key}, {"name", row.name}, {"role", desk::name_of(row.role)}};
      if (row.department) table.insert("department", departments_.at(*row.department));
      if (row.phone) table.insert("phone", *row.phone);
      if (row.email) table.insert("email", *row.email);
      if (!row.active) table.insert("active", false);
      if (member.manager) table.insert("manager", staff_.at(*member.manager));
      if (!member.delegates.empty()) table.insert("delegates", keys(member.delegates));
      if (member.plan.weekly()) table.insert("shifts", write_week(*member.plan.weekly()));
      array.push_back(std::move(table));
    }
    return toml::table{{"staff", std::move(array)}};
  }

  static toml::table question(const desk::QuestionRow& row) {
    toml::table table{{"code", row.code}, {"datatype", row.datatype}, {"required", row.required}};
    put_both(table, "text", row.text);
    toml::array values;
    for (const auto& [code, text] : row.values) {
      values.push_back(toml::array{code, text.en, text.fr});
    }
    if (!values.empty()) table.insert("values", std::move(values));
    if (row.when) table.insert("when", toml::array{row.when->first, row.when->second});
    if (row.hint != desk::Localised{}) put_both(table, "hint", row.hint);
    if (!row.variable) table.insert("variable", false);
    if (row.automated) table.insert("automated", desk::name_of(*row.automated));
    return table;
  }

  toml::table route(const desk::RouteRow& row) const {
    toml::table table{{"department", departments_.at(row.department)}};
    if (row.team) table.insert("team", teams_.at(*row.team));
    if (!row.layer.empty()) {
      table.insert("layer", row.layer);
      table.insert("areas", toml_list(row.areas));
    }
    if (row.when) table.insert("when", toml::array{row.when->first, row.when->second});
    return table;
  }

  toml::table services() const {
    toml::array array;
    for (const desk::ServiceRow& row : reader_.services()) {
      toml::table table{{"code", row.code},
                        {"group", row.group},
                        {"keywords", toml_list(row.keywords)},
                        {"department", departments_.at(row.department)},
                        {"target_minutes", row.target.count()},
                        {"follow_up", desk::name_of(row.follow_up)},
                        {"place_required", row.place_required},
                        {"public", row.is_public},
                        {"type", desk::name_of(row.type)}};
      if (row.team) table.insert("team", teams_.at(*row.team));
      if (row.place_to_block) table.insert("place_to_block", true);
      if (row.nearby_metres) table.insert("nearby_metres", *row.nearby_metres);
      if (row.nearby_days) table.insert("nearby_days", *row.nearby_days);
      put_both(table, "name", row.name);
      put_both(table, "description", row.description);
      toml::array questions;
      for (const desk::QuestionRow& one : row.questions) questions.push_back(question(one));
      if (!questions.empty()) table.insert("question", std::move(questions));
      toml::array routes;
      for (const desk::RouteRow& one : row.routes) routes.push_back(route(one));
      if (!routes.empty()) table.insert("route", std::move(routes));
      array.push_back(std::move(table));
    }
    return toml::table{{"service", std::move(array)}};
  }

  Result<Done> articles() const {
    std::set<std::string> names;
    for (const desk::ArticleRow& row : every_article(reader_)) {
      if (row.state == desk::ArticleState::draft) continue;
      ArticleFile article{{}, {}, row};
      if (row.department) article.department = departments_.at(*row.department);
      for (const domain::ServiceId id : row.services) {
        article.services.push_back(services_.at(id));
      }
      // As files are named mostly; of two keys that would share a file the second keeps its own.
      std::string name = row.key;
      std::ranges::replace(name, '_', '-');
      if (!names.insert(name).second) names.insert(name = row.key);
      const auto file = directory_ / "articles" / (name + ".md");
      if (auto done = write_article_file(article, file); !done.ok()) return done;
    }
    return Done{};
  }

  desk::Reader& reader_;
  std::filesystem::path directory_;
  std::shared_ptr<const domain::Directory> people_;
  std::map<domain::StaffId, std::string> staff_;
  std::map<domain::DepartmentId, std::string> departments_;
  std::map<domain::TeamId, std::string> teams_;
  std::map<domain::ServiceId, std::string> services_;
  CalendarsToWrite calendars_;
};

}  // namespace

Result<Done> export_city(desk::Reader& reader, const std::filesystem::path& directory) {
  return Export(reader, directory).run();
}

}  // namespace kept::records
