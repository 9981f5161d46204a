#include "desk/import_places.h"

#include <algorithm>
#include <set>

namespace kept::desk {
namespace {

using base::Done;
using base::Result;

constexpr std::size_t kAtOnce = 1000;
constexpr std::size_t kLongestKey = 40;

class PlaceTaker {
 public:
  PlaceTaker(Store& store, const PlaceImport& import) : store_(store), import_(import) {}

  Result<PlacesImported> run() {
    for (std::size_t begin = 0; begin < import_.places.size(); begin += kAtOnce) {
      if (auto done = take_some(begin); !done.ok()) return done.error();
    }
    if (auto done = drop_rest(); !done.ok()) return done.error();
    return done_;
  }

 private:
  /// A unit of work may run more than once, so it counts anew.
  Result<Done> take_some(std::size_t begin) {
    const std::size_t end = std::min(begin + kAtOnce, import_.places.size());
    PlacesImported counted;
    auto done = store_.write([&](Transaction& tx) -> Result<Done> {
      counted = done_;
      for (std::size_t at = begin; at < end; ++at) {
        take_place(tx, import_.layer, import_.places[at], counted);
      }
      return Done{};
    });
    done_ = counted;
    return done;
  }

  Result<Done> drop_rest() {
    std::set<std::string_view> kept;
    for (const PlaceDraft& draft : import_.places) kept.insert(draft.key);
    std::vector<PlaceRow> page;
    std::int64_t cursor = 0;
    do {
      store_.read(
          [&](Reader& reader) { page = reader.places_since(cursor, static_cast<int>(kAtOnce)); });
      if (page.empty()) break;
      cursor = page.back().cursor;
      std::erase_if(page, [&](const PlaceRow& row) {
        return row.layer != import_.layer || row.dropped || kept.contains(row.key);
      });
      if (auto done = drop(page); !done.ok()) return done;
    } while (true);
    return Done{};
  }

  Result<Done> drop(const std::vector<PlaceRow>& rows) {
    if (rows.empty()) return Done{};
    auto done = store_.write([&](Transaction& tx) -> Result<Done> {
      for (PlaceRow row : rows) {
        row.dropped = true;
        tx.save(row);
      }
      return Done{};
    });
    if (done.ok()) done_.dropped += static_cast<int>(rows.size());
    return done;
  }

  Store& store_;
  const PlaceImport& import_;
  PlacesImported done_;
};

}  // namespace

void take_place(Transaction& tx, const std::string& layer, const PlaceDraft& draft,
                PlacesImported& counted) {
  PlaceRow row;
  row.layer = layer;
  row.key = draft.key;
  row.kind = draft.kind;
  row.name = draft.name;
  row.point = draft.point;
  const auto before = tx.place_by_key(layer, draft.key);
  if (before) {
    const bool same = !before->dropped && before->kind == row.kind && before->name == row.name &&
                      before->point == row.point;
    ++(same ? counted.unchanged : counted.updated);
    if (same) return;
    row.id = before->id;
  } else {
    ++counted.created;
    row.id = domain::PlaceId{tx.next_id()};
  }
  tx.save(row);
}

bool is_layer_key(const std::string& text) {
  return !text.empty() && text.size() <= kLongestKey &&
         std::all_of(text.begin(), text.end(), [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                  letter == '_';
         });
}

Result<PlacesImported> import_places(Store& store, const Principal& who,
                                     const PlaceImport& import) {
  if (auto allowed = require(who, Action::manage_accounts); !allowed.ok()) return allowed.error();
  if (!is_layer_key(import.layer)) {
    return base::invalid("/layer", "areas.bad_layer",
                         "A layer's name has 1 to 40 small letters, digits and _: addresses.");
  }
  auto imported = PlaceTaker(store, import).run();
  if (!imported.ok()) return imported;
  const auto noted = store.write([&](Transaction& tx) -> Result<Done> {
    tx.journal(who.staff, "places_imported", 0,
               {{"layer", import.layer},
                {"created", std::to_string(imported->created)},
                {"updated", std::to_string(imported->updated)},
                {"dropped", std::to_string(imported->dropped)}});
    return Done{};
  });
  if (!noted.ok()) return noted.error();
  return imported;
}

}  // namespace kept::desk
