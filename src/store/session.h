#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "desk/ports/store.h"
#include "store/area_cache.h"
#include "store/line_cache.h"
#include "store/people_cache.h"
#include "store/session_history.h"
#include "store/session_open_data.h"
#include "store/session_partners.h"
#include "store/session_publicity.h"
#include "store/session_recordings.h"
#include "store/session_telephone.h"
#include "store/sqlite/database.h"

namespace kept::store {

class WriteUnit;

/// One jurisdiction an installation for now; every table leads with its id all the same.
inline constexpr std::int64_t kJurisdiction = 1;

/// The ports of the desk over one connection: inside a unit of work for writing, or on a snapshot
/// for reading (there a write is SQLite's error). The functions stand in session_*.cpp by subject,
/// each with its SQL beside it.
class Session final : public desk::Transaction {
 public:
  /// Without `areas` no point lies in any. `lines` only for reading: a unit of work sees more.
  Session(Database& database, const base::Clock& clock, PeopleCache& cache,
          AreaCache* areas = nullptr, LineCaches* lines = nullptr);

  /// From now on full text is written when the batch of `unit` ends: once for all of its units.
  void leave_words_to(WriteUnit& unit) { unit_ = &unit; }

  /// Writes what is derived from a case anew; `verify` compares that with what stood there.
  void rewrite_derived(const domain::Case& state);

  /// What this session changed, for those who watch.
  [[nodiscard]] std::vector<desk::Change> take_changes() { return std::move(changes_); }
  /// Whether what the cache holds became stale in this session.
  [[nodiscard]] bool changed_people() const { return changed_people_; }

  // Installation and people: session_people.cpp
  [[nodiscard]] base::Instant now() const override { return clock_.now(); }
  const desk::JurisdictionRow& jurisdiction() override;
  const base::TimeZone& zone() override;
  const domain::Policy& policy() override;
  std::shared_ptr<const domain::Directory> directory() override;
  std::vector<desk::StaffRow> staff() override;
  std::optional<desk::StaffRow> staff_by_key(const std::string& key) override;
  std::optional<desk::StaffRow> staff_member(domain::StaffId id) override;
  std::vector<desk::AbsenceRow> absences(domain::StaffId staff) override;
  std::optional<desk::AbsenceRow> absence(domain::AbsenceId id) override;
  void save(const desk::AbsenceRow& absence) override;
  void drop(domain::AbsenceId id) override;
  void disable(domain::StaffId staff) override;
  void enable(domain::StaffId staff) override;
  void set_password(domain::StaffId staff, const std::string& password_hash) override;
  void save(const desk::StaffRow& row, const domain::StaffMember& member) override;

  // Keys of programs: session_api_keys.cpp
  std::vector<desk::ApiKeyRow> api_keys() override;
  std::optional<desk::ApiKeyRow> api_key_by_digest(const std::string& digest) override;
  void save(const desk::ApiKeyRow& key) override;

  // The city's set-up: session_configuration.cpp
  std::shared_ptr<const desk::Catalogue> catalogue() override;
  std::vector<desk::DepartmentRow> departments() override;
  std::vector<desk::ServiceRow> services() override;
  std::vector<desk::ReferralRow> referrals() override;
  std::vector<desk::DangerRow> dangers() override;
  void save(const desk::JurisdictionRow& row) override;
  void save(const desk::DepartmentRow& row, const domain::CalendarRules& calendar) override;
  void save(const desk::ServiceRow& row) override;
  void save(const desk::ReferralRow& row) override;
  void save(const desk::DangerRow& row) override;
  void save(const domain::Policy& policy) override;
  void save_intake_calendar(const domain::CalendarRules& calendar) override;

  // One case: session_cases.cpp
  std::optional<domain::CaseId> find_case(std::int64_t number) override;
  std::optional<domain::StaffId> complained_about(domain::CaseId id) override;
  std::optional<domain::CaseId> case_of_duty(domain::DutyKind kind, domain::DutyId duty) override;
  domain::Case load_case(domain::CaseId id) override;
  std::vector<domain::Case> load_cases(const std::vector<domain::CaseId>& ids) override;
  desk::CaseFile case_file(domain::CaseId id) override;
  std::vector<domain::EventRecord> events(domain::CaseId id, int after_seq) override;
  std::optional<base::Instant> last_event_at() override;
  void save_case(const domain::Case& state,
                 const std::vector<domain::EventRecord>& events) override;
  std::optional<std::string> personal(const domain::PersonalRef& ref) override;
  domain::PersonalRef keep_personal(const std::string& text) override;

