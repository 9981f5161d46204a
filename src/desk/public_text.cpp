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

/// Phrases begin and end with the space that folding puts around words, and are sorted.
using Phrases = std::vector<std::string_view>;

const Phrases& sorted_unsayable() {
  static const Phrases kSorted = [] {
    const auto listed = unsayable();
    Phrases phrases(listed.begin(), listed.end());
    std::ranges::sort(phrases);
    return phrases;
  }();
  return kSorted;
}

/// Whether a phrase begins `text`. Only those with the text's first word are looked at.
bool begins_with_one_of(const Phrases& phrases, std::string_view text) {
  const auto end = text.find(' ', 1);
  if (end == std::string_view::npos) return false;
  const std::string_view word = text.substr(0, end + 1);
  for (auto phrase = std::ranges::lower_bound(phrases, word);
       phrase != phrases.end() && phrase->starts_with(word); ++phrase) {
    if (text.starts_with(*phrase)) return true;
  }
  return false;
}

/// Each word is looked up: to look for each phrase would be to read the text a hundred times over.
bool says_one_of(const Phrases& phrases, std::string_view folded) {
  for (auto at = folded.find(' '); at != std::string_view::npos; at = folded.find(' ', at + 1)) {
    if (begins_with_one_of(phrases, folded.substr(at))) return true;
  }
  return false;
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
  return !says_one_of(sorted_unsayable(), base::folded(with_plain_apostrophes(text)));
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
    if (decided == nullptr || decided->by_check) continue;
    if (decided->is_of_whole()) is_public.reset();
    if (decided->text == ref) is_public = decided->is_public;
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

void withhold_all(Transaction& tx, const domain::Case& state) {
  tx.publicity_writer().withhold(state.id, state.summary, true);
  tx.publicity_writer().withhold(state.id, state.place, true);
}

bool is_non_public(Reader& reader, domain::CaseId id) {
  const auto received = reader.received(id);
  return received && received->non_public;
}

CheckedText keep_checked(Transaction& tx, const std::string& text,
                         std::optional<domain::ContactId> reporter) {
  CheckedText kept{tx.keep_personal(text), false};
  kept.is_public = may_be_public(tx, text, reporter);
  if (kept.is_public) tx.publicity_writer().publish(kept.ref);
  return kept;
}

}  // namespace kept::desk
