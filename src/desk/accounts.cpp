#include "desk/accounts.h"

#include <algorithm>

#include "base/phone_number.h"
#include "base/text.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::Role;

constexpr std::size_t kLongestName = 200;

base::Error unknown(const std::string& key) {
  return base::not_found("staff.unknown", "There is nobody with the sign-in name '" + key + "'.");
}

Result<std::optional<domain::DepartmentId>> department_of(Transaction& tx,
                                                          const AccountForm& form) {
  if (!form.department) {
    if (form.role == Role::department_staff || form.role == Role::department_manager) {
      return base::invalid("/department", "staff.no_department", "Say of which department.");
    }
    return std::optional<domain::DepartmentId>{};
  }
  for (const DepartmentRow& row : tx.departments()) {
    if (row.key == *form.department) return std::optional(row.id);
  }
  return base::not_found("department.unknown",
                         "There is no department '" + *form.department + "'.");
}

Result<Done> check_form(const AccountForm& form) {
  if (!is_sign_in_name(form.key)) {
    return base::invalid("/key", "staff.bad_key",
                         "A sign-in name has only a to z, 0 to 9, dot, dash and underscore.");
  }
  const auto length = base::utf8_length(form.name);
  if (!length || *length == 0 || *length > kLongestName) {
    return base::invalid("/name", "staff.bad_name", "A name has 1 to 200 characters.");
  }
  return Done{};
}

}  // namespace

bool is_sign_in_name(const std::string& key) {
  return !key.empty() && key.size() <= 100 && std::all_of(key.begin(), key.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '.' ||
           letter == '_' || letter == '-';
  });
}

Result<domain::StaffId> add_account(Transaction& tx, const Principal& who,
                                    const AccountForm& form) {
  if (auto allowed = require(who, Action::manage_accounts); !allowed.ok()) return allowed.error();
  if (auto fine = check_form(form); !fine.ok()) return fine.error();
  if (tx.staff_by_key(form.key)) {
    return base::conflict("staff.exists",
                          "There is an account '" + form.key + "' already, perhaps disabled.");
  }
  const auto department = department_of(tx, form);
  if (!department.ok()) return department.error();
  StaffRow row;
  row.key = form.key;
  row.name = form.name;
  row.role = form.role;
  row.department = department.value();
  row.password_hash = form.password_hash;
  std::optional<domain::StaffId> manager;
  if (form.manager) {
    const auto found = tx.staff_by_key(*form.manager);
    if (!found) return unknown(*form.manager);
    manager = found->id;
  }
  if (form.phone) {
    const auto phone = base::PhoneNumber::parse(*form.phone, tx.jurisdiction().default_region);
    if (!phone.ok()) return phone.error();
    row.phone = phone.value().e164();
  }
  row.id = domain::StaffId{tx.next_id()};
  // Without shifts or absences: who is new is there, until the set-up says otherwise.
  const auto plan = domain::ShiftPlan::make(tx.zone(), std::nullopt, {});
  if (!plan.ok()) return plan.error();
  tx.save(row, {row.id, row.role, true, row.department, manager, {}, plan.value()});
  tx.journal(who.staff, "account_added", row.id.value, {});
  return row.id;
}

Result<Done> enable_account(Transaction& tx, const Principal& who, const std::string& key) {
  if (auto allowed = require(who, Action::manage_accounts); !allowed.ok()) return allowed;
  const auto staff = tx.staff_by_key(key);
  if (!staff) return unknown(key);
  if (staff->active) return Done{};
  tx.enable(staff->id);
  tx.journal(who.staff, "account_enabled", staff->id.value, {});
  return Done{};
}

Result<Done> set_password(Transaction& tx, const Principal& who, const std::string& key,
                          const std::string& password_hash) {
  if (auto allowed = require(who, Action::manage_accounts); !allowed.ok()) return allowed;
  const auto staff = tx.staff_by_key(key);
  if (!staff) return unknown(key);
  tx.set_password(staff->id, password_hash);
  tx.journal(who.staff, "password_set", staff->id.value, {});
  return Done{};
}

}  // namespace kept::desk
