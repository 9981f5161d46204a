#include <fmt/format.h>

#include <filesystem>

#include "base/key_ring.h"
#include "main/commands.h"
#include "main/installation.h"

namespace kept {

int new_recording_key(const Settings& settings, const Output& output) {
  if (!std::filesystem::exists(database_in(settings.data))) {
    return output.failed(
        base::not_found("installation.none", "There is no city in " + settings.data + "."));
  }
  const auto added = base::KeyRing::add_key(recording_keys_in(settings.data));
  if (!added.ok()) return output.failed(added.error());
  return output.done(
      fmt::format("Recordings that begin from now on are sealed with the key {}. Those before are "
                  "heard with theirs: keep all of {}, and back it up.",
                  added.value(), recording_keys_in(settings.data).string()),
      {{"key", added.value()}});
}

}  // namespace kept
