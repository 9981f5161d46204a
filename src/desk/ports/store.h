#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "desk/ports/api_key_row.h"
#include "desk/ports/catalogue.h"
#include "desk/ports/first_answer.h"
#include "desk/ports/knowledge.h"
#include "desk/ports/outbox_row.h"
#include "desk/ports/partners.h"
#include "desk/ports/photo_rows.h"
#include "desk/ports/places.h"
#include "desk/ports/request_rows.h"
#include "desk/ports/request_updates.h"
#include "desk/ports/rows.h"
#include "desk/ports/watched_clock.h"
#include "domain/cases/policy.h"

namespace kept::desk {

/// How long first answers are kept (rule 8).
inline constexpr std::chrono::hours kKeepAnswers{7 * 24};
/// What was asked in vain, and not again for so long, is forgotten: free words may be somebody's.
inline constexpr std::chrono::hours kKeepGaps{365 * 24};
/// A proposal that was decided, with the words that stood there before it: who proposed it has read
/// by then what came of it.
inline constexpr std::chrono::hours kKeepProposals{90 * 24};

class HistoricReader;
class HistoricWriter;
class OpenDataReader;
class PublicityReader;
class PublicityWriter;
class RecordingReader;
class RecordingWriter;
class TelephoneReader;
class TelephoneWriter;

/// What can be read, in one consistent snapshot (or inside a unit of work, with its own writes).
/// Lists come with one statement each, whatever their length.
class Reader : public PlaceReader, public KnowledgeReader {
 public:
  [[nodiscard]] virtual base::Instant now() const = 0;
  [[nodiscard]] virtual const JurisdictionRow& jurisdiction() = 0;
  [[nodiscard]] virtual const base::TimeZone& zone() = 0;
  [[nodiscard]] virtual const domain::Policy& policy() = 0;
  [[nodiscard]] virtual std::shared_ptr<const domain::Directory> directory() = 0;

  [[nodiscard]] virtual std::optional<domain::CaseId> find_case(std::int64_t number) = 0;
  /// Whom a complaint is about; nobody for cases of other kinds.
  [[nodiscard]] virtual std::optional<domain::StaffId> complained_about(domain::CaseId id) = 0;
  [[nodiscard]] virtual std::optional<domain::CaseId> case_of_duty(domain::DutyKind kind,
                                                                   domain::DutyId duty) = 0;
  /// The case as its events tell it; a broken invariant when there is none.
  [[nodiscard]] virtual domain::Case load_case(domain::CaseId id) = 0;
  /// The same of several, in no order.
  [[nodiscard]] virtual std::vector<domain::Case> load_cases(
      const std::vector<domain::CaseId>& ids) = 0;
  [[nodiscard]] virtual CaseFile case_file(domain::CaseId id) = 0;
  [[nodiscard]] virtual std::vector<domain::EventRecord> events(domain::CaseId id,
                                                                int after_seq) = 0;
  [[nodiscard]] virtual std::vector<CaseLine> cases(const CaseFilter& filter) = 0;
  /// Words of summary or place, newest first, capped.
  [[nodiscard]] virtual std::vector<CaseLine> cases_by_words(const std::string& words,
                                                             int limit) = 0;
  /// Cases of everybody with that number, newest first, capped.
  [[nodiscard]] virtual std::vector<CaseLine> cases_by_phone(const std::string& e164,
                                                             int limit) = 0;
  [[nodiscard]] virtual std::vector<ObligationLine> obligations(const ObligationFilter& filter) = 0;
  /// Cases on which `owner` owes something (or covers) that is due from then and before then.
  [[nodiscard]] virtual std::vector<domain::CaseId> cases_owed_by(domain::StaffId owner,
                                                                  base::Instant from,
                                                                  base::Instant until) = 0;
  [[nodiscard]] virtual std::vector<domain::CaseId> cases_covered_for(domain::StaffId staff) = 0;
  /// The cases on which `by` owes `to` a promise.
  [[nodiscard]] virtual std::vector<domain::CaseId> cases_promised(domain::StaffId by,
                                                                   domain::ContactId to) = 0;
  /// Cases that are not closed, spoken about in this conversation, of which nobody knows whose they
  /// are.
  [[nodiscard]] virtual std::vector<domain::CaseId> cases_without_reporter(
      domain::InteractionId talk) = 0;
  /// The cases on which something is owed that is due after that, by id, after `last`.
  [[nodiscard]] virtual std::vector<domain::CaseId> cases_owed_after(base::Instant due,
                                                                     domain::CaseId last) = 0;
  [[nodiscard]] virtual std::vector<domain::CaseId> cases_of_contact(domain::ContactId contact) = 0;
  [[nodiscard]] virtual std::vector<TimerRow> due_timers(base::Instant until, int limit) = 0;
  [[nodiscard]] virtual std::optional<base::Instant> next_timer() = 0;

