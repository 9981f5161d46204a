#pragma once

// Private to http/api: what the desk knows, as the JSON of docs/api/openapi.yaml.

#include <boost/json.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/signer.h"
#include "desk/ports/call_parties.h"
#include "desk/ports/store.h"
#include "desk/sees_case.h"
#include "desk/sees_residents.h"

namespace kept::http {

namespace json = boost::json;

/// Renders from one reader, for one person; what many rows need (names of staff) is read once.
class View {
 public:
  View(desk::Reader& reader, const base::Signer& signer, const desk::Principal& who)
      : reader_(reader), signer_(signer), who_(who) {}

  // view_people.cpp
  [[nodiscard]] json::object staff_ref(domain::StaffId id);
  [[nodiscard]] json::value staff_ref(const std::optional<domain::StaffId>& id);
  [[nodiscard]] json::object staff(const desk::StaffRow& row);
  [[nodiscard]] json::object team(const desk::TeamRow& row);
  [[nodiscard]] json::object department(const desk::DepartmentRow& row);
  [[nodiscard]] json::object service(const desk::ServiceRow& row);
  [[nodiscard]] json::object referral(const desk::ReferralRow& row);
  [[nodiscard]] json::object contact_summary(const desk::ContactRow& row);
  [[nodiscard]] json::object contact(const desk::ContactRow& row);
  [[nodiscard]] json::object interaction(const desk::InteractionRow& row);
  [[nodiscard]] std::string staff_name(domain::StaffId id);
  /// Of the partner with this key in the set-up.
  [[nodiscard]] std::string partner_name(const std::string& key);

  // view_cases.cpp
  [[nodiscard]] json::object case_file(const desk::CaseFile& file);
  [[nodiscard]] json::object case_by_id(domain::CaseId id);
  [[nodiscard]] json::object case_line(const desk::CaseLine& line);
  /// Those of `lines` of which the reader may know.
  void add(const std::vector<desk::CaseLine>& lines, json::array& to);
  [[nodiscard]] json::object obligation(const desk::ObligationLine& line);
  [[nodiscard]] json::object alert(const desk::AlertRow& row);
  /// `overtaken`: the article has other words by now.
  [[nodiscard]] json::object proposal(const desk::ProposalRow& row, bool overtaken);

  /// Whether whom a case is about may be shown.
  [[nodiscard]] bool sees_residents(const desk::CaseHands& hands);

  // timeline.cpp
  /// What happened, in order; who outside wrote of it only for who sees residents.
  [[nodiscard]] json::array timeline(const desk::CaseFile& file, bool sees_residents);
  /// The conversations about a case; what was noted in them only for who may read it.
  [[nodiscard]] json::array conversations(const desk::CaseFile& file, bool sees_residents);

  // view_parties.cpp
  /// Somebody in a call; their number not for everybody who may read of the case.
  [[nodiscard]] json::object party(const desk::CallPartyRow& row, bool sees_number);

  // view_deliveries.cpp
  /// How a case gets to partners, with the log.
  [[nodiscard]] json::object deliveries(domain::CaseId id);

  // view_knowledge.cpp
  [[nodiscard]] json::object article(const desk::ArticleRow& row, const std::string& language);
  /// `answer`: the article that is found for its words now, when one is.
  [[nodiscard]] json::object gap(const desk::GapRow& row, const desk::ArticleRow* answer = nullptr);
  [[nodiscard]] json::object notice(const desk::NoticeRow& row);
  [[nodiscard]] json::object measures();

  /// Everybody outside of whom something was rendered.
  [[nodiscard]] const std::set<domain::ContactId>& shown_contacts() const {
    return shown_contacts_;
  }

  [[nodiscard]] desk::Reader& reader() { return reader_; }
  [[nodiscard]] const base::Signer& signer() const { return signer_; }

 private:
  using Texts = std::map<std::int64_t, std::string>;
  /// The telephone call that is up in a conversation.
  [[nodiscard]] json::value call_of(domain::InteractionId interaction);
  [[nodiscard]] json::array parties_in(domain::InteractionId talk);
  [[nodiscard]] json::array apologies_owed(const desk::InteractionRow& row);
  [[nodiscard]] json::object promise(const domain::Promise& promise, const Texts& texts);
  [[nodiscard]] json::object ask(const domain::Ask& ask, const Texts& texts);
  [[nodiscard]] json::array photos(domain::CaseId id);
  [[nodiscard]] json::object follow_up(const domain::Case& state);
  [[nodiscard]] json::array obligations(const desk::CaseFile& file);

  desk::Reader& reader_;
  const base::Signer& signer_;
  desk::Principal who_;
  std::optional<std::map<domain::StaffId, std::string>> names_;
  std::optional<std::map<std::string, std::string>> partners_;
  std::set<domain::ContactId> shown_contacts_;
};

[[nodiscard]] json::object case_area(const domain::CaseArea& area);

/// A case's number, grouped as it is read aloud.
[[nodiscard]] std::string spoken(std::int64_t number);
[[nodiscard]] json::value instant(base::Instant at);
[[nodiscard]] json::value instant(const std::optional<base::Instant>& at);
[[nodiscard]] json::object localised(const desk::Localised& text);
/// In French where a French text stands, and it is asked for.
[[nodiscard]] json::object card(const desk::CardRow& card, const std::string& language = "en");

template <typename T>
[[nodiscard]] json::value or_null(const std::optional<T>& value) {
  if (!value) return nullptr;
  if constexpr (requires { value->value; }) {
    return json::value(value->value);
  } else {
    return json::value(*value);
  }
}

}  // namespace kept::http
