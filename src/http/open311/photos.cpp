#include "http/open311/photos.h"

#include "desk/add_photos.h"

namespace kept::http {
namespace {

constexpr std::size_t kMostPhotos = 10;
constexpr std::size_t kLargestPhoto = 10'000'000;

}  // namespace

std::vector<desk::DevelopedPhoto> sent_photos(const Exchange& exchange,
                                              std::vector<base::Error>& mistakes) {
  std::vector<desk::DevelopedPhoto> photos;
  const auto& files = exchange.arguments.files();
  if (files.size() > kMostPhotos) {
    mistakes.push_back(base::invalid("/" + files[kMostPhotos].part, "photo.too_many", ""));
    return photos;
  }
  for (const Arguments::File& file : files) {
    if (file.content.size() > kLargestPhoto) {
      mistakes.push_back(base::invalid("/" + file.part, "photo.too_heavy", ""));
      continue;
    }
    auto developed = exchange.options.studio.develop(file.content);
    if (developed.ok()) {
      photos.push_back(std::move(developed).value());
    } else {
      mistakes.push_back(base::invalid("/" + file.part, developed.error().reason.c_str(), ""));
    }
  }
  return photos;
}

std::string photo_address(const Exchange& exchange, domain::PhotoId photo, desk::PhotoSize size,
                          bool for_all) {
  return exchange.origin() + desk::photo_path(exchange.options.signer, photo, size, for_all);
}

}  // namespace kept::http
