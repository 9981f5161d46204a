#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace kept::records {

/// Something wrong with a file of the set-up: "services.toml:12: there is no department nope".
/// `line` 0: the file as a whole.
[[nodiscard]] base::Error wrong(const std::filesystem::path& file, std::size_t line,
                                const std::string& message);

/// All of a file. Refused, with line and column, when it is not UTF-8: one byte that is none would
/// stop every answer that shows it.
[[nodiscard]] base::Result<std::string> read_text_file(const std::filesystem::path& file);

}  // namespace kept::records
