#include <map>

#include "desk/follow_case.h"
#include "records/service_file.h"
#include "records/set_up_takers.h"

namespace kept::records {
namespace {

using base::Result;

class ServiceTaker final : public SetUpTaker {
 public:
  std::vector<std::string> columns() const override {
    return {"code",           "name_en",        "name_fr",       "description_en",
            "description_fr", "group",          "keywords",      "department",
            "target_minutes", "follow_up",      "type",          "public",
            "place_required", "place_to_block", "nearby_metres", "nearby_days"};
  }
  std::vector<std::string> needed() const override { return {"code"}; }
  std::string key_column(const SetUpRow& /*row*/) const override { return "code"; }
  std::size_t at_once() const override { return kAllAtOnce; }
  void begin(desk::Reader& /*reader*/) override {}

  Result<desk::HistoricCounts> take(desk::Transaction& tx, std::vector<SetUpRow>& rows) override {
    std::map<std::string, desk::ServiceRow> known;
    for (desk::ServiceRow& row : tx.services()) known[row.code] = std::move(row);
    std::map<std::string, domain::DepartmentId> departments;
    for (const auto& row : tx.departments()) departments[row.key] = row.id;
    desk::HistoricCounts counts;
    for (SetUpRow& row : rows) {
      if (row.refusal()) continue;
      const auto found = known.find(row.cell("code"));
      const bool is_new = found == known.end();
      desk::ServiceRow service = is_new ? desk::ServiceRow{} : found->second;
      read(row, is_new, departments, service);
      if (row.refusal()) continue;
      if (!is_new && service == found->second) {
        ++counts.unchanged;
        continue;
      }
      ++(is_new ? counts.created : counts.updated);
      if (is_new) service.id = domain::ServiceId{tx.next_id()};
      tx.save(service);
    }
    return counts;
  }

 private:
  /// Questions and routes are no columns: they stay as they are, and stand in services.toml.
  static void read(SetUpRow& row, bool is_new,
                   const std::map<std::string, domain::DepartmentId>& departments,
                   desk::ServiceRow& service) {
    row.key("code", service.code);
    row.needed("name_en", service.name.en, kLongestLine);
    row.at_most("name_fr", service.name.fr, kLongestLine);
    row.at_most("description_en", service.description.en, kLongestText);
    row.at_most("description_fr", service.description.fr, kLongestText);
    row.text("group", service.group);
    row.list("keywords", service.keywords);
    if (is_new || row.has("department")) {
      const auto owner = departments.find(row.cell("department"));
      if (owner != departments.end()) {
        if (service.department != owner->second) service.team.reset();
        service.department = owner->second;
      } else {
        row.wrong("department", "there is no such department");
      }
    }
    std::int64_t minutes = service.target.count();
    row.number("target_minutes", 0, kLongestTarget, minutes);
    service.target = std::chrono::minutes(minutes);
    if (is_new && row.cell("follow_up").empty()) row.wrong("follow_up", "this is missing");
    row.word("follow_up", service.follow_up, "this is person, message or none");
    row.word("type", service.type, "this is realtime or batch");
    row.flag("public", service.is_public);
    row.flag("place_required", service.place_required);
    row.flag("place_to_block", service.place_to_block);
    read_nearby(row, "nearby_metres", desk::kNearbyMetresAtMost, service.nearby_metres);
    read_nearby(row, "nearby_days", desk::kNearbyDaysAtMost, service.nearby_days);
  }

  static void read_nearby(SetUpRow& row, const std::string& column, int most,
                          std::optional<int>& into) {
    if (row.cell(column).empty()) return;
    std::int64_t read = into.value_or(1);
    row.number(column, 1, most, read);
    into = static_cast<int>(read);
  }
};

}  // namespace

std::unique_ptr<SetUpTaker> service_taker() { return std::make_unique<ServiceTaker>(); }

}  // namespace kept::records
