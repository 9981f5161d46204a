#include "store/configuration_codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

const Query kConfiguration{"configuration.by_kind",
                           "SELECT body FROM configuration WHERE jurisdiction_id = ?1 "
                           "AND kind = ?2 ORDER BY id"};
const Query kOneConfiguration{"configuration.one",
                              "SELECT body FROM configuration WHERE jurisdiction_id = ?1 "
                              "AND kind = ?2 AND id = ?3"};
const Query kSaveConfiguration{
    "configuration.save",
    "INSERT INTO configuration (jurisdiction_id, kind, id, body) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT DO UPDATE SET body = excluded.body"};

template <typename Row>
std::vector<Row> read_all(const std::vector<std::string>& documents,
                          Row (*read)(const std::string&)) {
  std::vector<Row> rows;
  rows.reserve(documents.size());
  for (const std::string& document : documents) rows.push_back(read(document));
  return rows;
}

/// A row without a number of its own is kept under its key's: stable over imports.
std::int64_t id_of_key(const std::string& key) {
  constexpr std::uint64_t kOffset = 14695981039346656037ULL;  // FNV-1a, 64 bit
  constexpr std::uint64_t kPrime = 1099511628211ULL;
  std::uint64_t hash = kOffset;
  for (const char letter : key) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * kPrime;
  }
  return static_cast<std::int64_t>(hash >> 1U);
}

}  // namespace

std::vector<std::string> Session::configuration(const char* kind) {
  Statement rows = database_.prepare(kConfiguration);
  rows.bind_all(kJurisdiction, kind);
  std::vector<std::string> documents;
  while (rows.step()) documents.push_back(rows.get<std::string>(0));
  return documents;
}

void Session::save_configuration(const char* kind, std::int64_t id, const std::string& body) {
  database_.run(kSaveConfiguration, kJurisdiction, kind, id, body);
  people_changed();
}

std::shared_ptr<const desk::Catalogue> Session::catalogue() {
  People& cached = people();
  if (!cached.catalogue) {
    cached.catalogue =
        std::make_shared<const desk::Catalogue>(desk::Catalogue{services(), departments()});
    if (!changed_people_) cache_.set(cached);
  }
  return cached.catalogue;
}
std::vector<desk::DepartmentRow> Session::departments() {
  return read_all(configuration("department"), read_department);
}
std::vector<desk::ServiceRow> Session::services() {
  return read_all(configuration("service"), read_service);
}
std::vector<desk::ReferralRow> Session::referrals() {
  return read_all(configuration("referral"), read_referral);
}
std::vector<desk::DangerRow> Session::dangers() {
  return read_all(configuration("danger"), read_danger);
}

void Session::save(const desk::JurisdictionRow& row) {
  save_configuration("jurisdiction", 1, write(row));
}
void Session::save(const desk::DepartmentRow& row, const domain::CalendarRules& calendar) {
  save_configuration("department", row.id.value, write(row, calendar));
}
void Session::save(const desk::ServiceRow& row) {
  // Whoever keeps a copy of the catalogue asks when it changed last.
  const std::string body = write(row);
  const auto before =
      database_.value<std::string>(kOneConfiguration, kJurisdiction, "service", row.id.value);
  if (before == body) return;
  save_configuration("service", row.id.value, body);
  set_setting("services.changed_at", std::to_string(now().time_since_epoch().count()));
}
void Session::save(const desk::ReferralRow& row) {
  save_configuration("referral", id_of_key(row.key), write(row));
}
void Session::save(const desk::DangerRow& row) {
  save_configuration("danger", id_of_key(row.kind + "/" + row.language), write(row));
}
void Session::save(const domain::Policy& policy) { save_configuration("policy", 1, write(policy)); }
void Session::save_intake_calendar(const domain::CalendarRules& calendar) {
  save_configuration("intake_calendar", 1, write(calendar));
}

}  // namespace kept::store
