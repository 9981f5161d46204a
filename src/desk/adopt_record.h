#pragma once

#include <optional>
#include <string>

#include "desk/forms.h"
#include "desk/ports/historic_records.h"
#include "desk/ports/store.h"

/// Records of the system before, where somebody asks for the same.
namespace kept::desk {

/// The record that a case for the service with this code is to stand for; an empty code: of a case
/// that is no request for a service. Refused when there is none, another case stands for it, it is
/// of another service or closed.
[[nodiscard]] base::Result<StandingRecord> adoptable_record(Reader& reader, const RecordRef& ref,
                                                            const std::string& service_code);

/// The one record with this number; nothing where there is none, or two systems gave the number.
[[nodiscard]] std::optional<StandingRecord> only_record(Reader& reader, const std::string& number);

/// The record that somebody means who joins what has this number there, where only it can be meant
/// and can be adopted by whoever asks for the service, as everybody may know of it.
[[nodiscard]] std::optional<RecordRef> record_to_join(Reader& reader, const ServiceRow& service,
                                                      const std::string& number);

}  // namespace kept::desk