  // Lists and figures: session_lists.cpp
  std::vector<desk::CaseLine> cases(const desk::CaseFilter& filter) override;
  std::vector<desk::CaseLine> cases_by_words(const std::string& words, int limit) override;
  std::vector<desk::CaseLine> cases_by_phone(const std::string& e164, int limit) override;
  std::vector<desk::ObligationLine> obligations(const desk::ObligationFilter& filter) override;
  std::vector<domain::CaseId> cases_owed_by(domain::StaffId owner, base::Instant from,
                                            base::Instant until) override;
  std::vector<domain::CaseId> cases_covered_for(domain::StaffId staff) override;
  std::vector<domain::CaseId> cases_without_reporter(domain::InteractionId talk) override;
  std::vector<domain::CaseId> cases_promised(domain::StaffId by, domain::ContactId to) override;
  std::vector<domain::CaseId> cases_owed_after(base::Instant due, domain::CaseId last) override;
  std::vector<domain::CaseId> cases_of_contact(domain::ContactId contact) override;
  std::vector<desk::TimerRow> due_timers(base::Instant until, int limit) override;
  std::optional<base::Instant> next_timer() override;
  desk::PromiseFigures promise_figures() override;
  desk::CaseFigures case_figures() override;

  // What is to be delivered: session_outbox.cpp
  std::vector<desk::OutboxRow> due_messages(base::Instant until, int limit) override;
  std::optional<base::Instant> next_message() override;
  std::optional<desk::OutboxRow> message(domain::MessageId id) override;
  void save(const desk::OutboxRow& message) override;

  // Contacts and conversations: session_contacts.cpp
  std::optional<desk::ContactRow> contact(domain::ContactId id) override;
  std::vector<desk::ContactRow> contacts_by_phone(const std::string& e164) override;
  std::vector<domain::ContactId> merged_into(domain::ContactId id) override;
  std::vector<desk::ContactRow> contacts_by_email(const std::string& email) override;
  std::vector<desk::ContactRow> contacts_by_name(const std::string& words, int limit) override;
  std::optional<desk::InteractionRow> interaction(domain::InteractionId id) override;
  std::optional<desk::InteractionRow> open_interaction(domain::StaffId staff) override;
  std::optional<desk::ClaimRow> claim(domain::CaseId id, domain::DutyKind kind,
                                      domain::DutyId duty) override;
  void save(const desk::ContactRow& contact) override;
  void save(const desk::InteractionRow& interaction) override;
  void save(const desk::ClaimRow& claim) override;
  void drop_claims(domain::CaseId id, domain::DutyKind kind, domain::DutyId duty) override;

  // Knowledge: session_knowledge.cpp
  std::optional<desk::ArticleRow> article(domain::ArticleId id) override;
  std::vector<desk::ArticleRow> articles(const std::vector<domain::ArticleId>& ids) override;
  std::vector<desk::ArticleRow> articles_in(const desk::ArticleFilter& filter) override;
  std::vector<desk::ArticleRow> articles_since(std::int64_t cursor, int limit) override;
  std::vector<desk::GapRow> gaps(int limit) override;
  std::vector<desk::NoticeRow> notices() override;
  std::optional<desk::NoticeRow> notice(domain::NoticeId id) override;
  std::optional<desk::ProposalRow> proposal(domain::ProposalId id) override;
  std::vector<desk::ProposalRow> open_proposals(int limit) override;
  void save(const desk::ArticleRow& article) override;
  void save(const desk::ProposalRow& proposal) override;
  void save(const desk::NoticeRow& notice) override;
  void count_gap(const std::string& query, const std::string& language,
                 std::optional<domain::ArticleId> article) override;

