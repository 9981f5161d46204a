#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/ports/rows.h"

namespace kept::records {

/// An article as its file has it, department and services by key.
struct ArticleFile {
  std::string department;
  std::vector<std::string> services;
  desk::ArticleRow row;  ///< without ids
};

/// TOML between lines of +++, then per language "# en" the sections "## Question", "## Answer",
/// "## Script". Errors name the file.
[[nodiscard]] base::Result<ArticleFile> read_article_file(const std::filesystem::path& file);

}  // namespace kept::records
