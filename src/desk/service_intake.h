#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "desk/ports/store.h"

/// What every door does with the service that is asked for.
namespace kept::desk {

/// What was answered to a service's questions, by code; several values of a list parted by commas.
using Answers = std::map<std::string, std::string>;

/// All that is wrong, in the order of the questions, each with the pointer /attributes/CODE:
/// "attribute.missing", "attribute.not_a_value", "attribute.not_a_number", "attribute.not_a_time".
[[nodiscard]] std::vector<base::Error> check_answers(const ServiceRow& service,
                                                     const Answers& answers);

/// Whether a question was answered with this value, alone or among others.
[[nodiscard]] bool is_answered(const Answers& answers,
                               const std::pair<std::string, std::string>& value);

/// Whether there is a question with that code that can be answered.
[[nodiscard]] bool has_question(const ServiceRow& service, const std::string& code);

/// A notice gathers the new cases of the services that it is about, where it is about an area of
/// the city's only those that lie there.
[[nodiscard]] std::optional<domain::NoticeId> gathering_notice(
    Reader& reader, domain::ServiceId service, const std::vector<domain::CaseArea>& areas);

}  // namespace kept::desk
