#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "desk/ports/store.h"

namespace kept::records {

struct ImportCounts {
  int calendars = 0;
  int departments = 0;
  int staff = 0;
  int services = 0;
  int endpoints = 0;
  int queues = 0;  ///< of the telephone
  int articles = 0;
  std::vector<std::string> warnings;  ///< what was taken over, but looks forgotten
};

/// Takes over a city's set-up from a directory of files (config/demo/README.md has the formats) in
/// one unit of work: all or nothing. What is there already is matched by its key and updated, so an
/// import can be repeated. Errors name file and line.
///
/// Refused is what the service could not run on: a city without an active supervisor (rule 2),
/// times and limits out of their range, a key that is none.
///
/// `password_hash` gives the hash for a new staff member's sign-in name; empty: cannot sign in.
[[nodiscard]] base::Result<ImportCounts> import_city(
    desk::Transaction& tx, const std::filesystem::path& directory, bool demo,
    const std::function<std::string(const std::string& key)>& password_hash);

/// Who stands for which role in the demo, by role: [demo_sign_ins] of staff.toml.
[[nodiscard]] base::Result<std::map<std::string, std::string>> demo_sign_ins(
    const std::filesystem::path& directory);

}  // namespace kept::records
