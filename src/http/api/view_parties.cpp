#include "desk/word_names.h"
#include "http/api/telephone_view.h"
#include "http/api/view.h"

namespace kept::http {

json::object View::party(const desk::CallPartyRow& row, bool sees_number) {
  const domain::CallParty& party = row.party;
  json::object shown{{"party", row.number},
                     {"kind", desk::name_of(party.kind)},
                     {"staff", staff_ref(row.staff)},
                     {"phone", sees_number ? or_null(row.phone) : json::value(nullptr)},
                     {"asked_at", instant(party.asked_at)},
                     {"answered_at", instant(party.answered_at)},
                     {"left_at", instant(party.left_at)},
                     {"not_come", nullptr},
                     {"interpreter_id", or_null(row.interpreter_id)},
                     {"language", nullptr},
                     {"minutes", nullptr}};
  if (party.not_come && !party.is_asked()) shown["not_come"] = desk::name_of(*party.not_come);
  if (!row.language.empty()) shown["language"] = row.language;
  if (party.kind == domain::PartyKind::interpreter && party.answered_at) {
    shown["minutes"] = domain::billed_minutes(party, reader_.now()).count();
  }
  return shown;
}

json::array View::parties_in(domain::InteractionId talk) {
  json::array shown;
  for (const desk::CallPartyRow& row : reader_.telephone().parties().parties_in(talk)) {
    shown.push_back(party(row, true));
  }
  return shown;
}

/// By language; what nobody noted the language of comes first.
json::array TelephoneView::interpreters(base::Instant from, base::Instant until) {
  json::array shown;
  for (const auto& one : reader_.telephone().parties().interpreters(from, until)) {
    shown.push_back(json::object{
        {"language", one.language.empty() ? json::value(nullptr) : json::value(one.language)},
        {"answered", one.answered},
        {"minutes", one.minutes.count()}});
  }
  return shown;
}

}  // namespace kept::http
