#pragma once

#include <functional>
#include <string>
#include <vector>

#include "desk/ports/partners.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// Partners and what is sent to them, over one connection. Their set-up stands with the rest of the
/// city's, which the session keeps.
class SessionPartners final : public desk::PartnerWriter {
 public:
  using ReadConfiguration = std::function<std::vector<std::string>()>;
  using SaveConfiguration = std::function<void(std::int64_t id, const std::string& body)>;
  SessionPartners(Database& database, ReadConfiguration read, SaveConfiguration save)
      : database_(database),
        read_configuration_(std::move(read)),
        save_configuration_(std::move(save)) {}

  std::vector<desk::PartnerRow> partners() override;
  std::optional<desk::DeliveryRow> delivery(domain::DeliveryId id) override;
  std::vector<desk::DeliveryRow> due(domain::PartnerId partner, base::Instant until,
                                     int limit) override;
  std::optional<base::Instant> next_due() override;
  std::vector<desk::DeliveryRow> of_case(domain::CaseId id) override;
  std::vector<desk::DeliveryStep> steps(domain::CaseId id) override;
  std::optional<desk::DeliveryRow> by_number(domain::PartnerId partner,
                                             const std::string& number) override;
  std::vector<desk::DeliveryRow> troubled(domain::PartnerId partner, int limit) override;
  std::vector<std::pair<desk::DeliveryState, std::int64_t>> counts(
      domain::PartnerId partner) override;
  void save(const desk::PartnerRow& partner) override;
  void save(const desk::DeliveryRow& delivery) override;
  void add(const desk::DeliveryStep& step) override;
  std::optional<desk::PartnerReading> reading(domain::PartnerId partner) override;
  bool has_update(domain::DeliveryId id, const std::string& update_digest) override;
  void save(const desk::PartnerReading& reading) override;
  void add_update(domain::DeliveryId id, const std::string& update_digest) override;

 private:
  Database& database_;
  ReadConfiguration read_configuration_;
  SaveConfiguration save_configuration_;
};

}  // namespace kept::store
