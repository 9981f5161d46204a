#include "tests/support/small_city.h"

#include <sqlite3.h>
#include <stdlib.h>  // mkdtemp; NOLINT(modernize-deprecated-headers): it is of POSIX

#include <stdexcept>

#include "base/check.h"
#include "desk/contacts.h"
#include "desk/open_case.h"
#include "desk/take_call.h"
#include "domain/cases/case_number.h"
#include "store/sqlite_store.h"
#include "store/verify.h"

namespace kept::testing {
namespace {

using base::Done;
using base::Result;
using domain::Role;

struct Person {
  domain::StaffId id;
  const char* key;
  Role role;
  bool in_department;
};
constexpr Person kPeople[] = {
    {kOren, "oren", Role::operator_, false},
    {kAmara, "amara", Role::operator_, false},
    {kMaya, "maya", Role::department_manager, true},
    {kDelegate, "delegate", Role::department_staff, true},
    {kSofia, "sofia", Role::supervisor, false},
    {kAda, "ada", Role::administrator, false},
};

domain::CalendarRules always_open() {
  return {base::TimeZone::utc(),
          domain::WeeklySpans::every_day({{{}, std::chrono::hours(24)}}),
          {},
          {}};
}

void add_person(desk::Transaction& tx, const Person& person) {
  desk::StaffRow row;
  row.id = person.id;
  row.key = person.key;
  row.name = person.key;
  row.role = person.role;
  if (person.in_department) {
    row.department = kTransportation;
    row.email = row.key + "@example.org";
  }
  auto plan = domain::ShiftPlan::make(base::TimeZone::utc(), std::nullopt, {});
  KEPT_CHECK(plan.ok());
  tx.save(row, {row.id, row.role, true, row.department, {}, {}, std::move(plan).value()});
}

}  // namespace

base::Instant noon_of_the_call() {
  return std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + std::chrono::hours(11) +
         std::chrono::minutes(40);
}

desk::Principal acting(domain::StaffId staff) {
  for (const Person& person : kPeople) {
    if (person.id == staff) return {person.id, person.role, domain::Origin::console};
  }
  throw std::invalid_argument("nobody of the small city");
}

Result<Done> found_city(desk::Store& store) {
  return store.write([](desk::Transaction& tx) -> Result<Done> {
    desk::JurisdictionRow city;
    city.name = "Small City";
    city.zone = "UTC";
    tx.save(city);
    tx.save(domain::Policy{});
    tx.save_intake_calendar(always_open());
    for (const Person& person : kPeople) add_person(tx, person);
    desk::DepartmentRow department;
    department.id = kTransportation;
    department.key = "transportation";
    department.name = {"Transportation", "Transports"};
    department.manager = kMaya;
    department.delegates = {kDelegate};
    department.card = {"Maya", "Manager", "+14165550100", "9 to 5"};
    tx.save(department, always_open());
    return Done{};
  });
}

domain::ContactId add_resident(desk::Transaction& tx, const std::string& name,
                               const std::string& phone) {
  const auto contact =
      desk::create_contact(tx, acting(kOren), {name, {phone}, {}, "en", {}, {}, {}});
  KEPT_CHECK(contact.ok());
  return contact.value();
}

Result<domain::CaseId> open_promised_case(desk::Transaction& tx, domain::ContactId resident,
                                          const std::string& summary,
                                          const std::string& due_local) {
  const desk::Principal oren = acting(kOren);
  desk::CallForm call;
  call.contact = resident;
  const auto talk = desk::start_call(tx, oren, call);
  if (!talk.ok()) return talk.error();
  desk::CaseForm form;
  form.interaction = talk.value();
  form.summary = summary;
  form.place = "12 Elm Street";
  desk::PromiseForm promise;
  promise.words = "I will find out and call you back.";
  promise.due_local = due_local;
  form.promise = promise;
  auto opened = desk::open_case(tx, oren, form);
  if (!opened.ok()) return opened;
  const auto ended = desk::end_call(tx, oren, talk.value(), "promised", "");
  if (!ended.ok()) return ended.error();
  return opened;
}

namespace {

void save_copy(desk::Transaction& tx, std::vector<domain::EventRecord> events, int place,
               const OwnPromise& own) {
  const auto number = domain::CaseNumber::from_sequence(tx.next_case_sequence());
  KEPT_CHECK(number.ok());
  auto& opened = std::get<domain::CaseOpened>(events.front().what);
  opened.number = number.value().value();
  auto talk = tx.interaction(opened.interaction);
  KEPT_CHECK(talk.has_value());
  talk->id = opened.interaction = domain::InteractionId{tx.next_id()};
  tx.save(*talk);
  for (domain::EventRecord& record : events) {
    if (auto* made = std::get_if<domain::PromiseMade>(&record.what)) {
      made->promise.id = domain::DutyId{tx.next_id()};
      made->promise.made_in = talk->id;
      if (own) own(place, made->promise);
    }
  }
  tx.save_case(domain::replay(domain::CaseId{tx.next_id()}, events), events);
}

}  // namespace

void multiply_case(desk::Store& store, domain::CaseId model, int times, const OwnPromise& own) {
  constexpr int kAtOnce = 500;
  for (int made = 0; made < times; made += kAtOnce) {
    const auto done = store.write([&](desk::Transaction& tx) -> Result<Done> {
      const auto events = tx.events(model, 0);
      for (int i = made; i < std::min(times, made + kAtOnce); ++i) save_copy(tx, events, i, own);
      return Done{};
    });
    KEPT_CHECK(done.ok());
  }
}

std::unique_ptr<desk::Store> open_city(const std::filesystem::path& directory,
                                       const base::Clock& clock) {
  auto opened = store::SqliteStore::open(directory, clock);
  KEPT_CHECK(opened.ok());
  std::unique_ptr<desk::Store> store = std::move(opened).value();
  bool is_new = false;
  store->read([&](desk::Reader& reader) { is_new = reader.staff().empty(); });
  if (is_new) KEPT_CHECK(found_city(*store).ok());
  return store;
}

std::vector<std::string> differences(const std::filesystem::path& directory,
                                     const base::Clock& clock) {
  const auto report = store::verify(directory, clock, nullptr);
  return report.ok() ? report.value().differences
                     : std::vector<std::string>{report.error().message};
}

namespace {

struct Connection {
  explicit Connection(const std::filesystem::path& directory) {
    KEPT_CHECK(sqlite3_open((directory / "kept311.db").c_str(), &handle) == SQLITE_OK);
    sqlite3_busy_timeout(handle, 5000);
  }
  ~Connection() { sqlite3_close(handle); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  sqlite3* handle = nullptr;
};

int take_integer(void* value, int, char** columns, char**) {
  *static_cast<std::int64_t*>(value) = columns[0] == nullptr ? 0 : std::stoll(columns[0]);
  return 1;  // the first row is enough
}

}  // namespace

void run_sql(const std::filesystem::path& directory, const std::string& sql) {
  const Connection connection(directory);
  if (sqlite3_exec(connection.handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(connection.handle));
  }
}

std::int64_t read_sql(const std::filesystem::path& directory, const std::string& sql) {
  const Connection connection(directory);
  std::int64_t value = 0;
  const int code = sqlite3_exec(connection.handle, sql.c_str(), take_integer, &value, nullptr);
  if (code != SQLITE_OK && code != SQLITE_ABORT) {
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(connection.handle));
  }
  return value;
}

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "kept311_XXXXXX").string();
  KEPT_CHECK(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace kept::testing