  // Requests as applications outside ask for them: session_requests.cpp
  void save(const desk::ReceivedRow& received) override;
  std::optional<desk::ReceivedRow> received(domain::CaseId id) override;
  desk::RequestPage requests(const desk::RequestFilter& filter) override;
  std::optional<std::int64_t> count_requests(const desk::RequestFilter& filter) override;
  std::string requests_version() override;
  // What the city had before: session_history.cpp
  desk::HistoricReader& historic() override { return history_; }
  desk::HistoricWriter& historic_writer() override { return history_; }
  // What is published: session_open_data.cpp
  desk::OpenDataReader& open_data() override { return open_data_; }
  // What is sent to others: session_partners.cpp
  desk::PartnerReader& partners() override { return partners_; }
  desk::PartnerWriter& partner_writer() override { return partners_; }
  // What everybody may see: session_publicity.cpp
  desk::PublicityReader& publicity() override { return publicity_; }
  desk::PublicityWriter& publicity_writer() override { return publicity_; }
  // Calls and duties: session_telephone.cpp
  desk::TelephoneReader& telephone() override { return telephone_; }
  desk::TelephoneWriter& telephone_writer() override { return telephone_; }
  desk::RecordingReader& recordings() override { return recordings_; }
  desk::RecordingWriter& recording_writer() override { return recordings_; }
  // The city's areas: session_areas.cpp
  std::vector<desk::AreaLayerRow> area_layers() override;
  std::vector<desk::AreaRow> areas(domain::AreaLayerId layer) override;
  std::vector<domain::CaseArea> areas_at(const domain::Point& point, base::Date day) override;
  std::vector<desk::AreaFigures> figures_by_area(domain::AreaLayerId layer) override;
  std::vector<desk::CasePoint> case_points(domain::CaseId after, int limit) override;
  void save(const desk::AreaLayerRow& layer) override;
  void save(const desk::AreaRow& area) override;
  // What a map shows: session_map.cpp
  desk::MapPoints map_points(const desk::MapQuestion& question) override;
  // What is near, addresses and crossings: session_places.cpp
  std::vector<desk::NearbyCase> nearby(const desk::NearbyQuestion& question) override;
  std::vector<desk::PlaceRow> places_since(std::int64_t cursor, int limit) override;
  std::vector<desk::PlaceRow> places(const std::vector<domain::PlaceId>& ids) override;
  std::optional<desk::PlaceRow> place_by_key(const std::string& layer,
                                             const std::string& key) override;
  std::vector<desk::PlaceDistance> places_near(const domain::Point& point, double metres,
                                               int limit) override;
  void save(const desk::PlaceRow& place) override;
  // What becomes known of them: session_request_updates.cpp
  std::vector<desk::RequestUpdate> request_updates(const desk::UpdateFilter& filter) override;
  std::optional<std::int64_t> count_request_updates(const desk::UpdateFilter& filter) override;
  std::vector<desk::RequestAnswer> request_answers(
      const std::vector<domain::CaseId>& cases) override;
  std::optional<desk::ReceivedUpdateRow> received_update(std::int64_t api_key,
                                                         const std::string& id_digest) override;
  void save(const desk::ReceivedUpdateRow& received) override;
  std::vector<desk::RequestArea> request_areas(const std::vector<domain::CaseId>& cases) override;

  // Pictures of cases: session_photos.cpp
  std::vector<desk::PhotoRow> photos(const std::vector<domain::CaseId>& cases) override;
  std::optional<desk::PhotoRow> photo(domain::PhotoId id) override;
  std::optional<std::string> photo_bytes(domain::PhotoId id, desk::PhotoSize size) override;
  void save(const desk::PhotoRow& photo, const desk::DevelopedPhoto& content) override;

  // Redaction: session_redaction.cpp
  void redact(const std::vector<domain::ContactId>& who, const std::vector<std::int64_t>& values,
              const std::vector<domain::CaseId>& cases) override;

