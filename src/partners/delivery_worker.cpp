#include "partners/delivery_worker.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "desk/add_photos.h"
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
    ++wakings_;
    changed_.notify_all();
  });
}

DeliveryWorker::~DeliveryWorker() { stop(); }

void DeliveryWorker::start() {
  for (int i = 0; i < options_.at_once; ++i) threads_.emplace_back([this] { run(); });
}

void DeliveryWorker::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

std::vector<std::string> DeliveryWorker::pictures(const desk::PartnerRow& partner,
                                                  domain::CaseId id, desk::PartnerFields& fields) {
  std::vector<std::string> files;
  store_.read([&](desk::Reader& reader) {
    for (const desk::PhotoRow& photo : desk::partner_photos(reader, partner, id)) {
      if (partner.photos == desk::PartnerPhotos::files) {
        auto bytes = reader.photo_bytes(photo.id, desk::PhotoSize::image);
        if (bytes) files.push_back(*std::move(bytes));
      } else if (!options_.public_url.empty()) {
        fields.emplace_back(
            "media_url",
            options_.public_url + desk::public_photo_path(photo.id, desk::PhotoSize::image));
        return;  // GeoReport knows one
      }
    }
  });
  return files;
}

Result<Done> DeliveryWorker::send(const desk::PartnerRow& partner, Endpoint& endpoint,
                                  const desk::DeliveryRow& row) {
  auto begun = desk::write<std::optional<desk::PartnerFields>>(
      store_, [&](desk::Transaction& tx) { return desk::begin_sending(tx, row.id); });
  if (!begun.ok()) return begun.error();
  std::optional<desk::PartnerFields> fields = std::move(begun).value();
  if (!fields) return Done{};
  const auto files = pictures(partner, row.case_id, *fields);
  const desk::Sent sent = endpoint.send(*fields, files, row.reference);
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
      return send(partner, endpoint, row);
    case DeliveryState::sending:
    case DeliveryState::unknown:
      return look(partner, endpoint, row);
    case DeliveryState::waiting: {
      const desk::TokenAnswer answer = endpoint.number_of(row.token);
      return store_.write(
          [&](desk::Transaction& tx) { return desk::record_token(tx, row.id, answer); });
    }
    default:
      return follow(partner, endpoint, row);
  }
}

Result<bool> DeliveryWorker::tell_updates(const desk::PartnerRow& partner, Endpoint& endpoint,
                                          const desk::DeliveryRow& row) {
  while (!is_stopping()) {
    const auto next = desk::write<std::optional<desk::PartnerUpdate>>(
        store_, [&](desk::Transaction& tx) { return desk::next_update(tx, partner, row.id); });
    if (!next.ok()) return next.error();
    const std::optional<desk::PartnerUpdate>& update = *next;
    if (!update) return true;
    const desk::UpdateTold told = endpoint.tell(*update);
    const auto noted = store_.write([&](desk::Transaction& tx) {
      return desk::record_update_told(tx, row.id, update->seq, told);
    });
    if (!noted.ok()) return noted.error();
    if (told.answer == desk::UpdateTold::Answer::try_again) return false;
  }
  return false;
}

Result<Done> DeliveryWorker::follow(const desk::PartnerRow& partner, Endpoint& endpoint,
                                    const desk::DeliveryRow& row) {
  if (partner.takes_updates) {
    const auto told = tell_updates(partner, endpoint, row);
    if (!told.ok()) return told.error();
  }
  const desk::StatusAnswer answer = endpoint.status_of(row.number);
  return store_.write(
      [&](desk::Transaction& tx) { return desk::record_status(tx, row.id, answer); });
}

Result<Done> DeliveryWorker::read_updates(const desk::PartnerRow& partner, Endpoint& endpoint,
                                          const desk::TimeWindow& window) {
  auto updates = endpoint.updates_of(window);
  bool failed = !updates;
  if (updates) {
    std::ranges::stable_sort(
        *updates, {}, [&](const desk::TheirUpdate& one) { return one.at.value_or(window.until); });
    // One that cannot be kept does not take the others with it.
    for (const desk::TheirUpdate& update : *updates) {
      try {
        const auto noted = store_.write(
            [&](desk::Transaction& tx) { return desk::record_their_update(tx, partner, update); });
        if (!noted.ok()) report(partner.id, noted.error().message);
      } catch (const std::exception& error) {
        report(partner.id, error.what());
        failed = true;
      }
    }
  }
  return store_.write([&](desk::Transaction& tx) {
    return desk::record_updates_read(tx, partner, window.until, failed);
  });
}

int DeliveryWorker::serve(const desk::PartnerRow& partner) {
  std::vector<desk::DeliveryRow> due;
  std::optional<desk::TimeWindow> to_read;
  store_.read([&](desk::Reader& reader) {
    due = reader.partners().due(partner.id, clock_.now(), kDueAtOnce);
    to_read = desk::updates_to_read(reader, partner);
  });
  if (due.empty() && !to_read) return 0;
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
  if (to_read) {
    const auto read = read_updates(partner, endpoint, *to_read);
    if (!read.ok()) report(partner.id, read.error().message);
  }
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
  for (const desk::PartnerRow& partner : partners) {
    if (!enter(partner.id)) continue;
    try {
      done += serve(partner);
    } catch (const std::exception& error) {
      report(partner.id, error.what());
    }
    leave(partner.id);
  }
  return done;
}

bool DeliveryWorker::enter(domain::PartnerId partner) {
  const std::scoped_lock lock(mutex_);
  return !stopping_ && busy_.insert(partner).second;
}

void DeliveryWorker::leave(domain::PartnerId partner) {
  const std::scoped_lock lock(mutex_);
  busy_.erase(partner);
}

/// The same trouble comes with every round; it is told once.
void DeliveryWorker::report(domain::PartnerId partner, const std::string& what) {
  const std::scoped_lock lock(reporting_);
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
  std::uint64_t seen = 0;
  while (true) {
    const bool more = pass();
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    if (more) continue;
    changed_.wait_for(lock, kLookForDue, [&] { return stopping_ || wakings_ != seen; });
    seen = wakings_;
    if (stopping_) return;
  }
}

}  // namespace kept::partners
