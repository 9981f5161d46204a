#include "desk/ports/historic_records.h"

#include "base/secret.h"

namespace kept::desk {
namespace {

constexpr std::size_t kDigits = 32;

/// Each with its length before it, so that nothing can pass from one field into the next.
void append(std::string& all, const std::string& text) {
  all += std::to_string(text.size());
  all += ':';
  all += text;
}

void append(std::string& all, const std::optional<base::Instant>& instant) {
  append(all, instant ? std::to_string(instant->time_since_epoch().count()) : std::string());
}

}  // namespace

std::string digest_of(const HistoricRecord& record) {
  std::string all;
  for (const std::string* text :
       {&record.source, &record.source_id, &record.service_code, &record.service_name,
        &record.status_word, &record.address, &record.department, &record.channel,
        &record.parent_id, &record.resolution}) {
    append(all, *text);
  }
  append(all, record.open ? "open" : "closed");
  append(all, std::optional(record.requested_at));
  append(all, record.updated_at);
  append(all, record.closed_at);
  append(all, record.point ? record.point->text() : std::string());
  for (const auto& [kind, name] : record.areas) {
    append(all, kind);
    append(all, name);
  }
  return base::digest_of(all).substr(0, kDigits);
}

void HistoricCounts::add(const HistoricCounts& others) {
  created += others.created;
  updated += others.updated;
  unchanged += others.unchanged;
}

}  // namespace kept::desk
