#include "desk/word_names.h"
#include "http/api/view.h"

namespace kept::http {
namespace {

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

}  // namespace

std::string View::partner_name(const std::string& key) {
  if (!partners_) {
    partners_.emplace();
    for (const desk::PartnerRow& row : reader_.partners().partners()) {
      (*partners_)[row.key] = row.name;
    }
  }
  const auto found = partners_->find(key);
  return found == partners_->end() ? key : found->second;
}

json::object View::deliveries(domain::CaseId id) {
  std::map<domain::PartnerId, std::string> names;
  for (const desk::PartnerRow& row : reader_.partners().partners()) names[row.id] = row.name;
  std::map<domain::DeliveryId, json::array> logs;
  for (const desk::DeliveryStep& step : reader_.partners().steps(id)) {
    logs[step.delivery].push_back(json::object{{"at", instant(step.at)},
                                               {"act", desk::name_of(step.act)},
                                               {"detail", text_or_null(step.detail)}});
  }
  json::array shown;
  for (const desk::DeliveryRow& row : reader_.partners().of_case(id)) {
    shown.push_back(
        json::object{{"id", row.id.value},
                     {"partner", names[row.partner]},
                     {"reference", row.reference},
                     {"state", desk::name_of(row.state)},
                     {"their_number", text_or_null(row.number)},
                     {"their_status", text_or_null(row.their_status)},
                     {"attempts", row.attempts},
                     {"created_at", instant(row.created_at)},
                     {"answered_at", instant(row.answered_at)},
                     {"next_at", row.has_work() ? instant(row.next_at) : json::value(nullptr)},
                     {"last_error", text_or_null(row.last_error)},
                     {"log", std::move(logs[row.id])}});
  }
  return {{"deliveries", std::move(shown)}};
}

}  // namespace kept::http
