#include "http/photos/photos.h"

#include <algorithm>

#include "desk/add_photos.h"

namespace kept::http {
namespace {

bool is_for_all(desk::Reader& reader, const desk::PhotoRow& photo) {
  if (!photo.is_public || !photo.service) return false;
  const auto catalogue = reader.catalogue();
  const auto& services = catalogue->services;
  return std::any_of(services.begin(), services.end(), [&](const desk::ServiceRow& row) {
    return row.id == *photo.service && row.is_public;
  });
}

Response missing() { return {404, "text/plain; charset=utf-8", "There is no such picture.\n", {}}; }

/// Nothing but a picture, whatever is in it: no script of it runs, and no page is made of it.
Response picture(std::string bytes, bool for_all) {
  Response response{200, "image/jpeg", std::move(bytes), {}};
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  response.headers.emplace_back("Content-Disposition", "inline; filename=\"photo.jpg\"");
  response.headers.emplace_back("Cache-Control", for_all ? "public, max-age=3600" : "no-store");
  return response;
}

Response show(const PhotoOptions& options, const Request& request) {
  const auto wanted = desk::wanted_photo(options.signer, request.parameters.at("name"),
                                         request.query_value("k").value_or(""));
  if (!wanted) return missing();
  Response response = missing();
  options.store.read([&](desk::Reader& reader) {
    const auto photo = reader.photo(wanted->id);
    if (!photo) return;
    const bool for_all = is_for_all(reader, *photo);
    if (!for_all && !wanted->is_signed) return;  // as if it were not there
    auto bytes = reader.photo_bytes(wanted->id, wanted->size);
    if (bytes) response = picture(*std::move(bytes), for_all);
  });
  return response;
}

}  // namespace

void add_photos(Router& router, const PhotoOptions& options) {
  router.on("GET", "/photos/{name}",
            [options](const Request& request) { return show(options, request); });
}

}  // namespace kept::http
