#include "desk/decide_publicity.h"

#include <algorithm>
#include <set>

#include "desk/open_data.h"
#include "desk/ports/publicity.h"
#include "desk/public_text.h"
#include "desk/sees_residents.h"

namespace kept::desk {
namespace {

using base::Result;

struct PublicText {
  PublicPart part;
  domain::PersonalRef ref;
  base::Instant came_at{};
};

/// Its texts, by the part that they are.
std::vector<PublicText> texts_of(const CaseFile& file) {
  std::vector<PublicText> texts;
  const auto add = [&](PublicPart part, const domain::PersonalRef& ref, base::Instant came_at) {
    if (ref && file.texts.contains(ref.id)) texts.push_back({part, ref, came_at});
  };
  add(PublicPart::description, file.state.summary, file.state.opened_at);
  add(PublicPart::place, file.state.place, file.state.opened_at);
  for (const domain::EventRecord& record : file.events) {
    if (const auto* update = std::get_if<domain::UpdateReceived>(&record.what)) {
      add(PublicPart::update, update->text, record.recorded_at);
    }
  }
  return texts;
}

/// What people have said of the parts of a case.
struct Decided {
  std::set<std::int64_t> texts;
  std::set<domain::PhotoId> photos;
};
Decided decided_on(const CaseFile& file) {
  Decided decided;
  for (const domain::EventRecord& record : file.events) {
    const auto* one = std::get_if<domain::PublicityDecided>(&record.what);
    if (one == nullptr || one->by_check) continue;
    if (one->is_of_whole()) decided = {};
    if (one->text) decided.texts.insert(one->text.id);
    if (one->photo) decided.photos.insert(one->photo);
  }
  return decided;
}

/// Of which a department sees its own.
constexpr int kLookedThrough = 2000;

/// A department's own cases, and those on which it once was asked or promised something: who that
/// was, only their events tell.
void keep_own(Reader& reader, const Principal& who, const domain::Directory& people,
              std::vector<WithheldCase>& cases) {
  std::set<domain::CaseId> seen;
  std::vector<domain::CaseId> others;
  for (const WithheldCase& one : cases) {
    if (sees_residents(who, people, {one.department, {}})) {
      seen.insert(one.id);
    } else if (one.had_owners) {
      others.push_back(one.id);
    }
  }
  for (const domain::Case& state : reader.load_cases(others)) {
    if (sees_residents(who, people, hands_of(state))) seen.insert(state.id);
  }
  std::erase_if(cases, [&](const WithheldCase& one) { return !seen.contains(one.id); });
}

/// The pictures that came with words which are held back now are held back with them.
void hold_back_photos(Transaction& tx, domain::Decision& decision, const CaseFile& file,
                      const Decided& decided, const std::set<base::Instant>& came_at) {
  std::set<domain::PhotoId> came;
  for (const domain::EventRecord& record : file.events) {
    const auto* photo = std::get_if<domain::PhotoAdded>(&record.what);
    if (photo != nullptr && came_at.contains(record.recorded_at)) came.insert(photo->id);
  }
  for (const PhotoRow& photo : tx.photos({file.state.id})) {
    if (!photo.is_public || !came.contains(photo.id) || decided.photos.contains(photo.id)) continue;
    tx.publicity_writer().publish(photo.id, false);
    decision.happen(domain::PublicityDecided{{}, photo.id, false, true});
  }
}

bool has_public_service(Reader& reader, const domain::Case& state) {
  const auto catalogue = reader.catalogue();
  return std::ranges::any_of(catalogue->services, [&](const ServiceRow& row) {
    return row.id == state.service && row.is_public;
  });
}

/// Whether it was sent as not public, and somebody has released it since.
bool was_released(const CaseFile& file) {
  return std::ranges::any_of(file.events, [](const domain::EventRecord& record) {
    const auto* decided = std::get_if<domain::PublicityDecided>(&record.what);
    return decided != nullptr && decided->is_of_whole();
  });
}

/// Shown, its words are what the check makes of them, and its pictures wait for somebody to look;
/// else nothing of it is shown, whatever was decided on its parts.
void show_whole(Transaction& tx, const CaseFile& file, bool is_public) {
  PublicityWriter& publicity = tx.publicity_writer();
  publicity.set_non_public(file.state.id, !is_public);
  for (const PublicText& text : texts_of(file)) {
    const bool is_fine =
        is_public && may_be_public(tx, file.texts.at(text.ref.id), file.state.reporter);
    if (!is_fine) {
      publicity.withhold(file.state.id, text.ref, !is_public);
    } else if (text.part == PublicPart::place) {
      publicity.leave_to_check(text.ref);
    } else {
      publicity.publish(text.ref);
    }
  }
  for (const PhotoRow& photo : tx.photos({file.state.id})) publicity.publish(photo.id, false);
}

domain::PublicityDecided decision_on(const CaseFile& file, PublicPart part, std::int64_t piece,
                                     bool is_public) {
  domain::PublicityDecided decided;
  decided.is_public = is_public;
  if (part == PublicPart::request) return decided;
  if (part == PublicPart::photo) {
    decided.photo = domain::PhotoId{piece};
    return decided;
  }
  for (const PublicText& text : texts_of(file)) {
    if (text.ref.id == piece) decided.text = text.ref;
  }
  return decided;
}

void carry_out(Transaction& tx, const CaseFile& file, const domain::PublicityDecided& decided) {
  if (decided.is_of_whole()) return show_whole(tx, file, decided.is_public);
  if (decided.photo) return tx.publicity_writer().publish(decided.photo, decided.is_public);
  if (decided.is_public) return tx.publicity_writer().publish(decided.text);
  tx.publicity_writer().withhold(file.state.id, decided.text, true);
}

}  // namespace

bool may_be_shown(Reader& reader, const domain::Case& state) {
  return !is_non_public(reader, state.id) && has_public_service(reader, state);
}

std::vector<PublicPiece> public_pieces(Reader& reader, domain::CaseId id) {
  std::vector<PublicPiece> pieces;
  const CaseFile file = reader.case_file(id);
  const bool is_request = file.state.kind == domain::CaseKind::service_request;
  if (!is_request || !has_public_service(reader, file.state)) return pieces;
  const bool is_private = is_non_public(reader, id);
  if (is_private || was_released(file)) {
    pieces.push_back({PublicPart::request, id.value, {}, !is_private});
  }
  if (is_private) return pieces;
  const auto texts = texts_of(file);
  std::vector<std::int64_t> values;
  for (const PublicText& text : texts) values.push_back(text.ref.id);
  const auto published = reader.publicity().published(values);
  const auto withheld = reader.publicity().withheld(values);
  for (const PublicText& text : texts) {
    const std::int64_t value = text.ref.id;
    const bool is_public =
        text.part == PublicPart::place ? !withheld.contains(value) : published.contains(value);
    pieces.push_back({text.part, value, file.texts.at(value), is_public});
  }
  for (const PhotoRow& photo : reader.photos({id})) {
    pieces.push_back({PublicPart::photo, photo.id.value, {}, photo.is_public});
  }
  return pieces;
}

Result<domain::CaseId> decide_publicity(Transaction& tx, const Principal& who, const CaseRef& ref,
                                        PublicPart part, std::int64_t piece, bool is_public) {
  if (auto allowed = require(who, Action::decide_publicity); !allowed.ok()) return allowed.error();
  // A department decides on its own cases, as it sees only theirs.
  if (!sees_residents(who, *tx.directory(), hands_of(tx.load_case(ref.id)))) {
    return base::forbidden("permission.role", "Your role does not allow this; ask a supervisor.");
  }
  const auto pieces = public_pieces(tx, ref.id);
  const auto standing = std::ranges::find_if(
      pieces, [&](const PublicPiece& one) { return one.part == part && one.id == piece; });
  if (standing == pieces.end()) {
    return base::not_found("publicity.unknown", "This case has no such text or picture.");
  }
  const CaseFile file = tx.case_file(ref.id);
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  const domain::PublicityDecided decided = decision_on(file, part, piece, is_public);
  carry_out(tx, file, decided);
  if (standing->is_public && !is_public) withdraw_from_open_data(tx);
  work.decision().happen(decided);
  return work.finish();
}

void check_again(Transaction& tx, domain::Decision& decision) {
  const domain::Case& state = decision.state();
  if (state.kind != domain::CaseKind::service_request) return;
  const CaseFile file = tx.case_file(state.id);
  const Decided decided = decided_on(file);
  bool is_less_shown = false;
  std::set<base::Instant> held_back;
  for (const PublicText& text : texts_of(file)) {
    const std::vector<std::int64_t> value{text.ref.id};
    const bool is_shown = text.part == PublicPart::place ? tx.publicity().withheld(value).empty()
                                                         : !tx.publicity().published(value).empty();
    if (!is_shown || decided.texts.contains(text.ref.id)) continue;
    if (may_be_public(tx, file.texts.at(text.ref.id), state.reporter)) continue;
    tx.publicity_writer().withhold(state.id, text.ref, false);
    decision.happen(domain::PublicityDecided{text.ref, {}, false, true});
    is_less_shown = true;
    if (text.part != PublicPart::place) held_back.insert(text.came_at);
  }
  hold_back_photos(tx, decision, file, decided, held_back);
  if (is_less_shown) withdraw_from_open_data(tx);
}

std::vector<WithheldCase> withheld_cases(Reader& reader, const Principal& who, std::size_t limit) {
  const auto catalogue = reader.catalogue();
  std::vector<domain::ServiceId> services;
  for (const ServiceRow& row : catalogue->services) {
    if (row.is_public) services.push_back(row.id);
  }
  auto waiting = reader.publicity().waiting(services, kLookedThrough);
  const auto people = reader.directory();
  if (!sees_residents(who, *people, {})) keep_own(reader, who, *people, waiting);
  if (waiting.size() > limit) waiting.resize(limit);
  return waiting;
}

}  // namespace kept::desk
