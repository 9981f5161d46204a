#include "main/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace kept {
namespace {

constexpr std::int64_t kMebibyte = 1024 * 1024L;

/// "http" of "http.workers"; empty for a key outside tables.
std::string table_of(const std::string& key) {
  const std::size_t dot = key.find('.');
  return dot == std::string::npos ? "" : key.substr(0, dot);
}

std::string name_in_table(const std::string& key) {
  const std::size_t dot = key.find('.');
  return dot == std::string::npos ? key : key.substr(dot + 1);
}

std::string range_of(const SettingDefinition& setting) {
  if (!setting.words.empty()) return fmt::format("one of {}", fmt::join(setting.words, ", "));
  if (std::holds_alternative<std::int64_t Settings::*>(setting.place)) {
    return fmt::format("{}, {} to {}", setting.unit, setting.least, setting.most);
  }
  return setting.unit;
}

const std::vector<SettingDefinition> kDefinitions{
    {"data", &Settings::data, "directory", "Where the city's data stand. Back it up."},
    {"listen", &Settings::listen, "ADDRESS:PORT",
     "Loopback, because HTTPS is the business of a proxy in front (docs/operations/install.md)."},
    {"console", &Settings::console, "directory",
     "The built pages of the console; relative to where the program is started."},
    {"log_level",
     &Settings::log_level,
     "word",
     "The log goes to standard error. 'info' says what an operator of the service wants to know.",
     0,
     0,
     {"debug", "info", "warn", "error", "off"}},

    {"basemap", &Settings::basemap, "file",
     "Streets and water below the console's map: a PMTiles file, relative to the data. Empty: the "
     "map shows the city's areas alone (docs/operations/places.md)."},

    {"public_url", &Settings::public_url, "http(s) address",
     "Where residents find this server, for links in mail; empty: where it listens."},

    {"http.io_threads", &Settings::io_threads, "threads",
     "One reads and writes for thousands of connections; more only help far beyond a city's "
     "load.",
     1, 64},
    {"http.workers", &Settings::workers, "threads",
     "Requests in work at once. Most of them wait for the disk, so more than processors.", 1, 256},
    {"http.max_body", &Settings::max_body, "bytes",
     "The largest request body; the longest form of the staff API is far below it.", 1024,
     64 * kMebibyte},
    {"http.max_upload", &Settings::max_upload, "bytes",
     "The largest body that brings pictures, all of them together.", 1024, 256 * kMebibyte},
    {"http.max_header", &Settings::max_header, "bytes",
     "All headers of a request; some sign-in proxies add long ones.", 1024, kMebibyte},
    {"http.max_connections", &Settings::max_connections, "connections",
     "Beyond it new ones are turned away at once; keep it below the limit of open files.", 16,
     1'000'000},
    {"http.max_waiting", &Settings::max_waiting, "requests",
     "Beyond it a request is answered 503 rather than kept waiting.", 1, 1'000'000},
    {"http.idle_timeout", &Settings::idle_timeout, "seconds",
     "A kept-alive connection without a request; longer than the proxy's own.", 1, 3600},
    {"http.request_timeout", &Settings::request_timeout, "seconds",
     "From the first byte of a request to its last; slower senders are let go.", 1, 600},
    {"http.drain", &Settings::drain, "seconds",
     "What SIGTERM gives to requests in work; shorter than what stops the service by force.", 0,
     600},

    {"session.hours", &Settings::session_hours, "hours",
     "A sign-in lasts one shift, with room for overtime.", 1, 7 * 24L},
    {"session.password_failures", &Settings::password_failures, "attempts",
     "Wrong passwords after which a name has to wait.", 3, 1000},
    {"session.lock_out", &Settings::lock_out, "minutes",
     "How long it waits, and how long failures count.", 1, 24 * 60L},

    {"open311.requests_a_minute", &Settings::requests_a_minute, "requests",
     "New requests with one key of an application; beyond it 429. Reading needs no key.", 1,
     1'000'000},

    {"open_data.downloads_a_minute", &Settings::downloads_a_minute, "downloads",
     "Files of open data that one client may fetch; beyond it 429. A piece of one counts as one.",
     1, 1'000'000},

    {"store.read_connections", &Settings::read_connections, "connections",
     "Readings of the database at once. Each has a cache of 16 MiB.", 1, 64},

    {"mail.server", &Settings::mail_server, "smtp://HOST:PORT or smtps://HOST:PORT",
     "Takes what is written to people. Empty: each mail becomes a file in DATA/outbox."},
    {"mail.from", &Settings::mail_from, "e-mail address",
     "The sender; what cannot be delivered later on comes back there."},
    {"mail.user", &Settings::mail_user, "name",
     "For the sign-in at the mail server; the password stands in KEPT311_MAIL_PASSWORD only."},
    {"mail.tls",
     &Settings::mail_tls,
     "word",
     "'if_offered' sends in the clear where the server has no TLS: only on the same machine.",
     0,
     0,
     {"required", "if_offered"}},
    {"mail.authorities", &Settings::mail_authorities, "file",
     "PEM, of whoever certifies the mail server; for a city with an authority of its own. Empty: "
     "those that the system trusts."},

    {"telephone.provider",
     &Settings::telephone_provider,
     "word",
     "What rings: nothing, residents that somebody plays, the city's contact centre, or its trunk "
     "by 'kept311 telephone' (docs/operations/telephony.md).",
     0,
     0,
     {"none", "simulated", "contact_centre", "built_in"}},
    {"telephone.name", &Settings::telephone_name, "name",
     "How the contact centre calls itself in its events; calls are kept under it."},
    {"telephone.webhook", &Settings::telephone_webhook, "http(s) address",
     "Where the contact centre is told to answer, hold, transfer and dial."},
    {"telephone.secret_file", &Settings::telephone_secret_file, "file",
     "Its first line, 32 characters or more, signs both ways; readable by this service only."},
    {"telephone.queues_by_itself",
     &Settings::telephone_queues_by_itself,
     "word",
     "'yes' where the contact centre chooses operators; else the queue of Kept311 does.",
     0,
     0,
     {"no", "yes"}},
    {"telephone.control", &Settings::telephone_control, "ADDRESS:PORT",
     "Where the built-in telephone is told what to do; on this machine, for sound goes that way "
     "too."},
    {"telephone.server", &Settings::telephone_server, "http(s) address",
     "Where 'kept311 telephone' tells what happens to calls."},
    {"telephone.sip", &Settings::telephone_sip, "ADDRESS:PORT",
     "Where the city's SBC finds the telephone, by SIP over UDP; for more see [[telephone.trunk]] "
     "below. Not for the open internet."},
    {"telephone.gateway", &Settings::telephone_gateway, "ADDRESS:PORT",
     "Of the SBC: calls to the outside go there."},
    {"telephone.address", &Settings::telephone_address, "address",
     "Where sound comes in, from the SBC and from rtpengine: IPv4, or IPv6 where both speak it."},
    {"telephone.address6", &Settings::telephone_address6, "IPv6 address",
     "Beside an address of IPv4, for SBCs that speak IPv6; then the ports are open on all "
     "addresses "
     "of this machine. Empty: none."},
    {"telephone.first_port", &Settings::telephone_first_port, "port",
     "The even ones from here to telephone.last_port take sound, one for each side of a call and "
     "each operator.",
     1024, 65'534},
    {"telephone.last_port", &Settings::telephone_last_port, "port",
     "Open as many in the firewall towards the SBC.", 1024, 65'535},
    {"telephone.nat",
     &Settings::telephone_nat,
     "word",
     "'yes': the SBC does not know its own address, so sound may come from another one than it "
     "names.",
     0,
     0,
     {"no", "yes"}},
    {"telephone.law",
     &Settings::telephone_law,
     "word",
     "What is offered first when we call: 'mu' in North America and Japan, 'a' elsewhere.",
     0,
     0,
     {"mu", "a"}},
    {"telephone.presented", &Settings::telephone_presented, "number",
     "That people see when they are called beside a call."},
    {"telephone.edge", &Settings::telephone_edge, "ADDRESS:PORT",
     "rtpengine's listen-ng, which joins browsers; it trusts whoever can reach it."},
    {"telephone.sounds", &Settings::telephone_sounds, "directory",
     "Music and recorded announcements; what is not recorded is read by a machine."},
    {"telephone.most_calls", &Settings::telephone_most_calls, "calls",
     "At once, in and out; more are told to try again (503).", 1, 1000},
    {"telephone.ring", &Settings::telephone_ring, "seconds",
     "Before who is called counts as not answering; voicemail often begins at 25.", 5, 180},
    {"telephone.choice", &Settings::telephone_choice, "seconds",
     "To press a digit after the greeting, before the wait begins.", 0, 20},
    {"telephone.silence", &Settings::telephone_silence, "seconds",
     "Without one packet of sound, after which nobody can be there; gateways that send none while "
     "nobody speaks need more than the longest wait for an answer.",
     5, 3600},
    {"telephone.unheard", &Settings::telephone_unheard, "seconds",
     "Without sound from an operator's page in a call, after which the caller is first in line "
     "again; a page needs some 7 to be back when rtpengine is restarted.",
     3, 300},
    {"telephone.drain", &Settings::telephone_drain, "seconds",
     "What SIGTERM gives to calls that are up, while no new ones are taken.", 0, 3600},
    {"telephone.keep_alive", &Settings::telephone_keep_alive, "seconds",
     "Between questions whether a trunk's gateway is there (OPTIONS); 0 asks none, and takes it "
     "for "
     "there.",
     0, 600},
    {"telephone.session", &Settings::telephone_session, "seconds",
     "After which a call that neither side confirms is over (RFC 4028); less than 90 disturbs "
     "gateways.",
     10, 7200},
    {"telephone.fail_over", &Settings::telephone_fail_over, "seconds",
     "Before a call that its trunk says nothing of goes out over the next one.", 1, 60},
    {"telephone.turn", &Settings::telephone_turn, "turn: or turns: address",
     "Carries sound for operators outside the city's network. Empty: they are all within it."},
    {"telephone.turn_user", &Settings::telephone_turn_user, "name",
     "The user that the TURN server knows."},
    {"telephone.turn_password_file", &Settings::telephone_turn_password_file, "file",
     "Its first line; told to everybody who is signed in and takes calls."},
};

}  // namespace

const std::vector<SettingDefinition>& setting_definitions() { return kDefinitions; }

std::string environment_name(const SettingDefinition& setting) {
  std::string name = "KEPT311_";
  for (const char letter : std::string(setting.key)) {
    name += letter == '.' ? '_' : static_cast<char>(std::toupper(letter));
  }
  return name;
}

std::vector<std::string> unknown_variables(const std::vector<std::string>& names) {
  // The one names the file of settings, the other stands in no file.
  std::set<std::string> known{"KEPT311_CONFIG", "KEPT311_MAIL_PASSWORD"};
  for (const SettingDefinition& setting : setting_definitions()) {
    known.insert(environment_name(setting));
  }
  std::vector<std::string> unknown;
  for (const std::string& name : names) {
    if (name.starts_with("KEPT311_") && !known.contains(name)) unknown.push_back(name);
  }
  return unknown;
}

std::string written(const SettingDefinition& setting, const Settings& settings) {
  if (const auto* text = std::get_if<std::string Settings::*>(&setting.place)) {
    std::string quoted = "\"";
    for (const char letter : settings.**text) {
      if (letter == '"' || letter == '\\') quoted += '\\';
      quoted += letter;
    }
    return quoted + "\"";
  }
  return std::to_string(settings.*std::get<std::int64_t Settings::*>(setting.place));
}

std::string example_settings() {
  std::string text =
      "# Every setting of Kept311, at its default. Made by 'kept311 config example'; a test "
      "compares.\n"
      "# A variable of the environment goes before the file, an option of the command line before\n"
      "# both. What the city itself looks like (staff, departments, services) is set up with\n"
      "# 'kept311 config import'.\n";
  std::string table;
  const Settings defaults;
  for (const SettingDefinition& setting : setting_definitions()) {
    if (table_of(setting.key) != table) {
      table = table_of(setting.key);
      text += fmt::format("\n[{}]\n", table);
    } else {
      text += "\n";
    }
    text += fmt::format("# {}\n# {}; {}\n{} = {}\n", setting.reason, range_of(setting),
                        environment_name(setting), name_in_table(setting.key),
                        written(setting, defaults));
  }
  return text + example_trunk();
}

}  // namespace kept
