#include "desk/outcome_times.h"

#include <algorithm>
#include <map>

#include "desk/open_data.h"
#include "desk/ports/historic_records.h"

namespace kept::desk {
namespace {

using base::Result;

constexpr std::chrono::days kPeriod{365};

/// The area with that code, as it is drawn today.
Result<std::optional<domain::CaseArea>> area_of(Reader& reader, const PeriodForm& form) {
  if (!form.layer && !form.area) return std::optional<domain::CaseArea>();
  const base::Date today = reader.zone().day_of(reader.now());
  for (const AreaLayerRow& layer : reader.area_layers()) {
    if (layer.key != form.layer || !layer.is_in_force(today)) continue;
    for (const AreaRow& area : reader.areas(layer.id)) {
      if (area.code == form.area) {
        return std::optional(domain::CaseArea{area.id, layer.key, area.code, area.name});
      }
    }
  }
  return base::invalid("/area", "area.unknown", "Say a layer, and the code of an area in it.");
}

struct Gathered {
  ServiceTimes times;
  std::vector<OutcomeSpan> cases;
  std::vector<OutcomeSpan> records;
};

void add(std::vector<OutcomeSpan>& all, const std::vector<OutcomeSpan>& some) {
  all.insert(all.end(), some.begin(), some.end());
}

ServiceTimes finished(Gathered gathered) {
  ServiceTimes times = std::move(gathered.times);
  times.cases = time_to_outcome(gathered.cases);
  times.records = time_to_outcome(gathered.records);
  add(gathered.cases, gathered.records);
  times.all = time_to_outcome(std::move(gathered.cases));
  return times;
}

/// Of a busy service the newest alone are too young to tell how long the slow ones take: so many of
/// each part of the period are looked at.
std::vector<ServiceSpans> sampled(Reader& reader, const SpanQuestion& question) {
  constexpr int kParts = 12;
  std::vector<ServiceSpans> all;
  const base::Duration part = (question.until - question.from) / kParts;
  for (int i = 0; i < kParts; ++i) {
    SpanQuestion of_part = question;
    of_part.from = question.from + i * part;
    if (i + 1 < kParts) of_part.until = of_part.from + part;
    for (ServiceSpans& one : reader.historic().spans(of_part)) all.push_back(std::move(one));
  }
  return all;
}

std::vector<ServiceTimes> times_of(Reader& reader, const SpanQuestion& question) {
  const auto catalogue = reader.catalogue();
  std::map<domain::ServiceId, const ServiceRow*> by_id;
  std::map<std::string, const ServiceRow*> by_code;
  for (const ServiceRow& row : catalogue->services) {
    by_id[row.id] = &row;
    by_code[row.code] = &row;
  }
  // By code; by name where the source gives none.
  std::map<std::pair<std::string, std::string>, Gathered> gathered;
  for (ServiceSpans& one : sampled(reader, question)) {
    const ServiceRow* row = nullptr;
    if (one.service) {
      const auto found = by_id.find(*one.service);
      if (found != by_id.end()) row = found->second;
    } else if (const auto found = by_code.find(one.code); found != by_code.end()) {
      row = found->second;
    }
    if (row != nullptr) one.code = row->code;
    Gathered& of = gathered[{one.code, one.code.empty() ? one.name : ""}];
    of.times.code = one.code;
    if (row != nullptr) of.times.service = row->id;
    if (!one.name.empty()) of.times.name = one.name;
    of.times.is_whole = of.times.is_whole && one.is_whole;
    add(one.service ? of.cases : of.records, one.spans);
  }
  std::vector<ServiceTimes> services;
  for (auto& one : gathered) {
    ServiceTimes times = finished(std::move(one.second));
    if (times.all.requests > 0) services.push_back(std::move(times));
  }
  std::ranges::stable_sort(services, std::greater<>(),
                           [](const ServiceTimes& one) { return one.all.requests; });
  return services;
}

/// Periods end before their last instant: until now, with what came at this very instant.
base::Instant end_of(base::Instant now) { return now + base::Duration(1); }

}  // namespace

TimeToOutcome time_to_outcome(std::vector<OutcomeSpan> spans) {
  constexpr double kExact = 1e-9;
  // An outcome comes before what is open for as long.
  std::ranges::sort(spans, [](const OutcomeSpan& one, const OutcomeSpan& other) {
    return std::pair(one.elapsed, !one.has_outcome) < std::pair(other.elapsed, !other.has_outcome);
  });
  TimeToOutcome time;
  time.requests = static_cast<int>(spans.size());
  double without = 1;  // the share that still has none
  auto waiting = static_cast<double>(spans.size());
  for (const OutcomeSpan& one : spans) {
    if (one.has_outcome) {
      ++time.with_outcome;
      without *= 1 - 1 / waiting;
      if (!time.half && without <= 0.5 + kExact) time.half = one.elapsed;
      if (!time.nine_in_ten && without <= 0.1 + kExact) time.nine_in_ten = one.elapsed;
    }
    waiting -= 1;
  }
  return time;
}

Result<OutcomeTimes> outcome_times(Reader& reader, const PeriodForm& form) {
  const auto period = open_data_period(reader, form.from, form.until);
  if (!period.ok()) return period.error();
  auto area = area_of(reader, form);
  if (!area.ok()) return area.error();
  SpanQuestion question;
  question.now = reader.now();
  question.until = period->until.value_or(end_of(reader.now()));
  const base::TimeZone& zone = reader.zone();
  const base::Instant year = zone.day_start(zone.day_of(question.until - kPeriod));
  question.from = period->from.value_or(year);
  if (question.until <= question.from) {
    return base::invalid("/until", "open_data.backwards", "The period ends before it begins.");
  }
  question.area = std::move(area).value();
  for (const ServiceRow& row : reader.catalogue()->services) question.services.push_back(row.id);
  OutcomeTimes times;
  times.from = zone.day_of(question.from);
  times.until = zone.day_of(question.until - base::Duration(1));
  times.services = times_of(reader, question);
  return times;
}

Result<UsualTime> usual_time(Reader& reader, domain::ServiceId service) {
  SpanQuestion question;
  for (const ServiceRow& row : reader.catalogue()->services) {
    if (row.id == service) question.codes = {row.code};
  }
  if (!question.codes) return base::not_found("service.unknown", "There is no such service.");
  question.services = {service};
  question.now = reader.now();
  question.until = end_of(question.now);
  question.from = question.until - kPeriod;
  UsualTime usual;
  for (const ServiceTimes& one : times_of(reader, question)) {
    usual.requests += one.all.requests;
    if (one.all.with_outcome < kUsualFrom || !one.all.nine_in_ten) continue;
    const auto whole = std::chrono::ceil<std::chrono::days>(*one.all.nine_in_ten);
    usual.days = std::max(1, static_cast<int>(whole.count()));
  }
  return usual;
}

}  // namespace kept::desk