  /// What waits in the outbox until then, soonest due first.
  [[nodiscard]] virtual std::vector<OutboxRow> due_messages(base::Instant until, int limit) = 0;
  [[nodiscard]] virtual std::optional<base::Instant> next_message() = 0;
  [[nodiscard]] virtual std::optional<OutboxRow> message(domain::MessageId id) = 0;

  [[nodiscard]] virtual RequestPage requests(const RequestFilter& filter) = 0;
  /// How many there are on all pages; nothing when they are more than kCountedRequests.
  [[nodiscard]] virtual std::optional<std::int64_t> count_requests(const RequestFilter& filter) = 0;
  /// Another one whenever a request or a record of the time before has changed.
  [[nodiscard]] virtual std::string requests_version() = 0;
  /// Which key a case came with, when it came from an application.
  [[nodiscard]] virtual std::optional<ReceivedRow> received(domain::CaseId id) = 0;
  /// Oldest first.
  [[nodiscard]] virtual std::vector<RequestUpdate> request_updates(const UpdateFilter& filter) = 0;
  /// On all pages; nothing: very many.
  [[nodiscard]] virtual std::optional<std::int64_t> count_request_updates(
      const UpdateFilter& filter) = 0;
  [[nodiscard]] virtual std::vector<RequestAnswer> request_answers(
      const std::vector<domain::CaseId>& cases) = 0;
  /// By case.
  [[nodiscard]] virtual std::vector<RequestArea> request_areas(
      const std::vector<domain::CaseId>& cases) = 0;
  [[nodiscard]] virtual std::optional<ReceivedUpdateRow> received_update(
      std::int64_t api_key, const std::string& id_digest) = 0;

  /// Of these cases, in the order in which they came.
  [[nodiscard]] virtual std::vector<PhotoRow> photos(const std::vector<domain::CaseId>& cases) = 0;
  [[nodiscard]] virtual std::optional<PhotoRow> photo(domain::PhotoId id) = 0;
  [[nodiscard]] virtual std::optional<std::string> photo_bytes(domain::PhotoId id,
                                                               PhotoSize size) = 0;

  [[nodiscard]] virtual std::optional<std::string> personal(const domain::PersonalRef& ref) = 0;

  [[nodiscard]] virtual std::optional<ContactRow> contact(domain::ContactId id) = 0;
  /// Who entered a contact; nobody where a machine did.
  [[nodiscard]] virtual std::optional<domain::StaffId> entered_by(domain::ContactId contact) = 0;
  /// Directly, or into whom was merged into them.
  [[nodiscard]] virtual std::vector<domain::ContactId> merged_into(domain::ContactId id) = 0;
  [[nodiscard]] virtual std::vector<ContactRow> contacts_by_phone(const std::string& e164) = 0;
  /// Large and small letters are the same.
  [[nodiscard]] virtual std::vector<ContactRow> contacts_by_email(const std::string& email) = 0;
  [[nodiscard]] virtual std::vector<ContactRow> contacts_by_name(const std::string& words,
                                                                 int limit) = 0;
  [[nodiscard]] virtual std::optional<InteractionRow> interaction(domain::InteractionId id) = 0;
  /// The conversation that `staff` has not ended yet.
  [[nodiscard]] virtual std::optional<InteractionRow> open_interaction(domain::StaffId staff) = 0;
  [[nodiscard]] virtual std::optional<ClaimRow> claim(domain::CaseId id, domain::DutyKind kind,
                                                      domain::DutyId duty) = 0;

