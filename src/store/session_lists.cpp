#include <algorithm>
#include <array>
#include <set>

#include "store/codec.h"
#include "store/event_codec.h"
#include "store/full_text.h"
#include "store/session.h"

namespace kept::store {
namespace {

#define KEPT_CASE_LINE                                                                       \
  "SELECT c.id, c.number, c.kind, c.state, s.value, c.contact_id, k.name, c.department_id, " \
  "c.service_id, c.opened_at, c.version, c.promise, c.complaint_about FROM cases c "
#define KEPT_CASE_LINE_JOINS                                                                      \
  "LEFT JOIN personal_values s ON s.jurisdiction_id = c.jurisdiction_id AND s.id = c.summary_id " \
  "LEFT JOIN contacts k ON k.jurisdiction_id = c.jurisdiction_id AND k.id = c.contact_id "

constexpr std::int64_t kNewest = INT64_MAX;
constexpr int kPromiseOfLine = 11;

const Query kCases{"cases.newest", KEPT_CASE_LINE KEPT_CASE_LINE_JOINS
                   "WHERE c.jurisdiction_id = ?1 AND c.id < ?2 ORDER BY c.id DESC LIMIT ?3"};
const Query kCasesInState{"cases.newest_in_state", KEPT_CASE_LINE KEPT_CASE_LINE_JOINS
                          "WHERE c.jurisdiction_id = ?1 AND c.id < ?2 AND c.state = ?4 "
                          "ORDER BY c.id DESC LIMIT ?3"};
const Query kCasesOfDepartment{"cases.newest_of_department", KEPT_CASE_LINE KEPT_CASE_LINE_JOINS
                               "WHERE c.jurisdiction_id = ?1 AND c.id < ?2 "
                               "AND c.department_id = ?4 ORDER BY c.id DESC LIMIT ?3"};
const Query kCasesOfDepartmentInState{"cases.newest_of_department_in_state",
                                      KEPT_CASE_LINE KEPT_CASE_LINE_JOINS
                                      "WHERE c.jurisdiction_id = ?1 AND c.id < ?2 "
                                      "AND c.department_id = ?4 AND c.state = ?5 "
                                      "ORDER BY c.id DESC LIMIT ?3"};
const Query kCasesOfTeam{"cases.newest_of_team", KEPT_CASE_LINE KEPT_CASE_LINE_JOINS
                         "WHERE c.jurisdiction_id = ?1 AND c.id < ?2 AND c.team_id = ?4 "
                         "ORDER BY c.id DESC LIMIT ?3"};
const Query kCasesOfTeamInState{"cases.newest_of_team_in_state", KEPT_CASE_LINE KEPT_CASE_LINE_JOINS
                                "WHERE c.jurisdiction_id = ?1 AND c.id < ?2 AND c.team_id = ?4 "
                                "AND c.state = ?5 ORDER BY c.id DESC LIMIT ?3"};
const Query kCasesOfContact{"cases.newest_of_contact", KEPT_CASE_LINE
                            "JOIN case_contacts m ON m.jurisdiction_id = c.jurisdiction_id "
                            "AND m.case_id = c.id " KEPT_CASE_LINE_JOINS
                            "WHERE m.jurisdiction_id = ?1 AND m.contact_id = ?4 AND m.case_id < ?2 "
                            "AND (?5 IS NULL OR c.state = ?5) ORDER BY m.case_id DESC LIMIT ?3"};
const Query kCasesByWords{"cases.by_words", KEPT_CASE_LINE KEPT_CASE_LINE_JOINS
                          "JOIN (SELECT rowid AS id FROM case_words WHERE case_words MATCH ?2 "
                          "ORDER BY rowid DESC LIMIT ?3) w ON w.id = c.id "
                          "WHERE c.jurisdiction_id = ?1 ORDER BY c.id DESC"};

// CROSS JOIN keeps the order: from the number to its people, and to their cases.
const Query kCasesByPhone{
    "cases.by_phone", KEPT_CASE_LINE KEPT_CASE_LINE_JOINS
    "WHERE c.jurisdiction_id = ?1 AND c.id IN (SELECT m.case_id FROM contact_phones n "
    "CROSS JOIN case_contacts m ON m.jurisdiction_id = n.jurisdiction_id AND m.contact_id = "
    "n.contact_id "
    "WHERE n.jurisdiction_id = ?1 AND n.phone = ?2 ORDER BY m.case_id DESC LIMIT ?3) "
    "ORDER BY c.id DESC"};

// Of the promise that an apology is for; nothing where that is for our silence.
#define KEPT_OF_BROKEN(column)                                                     \
  "CASE WHEN o.kind = 'apology' THEN (SELECT b." column                            \
  " FROM events e CROSS JOIN promises b ON b.jurisdiction_id = o.jurisdiction_id " \
  "AND b.case_id = o.case_id AND b.id = json_extract(e.body, '$.promise') "        \
  "WHERE e.jurisdiction_id = o.jurisdiction_id AND e.case_id = o.case_id "         \
  "AND e.kind = 'apology_owed' AND json_extract(e.body, '$.id') = o.id) END"
#define KEPT_BROKEN KEPT_OF_BROKEN("owner") ", " KEPT_OF_BROKEN("due")
// `from` says which index is walked: left alone, SQLite would rather walk the whole key.
#define KEPT_OBLIGATION_LINE(from)                                                                \
  "SELECT o.kind, o.id, o.owner, o.covering_for, o.due, o.contact_id, o.case_id, c.number, "      \
  "s.value, k.name, coalesce(p.value, (SELECT min(n.phone) FROM contact_phones n "                \
  "WHERE n.jurisdiction_id = o.jurisdiction_id AND n.contact_id = o.contact_id)), "               \
  "o.confirm_from, q.staff_id, q.until, c.complaint_about, " KEPT_BROKEN                          \
  " FROM obligations o " from                                                                     \
  " "                                                                                             \
  "JOIN cases c ON c.jurisdiction_id = o.jurisdiction_id AND c.id = o.case_id "                   \
  "LEFT JOIN personal_values s ON s.jurisdiction_id = o.jurisdiction_id AND s.id = c.summary_id " \
  "LEFT JOIN personal_values p ON p.jurisdiction_id = o.jurisdiction_id AND p.id = o.phone_id "   \
  "LEFT JOIN contacts k ON k.jurisdiction_id = o.jurisdiction_id AND k.id = o.contact_id "        \
  "LEFT JOIN claims q ON q.jurisdiction_id = o.jurisdiction_id AND q.case_id = o.case_id "        \
  "AND q.kind = o.kind AND q.duty_id = o.id AND q.until > ?2 "

const Query kObligations{
    "obligations.all",
    KEPT_OBLIGATION_LINE(
        "INDEXED BY obligations_by_due") "WHERE o.jurisdiction_id = ?1 ORDER BY o.due, o.id LIMIT ?3"};
const Query kObligationsOf{"obligations.of_owner", KEPT_OBLIGATION_LINE("INDEXED BY obligations_by_owner")
                           "WHERE o.jurisdiction_id = ?1 AND o.owner = ?4 "
                           "ORDER BY o.due, o.id LIMIT ?3"};
const Query kObligationsOfDepartment{
    "obligations.of_department", KEPT_OBLIGATION_LINE("INDEXED BY obligations_by_owner")
    "WHERE o.jurisdiction_id = ?1 AND o.owner IN (SELECT id FROM staff "
    "WHERE jurisdiction_id = ?1 AND department_id = ?4) ORDER BY o.due, o.id LIMIT ?3"};
const Query kObligationsOfSome{
    "obligations.of_owners", KEPT_OBLIGATION_LINE("INDEXED BY obligations_by_owner")
    "WHERE o.jurisdiction_id = ?1 AND o.owner IN (SELECT value FROM json_each(?4)) "
    "ORDER BY o.due, o.id LIMIT ?3"};
// By the cases of one person, which are few. (+: not along everything that comes due.)
const Query kObligationsTo{
    "obligations.to_contact",
    KEPT_OBLIGATION_LINE("") "WHERE o.jurisdiction_id = ?1 AND o.case_id IN (SELECT case_id FROM "
    "case_contacts WHERE jurisdiction_id = ?1 AND contact_id = ?4) AND o.contact_id = ?4 "
    "ORDER BY +o.due, o.id LIMIT ?3"};
const Query kCasesOwedBy{
    "obligations.cases_of_owner",
    "SELECT case_id FROM obligations WHERE jurisdiction_id = ?1 AND owner = ?2 "
    "AND due >= ?3 AND due < ?4"};
// CROSS JOIN keeps the order: the cases of one person are few, what an operator owes may be much.
const Query kCasesPromised{
    "obligations.cases_promised",
    "SELECT o.case_id FROM case_contacts m CROSS JOIN obligations o "
    "ON o.jurisdiction_id = m.jurisdiction_id AND o.case_id = m.case_id "
    "AND o.kind = 'promise' AND o.owner = ?2 AND o.contact_id = m.contact_id "
    "WHERE m.jurisdiction_id = ?1 AND m.contact_id = ?3"};
// As above: the cases of one conversation are few.
const Query kCasesWithoutReporter{
    "cases.without_reporter",
    "SELECT c.id FROM case_conversations t CROSS JOIN cases c "
    "ON c.jurisdiction_id = t.jurisdiction_id AND c.id = t.case_id "
    "WHERE t.jurisdiction_id = ?1 AND t.interaction_id = ?2 AND c.contact_id IS NULL "
    "AND c.state <> 'closed' ORDER BY c.id"};
const Query kCasesOwedAfter{"obligations.cases_after",
                            "SELECT case_id FROM obligations INDEXED BY obligations_by_due "
                            "WHERE jurisdiction_id = ?1 AND due > ?2 AND case_id > ?3"};
const Query kCasesCoveredFor{"obligations.cases_covered",
                             "SELECT case_id FROM obligations "
                             "WHERE jurisdiction_id = ?1 AND covering_for = ?2"};
const Query kCaseIdsOfContact{"case_contacts.cases",
                              "SELECT case_id FROM case_contacts "
                              "WHERE jurisdiction_id = ?1 AND contact_id = ?2 ORDER BY case_id"};
const Query kDueTimers{"timers.due",
                       "SELECT at, case_id, kind, duty_kind, duty_id FROM timers "
                       "WHERE jurisdiction_id = ?1 AND at <= ?2 ORDER BY at, case_id LIMIT ?3"};
const Query kNextTimer{"timers.next",
                       "SELECT at FROM timers WHERE jurisdiction_id = ?1 ORDER BY at LIMIT 1"};
const Query kPromiseFigures{
    "promises.figures",
    "SELECT state, moved, evidence, broken_reason, mended, promises FROM promise_counts "
    "WHERE jurisdiction_id = ?1"};
const Query kDueWithin{"promises.due_within",
                       "SELECT count(*) FROM promises WHERE jurisdiction_id = ?1 "
                       "AND state = 'made' AND due >= ?2 AND due <= ?3"};
const Query kLateByOwner{"promises.late_by_owner",
                         "SELECT owner, count(*) FROM promises WHERE jurisdiction_id = ?1 "
                         "AND ((state = 'broken' AND mended = 0) OR (state = 'made' AND due < ?2)) "
                         "GROUP BY owner ORDER BY 2 DESC, owner"};
const Query kCaseFigures{"cases.figures",
                         "SELECT state, close_reason, reopened, not_heard, cases FROM case_counts "
                         "WHERE jurisdiction_id = ?1"};
const Query kTeamFigures{
    "cases.figures_of_teams",
    "SELECT team_id, state, cases FROM team_counts WHERE jurisdiction_id = ?1"};

desk::CaseLine case_line(const Statement& row) {
  desk::CaseLine line;
  line.id = row.get<domain::CaseId>(0);
  line.number = row.get<std::int64_t>(1);
  line.kind = codec::enum_value<domain::CaseKind>(row.get<std::string>(2));
  line.state = codec::enum_value<domain::CaseState>(row.get<std::string>(3));
  line.summary = row.get<std::optional<std::string>>(4).value_or("");
  line.contact = row.get<std::optional<domain::ContactId>>(5);
  line.contact_name = row.get<std::optional<std::string>>(6);
  line.department = row.get<std::optional<domain::DepartmentId>>(7);
  line.service = row.get<std::optional<domain::ServiceId>>(8);
  line.opened_at = row.get<base::Instant>(9);
  line.version = static_cast<int>(row.get<std::int64_t>(10));
  line.complained_about = row.get<std::optional<domain::StaffId>>(12);
  return line;
}

std::array<const domain::PersonalRef*, 6> texts_of(const domain::Promise& promise) {
  return {&promise.words,     &promise.address,    &promise.card.name,
          &promise.card.role, &promise.card.phone, &promise.card.hours};
}

std::map<domain::TeamId, desk::TeamFigures> figures_of_teams(Database& database) {
  std::map<domain::TeamId, desk::TeamFigures> by_team;
  Statement rows = database.prepare(kTeamFigures);
  rows.bind_all(kJurisdiction);
  while (rows.step()) {
    desk::TeamFigures& of = by_team[rows.get<domain::TeamId>(0)];
    const auto state = codec::enum_value<domain::CaseState>(rows.get<std::string>(1));
    const int count = static_cast<int>(rows.get<std::int64_t>(2));
    if (state == domain::CaseState::open) of.open = count;
    if (state == domain::CaseState::resolved) of.resolved = count;
    if (state == domain::CaseState::closed) of.closed = count;
  }
  return by_team;
}

std::vector<domain::CaseId> case_ids(Statement rows) {
  std::vector<domain::CaseId> ids;
  while (rows.step()) ids.push_back(rows.get<domain::CaseId>(0));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

desk::ObligationLine obligation_line(const Statement& row, base::Instant now) {
  desk::ObligationLine line;
  line.what.kind = codec::enum_value<domain::DutyKind>(row.get<std::string>(0));
  line.what.id = row.get<domain::DutyId>(1);
  line.what.owner = row.get<domain::StaffId>(2);
  line.what.covering_for = row.get<std::optional<domain::StaffId>>(3);
  line.what.due = row.get<base::Instant>(4);
  line.what.contact = row.get<std::optional<domain::ContactId>>(5);
  line.case_id = row.get<domain::CaseId>(6);
  line.case_number = row.get<std::int64_t>(7);
  line.summary = row.get<std::optional<std::string>>(8).value_or("");
  line.contact_name = row.get<std::optional<std::string>>(9);
  line.phone = row.get<std::optional<std::string>>(10);
  const auto confirm_from = row.get<std::optional<base::Instant>>(11);
  line.not_yet_confirmed = confirm_from && now >= *confirm_from;
  line.complained_about = row.get<std::optional<domain::StaffId>>(14);
  if (const auto staff = row.get<std::optional<domain::StaffId>>(12)) {
    line.claim = desk::ClaimRow{line.case_id, line.what.kind, line.what.id, *staff,
                                row.get<base::Instant>(13)};
  }
  if (const auto owner = row.get<std::optional<domain::StaffId>>(15)) {
    line.broken = {*owner, row.get<base::Instant>(16)};
  }
  return line;
}

}  // namespace

/// The texts of all promises are read at once: to find each from within the query, SQLite would
/// have to read the promise once for every text.
std::vector<PromiseLine> Session::promise_lines(const Texts& written,
                                                const std::vector<std::int64_t>& cases) {
  std::vector<PromiseLine> lines;
  std::set<std::int64_t> wanted;
  for (const std::int64_t id : cases) {
    lines.push_back({domain::CaseId{id}, read_promise(written.at(id)), {}});
    for (const domain::PersonalRef* ref : texts_of(lines.back().promise)) wanted.insert(ref->id);
  }
  const auto texts = personal_texts(wanted);
  for (PromiseLine& line : lines) {
    for (const domain::PersonalRef* ref : texts_of(line.promise)) {
      if (const auto text = texts.find(ref->id); text != texts.end()) line.texts.insert(*text);
    }
  }
  return lines;
}

std::vector<desk::CaseLine> Session::case_lines(Statement rows) {
  std::vector<desk::CaseLine> lines;
  std::vector<std::int64_t> promised;
  Texts written;
  while (rows.step()) {
    lines.push_back(case_line(rows));
    auto promise = rows.get<std::optional<std::string>>(kPromiseOfLine);
    if (!promise) continue;
    promised.push_back(lines.back().id.value);
    written.emplace(promised.back(), *std::move(promise));
  }
  const auto read = [&](const std::vector<std::int64_t>& cases) {
    return promise_lines(written, cases);
  };
  auto promises = line_caches_ == nullptr
                      ? read(promised)
                      : line_caches_->promises.lines_at(events_seen(), promised, read);
  std::size_t next = 0;
  for (desk::CaseLine& line : lines) {
    if (next == promised.size() || promised[next] != line.id.value) continue;
    line.promise = std::move(promises[next].promise);
    line.texts = std::move(promises[next++].texts);
  }
  return lines;
}

std::vector<desk::CaseLine> Session::cases(const desk::CaseFilter& filter) {
  const std::int64_t before = filter.before.value_or(kNewest);
  std::optional<std::string> state;
  if (filter.state) state = codec::enum_name(*filter.state);
  const auto lines = [&](const Query& query, const auto&... args) {
    Statement rows = database_.prepare(query);
    rows.bind_all(kJurisdiction, before, filter.limit, args...);
    return case_lines(std::move(rows));
  };
  if (filter.contact) return lines(kCasesOfContact, *filter.contact, state);
  if (filter.team && state) return lines(kCasesOfTeamInState, *filter.team, *state);
  if (filter.team) return lines(kCasesOfTeam, *filter.team);
  if (filter.department && state) {
    return lines(kCasesOfDepartmentInState, *filter.department, *state);
  }
  if (filter.department) return lines(kCasesOfDepartment, *filter.department);
  return state ? lines(kCasesInState, *state) : lines(kCases);
}

std::vector<desk::CaseLine> Session::cases_by_words(const std::string& words, int limit) {
  const std::string match = match_words_as_typed(words);
  if (match.empty()) return {};
  Statement rows = database_.prepare(kCasesByWords);
  rows.bind_all(kJurisdiction, match, limit);
  return case_lines(std::move(rows));
}

std::vector<desk::CaseLine> Session::cases_by_phone(const std::string& e164, int limit) {
  Statement rows = database_.prepare(kCasesByPhone);
  rows.bind_all(kJurisdiction, e164, limit);
  return case_lines(std::move(rows));
}

std::vector<desk::ObligationLine> Session::obligations(const desk::ObligationFilter& filter) {
  Statement rows = database_.prepare(filter.owner             ? kObligationsOf
                                     : !filter.owners.empty() ? kObligationsOfSome
                                     : filter.department      ? kObligationsOfDepartment
                                     : filter.contact         ? kObligationsTo
                                                              : kObligations);
  rows.bind(1, kJurisdiction);
  rows.bind(2, now());
  rows.bind(3, filter.limit);
  if (filter.owner) {
    rows.bind(4, *filter.owner);
  } else if (!filter.owners.empty()) {
    rows.bind(4, codec::to_text(filter.owners));
  } else if (filter.department) {
    rows.bind(4, *filter.department);
  } else if (filter.contact) {
    rows.bind(4, *filter.contact);
  }
  std::vector<desk::ObligationLine> lines;
  while (rows.step()) lines.push_back(obligation_line(rows, now()));
  return lines;
}

std::vector<domain::CaseId> Session::cases_owed_by(domain::StaffId owner, base::Instant from,
                                                   base::Instant until) {
  Statement rows = database_.prepare(kCasesOwedBy);
  rows.bind_all(kJurisdiction, owner, from, until);
  return case_ids(std::move(rows));
}

std::vector<domain::CaseId> Session::cases_promised(domain::StaffId by, domain::ContactId to) {
  Statement rows = database_.prepare(kCasesPromised);
  rows.bind_all(kJurisdiction, by, to);
  return case_ids(std::move(rows));
}

std::vector<domain::CaseId> Session::cases_without_reporter(domain::InteractionId talk) {
  Statement rows = database_.prepare(kCasesWithoutReporter);
  rows.bind_all(kJurisdiction, talk);
  return case_ids(std::move(rows));
}

std::vector<domain::CaseId> Session::cases_owed_after(base::Instant due, domain::CaseId last) {
  Statement rows = database_.prepare(kCasesOwedAfter);
  rows.bind_all(kJurisdiction, due, last);
  return case_ids(std::move(rows));
}

std::vector<domain::CaseId> Session::cases_covered_for(domain::StaffId staff) {
  Statement rows = database_.prepare(kCasesCoveredFor);
  rows.bind_all(kJurisdiction, staff);
  return case_ids(std::move(rows));
}

std::vector<domain::CaseId> Session::cases_of_contact(domain::ContactId contact) {
  Statement rows = database_.prepare(kCaseIdsOfContact);
  rows.bind_all(kJurisdiction, contact);
  return case_ids(std::move(rows));
}

std::vector<desk::TimerRow> Session::due_timers(base::Instant until, int limit) {
  Statement rows = database_.prepare(kDueTimers);
  rows.bind_all(kJurisdiction, until, limit);
  std::vector<desk::TimerRow> timers;
  while (rows.step()) {
    timers.push_back({rows.get<domain::CaseId>(1),
                      {rows.get<base::Instant>(0),
                       codec::enum_value<domain::TimerKind>(rows.get<std::string>(2)),
                       codec::enum_value<domain::DutyKind>(rows.get<std::string>(3)),
                       rows.get<domain::DutyId>(4)}});
  }
  return timers;
}

std::optional<base::Instant> Session::next_timer() {
  return database_.value<base::Instant>(kNextTimer, kJurisdiction);
}

desk::PromiseFigures Session::promise_figures() {
  desk::PromiseFigures figures;
  Statement rows = database_.prepare(kPromiseFigures);
  rows.bind_all(kJurisdiction);
  while (rows.step()) {
    const auto state = codec::enum_value<domain::PromiseState>(rows.get<std::string>(0));
    const bool moved = rows.get<bool>(1);
    const int count = static_cast<int>(rows.get<std::int64_t>(5));
    if (state == domain::PromiseState::kept) {
      (moved ? figures.kept_as_moved : figures.kept) += count;
      if (rows.get<std::string>(2) == "staff_word") figures.on_staff_word += count;
    }
    if (state == domain::PromiseState::unreached) figures.unreached += count;
    if (state == domain::PromiseState::made) figures.live += count;
    if (!rows.get<std::string>(3).empty()) {
      figures.broken += count;
      if (rows.get<std::string>(3) == "outage") figures.broken_by_outage += count;
      if (rows.get<bool>(4)) figures.mended += count;
    }
  }
  figures.due_next_hour = static_cast<int>(
      database_.value<std::int64_t>(kDueWithin, kJurisdiction, now(), now() + std::chrono::hours(1))
          .value_or(0));
  Statement late = database_.prepare(kLateByOwner);
  late.bind_all(kJurisdiction, now());
  while (late.step()) {
    figures.late_by_owner.emplace_back(late.get<domain::StaffId>(0),
                                       static_cast<int>(late.get<std::int64_t>(1)));
  }
  return figures;
}

desk::CaseFigures Session::case_figures() {
  desk::CaseFigures figures;
  figures.by_team = figures_of_teams(database_);
  Statement rows = database_.prepare(kCaseFigures);
  rows.bind_all(kJurisdiction);
  while (rows.step()) {
    const auto state = codec::enum_value<domain::CaseState>(rows.get<std::string>(0));
    const int count = static_cast<int>(rows.get<std::int64_t>(4));
    if (state == domain::CaseState::open) figures.open += count;
    if (state == domain::CaseState::resolved) figures.resolved += count;
    if (state == domain::CaseState::closed) figures.closed += count;
    if (rows.get<std::string>(1) == "direct") figures.first_contact += count;
    figures.reopened += static_cast<int>(rows.get<std::int64_t>(2));
    figures.repeat_contacts += static_cast<int>(rows.get<std::int64_t>(3));
  }
  return figures;
}

}  // namespace kept::store
