#include "records/partner_file.h"

#include <algorithm>
#include <set>

#include "desk/word_names.h"
#include "records/web_page.h"

namespace kept::records {
namespace {

constexpr std::int64_t kPollMinutes = 60;
constexpr std::int64_t kWeekOfMinutes{7L * 24 * 60};

bool is_this_machine(const std::string& host) {
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

/// Keys and places of residents do not go over the net for everybody to read.
std::string read_url(CheckedTable& table) {
  std::string url = table.needed("url");
  const std::string host = is_web_address(url) ? host_of(url) : "";
  if (host.empty() || url.find_first_of("?#@") != std::string::npos) {
    table.wrong("url", "url is the address of GeoReport v2: https://HOST/PATH/");
  } else if (!url.starts_with("https://") && !is_this_machine(host)) {
    table.wrong("url", "url begins with https:// unless it is this machine");
  }
  if (!url.ends_with('/')) url += '/';
  return url;
}

/// ["ours", "theirs"], each.
void read_their_values(CheckedTable& table, desk::PartnerAttribute& attribute) {
  const toml::array* values = table.list("values");
  if (values == nullptr) return;
  for (const auto& entry : *values) {
    const toml::array* pair = entry.as_array();
    if (pair == nullptr || pair->size() != 2 || !pair->is_homogeneous<std::string>()) {
      table.wrong("values", R"(a value is written ["ours", "theirs"])");
      return;
    }
    attribute.values.emplace_back((*pair)[0].value_or(""), (*pair)[1].value_or(""));
  }
}

desk::PartnerAttribute read_attribute(CheckedTable& table, const desk::ServiceRow* service) {
  desk::PartnerAttribute attribute;
  attribute.code = table.needed("code");
  attribute.their_code = table.has("their_code") ? table.needed("their_code") : attribute.code;
  const bool is_asked = service == nullptr ||
                        std::ranges::any_of(service->questions, [&](const desk::QuestionRow& one) {
                          return one.code == attribute.code;
                        });
  if (!is_asked) table.wrong("code", "the service has no question " + attribute.code);
  read_their_values(table, attribute);
  (void)table.close();  // noted in the file
  return attribute;
}

desk::PartnerService read_partner_service(CheckedTable& table, const std::string& partner,
                                          const std::vector<desk::ServiceRow>& services) {
  desk::PartnerService read;
  const std::string code = table.needed("code");
  table.call(partner + ", service " + code);
  const auto found =
      std::ranges::find_if(services, [&](const desk::ServiceRow& one) { return one.code == code; });
  if (found == services.end()) {
    table.wrong("code", "there is no service " + code);
  } else {
    read.service = found->id;
  }
  read.their_code = table.has("their_code") ? table.needed("their_code") : code;
  for (CheckedTable& attribute : table.tables("attribute")) {
    read.attributes.push_back(
        read_attribute(attribute, found == services.end() ? nullptr : &*found));
  }
  (void)table.close();  // noted in the file
  return read;
}

void read_secret(CheckedTable& table, desk::PartnerRow& row) {
  row.key_variable = table.text("api_key_variable");
  row.key_file = table.text("api_key_file");
  if (!row.key_variable.empty() && !row.key_file.empty()) {
    table.wrong("api_key_file", "the key stands in a variable or in a file, not in both");
  }
  if (row.key_variable.starts_with("KEPT311_")) {
    table.wrong("api_key_variable", "variables of that name are settings of the program");
  }
  row.reads_with_key = table.flag("read_with_key", true);
}

/// What of the protocol the other side can do.
void read_manners(CheckedTable& table, desk::PartnerRow& row) {
  if (table.has("format")) {
    const auto format = desk::word_of<desk::PartnerFormat>(table.text("format"));
    if (!format) table.wrong("format", "format is json or xml");
    row.format = format.value_or(desk::PartnerFormat::json);
  }
  if (table.has("photos")) {
    const auto photos = desk::word_of<desk::PartnerPhotos>(table.text("photos"));
    if (!photos) table.wrong("photos", "photos is none, url or files");
    row.photos = photos.value_or(desk::PartnerPhotos::none);
  }
  row.tells_updates = table.flag("read_updates", false);
  row.takes_updates = table.flag("send_updates", false);
}

desk::PartnerRow read_partner(CheckedTable& table, const std::vector<desk::ServiceRow>& services) {
  desk::PartnerRow row;
  row.key = table.needed("key");
  const std::string called = "endpoint " + row.key;
  table.call(called);
  row.name = table.needed("name");
  row.url = read_url(table);
  row.jurisdiction_id = table.text("jurisdiction_id");
  read_secret(table, row);
  row.poll = std::chrono::minutes(table.number("poll_minutes", kPollMinutes, 1, kWeekOfMinutes));
  for (const std::string& name : table.texts("share")) {
    const auto share = desk::word_of<desk::PartnerShare>(name);
    if (!share) table.wrong("share", "share is any of name, phone, email, description");
    if (share) row.shares.push_back(*share);
  }
  row.their_key = table.text("their_key");
  row.active = table.flag("active", true);
  read_manners(table, row);
  std::set<domain::ServiceId> seen;
  for (CheckedTable& service : table.tables("service")) {
    row.services.push_back(read_partner_service(service, called, services));
    if (!seen.insert(row.services.back().service).second) {
      service.wrong("code", "it stands here twice");
    }
  }
  if (row.services.empty()) table.wrong("service", "there is no [[endpoint.service]]");
  (void)table.close();  // noted in the file
  return row;
}

toml::table attribute_table(const desk::PartnerAttribute& attribute) {
  toml::table table{{"code", attribute.code}, {"their_code", attribute.their_code}};
  toml::array values;
  for (const auto& [ours, theirs] : attribute.values) values.push_back(toml::array{ours, theirs});
  if (!values.empty()) table.insert("values", std::move(values));
  return table;
}

}  // namespace

std::vector<desk::PartnerRow> read_partners(TomlFile& file,
                                            const std::vector<desk::ServiceRow>& services) {
  CheckedTable root(file);
  std::vector<desk::PartnerRow> rows;
  std::set<std::string> keys;
  for (CheckedTable& table : root.tables("endpoint")) {
    rows.push_back(read_partner(table, services));
    if (!keys.insert(rows.back().key).second) table.wrong("key", "it stands here twice");
  }
  (void)root.close();  // noted in the file
  return rows;
}

toml::table write_partners(const std::vector<desk::PartnerRow>& partners,
                           const std::map<domain::ServiceId, std::string>& services) {
  toml::array array;
  for (const desk::PartnerRow& row : partners) {
    toml::table table{{"key", row.key},
                      {"name", row.name},
                      {"url", row.url},
                      {"poll_minutes", row.poll.count()},
                      {"read_with_key", row.reads_with_key},
                      {"active", row.active},
                      {"format", desk::name_of(row.format)},
                      {"photos", desk::name_of(row.photos)},
                      {"read_updates", row.tells_updates},
                      {"send_updates", row.takes_updates}};
    for (const auto& [name, text] :
         {std::pair("jurisdiction_id", row.jurisdiction_id),
          std::pair("api_key_variable", row.key_variable), std::pair("api_key_file", row.key_file),
          std::pair("their_key", row.their_key)}) {
      if (!text.empty()) table.insert(name, text);
    }
    toml::array shares;
    for (const desk::PartnerShare share : row.shares) shares.push_back(desk::name_of(share));
    table.insert("share", std::move(shares));
    toml::array done;
    for (const desk::PartnerService& service : row.services) {
      toml::table one{{"code", services.at(service.service)}, {"their_code", service.their_code}};
      toml::array attributes;
      for (const auto& attribute : service.attributes) {
        attributes.push_back(attribute_table(attribute));
      }
      if (!attributes.empty()) one.insert("attribute", std::move(attributes));
      done.push_back(std::move(one));
    }
    table.insert("service", std::move(done));
    array.push_back(std::move(table));
  }
  return toml::table{{"endpoint", std::move(array)}};
}

}  // namespace kept::records