  [[nodiscard]] virtual std::vector<StaffRow> staff() = 0;
  [[nodiscard]] virtual std::optional<StaffRow> staff_by_key(const std::string& key) = 0;
  [[nodiscard]] virtual std::optional<StaffRow> staff_member(domain::StaffId id) = 0;
  [[nodiscard]] virtual std::vector<ApiKeyRow> api_keys() = 0;  ///< revoked ones too, oldest first
  [[nodiscard]] virtual std::optional<ApiKeyRow> api_key_by_digest(const std::string& digest) = 0;
  [[nodiscard]] virtual std::shared_ptr<const Catalogue> catalogue() = 0;
  [[nodiscard]] virtual std::vector<DepartmentRow> departments() = 0;
  [[nodiscard]] virtual std::vector<ServiceRow> services() = 0;
  [[nodiscard]] virtual std::vector<ReferralRow> referrals() = 0;
  [[nodiscard]] virtual std::vector<DangerRow> dangers() = 0;
  [[nodiscard]] virtual std::vector<AbsenceRow> absences(domain::StaffId staff) = 0;
  [[nodiscard]] virtual std::optional<AbsenceRow> absence(domain::AbsenceId id) = 0;

  [[nodiscard]] virtual std::vector<AlertRow> alerts(domain::StaffId to, int limit) = 0;
  [[nodiscard]] virtual PromiseFigures promise_figures() = 0;
  [[nodiscard]] virtual CaseFigures case_figures() = 0;
  [[nodiscard]] virtual std::optional<base::Instant> last_event_at() = 0;
  /// Whether somebody signed out of this session (a digest) before its time was over.
  [[nodiscard]] virtual bool has_ended(const std::string& session) = 0;
  /// A named value of the installation (for example when the keeper last ran).
  [[nodiscard]] virtual std::optional<std::string> setting(const std::string& name) = 0;
  /// Records of the system that the city had before; only as long as this.
  [[nodiscard]] virtual HistoricReader& historic() = 0;
  /// Requests as the city publishes them; only as long as this.
  [[nodiscard]] virtual OpenDataReader& open_data() = 0;
  /// Others whose endpoints cases are sent to; only as long as this.
  [[nodiscard]] virtual PartnerReader& partners() = 0;
  /// What of cases not everybody may read (publicity.h); only as long as this.
  [[nodiscard]] virtual PublicityReader& publicity() = 0;
  /// Calls and who takes them (telephone.h); only as long as this.
  [[nodiscard]] virtual TelephoneReader& telephone() = 0;
  /// What was kept of calls, and who heard it (recordings.h); only as long as this.
  [[nodiscard]] virtual RecordingReader& recordings() = 0;
};

/// A unit of work. It may run more than once: whoever uses it touches nothing else, and takes clock
/// and ids from it. What it reads includes what it wrote.
class Transaction : public Reader, public PlaceWriter, public KnowledgeWriter, public NotedClock {
 public:
  using KnowledgeWriter::save;
  using PlaceWriter::save;
  [[nodiscard]] virtual std::int64_t next_id() = 0;
  [[nodiscard]] virtual std::int64_t next_case_sequence() = 0;  ///< 1, 2, 3 …: for CaseNumber

  /// Appends the events and rewrites what is derived from the case, in the order of `state`.
  virtual void save_case(const domain::Case& state,
                         const std::vector<domain::EventRecord>& events) = 0;

  /// Keeps a personal value apart from events; an empty text gives an empty reference.
  [[nodiscard]] virtual domain::PersonalRef keep_personal(const std::string& text) = 0;
  /// Puts a message into the outbox, or notes what became of it.
  virtual void save(const OutboxRow& message) = 0;
  virtual void save(const ReceivedRow& received) = 0;
  virtual void save(const ReceivedUpdateRow& received) = 0;
  virtual void save(const PhotoRow& photo, const DevelopedPhoto& content) = 0;
  virtual void save(const ContactRow& contact) = 0;
  virtual void save(const InteractionRow& interaction) = 0;
  virtual void save(const ClaimRow& claim) = 0;
  virtual void drop_claims(domain::CaseId id, domain::DutyKind kind, domain::DutyId duty) = 0;
  virtual void save(const AbsenceRow& absence) = 0;
  virtual void drop(domain::AbsenceId id) = 0;
  virtual void disable(domain::StaffId staff) = 0;
  virtual void enable(domain::StaffId staff) = 0;
  virtual void set_password(domain::StaffId staff, const std::string& password_hash) = 0;
  virtual void save(const ApiKeyRow& key) = 0;
  virtual void add(const AlertRow& alert) = 0;
  virtual void see_alerts(domain::StaffId who, const std::vector<std::int64_t>& ids) = 0;
  /// Ends a session; remembered until its own time is over, by the machine's clock.
  virtual void end_session(const std::string& session, base::Instant now, base::Instant until) = 0;
  virtual void set_setting(const std::string& name, const std::string& value) = 0;
  /// What happened to something that is no case (a contact merged, a danger transfer, an account
  /// disabled): append-only, for the audit log.
  virtual void journal(domain::StaffId who, const std::string& kind, std::int64_t subject,
                       const std::map<std::string, std::string>& values) = 0;

