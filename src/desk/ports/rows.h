#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/mail_address.h"
#include "desk/ports/conversation_rows.h"
#include "desk/ports/figures.h"
#include "desk/ports/jurisdiction_row.h"
#include "desk/ports/place_rows.h"
#include "domain/cases/case.h"
#include "domain/cases/obligations.h"
#include "domain/ids.h"
#include "domain/knowledge/article_id.h"
#include "domain/people/directory.h"

/// What the store keeps beside cases, as plain values. Texts here are the personal values
/// themselves; only the desk and the edges hold them, never an event.
namespace kept::desk {

/// A text in the languages of the city; the first is the one to fall back on.
struct Localised {
  std::string en;
  std::string fr;

  bool operator==(const Localised&) const = default;
};

struct ContactRow {
  domain::ContactId id;
  std::optional<std::string> name;
  std::vector<std::string> phones;  ///< E.164
  std::optional<std::string> email;
  std::string language = "en";
  std::optional<std::string> accessibility;
  bool anonymous = false;
  std::optional<domain::ContactId> merged_into;
  std::optional<std::string> address;      ///< postal, in one or more lines
  std::optional<domain::Channel> channel;  ///< how they would rather be reached
  int version = 1;                         ///< grows with every change

  [[nodiscard]] bool is_reachable() const { return !phones.empty() || email.has_value(); }
  [[nodiscard]] bool can_be_written_to() const { return email && base::is_mail_address(*email); }
};

struct CardRow {
  std::string name;
  std::string role;
  std::string phone;
  std::string hours;
  std::string role_fr = {};  ///< empty: `role` says it in every language
  std::string hours_fr = {};

  bool operator==(const CardRow&) const = default;
};

struct StaffRow {
  domain::StaffId id;
  std::string key;  ///< sign-in name, and the name in configuration files
  std::string name;
  domain::Role role = domain::Role::operator_;
  std::optional<domain::DepartmentId> department;
  std::optional<std::string> phone;
  std::optional<std::string> email;
  bool active = true;
  std::string password_hash;  ///< argon2id; empty: cannot sign in

  bool operator==(const StaffRow&) const = default;
};

struct TeamRow {
  domain::TeamId id;
  std::string key;
  Localised name;
  domain::StaffId lead;
  std::vector<domain::StaffId> members;

  bool operator==(const TeamRow&) const = default;
};

struct DepartmentRow {
  domain::DepartmentId id;
  std::string key;
  Localised name;
  domain::StaffId manager;
  std::vector<domain::StaffId> delegates;
  CardRow card;
  std::vector<TeamRow> teams = {};

  bool operator==(const DepartmentRow&) const = default;
};

/// Open311's word for a question that residents are not asked: we fill the answer in, or their
/// application does.
enum class Automated { server_set, hidden_field };

struct QuestionRow {
  std::string code;
  Localised text;
  std::string datatype;
  bool required = false;
  std::vector<std::pair<std::string, Localised>> values;
  std::optional<std::pair<std::string, std::string>> when;  ///< asked if that code has that answer
  Localised hint;        ///< what kind of answer is meant; empty: none is needed
  bool variable = true;  ///< else a text to be read, which nobody answers
  std::optional<Automated> automated;

  bool operator==(const QuestionRow&) const = default;
};

/// Open311's word for when the number of a new request is told: at once, or a little later.
enum class ServiceType { realtime, batch };

struct ServiceRow {
  domain::ServiceId id;
  std::string code;
  Localised name;
  Localised description;
  std::string group;
  std::vector<std::string> keywords;
  domain::DepartmentId department;
  std::chrono::minutes target{0};  ///< working time of the department
  domain::FollowUpPolicy follow_up = domain::FollowUpPolicy::none;
  bool place_required = false;
  bool is_public = false;
  ServiceType type = ServiceType::realtime;
  std::vector<QuestionRow> questions;
  std::vector<RouteRow> routes;             ///< the first that applies; else `department`
  bool place_to_block = false;              ///< open data say no more than the block
  std::optional<domain::TeamId> team = {};  ///< of `department`, that does it
  /// How far around, and how far back, open requests are perhaps the same; nothing: follow_case.h.
  std::optional<int> nearby_metres = {};
  std::optional<int> nearby_days = {};

  bool operator==(const ServiceRow&) const = default;
};

struct ReferralRow {
  std::string key;
  Localised name;
  CardRow card;
};

struct DangerRow {
  std::string kind;
  std::string language;
  std::vector<std::string> words;
  Localised script;
  std::string destination;  ///< a configured ten-digit number, or a name
};

enum class ArticleState {
  draft,
  review,
  published,
  discarded  ///< nothing for everybody: kept so that it is not offered again
};

struct ArticleText {
  std::string question;
  std::string answer;  ///< Markdown
  std::string script;  ///< what the operator reads aloud
  std::vector<std::string> synonyms;

