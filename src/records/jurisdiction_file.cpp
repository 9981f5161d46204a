#include "records/jurisdiction_file.h"

#include <algorithm>
#include <set>

#include "base/phone_number.h"
#include "base/time_zone.h"

namespace kept::records {
namespace {

desk::DangerRow danger_of(CheckedTable& table, const desk::JurisdictionRow& city) {
  desk::DangerRow row;
  row.kind = table.needed("kind");
  table.call("danger " + row.kind);
  row.language = table.needed("language");
  if (std::ranges::find(city.languages, row.language) == city.languages.end()) {
    table.wrong("language", "the city does not have the language " + row.language);
  }
  row.words = table.texts("words");
  if (row.words.empty()) table.wrong("words", "there are no words");
  row.script = table.both("script");
  row.destination = table.needed("destination");
  if (!base::PhoneNumber::parse(row.destination, city.default_region).ok()) {
    table.wrong("destination", "the destination is a ten-digit number that can be dialled, not '" +
                                   row.destination + "'");
  }
  (void)table.close();  // noted in the file
  return row;
}

desk::ReferralRow referral_of(CheckedTable& table) {
  desk::ReferralRow row;
  row.key = table.needed("key");
  table.call("referral " + row.key);
  row.name = table.both("name");
  row.card = table.card().value_or(desk::CardRow{});
  (void)table.close();  // noted in the file
  return row;
}

}  // namespace

base::Result<JurisdictionFile> read_jurisdiction(TomlFile& file) {
  CheckedTable table(file);
  JurisdictionFile read;
  desk::JurisdictionRow& row = read.row;
  row.name = table.needed("name");
  row.zone = table.needed("zone");
  if (!base::TimeZone::load(row.zone).ok()) table.wrong("zone", "there is no zone " + row.zone);
  if (table.has("default_region")) row.default_region = table.needed("default_region");
  if (table.has("languages")) row.languages = table.texts("languages");
  const auto is_known = [](const std::string& one) { return one == "en" || one == "fr"; };
  if (row.languages.empty() || !std::ranges::all_of(row.languages, is_known)) {
    table.wrong("languages", R"(languages are "en", "fr" or both)");
  }
  if (auto boundary = table.table("boundary")) {
    row.boundary.layer = boundary->needed("layer");
    row.boundary.free_text = boundary->flag("free_text", true);
    (void)boundary->close();  // noted in the file
  }
  if (auto open = table.table("open_data")) {
    row.free_text_is_open = open->flag("free_text", false);
    (void)open->close();  // noted in the file
  }
  for (CheckedTable& entry : table.tables("danger")) {
    read.dangers.push_back(danger_of(entry, row));
  }
  std::set<std::string> keys;
  for (CheckedTable& entry : table.tables("referral")) {
    read.referrals.push_back(referral_of(entry));
    if (!keys.insert(read.referrals.back().key).second) entry.wrong("key", "it stands here twice");
  }
  if (auto fine = table.close(); !fine.ok()) return fine.error();
  return read;
}

}  // namespace kept::records
