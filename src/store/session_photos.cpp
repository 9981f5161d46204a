#include "store/codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

#define KEPT_PHOTO \
  "SELECT p.id, p.case_id, c.service_id, p.added_at, p.width, p.height, p.is_public FROM "
#define KEPT_PHOTO_CASE "JOIN cases c ON c.jurisdiction_id = ?1 AND c.id = p.case_id "
const Query kPhotosOf{"photos.of_cases", KEPT_PHOTO
                      "json_each(?2) wanted CROSS JOIN photos p INDEXED BY photos_by_case "
                      "ON p.jurisdiction_id = ?1 AND p.case_id = wanted.value " KEPT_PHOTO_CASE
                      "ORDER BY p.case_id, p.id"};
const Query kPhoto{"photos.by_id", KEPT_PHOTO "photos p " KEPT_PHOTO_CASE
                                              "WHERE p.jurisdiction_id = ?1 AND p.id = ?2"};
const Query kBytes{"photo_images.bytes",
                   "SELECT bytes FROM photo_images WHERE jurisdiction_id = ?1 AND photo_id = ?2 "
                   "AND size = ?3"};
const Query kSavePhoto{"photos.add",
                       "INSERT INTO photos (jurisdiction_id, id, case_id, added_at, width, height, "
                       "is_public) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
const Query kSaveBytes{
    "photo_images.add",
    "INSERT INTO photo_images (jurisdiction_id, photo_id, size, bytes) VALUES (?1, ?2, ?3, ?4)"};

desk::PhotoRow photo_row(const Statement& row) {
  return {row.get<domain::PhotoId>(0),
          row.get<domain::CaseId>(1),
          row.get<std::optional<domain::ServiceId>>(2),
          row.get<base::Instant>(3),
          static_cast<int>(row.get<std::int64_t>(4)),
          static_cast<int>(row.get<std::int64_t>(5)),
          row.get<std::int64_t>(6) != 0};
}

BlobView as_blob(const std::string& bytes) { return BlobView(std::as_bytes(std::span(bytes))); }

}  // namespace

std::vector<desk::PhotoRow> Session::photos(const std::vector<domain::CaseId>& cases) {
  Statement rows = database_.prepare(kPhotosOf);
  rows.bind_all(kJurisdiction, codec::to_text(cases));
  std::vector<desk::PhotoRow> photos;
  while (rows.step()) photos.push_back(photo_row(rows));
  return photos;
}

std::optional<desk::PhotoRow> Session::photo(domain::PhotoId id) {
  Statement row = database_.prepare(kPhoto);
  row.bind_all(kJurisdiction, id);
  if (!row.step()) return std::nullopt;
  return photo_row(row);
}

std::optional<std::string> Session::photo_bytes(domain::PhotoId id, desk::PhotoSize size) {
  Statement row = database_.prepare(kBytes);
  row.bind_all(kJurisdiction, id, codec::enum_name(size));
  if (!row.step()) return std::nullopt;
  const auto bytes = row.get<Blob>(0);
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void Session::save(const desk::PhotoRow& photo, const desk::DevelopedPhoto& content) {
  database_.run(kSavePhoto, kJurisdiction, photo.id, photo.case_id, photo.added_at, photo.width,
                photo.height, photo.is_public);
  database_.run(kSaveBytes, kJurisdiction, photo.id, codec::enum_name(desk::PhotoSize::image),
                as_blob(content.image));
  database_.run(kSaveBytes, kJurisdiction, photo.id, codec::enum_name(desk::PhotoSize::thumbnail),
                as_blob(content.thumbnail));
}

}  // namespace kept::store
