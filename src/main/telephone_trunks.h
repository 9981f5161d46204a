#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "main/settings.h"
#include "trunk/sofia_trunk.h"

namespace kept {

/// The city's trunks as their settings have them, the best first. `run` names this run of the
/// process; `directory` is its own, and holds certificates as the library wants them until
/// forget_certificates().
[[nodiscard]] base::Result<std::vector<trunk::SofiaTrunkOptions>> trunk_options(
    const Settings& settings, const std::string& run, const std::filesystem::path& directory);

void forget_certificates(const std::filesystem::path& directory);

}  // namespace kept
