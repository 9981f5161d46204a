#include "http/photos/photos.h"

#include <algorithm>

#include "desk/add_photos.h"
#include "desk/word_names.h"
#include "http/server/file_answer.h"

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

/// A picture never changes, so its name is its tag.
std::string tag_of(const desk::WantedPhoto& wanted) {
  return "\"" + std::to_string(wanted.id.value) + "-" + desk::name_of(wanted.size) + "\"";
}

/// Nothing but a picture, whatever is in it: no script of it runs, and no page is made of it.
Response picture(std::string bytes) {
  Response response{200, "image/jpeg", std::move(bytes), {}};
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  response.headers.emplace_back("Content-Disposition", "inline; filename=\"photo.jpg\"");
  return response;
}

/// What everybody may see today may be withdrawn tomorrow: caches keep it, and ask before they show
/// it again.
void let_caches_keep(Response& response, const std::string& tag, bool for_all) {
  response.headers.emplace_back("Cache-Control", for_all ? "public, no-cache" : "no-store");
  if (for_all) response.headers.emplace_back("ETag", tag);
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
    const std::string tag = tag_of(*wanted);
    if (for_all && has_already(request, tag)) {
      response = {304, "image/jpeg", "", {}};
    } else {
      auto bytes = reader.photo_bytes(wanted->id, wanted->size);
      if (!bytes) return;
      response = picture(*std::move(bytes));
    }
    let_caches_keep(response, tag, for_all);
  });
  return response;
}

}  // namespace

void add_photos(Router& router, const PhotoOptions& options) {
  router.on("GET", "/photos/{name}",
            [options](const Request& request) { return show(options, request); });
}

}  // namespace kept::http
