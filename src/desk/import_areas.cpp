#include "desk/import_areas.h"

#include <algorithm>
#include <map>

#include "base/time_text.h"
#include "desk/import_places.h"

namespace kept::desk {
namespace {

using base::Date;
using base::Done;
using base::Result;

/// Without a first day it has been so ever.
bool begins_before(const std::optional<Date>& one, const std::optional<Date>& other) {
  return other && (!one || *one < *other);
}

bool overlap(const AreaLayerRow& one, const AreaLayerRow& other) {
  const bool ends_before = one.until && other.from && *one.until <= *other.from;
  const bool begins_after = other.until && one.from && *other.until <= *one.from;
  return !ends_before && !begins_after;
}

std::string shown(const AreaLayerRow& layer) {
  return "those " + (layer.from ? "from " + base::format_date(*layer.from) : "from ever") +
         (layer.until ? " until " + base::format_date(*layer.until) : "");
}

Result<Done> check(const AreaImport& import) {
  if (!is_layer_key(import.layer)) {
    return base::invalid("/layer", "areas.bad_layer",
                         "A layer's name has 1 to 40 small letters, digits and _: ward.");
  }
  if (import.from && import.until && *import.until <= *import.from) {
    return base::invalid("/until", "areas.ends_before", "The areas end before they begin.");
  }
  return Done{};
}

class Importing {
 public:
  Importing(Transaction& tx, const AreaImport& import) : tx_(tx), import_(import) {
    done_.layer.key = import.layer;
    done_.layer.from = import.from;
    done_.layer.until = import.until;
    for (AreaLayerRow& row : tx.area_layers()) {
      if (row.key == import.layer) drawings_.push_back(std::move(row));
    }
  }

  Result<AreasImported> run() {
    if (auto fits = fit_in(); !fits.ok()) return fits.error();
    tx_.save(done_.layer);
    if (auto complete = take_areas(); !complete.ok()) return complete.error();
    return done_;
  }

 private:
  /// Finds its time among the other drawings of the layer.
  Result<Done> fit_in() {
    AreaLayerRow& layer = done_.layer;
    for (AreaLayerRow& other : drawings_) {
      if (other.from == layer.from) {
        layer.id = other.id;
        if (!layer.until) layer.until = other.until;
      } else if (begins_before(layer.from, other.from) && !layer.until) {
        layer.until = other.from;
      } else if (begins_before(other.from, layer.from) && !other.until) {
        other.until = layer.from;
        tx_.save(other);
        done_.ended = other;
      }
    }
    for (const AreaLayerRow& other : drawings_) {
      if (other.id == layer.id || !overlap(other, layer)) continue;
      return base::conflict("areas.overlap",
                            "There are areas of the layer '" + layer.key +
                                "' for a part of that time already: " + shown(other) + ".");
    }
    if (!layer.id) layer.id = domain::AreaLayerId{tx_.next_id()};
    return Done{};
  }

  Result<Done> take_areas() {
    std::map<std::string, AreaRow> known;
    for (AreaRow& row : tx_.areas(done_.layer.id)) known.emplace(row.code, std::move(row));
    for (const AreaDraft& draft : import_.areas) {
      AreaRow row{{}, done_.layer.id, draft.code, draft.name, draft.geometry};
      const auto before = known.find(draft.code);
      if (before == known.end()) {
        row.id = domain::AreaId{tx_.next_id()};
        ++done_.created;
      } else {
        row.id = before->second.id;
        const bool same = row == before->second;
        known.erase(before);
        ++(same ? done_.unchanged : done_.updated);
        if (same) continue;
      }
      tx_.save(row);
    }
    if (known.empty()) return Done{};
    return base::conflict("areas.left_out",
                          "The file leaves out " + known.begin()->first +
                              ", which cases may refer to. If the areas were drawn anew, say from "
                              "which day on (--from).");
  }

  Transaction& tx_;
  const AreaImport& import_;
  std::vector<AreaLayerRow> drawings_;
  AreasImported done_;
};

}  // namespace

Result<AreasImported> import_areas(Transaction& tx, const Principal& who,
                                   const AreaImport& import) {
  if (auto allowed = require(who, Action::manage_accounts); !allowed.ok()) return allowed.error();
  if (auto fine = check(import); !fine.ok()) return fine.error();
  auto imported = Importing(tx, import).run();
  if (!imported.ok()) return imported;
  tx.journal(who.staff, "areas_imported", imported->layer.id.value,
             {{"layer", import.layer},
              {"created", std::to_string(imported->created)},
              {"updated", std::to_string(imported->updated)}});
  return imported;
}

}  // namespace kept::desk
