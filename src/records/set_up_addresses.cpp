#include <utility>

#include "desk/import_places.h"
#include "records/set_up_takers.h"

namespace kept::records {
namespace {

using base::Result;

class AddressTaker final : public SetUpTaker {
 public:
  explicit AddressTaker(std::string layer) : layer_(std::move(layer)) {}

  std::vector<std::string> columns() const override { return {"key", "name", "lat", "lng"}; }
  std::vector<std::string> needed() const override { return {"name", "lat", "lng"}; }
  std::string key_column(const SetUpRow& row) const override {
    return row.has("key") ? "key" : "name";
  }
  std::size_t at_once() const override { return 1000; }
  void begin(desk::Reader& /*reader*/) override {}

  Result<desk::HistoricCounts> take(desk::Transaction& tx, std::vector<SetUpRow>& rows) override {
    desk::PlacesImported counted;
    for (SetUpRow& row : rows) {
      if (row.refusal()) continue;
      desk::PlaceDraft draft;
      row.needed(key_column(row), draft.key, kLongestLine);
      row.needed("name", draft.name, kLongestLine);
      const auto lat = domain::decimal_number(row.cell("lat"));
      const auto lng = domain::decimal_number(row.cell("lng"));
      if (!lat) row.wrong("lat", "this is no number of degrees");
      if (!lng) row.wrong("lng", "this is no number of degrees");
      if (row.refusal()) continue;
      const auto point = domain::Point::make(*lat, *lng);
      if (!point) {
        row.wrong("lat", "this is no point on earth");
        continue;
      }
      draft.point = *point;
      desk::take_place(tx, layer_, draft, counted);
    }
    return desk::HistoricCounts{counted.created, counted.updated, counted.unchanged};
  }

 private:
  std::string layer_;
};

}  // namespace

std::unique_ptr<SetUpTaker> address_taker(std::string layer) {
  return std::make_unique<AddressTaker>(std::move(layer));
}

}  // namespace kept::records
