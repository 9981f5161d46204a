#include "desk/add_photos.h"

#include <charconv>

namespace kept::desk {
namespace {

constexpr std::string_view kSmall = "-small";
constexpr std::string_view kSuffix = ".jpg";

std::string signed_text(domain::PhotoId id) { return "p" + std::to_string(id.value); }

}  // namespace

void add_photos(Transaction& tx, domain::Decision& decision,
                const std::vector<DevelopedPhoto>& photos, bool is_public) {
  for (const DevelopedPhoto& photo : photos) {
    PhotoRow row;
    row.id = domain::PhotoId{tx.next_id()};
    row.case_id = decision.state().id;
    row.added_at = tx.now();
    row.width = photo.width;
    row.height = photo.height;
    row.is_public = is_public;
    tx.save(row, photo);
    decision.happen(domain::PhotoAdded{row.id});
  }
}

std::string public_photo_path(domain::PhotoId id, PhotoSize size) {
  std::string path = "/photos/" + std::to_string(id.value);
  if (size == PhotoSize::thumbnail) path += kSmall;
  return path += kSuffix;
}

std::string photo_path(const base::Signer& signer, domain::PhotoId id, PhotoSize size,
                       bool for_all) {
  std::string path = public_photo_path(id, size);
  return for_all ? path : path + "?k=" + signer.sign(signed_text(id));
}

std::optional<WantedPhoto> wanted_photo(const base::Signer& signer, const std::string& name,
                                        const std::string& key) {
  std::string_view rest = name;
  if (!rest.ends_with(kSuffix)) return std::nullopt;
  rest.remove_suffix(kSuffix.size());
  WantedPhoto wanted;
  if (rest.ends_with(kSmall)) {
    wanted.size = PhotoSize::thumbnail;
    rest.remove_suffix(kSmall.size());
  }
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), wanted.id.value);
  if (read.ec != std::errc{} || read.ptr != rest.data() + rest.size()) return std::nullopt;
  wanted.is_signed = signer.verify(key) == signed_text(wanted.id);
  return wanted;
}

}  // namespace kept::desk
