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
/// "## Script". A language may be missing as a whole. Errors name the file.
[[nodiscard]] base::Result<ArticleFile> read_article_file(const std::filesystem::path& file);

/// Writes it so that reading gives it back.
[[nodiscard]] base::Result<base::Done> write_article_file(const ArticleFile& article,
                                                          const std::filesystem::path& file);

/// A file that could not be written.
[[nodiscard]] base::Error not_written(const std::filesystem::path& file);

}  // namespace kept::records
