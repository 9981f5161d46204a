#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "records/history_import.h"

namespace kept::records {

/// What a city's set-up consists of, as far as it comes as CSV.
enum class SetUpKind { articles, staff, departments, services, addresses };

struct SetUpFile {
  SetUpKind kind = SetUpKind::articles;
  std::filesystem::path file;
  /// Of addresses: the layer, and columns that the file calls something else ("lat": "LATITUDE").
  std::string layer = {};
  std::map<std::string, std::string> names = {};
};

/// Takes a part of a city's set-up over from CSV, plain or packed (docs/import.md has the columns).
/// What is there already is matched by its key; a column that the file lacks leaves what stands,
/// and what the file does not name stays. A row that cannot be read is refused alone. The same file
/// again changes nothing. Articles and addresses come in short units of work, the rest in one.
///
/// Fails, with nothing changed, when no supervisor would be left (rule 2).
[[nodiscard]] base::Result<ImportReport> import_set_up(desk::Store& store,
                                                       const desk::Principal& who,
                                                       const SetUpFile& file,
                                                       const ImportOptions& options);

}  // namespace kept::records
