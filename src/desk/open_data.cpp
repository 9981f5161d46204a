#include "desk/open_data.h"

#include <algorithm>

#include "base/secret.h"
#include "base/time_text.h"
#include "base/trimmed.h"
#include "desk/public_text.h"
#include "domain/places/block.h"

namespace kept::desk {
namespace {

using base::Result;

constexpr int kRecordsAtOnce = 1000;
constexpr const char* kWithdrawals = "redactions";

void trim(std::string& text) { text = std::string(base::trimmed(text)); }

Result<std::optional<base::Date>> day_of(const std::optional<std::string>& text,
                                         const char* pointer) {
  if (!text) return std::optional<base::Date>();
  const auto date = base::parse_date(*text);
  if (!date.ok()) {
    return base::invalid(pointer, "open_data.bad_day", "A day is written 2026-11-24.");
  }
  return std::optional(date.value());
}

}  // namespace

OpenDataRules::OpenDataRules(Reader& reader)
    : city_(reader.jurisdiction().name),
      region_(reader.jurisdiction().default_region),
      free_text_(reader.jurisdiction().free_text_is_open),
      catalogue_(reader.catalogue()) {
  for (const ServiceRow& row : catalogue_->services) {
    codes_.emplace(row.id, &row);
    services_.emplace(row.code, &row);
  }
  for (const DepartmentRow& row : catalogue_->departments) departments_[row.id] = row.name.en;
}

OpenRecord OpenDataRules::shown(OpenDataRow row) const {
  OpenRecord record = std::move(row.record);
  if (row.service) {
    const auto code = codes_.find(*row.service);
    if (code != codes_.end()) record.service_code = code->second->code;
  }
  const auto found = services_.find(record.service_code);
  const ServiceRow* service = found == services_.end() ? nullptr : found->second;
  if (row.service) {
    record.system = city_;
    if (service != nullptr) record.service_name = service->name.en;
    const auto department =
        row.department ? departments_.find(*row.department) : departments_.end();
    if (department != departments_.end()) record.department = department->second;
  }
  withhold(record, service, row);
  for (std::string* text : {&record.status_word, &record.notes, &record.service_name,
                            &record.description, &record.department, &record.address}) {
    trim(*text);
  }
  return record;
}

void OpenDataRules::withhold(OpenRecord& record, const ServiceRow* service,
                             const OpenDataRow& row) const {
  if (row.non_public || (service != nullptr && !service->is_public)) {
    OpenRecord bare;
    bare.system = std::move(record.system);
    bare.id = std::move(record.id);
    bare.open = record.open;
    bare.service_code = std::move(record.service_code);
    bare.service_name = std::move(record.service_name);
    bare.requested_at = record.requested_at;
    bare.updated_at = record.updated_at;
    bare.closed_at = record.closed_at;
    record = std::move(bare);
    return;
  }
  if (service != nullptr && service->place_to_block) {
    record.address = domain::rounded_to_block(std::string_view(record.address));
    if (record.point) record.point = domain::rounded_to_block(*record.point);
  }
  // Whoever typed the place may have typed more into it.
  if (!is_for_all(row.address, record.address, {}, region_)) record.address.clear();
  if (!free_text_) record.description.clear();
  // What residents wrote was checked when it came; what staff of another system wrote, never.
  const bool says_notes = free_text_ && may_be_public(record.notes, {}, region_);
  if (!says_notes) record.notes.clear();
}

std::vector<domain::ServiceId> OpenDataRules::services_of(
    const std::set<std::string>& codes) const {
  std::vector<domain::ServiceId> ids;
  for (const auto& [code, row] : services_) {
    if (codes.contains(code)) ids.push_back(row->id);
  }
  return ids;
}

std::vector<domain::ServiceId> OpenDataRules::placed_services_of(
    const std::set<std::string>& codes) const {
  std::vector<domain::ServiceId> ids;
  for (const auto& [code, row] : services_) {
    const bool is_asked = codes.empty() || codes.contains(code);
    if (is_asked && row->is_public && !row->place_to_block) ids.push_back(row->id);
  }
  return ids;
}

std::string OpenDataRules::digest() const {
  std::string all = city_ + "\n" + region_ + (free_text_ ? "+" : "-");
  for (const auto& [code, row] : services_) {
    all += "\n" + code + "\n" + row->name.en + (row->is_public ? "+" : "-") +
           (row->place_to_block ? "+" : "-");
  }
  for (const auto& [id, name] : departments_) all += "\n" + name;
  return base::digest_of(all);
}

OpenDataWalk::OpenDataWalk(Store& store, OpenDataQuery query,
                           std::function<bool(base::Instant)> goes_on)
    : store_(store), query_(std::move(query)), goes_on_(std::move(goes_on)) {
  std::optional<std::vector<domain::ServiceId>> ids;
  store.read([&](Reader& reader) { rules_ = std::make_unique<OpenDataRules>(reader); });
  if (!query_.services.empty()) ids = rules_->services_of(query_.services);
  const base::Instant until = query_.until.value_or(base::Instant::max());
  records_.read = [this, until](Reader& reader, const OpenDataKey& key) {
    return reader.open_data().records_after(key, until, query_.services, kRecordsAtOnce);
  };
  cases_.read = [ids, until](Reader& reader, const OpenDataKey& key) {
    return reader.open_data().cases_after(key, until, ids, kRecordsAtOnce);
  };
  // Ids are positive: what was made in that instant comes after it.
  for (Source* source : {&records_, &cases_}) {
    if (query_.from) source->last = {*query_.from, 0};
  }
}

void OpenDataWalk::fill(Source& source) {
  while (source.rows.empty() && !source.is_over && !was_ended_) {
    was_ended_ = goes_on_ && !goes_on_(source.last.requested_at);
    if (was_ended_) return;
    store_.read([&](Reader& reader) {
      OpenDataPage page = source.read(reader, source.last);
      source.rows.assign(std::make_move_iterator(page.rows.begin()),
                         std::make_move_iterator(page.rows.end()));
      source.last = page.last;
      source.is_over = page.is_last;
    });
  }
}

std::optional<OpenRecord> OpenDataWalk::next() {
  fill(records_);
  fill(cases_);
  if (was_ended_ || (records_.rows.empty() && cases_.rows.empty())) return std::nullopt;
  const bool takes_record =
      cases_.rows.empty() || (!records_.rows.empty() && records_.rows.front().key.requested_at <=
                                                            cases_.rows.front().key.requested_at);
  Source& source = takes_record ? records_ : cases_;
  OpenDataRow row = std::move(source.rows.front());
  source.rows.pop_front();
  return rules_->shown(std::move(row));
}

Result<OpenDataQuery> open_data_period(Reader& reader, const std::optional<std::string>& from,
                                       const std::optional<std::string>& until) {
  const auto first = day_of(from, "/from");
  if (!first.ok()) return first.error();
  const auto last = day_of(until, "/until");
  if (!last.ok()) return last.error();
  const auto start_of = [&](base::Date date, int days_on) {
    return reader.zone().day_start(std::chrono::sys_days(date) + std::chrono::days(days_on));
  };
  OpenDataQuery query;
  if (*first) query.from = start_of(**first, 0);
  if (*last) query.until = start_of(**last, 1);
  if (query.from && query.until && *query.until <= *query.from) {
    return base::invalid("/until", "open_data.backwards", "The period ends before it begins.");
  }
  return query;
}

void withdraw_from_open_data(Transaction& tx) {
  tx.set_setting(kWithdrawals, std::to_string(tx.next_id()));
}

OpenDataVersion open_data_version(Store& store) {
  OpenDataVersion version;
  store.read([&](Reader& reader) {
    version.withdrawn =
        reader.setting(kWithdrawals).value_or("") + " " + OpenDataRules(reader).digest();
    version.data = reader.open_data().open_data_version() + " " + version.withdrawn;
  });
  return version;
}

}  // namespace kept::desk