  // Alerts, journal, settings, sessions, repeats: session_records.cpp
  std::vector<desk::AlertRow> alerts(domain::StaffId to, int limit) override;
  void add(const desk::AlertRow& alert) override;
  void see_alerts(domain::StaffId who, const std::vector<std::int64_t>& ids) override;
  void journal(domain::StaffId who, const std::string& kind, std::int64_t subject,
               const std::map<std::string, std::string>& values) override;
  std::optional<domain::StaffId> entered_by(domain::ContactId contact) override;
  bool has_ended(const std::string& session) override;
  void end_session(const std::string& session, base::Instant now, base::Instant until) override;
  std::optional<std::string> setting(const std::string& name) override;
  void set_setting(const std::string& name, const std::string& value) override;
  std::optional<Remembered> remembered(const std::string& scope, const std::string& key) override;
  void remember(const std::string& scope, const std::string& key,
                const Remembered& answer) override;
  [[nodiscard]] int forget_answers(base::Instant before, int limit) override;
  [[nodiscard]] int forget_gaps(base::Instant before, int limit) override;
  [[nodiscard]] int forget_proposals(base::Instant before, int limit) override;
  std::int64_t next_id() override;
  std::int64_t next_case_sequence() override;

 private:
  [[nodiscard]] std::int64_t advance(const char* sequence, std::int64_t by);
  [[nodiscard]] std::map<std::int64_t, desk::ContactRow> contacts(
      const std::set<std::int64_t>& ids);
  [[nodiscard]] std::vector<desk::CaseConversation> conversations(domain::CaseId id);
  using Texts = std::map<std::int64_t, std::string>;  ///< by their ids, or their cases
  [[nodiscard]] Texts personal_texts(const std::set<std::int64_t>& ids);
  [[nodiscard]] std::vector<desk::CaseLine> case_lines(Statement rows);
  [[nodiscard]] std::vector<PromiseLine> promise_lines(const Texts& written,
                                                       const std::vector<std::int64_t>& cases);
  [[nodiscard]] EventsSeen events_seen();
  [[nodiscard]] std::vector<desk::RequestLine> lines_of(const std::vector<std::int64_t>& cases);
  void spoken_of(domain::CaseId id, domain::InteractionId interaction);
  People& people();
  [[nodiscard]] People load_people(const std::string& version);
  void people_changed();
  /// What is derived from the case; of a new one nothing stands there yet.
  enum class Standing { none, earlier };
  void derive(const domain::Case& state, Standing standing);
  void derive_case_line(const domain::Case& state);
  void derive_duties(const domain::Case& state, Standing standing);
  void derive_point(const domain::Case& state, Standing standing);
  void derive_areas(const domain::Case& state, Standing standing);
  void write_words(std::function<void(Database&)> write);
  [[nodiscard]] std::shared_ptr<const desk::AreaFinder> load_areas();
  void areas_changed();
  void telephone_changed();
  void save_configuration(const char* kind, std::int64_t id, const std::string& body);
  [[nodiscard]] std::vector<std::string> configuration(const char* kind);

  Database& database_;
  const base::Clock& clock_;
  PeopleCache& cache_;
  AreaCache* area_cache_;
  LineCaches* line_caches_;
  std::shared_ptr<const desk::AreaFinder> area_finder_;
  bool changed_areas_ = false;
  std::optional<People> people_;
  bool changed_people_ = false;
  std::int64_t next_free_id_ = 0;
  std::int64_t last_free_id_ = -1;
  std::vector<desk::Change> changes_;
  WriteUnit* unit_ = nullptr;
  std::set<std::int64_t> contacts_;  ///< whom this session wrote about
  SessionHistory history_{database_};
  SessionOpenData open_data_{database_, clock_};
  SessionPublicity publicity_{database_};
  SessionPartners partners_{database_, [this] { return configuration("partner"); },
                            [this](std::int64_t id, const std::string& body) {
                              save_configuration("partner", id, body);
                            }};
  SessionTelephone telephone_{
      database_, clock_,
      [this]() -> std::optional<std::string> {
        auto documents = configuration("telephone");
        if (documents.empty()) return std::nullopt;
        return std::move(documents.front());
      },
      [this](const std::string& body) { save_configuration("telephone", 1, body); },
      [this] { telephone_changed(); }};
  SessionRecordings recordings_{database_, [this] { telephone_changed(); }};
};

}  // namespace kept::store
