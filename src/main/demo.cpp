#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "base/time_text.h"
#include "http/api/sessions.h"
#include "main/commands.h"
#include "main/demo_history.h"
#include "main/import_map.h"
#include "main/installation.h"
#include "records/city_files.h"

namespace kept {
namespace {

namespace json = boost::json;
using SignIns = std::map<std::string, std::string>;

/// Everybody may know it: a city with this password is served on loopback only.
constexpr const char* kPassword = "kept311-demo";
constexpr const char* kMadeAt = "demo.made_at";
/// Kept in the city, so that they can be told again wherever its set-up lies.
constexpr const char* kSignIns = "demo.sign_ins";

/// The people to look at the city as, in the order of a first walk through it. The set-up has a few
/// more, for tests.
struct Part {
  const char* role;
  const char* in_words;
};
constexpr Part kParts[] = {{"operator", "operator"},
                           {"operator2", "second operator"},
                           {"manager", "department manager"},
                           {"delegate", "her delegate"},
                           {"supervisor", "supervisor"},
                           {"admin", "administrator"},
                           {"analyst", "analyst"}};

json::array values_of(const SignIns& sign_ins) {
  json::array values;
  for (const auto& [role, name] : sign_ins) {
    values.push_back(json::object{{"name", name}, {"role", role}, {"password", kPassword}});
  }
  return values;
}

/// A line for everybody who can sign in: name, role, password.
int tell_all(const SignIns& sign_ins, const Output& output) {
  std::string lines;
  for (const auto& [role, name] : sign_ins) {
    lines += fmt::format("{}{}  {}  {}", lines.empty() ? "" : "\n", name, role, kPassword);
  }
  return output.done(lines, {{"sign_ins", values_of(sign_ins)}});
}

std::string to_setting(const SignIns& sign_ins) {
  json::object names;
  for (const auto& [role, name] : sign_ins) names[role] = name;
  return json::serialize(names);
}

SignIns from_setting(const std::string& text) {
  SignIns sign_ins;
  const json::value read = json::parse(text);
  for (const auto& [role, name] : read.as_object()) {
    sign_ins[std::string(role)] = std::string(name.as_string());
  }
  return sign_ins;
}

/// After a day nothing in the city is due soon any more.
std::string notice_of_age(desk::Reader& reader) {
  const auto made = reader.setting(kMadeAt);
  std::int64_t at = 0;
  if (made) std::from_chars(made->data(), made->data() + made->size(), at);
  const auto age = reader.now() - base::Instant(base::Duration(at));
  if (age < std::chrono::hours(24)) return "";
  return fmt::format(
      "This demo city is {} days old, so what was to come in it has passed. A new one: "
      "script/server --new-city",
      age / std::chrono::hours(24));
}

int tell_again(const Settings& settings, const Output& output) {
  const base::SystemClock clock;
  const auto opened = open_installation(settings.data, clock, Opening::existing);
  if (!opened.ok()) return output.failed(opened.error());
  bool demo = false;
  std::string notice;
  std::optional<std::string> kept;
  opened->store->read([&](desk::Reader& reader) {
    kept = reader.setting(kSignIns);
    demo = reader.jurisdiction().demo;
    notice = notice_of_age(reader);
  });
  if (!demo) {
    return output.failed(base::conflict("demo.real_city", "The city in " + settings.data +
                                                              " is no demo: ask its "
                                                              "administrator for an account."));
  }
  if (!kept) notice = "An older program made this city; a new one: script/server --new-city";
  const SignIns sign_ins = from_setting(kept.value_or("{}"));
  std::string lines = fmt::format("The password of all is {}.", kPassword);
  for (const Part& part : kParts) {
    const auto found = sign_ins.find(part.role);
    if (found != sign_ins.end())
      lines += fmt::format("\n  {:<18} {}", found->second, part.in_words);
  }
  json::object values{{"sign_ins", values_of(sign_ins)}};
  if (!notice.empty()) {
    lines += "\n" + notice;
    values["notice"] = notice;
  }
  return output.done(lines, values);
}

}  // namespace

int make_demo(const Settings& settings, const DemoCommand& command, const Output& output) {
  if (command.sign_ins) return tell_again(settings, output);
  if (!std::filesystem::is_directory(command.city)) {
    return output.failed(base::not_found(
        "demo.no_set_up", "There is no directory " + command.city.string() +
                              "; name the one that holds the demo's set-up with --city."));
  }
  const auto sign_ins = records::demo_sign_ins(command.city);
  if (!sign_ins.ok()) return output.failed(sign_ins.error());
  base::Instant at = base::SystemClock().now();
  if (command.at) {
    const auto parsed = base::parse_instant(*command.at);
    if (!parsed.ok()) return output.failed(parsed.error());
    at = parsed.value();
  }
  if (std::filesystem::exists(database_in(settings.data))) {
    return output.failed(base::conflict(
        "demo.exists",
        "There is a city in " + settings.data + " already; remove it or name another place."));
  }
  base::ManualClock clock(command.without_history ? at : at - kDemoHistory);
  auto opened = open_installation(settings.data, clock, Opening::make);
  if (!opened.ok()) return output.failed(opened.error());
  const std::string hash = http::hash_password(kPassword);
  const auto imported =
      opened->store->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
        const auto done =
            records::import_city(tx, command.city, true, [&](const std::string&) { return hash; });
        if (!done.ok()) return done.error();
        const auto areas = import_map(tx, command.city);
        if (!areas.ok()) return areas.error();
        tx.set_setting(kSignIns, to_setting(*sign_ins));
        tx.set_setting(kMadeAt, std::to_string(at.time_since_epoch().count()));
        return base::Done{};
      });
  if (!imported.ok()) return output.failed(imported.error());
  if (const auto places = import_gazetteer(*opened->store, command.city); !places.ok()) {
    return output.failed(places.error());
  }
  if (!command.without_history) {
    const auto lived = live_through_history(*opened->store, clock, at);
    if (!lived.ok()) return output.failed(lived.error());
  }
  return tell_all(*sign_ins, output);
}

}  // namespace kept
