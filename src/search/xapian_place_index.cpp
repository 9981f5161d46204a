#include "search/xapian_place_index.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>
#include <string_view>

#include "base/folded_text.h"
#include "search/followed_database.h"

namespace kept::search {
namespace {

constexpr unsigned kEditsAtMost = 2;

/// As they stand on signs and as people write them, folded.
struct Short {
  std::string_view word;
  std::string_view on_signs;
};
constexpr std::array kShort{
    Short{"street", "st"},    Short{"avenue", "av"},     Short{"ave", "av"},
    Short{"road", "rd"},      Short{"boulevard", "bd"},  Short{"blvd", "bd"},
    Short{"boul", "bd"},      Short{"drive", "dr"},      Short{"lane", "ln"},
    Short{"court", "ct"},     Short{"crescent", "cres"}, Short{"place", "pl"},
    Short{"square", "sq"},    Short{"parkway", "pkwy"},  Short{"highway", "hwy"},
    Short{"terrace", "terr"}, Short{"trail", "trl"},     Short{"chemin", "ch"},
    Short{"north", "n"},      Short{"south", "s"},       Short{"east", "e"},
    Short{"west", "w"},       Short{"nord", "n"},        Short{"sud", "s"},
    Short{"est", "e"},        Short{"ouest", "o"},       Short{"saint", "st"},
};
/// Between the streets of a crossing, or of no use.
constexpr std::array<std::string_view, 12> kUnsaid{"and", "at", "et",  "corner", "of", "the",
                                                   "de",  "du", "des", "la",     "le", "l"};

bool is_unsaid(const std::string& word) {
  return std::find(kUnsaid.begin(), kUnsaid.end(), word) != kUnsaid.end();
}

std::string on_signs(const std::string& word) {
  const auto* const found = std::find_if(kShort.begin(), kShort.end(),
                                         [&](const Short& one) { return one.word == word; });
  return found == kShort.end() ? word : std::string(found->on_signs);
}

bool is_kind(const std::string& word) {
  return std::any_of(kShort.begin(), kShort.end(),
                     [&](const Short& one) { return one.on_signs == word; });
}

std::vector<std::string> sign_words_of(const std::string& text) {
  std::istringstream stream(base::folded(text));
  std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
  std::erase_if(words, is_unsaid);
  for (std::string& word : words) word = on_signs(word);
  return words;
}

bool is_number(const std::string& word) {
  return std::any_of(word.begin(), word.end(), [](char one) { return one >= '0' && one <= '9'; });
}

std::string id_term(domain::PlaceId id) { return "Q" + std::to_string(id.value); }

Xapian::Document document(const desk::PlaceRow& place, Xapian::WritableDatabase& database) {
  Xapian::Document document;
  for (const std::string& word : sign_words_of(place.name)) {
    document.add_term(word);
    if (!is_number(word)) database.add_spelling(word);
    // "stret" is nearer to what people write than to what stands on signs.
    for (const Short& one : kShort) {
      if (one.on_signs == word) database.add_spelling(std::string(one.word));
    }
  }
  document.add_boolean_term(id_term(place.id));
  document.set_data(std::to_string(place.id.value));
  return document;
}

/// What was typed, as one query; and how it reads with its words corrected.
class Asking {
 public:
  Asking(const Xapian::Database& database, Corrections& corrections)
      : database_(database), corrections_(corrections) {}

  /// `all_needed`: every word is needed, but for numbers; else the more the better, as when one was
  /// taken for another word than was meant.
  Xapian::Query query(const std::vector<std::string>& words, bool all_needed) {
    corrected_.clear();
    has_corrected_ = false;
    std::vector<Xapian::Query> needed;
    std::vector<Xapian::Query> wished;
    for (std::size_t place = 0; place < words.size(); ++place) {
      const bool unfinished = place + 1 == words.size();
      Xapian::Query one = part(words[place], unfinished);
      // That something is a street finds every street.
      const bool says_enough = all_needed || !is_kind(on_signs(last_));
      if (says_enough) (is_number(words[place]) ? wished : needed).push_back(std::move(one));
      corrected_ += (place == 0 ? "" : " ") + last_;
    }
    if (needed.empty() && !all_needed) return {};
    if (needed.empty()) return {Xapian::Query::OP_AND, wished.begin(), wished.end()};
    Xapian::Query all(all_needed ? Xapian::Query::OP_AND : Xapian::Query::OP_OR, needed.begin(),
                      needed.end());
    if (wished.empty()) return all;
    const Xapian::Query also(Xapian::Query::OP_OR, wished.begin(), wished.end());
    return {Xapian::Query::OP_AND_MAYBE, all, also};
  }

  [[nodiscard]] std::optional<std::string> corrected() const {
    return has_corrected_ ? std::optional(corrected_) : std::nullopt;
  }

 private:
  Xapian::Query part(const std::string& word, bool unfinished) {
    last_ = word;
    const bool is_known = database_.term_exists(word);
    if (unfinished) {
      Xapian::Query begun(Xapian::Query::OP_WILDCARD, word, kEndings,
                          Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT);
      if (is_known) return {Xapian::Query::OP_OR, Xapian::Query(word), begun};
      if (database_.allterms_begin(word) != database_.allterms_end(word)) return begun;
    }
    if (is_known || is_number(word)) return {word};
    const std::string& meant = corrections_.of(database_, word, kEditsAtMost);
    if (meant.empty()) return {word};
    last_ = meant;
    has_corrected_ = true;
    return {Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(on_signs(meant)), kCorrected};
  }

  const Xapian::Database& database_;
  Corrections& corrections_;
  std::string last_;  ///< the word as it was searched for
  std::string corrected_;
  bool has_corrected_ = false;
};

}  // namespace

struct XapianPlaceIndex::Parts {
  explicit Parts(const std::filesystem::path& directory) : database(directory) {}
  FollowedDatabase database;
};

XapianPlaceIndex::XapianPlaceIndex(const std::filesystem::path& directory)
    : parts_(std::make_unique<Parts>(directory)) {}
XapianPlaceIndex::~XapianPlaceIndex() = default;

void XapianPlaceIndex::update(const std::vector<desk::PlaceRow>& places) {
  if (places.empty()) return;
  parts_->database.take(places.back().cursor, [&](Xapian::WritableDatabase& writer) {
    for (const desk::PlaceRow& place : places) {
      if (place.dropped) {
        writer.delete_document(id_term(place.id));
      } else {
        writer.replace_document(id_term(place.id), document(place, writer));
      }
    }
  });
}

std::int64_t XapianPlaceIndex::cursor() const { return parts_->database.cursor(); }

desk::PlaceHits XapianPlaceIndex::search(const std::string& query, int limit) {
  desk::PlaceHits found;
  const std::vector<std::string> words = sign_words_of(query);
  if (words.empty()) return found;
  parts_->database.search([&](const Xapian::Database& database, Corrections& corrections) {
    Asking asking(database, corrections);
    Xapian::Enquire enquire(database);
    const auto most = static_cast<Xapian::doccount>(limit);
    enquire.set_query(asking.query(words, true));
    Xapian::MSet hits = enquire.get_mset(0, most);
    if (hits.empty() && words.size() > 1) {
      enquire.set_query(asking.query(words, false));
      hits = enquire.get_mset(0, most);
    }
    for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
      found.places.push_back(domain::PlaceId{std::stoll(hit.get_document().get_data())});
    }
    found.corrected = asking.corrected();
  });
  return found;
}

}  // namespace kept::search
