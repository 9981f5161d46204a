#include "desk/principal.h"

#include <algorithm>

namespace kept::desk {
namespace {

using domain::Role;

struct Permission {
  Action action;
  std::array<Role, 5> roles;
  std::size_t count;
};

constexpr std::array kPermissions{
    Permission{
        Action::talk,
        {Role::operator_, Role::supervisor, Role::department_staff, Role::department_manager},
        4},
    Permission{
        Action::answer_ask,
        {Role::operator_, Role::supervisor, Role::department_staff, Role::department_manager},
        4},
    Permission{Action::decide, {Role::supervisor}, 1},
    Permission{Action::manage_people,
               {Role::supervisor, Role::administrator, Role::department_manager},
               3},
    Permission{Action::disable_account, {Role::administrator, Role::supervisor}, 2},
    Permission{Action::manage_accounts, {Role::administrator}, 1},
    Permission{Action::post_notice, {Role::supervisor, Role::administrator}, 2},
    Permission{Action::redact, {Role::supervisor, Role::administrator}, 2},
    Permission{Action::confirm_clock, {Role::administrator}, 1},
    Permission{
        Action::edit_knowledge,
        {Role::supervisor, Role::administrator, Role::department_manager, Role::department_staff},
        4},
    Permission{Action::decide_publicity,
               {Role::supervisor, Role::department_manager, Role::department_staff},
               3},
    Permission{Action::import_history, {Role::administrator}, 1},
    Permission{Action::read_cases,
               {Role::operator_, Role::supervisor, Role::department_staff, Role::department_manager,
                Role::administrator},
               5},
    Permission{Action::read_all_calls, {Role::supervisor}, 1},
    Permission{Action::hear_calls, {Role::supervisor}, 1},
    Permission{Action::read_hearings, {Role::supervisor, Role::administrator}, 2},
    Permission{Action::read_all_owed,
               {Role::supervisor, Role::administrator, Role::analyst, Role::department_manager},
               4},
};

}  // namespace

bool may(Role role, Action action) {
  return std::any_of(kPermissions.begin(), kPermissions.end(), [&](const Permission& permission) {
    const auto end = permission.roles.begin() + static_cast<std::ptrdiff_t>(permission.count);
    return permission.action == action && std::find(permission.roles.begin(), end, role) != end;
  });
}

base::Result<base::Done> require(const Principal& who, Action action) {
  if (may(who.role, action)) return base::Done{};
  return base::forbidden("permission.role", "Your role does not allow this; ask a supervisor.");
}

}  // namespace kept::desk
