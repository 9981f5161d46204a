#include <cstdio>
#include <iostream>
#include <string>

#include "desk/people_away.h"
#include "desk/word_names.h"
#include "http/api/sessions.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/said.h"

namespace kept {
namespace {

const base::Error kUnknown{base::ErrorKind::kNotFound, "staff.unknown",
                           "There is nobody with that name; see 'kept311 user list'.", ""};

}  // namespace

int list_users(const std::filesystem::path& data, bool as_json) {
  const base::SystemClock clock;
  const auto opened = open_installation(data, clock, false);
  if (!opened.ok()) return said(opened.error());
  opened->store->read([&](desk::Reader& reader) {
    for (const desk::StaffRow& row : reader.staff()) {
      const std::string role = desk::name_of(row.role);
      std::printf(
          as_json ? "{\"name\":\"%s\",\"role\":\"%s\",\"active\":%s}\n" : "%-24s %-20s %s\n",
          row.key.c_str(), role.c_str(),
          as_json ? (row.active ? "true" : "false") : (row.active ? "" : "disabled"));
    }
  });
  return 0;
}

int disable_user(const std::filesystem::path& data, const std::string& key) {
  const base::SystemClock clock;
  const auto opened = open_installation(data, clock, false);
  if (!opened.ok()) return said(opened.error());
  const auto done = opened->store->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto staff = tx.staff_by_key(key);
    if (!staff) return kUnknown;
    const desk::Principal who{{}, domain::Role::administrator, domain::Origin::api};
    return desk::disable_account(tx, who, staff->id);
  });
  if (!done.ok()) return said(done.error());
  std::printf("%s is disabled; what was owed has moved.\n", key.c_str());
  return 0;
}

int set_password(const std::filesystem::path& data, const std::string& key) {
  const base::SystemClock clock;
  const auto opened = open_installation(data, clock, false);
  if (!opened.ok()) return said(opened.error());
  std::string password;
  std::getline(std::cin, password);
  if (password.size() < 12) {
    return said(base::invalid("", "password.short", "A password has at least twelve characters."));
  }
  const std::string hash = http::hash_password(password);
  const auto done = opened->store->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
    auto staff = tx.staff_by_key(key);
    if (!staff) return kUnknown;
    staff->password_hash = hash;
    tx.save(*staff, *tx.directory()->find(staff->id));
    return base::Done{};
  });
  if (!done.ok()) return said(done.error());
  std::printf("The password of %s is set; their sessions have ended.\n", key.c_str());
  return 0;
}

}  // namespace kept
