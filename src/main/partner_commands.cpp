#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "base/time_text.h"
#include "desk/case_work.h"
#include "desk/deliver_to_partner.h"
#include "desk/word_names.h"
#include "main/commands.h"
#include "main/installation.h"
#include "partners/partner_key.h"

namespace kept {
namespace {

namespace json = boost::json;

constexpr int kMostTroubled = 200;

void add_line(std::string& lines, const std::string& line) {
  lines += (lines.empty() ? "" : "\n") + line;
}

json::value time_or_null(const std::optional<base::Instant>& at) {
  return at ? json::value(base::format_utc(*at)) : json::value(nullptr);
}

std::map<domain::PartnerId, std::string> partner_keys(desk::Reader& reader) {
  std::map<domain::PartnerId, std::string> keys;
  for (const desk::PartnerRow& row : reader.partners().partners()) keys[row.id] = row.key;
  return keys;
}

/// What the log says of them, in lines and as JSON.
class Told {
 public:
  explicit Told(desk::Reader& reader) : reader_(reader), keys_(partner_keys(reader)) {}

  void tell(const desk::DeliveryRow& row, const std::vector<desk::DeliveryStep>& log) {
    const std::string number = std::to_string(reader_.load_case(row.case_id).number);
    add_line(lines, fmt::format("case {}  {}  {}  {}{}{}{}", number, keys_[row.partner],
                                row.reference, desk::name_of(row.state),
                                row.number.empty() ? "" : "  their number " + row.number,
                                row.their_status.empty() ? "" : "  there " + row.their_status,
                                row.last_error.empty() ? "" : "  (" + row.last_error + ")"));
    json::array steps;
    for (const desk::DeliveryStep& step : log) {
      if (step.delivery != row.id) continue;
      const std::string act = desk::name_of(step.act);
      add_line(lines, fmt::format("  {}  {}{}", base::format_utc(step.at), act,
                                  step.detail.empty() ? "" : "  " + step.detail));
      steps.push_back(
          json::object{{"at", base::format_utc(step.at)}, {"act", act}, {"detail", step.detail}});
    }
    deliveries.push_back(
        json::object{{"case", number},
                     {"endpoint", keys_[row.partner]},
                     {"reference", row.reference},
                     {"state", desk::name_of(row.state)},
                     {"their_number", row.number},
                     {"their_status", row.their_status},
                     {"attempts", row.attempts},
                     {"last_error", row.last_error},
                     {"next_at", row.has_work() ? time_or_null(row.next_at) : json::value(nullptr)},
                     {"log", std::move(steps)}});
  }

  std::string lines;
  json::array deliveries;

 private:
  desk::Reader& reader_;
  std::map<domain::PartnerId, std::string> keys_;
};

}  // namespace

int list_endpoints(const Settings& settings, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  std::string lines;
  json::array endpoints;
  opened->store->read([&](desk::Reader& reader) {
    for (const desk::PartnerRow& row : reader.partners().partners()) {
      std::string counted;
      json::object counts;
      for (const auto& [state, count] : reader.partners().counts(row.id)) {
        counted += fmt::format("  {} {}", count, desk::name_of(state));
        counts[desk::name_of(state)] = count;
      }
      // The server's own environment may hold it all the same.
      const bool has_key = partners::key_of(row).ok();
      add_line(lines,
               fmt::format("{:<16} {}{}{}{}", row.key, row.url, row.active ? "" : "  not active",
                           has_key ? "" : "  no key here", counted));
      endpoints.push_back(json::object{{"key", row.key},
                                       {"name", row.name},
                                       {"url", row.url},
                                       {"active", row.active},
                                       {"has_key", has_key},
                                       {"deliveries", std::move(counts)}});
    }
  });
  return output.done(lines.empty() ? "Cases are sent to nobody." : lines,
                     {{"endpoints", std::move(endpoints)}});
}

int show_deliveries(const Settings& settings, const std::string& number, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  std::optional<base::Error> failure;
  std::string lines;
  json::array deliveries;
  opened->store->read([&](desk::Reader& reader) {
    Told told(reader);
    if (number.empty()) {
      for (const desk::PartnerRow& partner : reader.partners().partners()) {
        for (const auto& row : reader.partners().troubled(partner.id, kMostTroubled)) {
          told.tell(row, {});
        }
      }
    } else {
      const auto id = desk::case_by_number(reader, number);
      if (!id.ok()) {
        failure = id.error();
        return;
      }
      const auto log = reader.partners().steps(id.value());
      for (const auto& row : reader.partners().of_case(id.value())) told.tell(row, log);
    }
    lines = std::move(told.lines);
    deliveries = std::move(told.deliveries);
  });
  if (failure) return output.failed(*failure);
  const char* none = number.empty() ? "Nothing is in trouble." : "The case is sent to nobody.";
  return output.done(lines.empty() ? none : lines, {{"deliveries", std::move(deliveries)}});
}

int retry_deliveries(const Settings& settings, const RetryCommand& command, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  int retried = 0;
  const auto done = opened->store->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
    retried = 0;
    const auto id = desk::case_by_number(tx, command.number);
    if (!id.ok()) return id.error();
    const auto keys = partner_keys(tx);
    std::optional<base::Error> refusal;
    auto rows = tx.partners().of_case(id.value());
    std::erase_if(rows, [&](const desk::DeliveryRow& row) {
      return !command.endpoint.empty() && keys.at(row.partner) != command.endpoint;
    });
    if (!command.their_number.empty() && rows.size() > 1) {
      return base::invalid("/endpoint", "delivery.which",
                           "The case is sent to several; say with --endpoint to which.");
    }
    for (const desk::DeliveryRow& row : rows) {
      const auto again = desk::retry_delivery(tx, row.id, {command.anyway, command.their_number});
      if (again.ok()) ++retried;
      if (!again.ok()) refusal = again.error();
    }
    if (retried > 0) return base::Done{};
    if (refusal) return *refusal;
    return base::not_found("delivery.unknown", "The case is not sent to that endpoint.");
  });
  if (!done.ok()) return output.failed(done.error());
  return output.done("It goes on; 'kept311 endpoints status' shows how.", {{"retried", retried}});
}

}  // namespace kept
