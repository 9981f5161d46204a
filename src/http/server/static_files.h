#pragma once

#include <filesystem>

#include "http/server/router.h"

namespace kept::http {

/// Serves the files below `root` (the built console). Paths under no file get index.html, so that
/// the console's own addresses can be opened; a path that leaves `root` is 404.
[[nodiscard]] Handler static_files(const std::filesystem::path& root);

}  // namespace kept::http
