#include "partners/delivery_worker.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "partners/partner_key.h"

namespace kept::partners {
namespace {

using base::Done;
using base::Result;
using desk::DeliveryState;

constexpr int kDueAtOnce = 32;
/// What is committed wakes the worker; this often it looks for what has become due meanwhile.
constexpr std::chrono::milliseconds kLookForDue{500};
/// Clocks of others are wrong, but not by more.
constexpr std::chrono::hours kClocksDiffer{24};

std::string service_code(const desk::PartnerRow& partner, std::optional<domain::ServiceId> ours) {
  for (const desk::PartnerService& service : partner.services) {
    if (service.service == ours) return service.their_code;
  }
  return {};
}

}  // namespace

DeliveryWorker::DeliveryWorker(desk::Store& store, const base::Clock& clock, WorkerOptions options)
    : store_(store), clock_(clock), options_(std::move(options)) {
  store_.subscribe([this](const std::vector<desk::Change>&) {
    const std::scoped_lock lock(mutex_);
    woken_ = true;
    changed_.notify_all();
  });
}

DeliveryWorker::~DeliveryWorker() { stop(); }

void DeliveryWorker::start() {
  thread_ = std::thread([this] { run(); });
}

void DeliveryWorker::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

Result<Done> DeliveryWorker::send(Endpoint& endpoint, const desk::DeliveryRow& row) {
  const auto fields = desk::write<std::optional<desk::PartnerFields>>(
      store_, [&](desk::Transaction& tx) { return desk::begin_sending(tx, row.id); });
  if (!fields.ok()) return fields.error();
  if (!*fields) return Done{};
  const desk::Sent sent = endpoint.send(**fields, row.reference);
  return store_.write([&](desk::Transaction& tx) { return desk::record_sent(tx, row.id, sent); });
}

Result<Done> DeliveryWorker::look(const desk::PartnerRow& partner, Endpoint& endpoint,
                                  const desk::DeliveryRow& row) {
  std::optional<domain::ServiceId> service;
  store_.read([&](desk::Reader& reader) { service = reader.load_case(row.case_id).service; });
  const auto is_known = [&](const std::string& number) {
    bool known = false;
    store_.read([&](desk::Reader& reader) {
      known = reader.partners().by_number(row.partner, number).has_value();
    });
    return known;
  };
  const base::Instant sent = row.sent_at.value_or(row.created_at);
  const desk::Looked looked =
      endpoint.look(row.reference, service_code(partner, service), sent - kClocksDiffer,
                    clock_.now() + kClocksDiffer, is_known);
  return store_.write(
      [&](desk::Transaction& tx) { return desk::record_looked(tx, row.id, looked); });
}

Result<Done> DeliveryWorker::step(const desk::PartnerRow& partner, Endpoint& endpoint,
                                  const desk::DeliveryRow& row) {
  switch (row.state) {
    case DeliveryState::queued:
      return send(endpoint, row);
    case DeliveryState::sending:
    case DeliveryState::unknown:
      return look(partner, endpoint, row);
    case DeliveryState::waiting: {
      const desk::TokenAnswer answer = endpoint.number_of(row.token);
      return store_.write(
          [&](desk::Transaction& tx) { return desk::record_token(tx, row.id, answer); });
    }
    default: {
      const desk::StatusAnswer answer = endpoint.status_of(row.number);
      return store_.write(
          [&](desk::Transaction& tx) { return desk::record_status(tx, row.id, answer); });
    }
  }
}

int DeliveryWorker::serve(const desk::PartnerRow& partner) {
  std::vector<desk::DeliveryRow> due;
  store_.read([&](desk::Reader& reader) {
    due = reader.partners().due(partner.id, clock_.now(), kDueAtOnce);
  });
  if (due.empty()) return 0;
  const auto key = key_of(partner);
  if (!key.ok()) {
    report(partner.id, key.error().message);
    for (const desk::DeliveryRow& row : due) {
      const auto noted = store_.write(
          [&](desk::Transaction& tx) { return desk::record_no_key(tx, row.id, "no key here"); });
      if (!noted.ok()) report(partner.id, noted.error().message);
    }
    return 0;
  }
  Endpoint endpoint(partner, key.value(), options_.patience);
  int done = 0;
  for (const desk::DeliveryRow& row : due) {
    if (is_stopping()) break;
    // One that cannot be served does not hold up the others.
    try {
      const auto made = step(partner, endpoint, row);
      if (made.ok()) {
        ++done;
      } else {
        report(partner.id, made.error().message);
      }
    } catch (const std::exception& error) {
      report(partner.id, error.what());
    }
    if (!endpoint.answers()) break;
  }
  return done;
}

bool DeliveryWorker::is_stopping() {
  const std::scoped_lock lock(mutex_);
  return stopping_;
}

int DeliveryWorker::work() {
  if (!options_.may_send()) return 0;
  std::vector<desk::PartnerRow> partners;
  store_.read([&](desk::Reader& reader) { partners = reader.partners().partners(); });
  int done = 0;
  for (const desk::PartnerRow& partner : partners) done += serve(partner);
  return done;
}

/// The same trouble comes with every round; it is told once.
void DeliveryWorker::report(domain::PartnerId partner, const std::string& what) {
  std::string& last = last_reports_[partner];
  if (what == last) return;
  last = what;
  options_.report(what);
}

/// One round of the thread; whether there may be more to do at once.
bool DeliveryWorker::pass() {
  try {
    return work() > 0;
  } catch (const std::exception& error) {
    report({}, error.what());
  }
  return false;
}

void DeliveryWorker::run() {
  while (true) {
    const bool more = pass();
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    if (more) continue;
    changed_.wait_for(lock, kLookForDue, [&] { return stopping_ || woken_; });
    woken_ = false;
    if (stopping_) return;
  }
}

}  // namespace kept::partners
