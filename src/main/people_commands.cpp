#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "desk/accounts.h"
#include "desk/people_away.h"
#include "desk/word_names.h"
#include "http/api/sessions.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/password.h"

namespace kept {
namespace {

namespace json = boost::json;
using base::Done;
using base::Result;

/// One unit of work on the installation, while the server may run beside.
Result<Done> change(const Settings& settings, const desk::Store::Unit& unit) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return opened.error();
  return opened->store->write(unit);
}

Result<std::string> password_for(const UserCommand& command) {
  if (command.generate) return generate_password();
  return read_new_password(command.key);
}

int told(const std::string& sentence, const UserCommand& command, const std::string& password,
         const Output& output) {
  json::object values{{"name", command.key}};
  if (!command.generate) return output.done(sentence, values);
  values["password"] = password;
  return output.done(sentence + " The password, shown this once:\n" + password, values);
}

}  // namespace

int add_user(const Settings& settings, const UserCommand& command, const Output& output) {
  const auto role = desk::word_of<domain::Role>(command.role);
  if (!role) {
    return output.failed(base::invalid(
        "/role", "staff.bad_role",
        "--role is operator, supervisor, department_staff, department_manager, administrator or "
        "analyst."));
  }
  const auto password = password_for(command);
  if (!password.ok()) return output.failed(password.error());
  desk::AccountForm form;
  form.key = command.key;
  form.name = command.name;
  form.role = *role;
  form.department = command.department;
  form.manager = command.manager;
  form.phone = command.phone;
  form.password_hash = http::hash_password(*password);
  const auto added = change(settings, [&](desk::Transaction& tx) -> Result<Done> {
    const auto id = desk::add_account(tx, at_the_command_line(), form);
    if (!id.ok()) return id.error();
    return Done{};
  });
  if (!added.ok()) return output.failed(added.error());
  return told(fmt::format("{} may sign in.", command.key), command, *password, output);
}

int list_users(const Settings& settings, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  std::string lines;
  json::array users;
  opened->store->read([&](desk::Reader& reader) {
    for (const desk::StaffRow& row : reader.staff()) {
      const std::string role = desk::name_of(row.role);
      const bool signs_in = !row.password_hash.empty();
      lines += fmt::format("{}{:<24} {:<20} {}", lines.empty() ? "" : "\n", row.key, role,
                           !row.active ? "disabled"
                           : signs_in  ? ""
                                       : "no password");
      users.push_back(json::object{{"name", row.key},
                                   {"full_name", row.name},
                                   {"role", role},
                                   {"active", row.active},
                                   {"has_password", signs_in}});
    }
  });
  return output.done(lines, {{"users", std::move(users)}});
}

int disable_user(const Settings& settings, const std::string& key, const Output& output) {
  const auto done = change(settings, [&](desk::Transaction& tx) -> Result<Done> {
    const auto staff = tx.staff_by_key(key);
    if (!staff) {
      return base::not_found("staff.unknown", "There is nobody with the sign-in name '" + key +
                                                  "'; see 'kept311 user list'.");
    }
    return desk::disable_account(tx, at_the_command_line(), staff->id);
  });
  if (!done.ok()) return output.failed(done.error());
  return output.done(fmt::format("{} is disabled; what was owed has moved.", key),
                     {{"name", key}, {"active", false}});
}

int enable_user(const Settings& settings, const std::string& key, const Output& output) {
  const auto done = change(settings, [&](desk::Transaction& tx) {
    return desk::enable_account(tx, at_the_command_line(), key);
  });
  if (!done.ok()) return output.failed(done.error());
  return output.done(fmt::format("{} may sign in again.", key), {{"name", key}, {"active", true}});
}

int set_password(const Settings& settings, const UserCommand& command, const Output& output) {
  const auto password = password_for(command);
  if (!password.ok()) return output.failed(password.error());
  const std::string hash = http::hash_password(*password);
  const auto done = change(settings, [&](desk::Transaction& tx) {
    return desk::set_password(tx, at_the_command_line(), command.key, hash);
  });
  if (!done.ok()) return output.failed(done.error());
  return told(fmt::format("The password of {} is set; their sessions have ended.", command.key),
              command, *password, output);
}

}  // namespace kept
