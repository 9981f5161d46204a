#include "desk/decide_publicity.h"

#include <algorithm>
#include <set>

#include "desk/ports/publicity.h"
#include "desk/sees_residents.h"

namespace kept::desk {
namespace {

using base::Result;

bool is_public_service(Reader& reader, const domain::Case& state) {
  const auto catalogue = reader.catalogue();
  return std::ranges::any_of(catalogue->services, [&](const ServiceRow& row) {
    return row.id == state.service && row.is_public;
  });
}

/// Its texts, by the part that they are.
std::vector<std::pair<PublicPart, domain::PersonalRef>> texts_of(const CaseFile& file) {
  std::vector<std::pair<PublicPart, domain::PersonalRef>> texts;
  const auto add = [&](PublicPart part, const domain::PersonalRef& ref) {
    if (ref && file.texts.contains(ref.id)) texts.emplace_back(part, ref);
  };
  add(PublicPart::description, file.state.summary);
  add(PublicPart::place, file.state.place);
  for (const domain::EventRecord& record : file.events) {
    if (const auto* update = std::get_if<domain::UpdateReceived>(&record.what)) {
      add(PublicPart::update, update->text);
    }
  }
  return texts;
}

}  // namespace

std::vector<PublicPiece> public_pieces(Reader& reader, domain::CaseId id) {
  std::vector<PublicPiece> pieces;
  const CaseFile file = reader.case_file(id);
  const bool is_request = file.state.kind == domain::CaseKind::service_request;
  if (!is_request || !is_public_service(reader, file.state)) return pieces;
  const auto texts = texts_of(file);
  std::vector<std::int64_t> values;
  for (const auto& [part, ref] : texts) values.push_back(ref.id);
  const auto published = reader.publicity().published(values);
  const auto withheld = reader.publicity().withheld(values);
  for (const auto& [part, ref] : texts) {
    const bool is_public =
        part == PublicPart::place ? !withheld.contains(ref.id) : published.contains(ref.id);
    pieces.push_back({part, ref.id, file.texts.at(ref.id), is_public});
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
  const bool is_there = std::ranges::any_of(
      pieces, [&](const PublicPiece& one) { return one.part == part && one.id == piece; });
  if (!is_there) {
    return base::not_found("publicity.unknown", "This case has no such text or picture.");
  }
  const CaseFile file = tx.case_file(ref.id);
  auto begun = CaseWork::begin(tx, who, ref.id, ref.expected_version);
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  domain::PublicityDecided decided;
  decided.is_public = is_public;
  if (part == PublicPart::photo) {
    decided.photo = domain::PhotoId{piece};
    tx.publicity_writer().publish(decided.photo, is_public);
  } else {
    for (const auto& [of, text] : texts_of(file)) {
      if (text.id == piece) decided.text = text;
    }
    if (is_public) {
      tx.publicity_writer().publish(decided.text);
    } else {
      tx.publicity_writer().withhold(ref.id, decided.text, true);
    }
  }
  work.decision().happen(decided);
  return work.finish();
}

std::vector<domain::CaseId> withheld_cases(Reader& reader, int limit) {
  const auto catalogue = reader.catalogue();
  std::vector<domain::ServiceId> services;
  for (const ServiceRow& row : catalogue->services) {
    if (row.is_public) services.push_back(row.id);
  }
  std::vector<domain::CaseId> cases;
  for (const WithheldCase& one : reader.publicity().waiting(services, limit)) {
    cases.push_back(one.id);
  }
  return cases;
}

}  // namespace kept::desk
