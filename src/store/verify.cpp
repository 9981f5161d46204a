#include "store/verify.h"

#include <sodium.h>
#include <unistd.h>

#include <array>
#include <set>

#include "domain/cases/rules.h"
#include "store/codec.h"
#include "store/event_codec.h"
#include "store/session.h"
#include "store/sqlite/backup.h"
#include "store/sqlite/migrations.h"

namespace kept::store {
namespace {

const Query kCaseIds{"verify.cases",
                     "SELECT DISTINCT case_id FROM events WHERE jurisdiction_id = ?1 "
                     "ORDER BY case_id"};
const Query kCountCases{"verify.count_cases",
                        "SELECT count(*) FROM cases WHERE jurisdiction_id = ?1"};
const Query kPersonalRow{"verify.personal",
                         "SELECT salt, value FROM personal_values "
                         "WHERE jurisdiction_id = ?1 AND id = ?2"};

// Everything that is derived from one case, as one text.
const Query kDerived{
    "verify.derived",
    "SELECT (SELECT json_group_array(json_array(number, kind, state, version, contact_id, "
    "department_id, service_id, notice_id, summary_id, opened_at, closed_at, close_reason, "
    "reopened, not_heard, promise)) FROM cases WHERE jurisdiction_id = ?1 AND id = ?2) || "
    "(SELECT json_group_array(contact_id) FROM case_contacts "
    "WHERE jurisdiction_id = ?1 AND case_id = ?2) || "
    "(SELECT json_group_array(json_array(id, state, owner, due, moves, evidence, broken_reason, "
    "mended)) FROM promises WHERE jurisdiction_id = ?1 AND case_id = ?2) || "
    "(SELECT json_group_array(json_array(kind, id, owner, covering_for, due, contact_id, phone_id, "
    "confirm_from)) FROM obligations WHERE jurisdiction_id = ?1 AND case_id = ?2) || "
    "(SELECT json_group_array(json_array(at, kind, duty_kind, duty_id)) FROM timers "
    "WHERE jurisdiction_id = ?1 AND case_id = ?2)"};

void collect(const codec::json::value& text, std::vector<domain::PersonalRef>& refs) {
  if (const auto* object = text.if_object()) {
    const auto* id = object->if_contains("id");
    const auto* digest = object->if_contains("digest");
    if (id != nullptr && digest != nullptr && id->as_int64() != 0) {
      refs.push_back({id->as_int64(), std::string(digest->as_string())});
    }
    for (const auto& member : *object) collect(member.value(), refs);
  } else if (const auto* array = text.if_array()) {
    for (const auto& element : *array) collect(element, refs);
  }
}

std::string digest_of(const Blob& salt, const std::string& value) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(value.data()), value.size(),
                     reinterpret_cast<const unsigned char*>(salt.data()), salt.size());
  std::string text(digest.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  text.pop_back();
  return text;
}

class Verifier {
 public:
  Verifier(Database& database, const base::Clock& clock)
      : database_(database), session_(database, clock, cache_) {}

  VerifyReport run(const std::function<void(std::int64_t, std::int64_t)>& progress) {
    std::vector<domain::CaseId> ids;
    {
      Statement rows = database_.prepare(kCaseIds);
      rows.bind_all(kJurisdiction);
      while (rows.step()) ids.push_back(rows.get<domain::CaseId>(0));
    }
    const auto stored = database_.value<std::int64_t>(kCountCases, kJurisdiction).value_or(0);
    if (stored != static_cast<std::int64_t>(ids.size())) {
      report_.differences.push_back("cases without events, or events without a case");
    }
    for (const domain::CaseId id : ids) {
      check_case(id);
      ++report_.cases;
      if (progress) progress(report_.cases, static_cast<std::int64_t>(ids.size()));
    }
    return std::move(report_);
  }

 private:
  void differ(const domain::Case& state, const std::string& what) {
    report_.differences.push_back("case " + std::to_string(state.number) + ": " + what);
  }

  void check_case(domain::CaseId id) {
    const auto events = session_.events(id, 0);
    report_.events += static_cast<std::int64_t>(events.size());
    const domain::Case state = domain::replay(id, events);
    const auto stored = database_.value<std::string>(kDerived, kJurisdiction, id);
    session_.rewrite_derived(state);
    const auto derived = database_.value<std::string>(kDerived, kJurisdiction, id);
    if (stored != derived) differ(state, "what is stored is not what its events say");
    for (const domain::Breach& breach : domain::check_rules(state, *session_.directory())) {
      differ(state, "rule " + std::to_string(breach.rule) + ": " + breach.what);
    }
    for (const auto& event : events) check_texts(state, event);
  }

  /// A value that is missing was redacted; one that is there must be the one that was recorded.
  void check_texts(const domain::Case& state, const domain::EventRecord& event) {
    std::vector<domain::PersonalRef> refs;
    collect(codec::json::parse(write_event(event.what)), refs);
    for (const domain::PersonalRef& ref : refs) {
      if (!seen_.insert(ref.id).second) continue;
      ++report_.personal_values;
      Statement row = database_.prepare(kPersonalRow);
      row.bind_all(kJurisdiction, ref.id);
      if (row.step() && digest_of(row.get<Blob>(0), row.get<std::string>(1)) != ref.digest) {
        differ(state, "a personal value is not the one that was recorded");
      }
    }
  }

  Database& database_;
  PeopleCache cache_;
  Session session_;
  VerifyReport report_;
  std::set<std::int64_t> seen_;
};

/// A snapshot of the database that goes away with this.
class Snapshot {
 public:
  explicit Snapshot(const std::filesystem::path& directory)
      : file_(directory / ("verify-" + std::to_string(getpid()) + ".db")) {}
  ~Snapshot() {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(file_.string() + suffix, ignored);
    }
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

}  // namespace

base::Result<VerifyReport> verify(const std::filesystem::path& directory, const base::Clock& clock,
                                  const std::function<void(std::int64_t, std::int64_t)>& progress) {
  const Snapshot snapshot(directory);
  if (auto copied = back_up(directory / "kept311.db", snapshot.file()); !copied.ok()) {
    return copied.error();
  }
  try {
    Database database(snapshot.file(), {});
    if (auto schema = check_schema(database); !schema.ok()) return schema.error();
    database.execute("BEGIN");
    VerifyReport report = Verifier(database, clock).run(progress);
    database.execute("ROLLBACK");
    return report;
  } catch (const std::exception& error) {
    return base::unavailable("verify.failed", error.what());
  }
}

}  // namespace kept::store
