#include "desk/public_text.h"

#include <algorithm>
#include <cctype>

#include "base/folded_text.h"
#include "desk/ports/publicity.h"
#include "desk/unsayable.h"

namespace kept::desk {
namespace {

/// Numbers of cards, accounts and insurances are longer than those of houses and hydrants.
constexpr std::ptrdiff_t kLongestNumber = 8;

bool has_long_number(std::string_view text) {
  std::ptrdiff_t digits = 0;
  for (const char letter : text) {
    const bool parts_digits = letter == ' ' || letter == '-';
    if (std::isdigit(static_cast<unsigned char>(letter)) != 0) {
      if (++digits > kLongestNumber) return true;
    } else if (!parts_digits) {
      digits = 0;
    }
  }
  return false;
}

/// The apostrophe of typographers, for which folding knows no parting.
std::string with_plain_apostrophes(std::string_view text) {
  constexpr std::string_view kCurved = "\u2019";
  std::string plain(text);
  for (auto at = plain.find(kCurved); at != std::string::npos; at = plain.find(kCurved, at)) {
    plain.replace(at, kCurved.size(), "'");
  }
  return plain;
}

KnownPerson known(Reader& reader, std::optional<domain::ContactId> id) {
  KnownPerson person;
  const auto row = id ? reader.contact(*id) : std::nullopt;
  if (!row) return person;
  if (row->name) person.names.push_back(*row->name);
  if (row->email) person.addresses.push_back(*row->email);
  person.phones = row->phones;
  return person;
}

}  // namespace

bool may_be_public(std::string_view text, const KnownPerson& person, std::string_view home_region) {
  if (has_address(text, home_region) || has_long_number(text)) return false;
  if (impersonal(text, person, home_region) != text) return false;
  const std::string folded = base::folded(with_plain_apostrophes(text));
  const auto phrases = unsayable();
  return std::none_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return folded.find(phrase) != std::string::npos;
  });
}

bool may_be_public(Reader& reader, std::string_view text,
                   std::optional<domain::ContactId> reporter) {
  return may_be_public(text, known(reader, reporter), reader.jurisdiction().default_region);
}

bool is_for_all(Finding finding, std::string_view text, const KnownPerson& person,
                std::string_view home_region) {
  if (finding != Finding::none) return finding == Finding::for_all;
  return may_be_public(text, person, home_region);
}

std::optional<bool> decided_by_person(Reader& reader, domain::CaseId id,
                                      const domain::PersonalRef& ref) {
  std::optional<bool> is_public;
  for (const domain::EventRecord& record : reader.events(id, 0)) {
    const auto* decided = std::get_if<domain::PublicityDecided>(&record.what);
    if (decided == nullptr || decided->by_check || decided->text != ref) continue;
    is_public = decided->is_public;
  }
  return is_public;
}

bool may_leave(Reader& reader, const domain::Case& state, const domain::PersonalRef& ref,
               std::string_view text) {
  if (const auto decided = decided_by_person(reader, state.id, ref)) return *decided;
  return reader.publicity().withheld({ref.id}).empty() &&
         may_be_public(reader, text, state.reporter);
}

void withhold_personal(Transaction& tx, const domain::Case& state) {
  PublicityWriter& publicity = tx.publicity_writer();
  const auto place = tx.personal(state.place);
  if (place && !may_be_public(tx, *place, state.reporter)) {
    publicity.withhold(state.id, state.place, false);
  }
  if (state.summary && publicity.published({state.summary.id}).empty()) {
    publicity.withhold(state.id, state.summary, false);
  }
}

CheckedText keep_checked(Transaction& tx, const std::string& text,
                         std::optional<domain::ContactId> reporter) {
  CheckedText kept{tx.keep_personal(text), false};
  kept.is_public = may_be_public(tx, text, reporter);
  if (kept.is_public) tx.publicity_writer().publish(kept.ref);
  return kept;
}

}  // namespace kept::desk
