#include "desk/add_photos.h"
#include "desk/decide_publicity.h"
#include "desk/sees_case.h"
#include "desk/sees_residents.h"
#include "desk/word_names.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;

constexpr std::size_t kWithheldShown = 200;

json::object pieces_of(desk::Reader& reader, const View& view, domain::CaseId id) {
  json::array shown;
  for (const desk::PublicPiece& piece : desk::public_pieces(reader, id)) {
    json::object one{{"part", desk::name_of(piece.part)},
                     {"id", piece.id},
                     {"text", piece.text.empty() ? json::value(nullptr) : json::value(piece.text)},
                     {"thumbnail", nullptr},
                     {"public", piece.is_public}};
    if (piece.part == desk::PublicPart::photo) {
      one["thumbnail"] = desk::photo_path(view.signer(), domain::PhotoId{piece.id},
                                          desk::PhotoSize::thumbnail, false);
    }
    shown.push_back(std::move(one));
  }
  return {{"pieces", std::move(shown)}};
}

/// What everybody may see of a case, for who may decide on it.
Result<json::object> publicity(Look& look) {
  const auto id = desk::case_for(look.reader, look.who, look.request.parameters.at("number"));
  if (!id.ok()) return base::not_found("case.unknown", "There is no case with that number.");
  if (!look.view.sees_residents(desk::hands_of(look.reader.load_case(id.value())))) {
    return json::object{{"pieces", json::array{}}};
  }
  return pieces_of(look.reader, look.view, id.value());
}

Result<json::object> decide(Change& change) {
  Form form = change.form();
  const auto ref = change.case_ref(form);
  const auto part = form.word<desk::PublicPart>("part");
  const auto piece = form.number("id");
  const bool is_public = form.flag("public");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto decided =
      desk::decide_publicity(change.tx, change.who, ref.value(), part, piece, is_public);
  if (!decided.ok()) return decided.error();
  return pieces_of(change.tx, change.view, decided.value());
}

/// Requests of which something was held back that nobody has looked at.
Result<json::object> withheld(Look& look) {
  json::array shown;
  for (const desk::WithheldCase& one :
       desk::withheld_cases(look.reader, look.who, kWithheldShown)) {
    shown.push_back(json::object{{"number", std::to_string(one.number)},
                                 {"spoken_number", spoken(one.number)},
                                 {"service", one.service.value},
                                 {"opened_at", instant(one.opened_at)}});
  }
  return json::object{{"cases", std::move(shown)}};
}

}  // namespace

void add_publicity(Router& router, Door& door) {
  router.on("GET", "/api/v1/cases/{number}/publicity",
            door.read(desk::Action::decide_publicity, publicity));
  router.on("POST", "/api/v1/cases/{number}/publicity",
            door.change("decide_publicity", 200, decide));
  router.on("GET", "/api/v1/withheld", door.read(desk::Action::decide_publicity, withheld));
}

}  // namespace kept::http