  bool operator==(const ArticleText&) const = default;
};

struct ArticleRow {
  domain::ArticleId id;
  std::string key;
  ArticleState state = ArticleState::published;
  std::optional<domain::DepartmentId> department;
  std::map<std::string, ArticleText> texts;  ///< by language
  std::vector<domain::ServiceId> services;
  std::optional<CardRow> card;
  std::string review_date;  ///< "2027-05-01"
  std::optional<domain::CaseId> from_case;
  std::optional<std::int64_t> from_case_number;  ///< told by reading, not kept
  std::int64_t cursor = 0;  ///< grows with every change; the search index follows it

  bool operator==(const ArticleRow&) const = default;
};

/// A page of articles, by id.
struct ArticleFilter {
  std::optional<ArticleState> state;
  domain::ArticleId after;
  int limit = 20000;
};

struct NoticeRow {
  domain::NoticeId id;
  Localised text;
  std::optional<std::string> area;             ///< in words
  std::optional<domain::CaseArea> gathers_in;  ///< the city's area that these words name
  std::vector<domain::ServiceId> services;
  base::Instant from{};
  base::Instant until{};
  domain::StaffId owner;
  int cases = 0;
};

struct AbsenceRow {
  domain::AbsenceId id;
  domain::StaffId staff;
  base::Instant from{};
  base::Instant until{};
  std::optional<domain::StaffId> delegate;
};

struct AlertRow {
  std::int64_t id = 0;
  domain::StaffId to;
  base::Instant at{};
  std::string kind;
  std::int64_t case_number = 0;
  std::map<std::string, std::string> values;
  std::optional<domain::DutyRef> about = {};
  bool seen = false;                                ///< by whom it tells
  std::optional<domain::ProposalId> proposal = {};  ///< then it is about no case
  std::optional<domain::ContactId> resident = {};   ///< whose name is among the values
};

/// One line of a list of cases; all from indexed columns, one query a page.
struct CaseLine {
  domain::CaseId id;
  std::int64_t number = 0;
  domain::CaseKind kind = domain::CaseKind::question;
  domain::CaseState state = domain::CaseState::open;
  std::string summary;
  std::optional<domain::ContactId> contact;
  std::optional<std::string> contact_name;
  std::optional<domain::DepartmentId> department;
  std::optional<domain::ServiceId> service;
  std::optional<domain::StaffId> complained_about;
  base::Instant opened_at{};
  int version = 0;
  /// The promise to show: the one that is owed, else the latest.
  std::optional<domain::Promise> promise;
  std::map<std::int64_t, std::string> texts;  ///< the personal values that the promise refers to
};

struct CaseFilter {
  std::optional<domain::CaseState> state;
  std::optional<domain::DepartmentId> department;
  std::optional<domain::TeamId> team;
  std::optional<domain::ContactId> contact;
  std::optional<std::int64_t> before;  ///< case id: older ones than that
  int limit = 50;
};

/// One line of a list of obligations.
struct ObligationLine {
  /// Whose promise an apology is for, and when it was due.
  struct Broken {
    domain::StaffId owner;
    base::Instant due{};
  };
  domain::Obligation what;
  domain::CaseId case_id;
  std::int64_t case_number = 0;
  std::string summary;
  std::optional<std::string> contact_name;
  std::optional<std::string> phone;
  bool not_yet_confirmed = false;  ///< nine tenths of the working time are gone
  std::optional<domain::StaffId> complained_about;
  std::optional<ClaimRow> claim;
  std::optional<Broken> broken;
};

struct ObligationFilter {
  std::optional<domain::StaffId> owner;
  std::optional<domain::DepartmentId> department;  ///< owners of that department
  int limit = 200;
  std::vector<domain::StaffId> owners = {};       ///< when there are some, any of these
  std::optional<domain::ContactId> contact = {};  ///< owed to them
};

/// A case with all that showing it needs. `texts` has the personal values by id; a redacted one is
/// missing.
struct CaseFile {
  domain::Case state;
  std::vector<domain::EventRecord> events;
  std::map<std::int64_t, std::string> texts;
  std::map<std::int64_t, ContactRow> contacts;  ///< by contact id
  std::vector<ClaimRow> claims;
  std::vector<CaseConversation> conversations;  ///< the first to begin first
  std::optional<domain::ArticleId> draft_article;
};

/// What the keeper takes next.
struct TimerRow {
  domain::CaseId case_id;
  domain::Timer timer;
};
}  // namespace kept::desk
