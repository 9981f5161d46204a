#include "store/session_partners.h"

#include "store/codec.h"
#include "store/session.h"

namespace kept::desk {

BOOST_DESCRIBE_STRUCT(PartnerAttribute, (), (code, their_code, values))
BOOST_DESCRIBE_STRUCT(PartnerService, (), (service, their_code, attributes))
BOOST_DESCRIBE_STRUCT(PartnerRow, (),
                      (id, key, name, url, jurisdiction_id, key_variable, key_file, reads_with_key,
                       poll, shares, services, their_key, active, format, photos, tells_updates,
                       takes_updates))

}  // namespace kept::desk

namespace kept::store {
namespace {

#define KEPT_DELIVERY_COLUMNS                                                       \
  "id, partner_id, case_id, reference, state, number, token, created_at, next_at, " \
  "sent_at, answered_at, attempts, tries, looks, last_error, seen, their_status, told_seq"
#define KEPT_DELIVERIES "SELECT " KEPT_DELIVERY_COLUMNS " FROM deliveries "

const Query kDelivery{"deliveries.by_id", KEPT_DELIVERIES "WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kDeliveriesDue{"deliveries.due", KEPT_DELIVERIES
                           "INDEXED BY deliveries_due_of_partner WHERE jurisdiction_id = ?1 AND "
                           "partner_id = ?2 AND next_at <= ?3 ORDER BY next_at, id LIMIT ?4"};
const Query kNextDelivery{"deliveries.next",
                          "SELECT next_at FROM deliveries INDEXED BY deliveries_due "
                          "WHERE jurisdiction_id = ?1 AND next_at IS NOT NULL "
                          "ORDER BY next_at, id LIMIT 1"};
const Query kDeliveriesOf{"deliveries.of_case", KEPT_DELIVERIES
                          "INDEXED BY deliveries_by_case WHERE jurisdiction_id = ?1 "
                          "AND case_id = ?2 ORDER BY id"};
const Query kDeliveryByNumber{"deliveries.by_number", KEPT_DELIVERIES
                              "INDEXED BY deliveries_by_number WHERE jurisdiction_id = ?1 "
                              "AND partner_id = ?2 AND number = ?3 "
                              "AND number <> '' ORDER BY id LIMIT 1"};
const Query kTroubled{"deliveries.troubled", KEPT_DELIVERIES
                      "INDEXED BY deliveries_by_state WHERE jurisdiction_id = ?1 "
                      "AND partner_id = ?2 AND (state IN ('unclear', 'refused', 'gave_up') "
                      "OR (state IN ('queued', 'sending', 'unknown', 'waiting', 'followed') "
                      "AND tries > 0)) ORDER BY id LIMIT ?3"};
const Query kDeliveryCounts{"deliveries.counts",
                            "SELECT state, count(*) FROM deliveries INDEXED BY "
                            "deliveries_by_state WHERE jurisdiction_id = ?1 AND partner_id = ?2 "
                            "GROUP BY state"};
const Query kSaveDelivery{
    "deliveries.save",
    "INSERT INTO deliveries (jurisdiction_id, " KEPT_DELIVERY_COLUMNS
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
    "?19) "
    "ON CONFLICT DO UPDATE SET state = excluded.state, number = excluded.number, "
    "token = excluded.token, next_at = excluded.next_at, sent_at = excluded.sent_at, "
    "answered_at = excluded.answered_at, attempts = excluded.attempts, tries = excluded.tries, "
    "looks = excluded.looks, last_error = excluded.last_error, seen = excluded.seen, "
    "their_status = excluded.their_status, told_seq = excluded.told_seq"};
const Query kSteps{"delivery_steps.of_case",
                   "SELECT s.delivery_id, s.at, s.act, s.detail FROM deliveries d "
                   "INDEXED BY deliveries_by_case CROSS JOIN delivery_steps s "
                   "ON s.jurisdiction_id = ?1 AND s.delivery_id = d.id "
                   "WHERE d.jurisdiction_id = ?1 AND d.case_id = ?2 ORDER BY d.id, s.seq"};
const Query kAddStep{"delivery_steps.add",
                     "INSERT INTO delivery_steps (jurisdiction_id, delivery_id, seq, at, act, "
                     "detail) VALUES (?1, ?2, 1 + (SELECT coalesce(max(seq), 0) "
                     "FROM delivery_steps WHERE jurisdiction_id = ?1 AND delivery_id = ?2), "
                     "?3, ?4, ?5)"};

const Query kReading{"partner_readings.of_partner",
                     "SELECT read_until, next_at, tries FROM partner_readings "
                     "WHERE jurisdiction_id = ?1 AND partner_id = ?2"};
const Query kSaveReading{
    "partner_readings.save",
    "INSERT INTO partner_readings (jurisdiction_id, partner_id, read_until, next_at, tries) "
    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET read_until = excluded.read_until, "
    "next_at = excluded.next_at, tries = excluded.tries"};
const Query kHasUpdate{"partner_updates.has",
                       "SELECT 1 FROM partner_updates WHERE jurisdiction_id = ?1 "
                       "AND delivery_id = ?2 AND update_digest = ?3"};
const Query kAddUpdate{"partner_updates.add",
                       "INSERT OR IGNORE INTO partner_updates (jurisdiction_id, delivery_id, "
                       "update_digest) VALUES (?1, ?2, ?3)"};

#undef KEPT_DELIVERIES
#undef KEPT_DELIVERY_COLUMNS

desk::DeliveryRow delivery_row(const Statement& row) {
  desk::DeliveryRow delivery;
  delivery.id = row.get<domain::DeliveryId>(0);
  delivery.partner = row.get<domain::PartnerId>(1);
  delivery.case_id = row.get<domain::CaseId>(2);
  delivery.reference = row.get<std::string>(3);
  delivery.state = codec::enum_value<desk::DeliveryState>(row.get<std::string>(4));
  delivery.number = row.get<std::string>(5);
  delivery.token = row.get<std::string>(6);
  delivery.created_at = row.get<base::Instant>(7);
  delivery.next_at = row.get<std::optional<base::Instant>>(8).value_or(base::Instant{});
  delivery.sent_at = row.get<std::optional<base::Instant>>(9);
  delivery.answered_at = row.get<std::optional<base::Instant>>(10);
  delivery.attempts = static_cast<int>(row.get<std::int64_t>(11));
  delivery.tries = static_cast<int>(row.get<std::int64_t>(12));
  delivery.looks = static_cast<int>(row.get<std::int64_t>(13));
  delivery.last_error = row.get<std::string>(14);
  delivery.seen = row.get<std::string>(15);
  delivery.their_status = row.get<std::string>(16);
  delivery.told_seq = static_cast<int>(row.get<std::int64_t>(17));
  return delivery;
}

std::vector<desk::DeliveryRow> delivery_rows(Statement rows) {
  std::vector<desk::DeliveryRow> deliveries;
  while (rows.step()) deliveries.push_back(delivery_row(rows));
  return deliveries;
}

std::optional<desk::DeliveryRow> first_of(std::vector<desk::DeliveryRow> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

std::vector<desk::PartnerRow> SessionPartners::partners() {
  std::vector<desk::PartnerRow> rows;
  for (const std::string& document : read_configuration_()) {
    rows.push_back(codec::from_text<desk::PartnerRow>(document));
  }
  return rows;
}

void SessionPartners::save(const desk::PartnerRow& partner) {
  save_configuration_(partner.id.value, codec::to_text(partner));
}

std::optional<desk::DeliveryRow> SessionPartners::delivery(domain::DeliveryId id) {
  Statement row = database_.prepare(kDelivery);
  row.bind_all(kJurisdiction, id);
  return first_of(delivery_rows(std::move(row)));
}

std::vector<desk::DeliveryRow> SessionPartners::due(domain::PartnerId partner, base::Instant until,
                                                    int limit) {
  Statement rows = database_.prepare(kDeliveriesDue);
  rows.bind_all(kJurisdiction, partner, until, limit);
  return delivery_rows(std::move(rows));
}

std::optional<base::Instant> SessionPartners::next_due() {
  return database_.value<base::Instant>(kNextDelivery, kJurisdiction);
}

std::vector<desk::DeliveryRow> SessionPartners::of_case(domain::CaseId id) {
  Statement rows = database_.prepare(kDeliveriesOf);
  rows.bind_all(kJurisdiction, id);
  return delivery_rows(std::move(rows));
}

std::vector<desk::DeliveryStep> SessionPartners::steps(domain::CaseId id) {
  Statement rows = database_.prepare(kSteps);
  rows.bind_all(kJurisdiction, id);
  std::vector<desk::DeliveryStep> steps;
  while (rows.step()) {
    steps.push_back({rows.get<domain::DeliveryId>(0), rows.get<base::Instant>(1),
                     codec::enum_value<desk::DeliveryAct>(rows.get<std::string>(2)),
                     rows.get<std::string>(3)});
  }
  return steps;
}

std::optional<desk::DeliveryRow> SessionPartners::by_number(domain::PartnerId partner,
                                                            const std::string& number) {
  Statement row = database_.prepare(kDeliveryByNumber);
  row.bind_all(kJurisdiction, partner, number);
  return first_of(delivery_rows(std::move(row)));
}

std::vector<desk::DeliveryRow> SessionPartners::troubled(domain::PartnerId partner, int limit) {
  Statement rows = database_.prepare(kTroubled);
  rows.bind_all(kJurisdiction, partner, limit);
  return delivery_rows(std::move(rows));
}

std::vector<std::pair<desk::DeliveryState, std::int64_t>> SessionPartners::counts(
    domain::PartnerId partner) {
  Statement rows = database_.prepare(kDeliveryCounts);
  rows.bind_all(kJurisdiction, partner);
  std::vector<std::pair<desk::DeliveryState, std::int64_t>> counts;
  while (rows.step()) {
    counts.emplace_back(codec::enum_value<desk::DeliveryState>(rows.get<std::string>(0)),
                        rows.get<std::int64_t>(1));
  }
  return counts;
}

void SessionPartners::save(const desk::DeliveryRow& row) {
  std::optional<base::Instant> next_at;
  if (row.has_work()) next_at = row.next_at;
  database_.run(kSaveDelivery, kJurisdiction, row.id, row.partner, row.case_id, row.reference,
                codec::enum_name(row.state), row.number, row.token, row.created_at, next_at,
                row.sent_at, row.answered_at, row.attempts, row.tries, row.looks, row.last_error,
                row.seen, row.their_status, row.told_seq);
}

void SessionPartners::add(const desk::DeliveryStep& step) {
  database_.run(kAddStep, kJurisdiction, step.delivery, step.at, codec::enum_name(step.act),
                step.detail);
}

std::optional<desk::PartnerReading> SessionPartners::reading(domain::PartnerId partner) {
  Statement row = database_.prepare(kReading);
  row.bind_all(kJurisdiction, partner);
  if (!row.step()) return std::nullopt;
  return desk::PartnerReading{partner, row.get<base::Instant>(0), row.get<base::Instant>(1),
                              static_cast<int>(row.get<std::int64_t>(2))};
}

bool SessionPartners::has_update(domain::DeliveryId id, const std::string& update_digest) {
  return database_.value<std::int64_t>(kHasUpdate, kJurisdiction, id, update_digest).has_value();
}

void SessionPartners::save(const desk::PartnerReading& reading) {
  database_.run(kSaveReading, kJurisdiction, reading.partner, reading.read_until, reading.next_at,
                reading.tries);
}

void SessionPartners::add_update(domain::DeliveryId id, const std::string& update_digest) {
  database_.run(kAddUpdate, kJurisdiction, id, update_digest);
}

}  // namespace kept::store
