#include "desk/adopt_record.h"

#include "domain/cases/case_number.h"

namespace kept::desk {

base::Result<StandingRecord> adoptable_record(Reader& reader, const RecordRef& ref,
                                              const std::string& service_code) {
  const char* const pointer = "/adopts";
  auto found = reader.historic().find(ref.source, ref.number);
  if (!found) return base::invalid(pointer, "record.unknown", "There is no such record.");
  if (found->case_number) {
    return base::conflict("record.adopted", "Case " + std::to_string(*found->case_number) +
                                                " stands for that record already; use that one.");
  }
  if (service_code.empty() || service_code != found->record.service_code) {
    return base::invalid(pointer, "record.other_service", "That record is of another service.");
  }
  if (!found->record.open) {
    return base::refused("record.closed", "That record is closed; open the case without it.",
                         pointer);
  }
  return *std::move(found);
}

std::optional<StandingRecord> only_record(Reader& reader, const std::string& number) {
  auto found = reader.historic().by_number(number, 2);
  if (found.size() != 1) return std::nullopt;
  return std::move(found.front());
}

std::optional<RecordRef> record_to_join(Reader& reader, const ServiceRow& service,
                                        const std::string& number) {
  const auto case_number = domain::CaseNumber::parse(number);
  if (case_number.ok() && reader.find_case(case_number->value())) return std::nullopt;
  const auto found = only_record(reader, number);
  if (!found || !service.is_public) return std::nullopt;
  const RecordRef ref{found->record.source, found->record.source_id};
  if (!adoptable_record(reader, ref, service.code).ok()) return std::nullopt;
  return ref;
}

}  // namespace kept::desk
