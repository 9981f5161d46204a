#include "main/telephone_trunks.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "main/telephone.h"
#include "trunk/far_address.h"

namespace kept {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::Result;
using trunk::SipTransport;
using trunk::SofiaTrunkOptions;

constexpr const char* kCertificates = "tls";

Error wrong(const TrunkSettings& trunk, const std::string& what) {
  return base::invalid("", "telephone.trunk",
                       fmt::format("telephone.trunk '{}': {}", trunk.name, what));
}

bool is_address(const std::string& host) {
  try {
    (void)trunk::CallSources({host});
    return host.find('/') == std::string::npos;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

std::string bracketed(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

SipTransport transport_of(const TrunkSettings& trunk) {
  if (trunk.transport == "tls") return SipTransport::tls;
  return trunk.transport == "tcp" ? SipTransport::tcp : SipTransport::udp;
}

std::optional<std::string> text_of_file(const std::string& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream.is_open() || stream.bad()) return std::nullopt;
  return text.str();
}

Result<Done> check_names(const TrunkSettings& trunk) {
  const auto is_plain = [](unsigned char letter) {
    return std::isalnum(letter) != 0 || letter == '-' || letter == '_';
  };
  if (trunk.name.empty() || !std::ranges::all_of(trunk.name, is_plain)) {
    return wrong(trunk, "name is letters, digits, - and _.");
  }
  const auto listen = trunk::host_and_port(trunk.listen);
  if (!listen || !is_address(listen->host)) {
    return wrong(trunk, "listen is ADDRESS:PORT, such as 10.20.0.7:5060.");
  }
  const auto gateway = trunk::host_and_port(trunk.gateway);
  if (!gateway || gateway->host.empty()) {
    return wrong(trunk, "gateway is ADDRESS:PORT or NAME:PORT, such as 10.20.0.1:5060.");
  }
  if (trunk.registers == "yes" && trunk.user.empty()) {
    return wrong(trunk, "it registers, so it has a user.");
  }
  if (trunk.user.empty() != trunk.password_file.empty()) {
    return wrong(trunk, "user and password_file belong together.");
  }
  if (trunk.user.find(':') != std::string::npos) return wrong(trunk, "user has no colon.");
  return Done{};
}

/// Nobody in particular (an empty list) only where a certificate says who calls.
Result<std::vector<std::string>> sources_of(const TrunkSettings& trunk) {
  std::vector<std::string> sources = trunk.sources;
  const std::string host = trunk::host_and_port(trunk.gateway)->host;
  if (sources.empty() && is_address(host)) sources.push_back(host);
  const bool is_certified = trunk.transport == "tls" && trunk.wants_certificate == "yes";
  if (sources.empty() && !is_certified) {
    return wrong(trunk, "gateway is a name, so sources says from which addresses calls come.");
  }
  try {
    (void)trunk::CallSources(sources);
  } catch (const std::invalid_argument& error) {
    return wrong(trunk, fmt::format("sources: {}.", error.what()));
  }
  return sources;
}

/// Sofia reads one directory, with names of its own.
Result<std::string> certificates_of(const TrunkSettings& trunk, const fs::path& directory) {
  const auto certificate = text_of_file(trunk.certificate);
  const auto key = text_of_file(trunk.key);
  const auto authorities = text_of_file(trunk.authorities);
  const std::pair<const char*, bool> files[] = {
      {"certificate", certificate && certificate->find("BEGIN CERTIFICATE") != std::string::npos},
      {"key", key && key->find("PRIVATE KEY") != std::string::npos},
      {"authorities", authorities && authorities->find("BEGIN CERTIFICATE") != std::string::npos}};
  for (const auto& [name, is_there] : files) {
    if (!is_there) return wrong(trunk, fmt::format("{} is a file in PEM that can be read.", name));
  }
  const fs::path place = directory / kCertificates / trunk.name;
  fs::create_directories(place);
  fs::permissions(place, fs::perms::owner_all);
  std::ofstream(place / "agent.pem") << *certificate << '\n' << *key;
  std::ofstream(place / "cafile.pem") << *authorities;
  return place.string();
}

Result<SofiaTrunkOptions> options_of(const TrunkSettings& trunk, const Settings& settings,
                                     const fs::path& directory) {
  if (auto fine = check_names(trunk); !fine.ok()) return fine.error();
  auto sources = sources_of(trunk);
  if (!sources.ok()) return sources.error();
  SofiaTrunkOptions options;
  options.name = trunk.name;
  options.transport = transport_of(trunk);
  options.listen = trunk.listen;
  options.gateway = trunk.gateway;
  options.host =
      trunk.domain.empty() ? bracketed(trunk::host_and_port(trunk.listen)->host) : trunk.domain;
  options.sources = std::move(sources).value();
  options.user = trunk.user;
  options.registers = trunk.registers == "yes";
  options.wants_certificate = trunk.wants_certificate == "yes";
  if (!trunk.password_file.empty()) {
    auto password = first_line(trunk.name + ": password_file", trunk.password_file);
    if (!password.ok()) return password.error();
    options.password = std::move(password).value();
  }
  if (options.transport == SipTransport::tls) {
    auto certificates = certificates_of(trunk, directory);
    if (!certificates.ok()) return certificates.error();
    options.certificates = std::move(certificates).value();
  }
  options.most_calls = static_cast<int>(settings.telephone_most_calls);
  options.keep_alive = std::chrono::seconds(settings.telephone_keep_alive);
  options.session = std::chrono::seconds(settings.telephone_session);
  options.report = [](const trunk::TrunkStanding& standing) {
    if (standing.is_up) {
      spdlog::info("telephone: trunk {} is up", standing.name);
    } else {
      spdlog::error("telephone: trunk {} is down: {}", standing.name, standing.why);
    }
  };
  return options;
}

/// telephone.sip and telephone.gateway are a trunk, where there is no table of them.
Result<std::vector<TrunkSettings>> trunks_of(const Settings& settings) {
  const Settings defaults;
  if (settings.telephone_trunks.empty()) {
    TrunkSettings only;
    only.name = "trunk";
    only.listen = settings.telephone_sip;
    only.gateway = settings.telephone_gateway;
    return std::vector{only};
  }
  if (settings.telephone_sip != defaults.telephone_sip ||
      settings.telephone_gateway != defaults.telephone_gateway) {
    return base::invalid("", "telephone.trunk",
                         "telephone.sip and telephone.gateway are one trunk, [[telephone.trunk]] "
                         "are several: move the two, as listen and gateway, into such a table.");
  }
  std::vector<TrunkSettings> trunks = settings.telephone_trunks;
  std::ranges::stable_sort(trunks, {}, &TrunkSettings::priority);
  std::set<std::string> names;
  for (const TrunkSettings& trunk : trunks) {
    if (!names.insert(trunk.name).second) return wrong(trunk, "another one has this name.");
  }
  return trunks;
}

}  // namespace

Result<std::vector<SofiaTrunkOptions>> trunk_options(const Settings& settings,
                                                     const std::string& run,
                                                     const fs::path& directory) {
  const auto trunks = trunks_of(settings);
  if (!trunks.ok()) return trunks.error();
  std::vector<SofiaTrunkOptions> all;
  for (const TrunkSettings& trunk : *trunks) {
    auto options = options_of(trunk, settings, directory);
    if (!options.ok()) return options.error();
    SofiaTrunkOptions one = std::move(options).value();
    one.run = fmt::format("{}.{}", run, all.size());
    const fs::path dialogs = directory / "dialogs";
    // The only trunk's have always been there.
    one.dialogs = (settings.telephone_trunks.empty() ? dialogs : dialogs / trunk.name).string();
    all.push_back(std::move(one));
  }
  return all;
}

void forget_certificates(const fs::path& directory) {
  std::error_code gone;
  fs::remove_all(directory / kCertificates, gone);
}

}  // namespace kept