  /// Configuration files are written through these (config import, demo).
  virtual void save(const JurisdictionRow& row) = 0;
  virtual void save(const StaffRow& row, const domain::StaffMember& member) = 0;
  virtual void save(const DepartmentRow& row, const domain::CalendarRules& calendar) = 0;
  virtual void save(const ServiceRow& row) = 0;
  virtual void save(const ReferralRow& row) = 0;
  virtual void save(const DangerRow& row) = 0;
  virtual void save(const domain::Policy& policy) = 0;
  virtual void save_intake_calendar(const domain::CalendarRules& calendar) = 0;

  using Remembered = FirstAnswer;
  [[nodiscard]] virtual std::optional<Remembered> remembered(const std::string& scope,
                                                             const std::string& key) = 0;
  virtual void remember(const std::string& scope, const std::string& key,
                        const Remembered& answer) = 0;
  /// Drops answers that are older than that, at most so many; returns how many went.
  [[nodiscard]] virtual int forget_answers(base::Instant before, int limit) = 0;

  [[nodiscard]] virtual HistoricWriter& historic_writer() = 0;
  [[nodiscard]] virtual PartnerWriter& partner_writer() = 0;
  [[nodiscard]] virtual PublicityWriter& publicity_writer() = 0;
  [[nodiscard]] virtual TelephoneWriter& telephone_writer() = 0;
  [[nodiscard]] virtual RecordingWriter& recording_writer() = 0;

  /// Takes away for good what is known of contacts (and of those merged into them): numbers, notes,
  /// these values with their salts, words of these cases, kept first answers. Events stay.
  virtual void redact(const std::vector<domain::ContactId>& who,
                      const std::vector<std::int64_t>& values,
                      const std::vector<domain::CaseId>& cases) = 0;
};

/// A case changed, and is durable: whoever shows it reads it again. Or calls or duties changed, in
/// no case: `telephone`.
struct Change {
  std::int64_t case_number = 0;
  int version = 0;
  std::vector<domain::StaffId> owners;  ///< whose lists changed
  std::optional<domain::DepartmentId> department;
  std::optional<domain::StaffId> complained_about;  ///< from whom it is kept (sees_case.h)
  std::optional<base::Instant> next_timer;          ///< when the clock will do something to it
  bool telephone = false;
};

/// Durable storage. Any thread may call; a write blocks until its data are on stable storage.
class Store : public WatchedClock {
 public:
  using Unit = std::function<base::Result<base::Done>(Transaction&)>;
  /// Runs the unit of work, commits, and only then returns. Errors of the unit undo all of it;
  /// a store that cannot promise durability answers kUnavailable.
  [[nodiscard]] virtual base::Result<base::Done> write(const Unit& unit) = 0;

  /// A read within a read of the same thread sees what the outer one sees, and waits for nothing.
  virtual void read(const std::function<void(Reader&)>& look) = 0;

  /// Called after a commit, in commit order, on a thread of the store. Subscribe before serving.
  virtual void subscribe(std::function<void(const std::vector<Change>&)> subscriber) = 0;
};

/// The same for units that return something.
template <typename T>
[[nodiscard]] base::Result<T> write(Store& store,
                                    const std::function<base::Result<T>(Transaction&)>& unit) {
  std::optional<T> outcome;
  const auto done = store.write([&](Transaction& tx) -> base::Result<base::Done> {
    base::Result<T> result = unit(tx);
    if (!result.ok()) return result.error();
    outcome = std::move(result).value();
    return base::Done{};
  });
  if (!done.ok()) return done.error();
  return std::move(*outcome);
}

}  // namespace kept::desk
