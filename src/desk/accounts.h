#pragma once

#include <string>

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

struct AccountForm {
  std::string key;   ///< sign-in name: "maya.stone"
  std::string name;  ///< as colleagues say it
  domain::Role role = domain::Role::operator_;
  std::optional<std::string> department;  ///< by key; department roles need one
  std::optional<std::string> manager;     ///< by sign-in name
  std::optional<std::string> phone;
  std::string password_hash;
};

/// "maya.stone": what can be typed, read aloud and put into a file of the city's set-up.
[[nodiscard]] bool is_sign_in_name(const std::string& key);

/// A new member of staff. A sign-in name is never used twice, for events name who did what.
[[nodiscard]] base::Result<domain::StaffId> add_account(Transaction& tx, const Principal& who,
                                                        const AccountForm& form);

/// A disabled account may sign in again. What had moved away stays where it is.
[[nodiscard]] base::Result<base::Done> enable_account(Transaction& tx, const Principal& who,
                                                      const std::string& key);

/// A new password; the sessions opened with the old one have ended.
[[nodiscard]] base::Result<base::Done> set_password(Transaction& tx, const Principal& who,
                                                    const std::string& key,
                                                    const std::string& password_hash);

}  // namespace kept::desk
