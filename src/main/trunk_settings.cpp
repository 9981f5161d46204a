#include "main/trunk_settings.h"

#include <fmt/format.h>

namespace kept {

const std::vector<TrunkSettingDefinition>& trunk_setting_definitions() {
  static const std::vector<TrunkSettingDefinition> kDefinitions{
      {"name", &TrunkSettings::name, "\"main\"",
       "In logs and figures: letters, digits, - and _; no two have the same."},
      {"transport",
       &TrunkSettings::transport,
       "\"tls\"",
       "How SIP comes: udp, tcp or tls. Sound is RTP on all of them.",
       {"udp", "tcp", "tls"}},
      {"listen", &TrunkSettings::listen, "\"10.20.0.7:5061\"",
       "ADDRESS:PORT where this trunk finds the telephone; each has its own."},
      {"gateway", &TrunkSettings::gateway, "\"10.20.0.1:5061\"",
       "ADDRESS:PORT, or NAME:PORT that DNS knows, where calls go out. With tls its certificate "
       "must "
       "be for what stands here: as common name, or a name as DNS among the alternative ones."},
      {"domain", &TrunkSettings::domain, "\"alderbay.example\"",
       "Who we are in From; left out: the address that we listen at."},
      {"sources", &TrunkSettings::sources, R"(["10.20.0.1", "10.20.0.16/28"])",
       "Addresses and networks that may call us; left out: the gateway's address, or with tls "
       "whoever shows a certificate of its name. Others are refused (403)."},
      {"user", &TrunkSettings::user, "\"alderbay-311\"",
       "By which the gateway knows us, if it asks (digest by MD5)."},
      {"password_file", &TrunkSettings::password_file, "\"/etc/kept311/trunk.password\"",
       "Its first line is that user's password."},
      {"registers",
       &TrunkSettings::registers,
       "\"no\"",
       "'yes': it wants us to register under that user, and calls come only then.",
       {"no", "yes"}},
      {"certificate", &TrunkSettings::certificate, "\"/etc/kept311/telephone.crt\"",
       "With tls: ours, PEM."},
      {"key", &TrunkSettings::key, "\"/etc/kept311/telephone.key\"",
       "With tls: its private key, PEM, without a passphrase."},
      {"authorities", &TrunkSettings::authorities, "\"/etc/kept311/sbc-authorities.pem\"",
       "With tls: who certifies the gateway; nobody else is believed. Certificates between ours "
       "and its root belong here, too."},
      {"wants_certificate",
       &TrunkSettings::wants_certificate,
       "\"yes\"",
       "With tls: 'no' where the gateway shows none when it connects to us; then name `sources`.",
       {"yes", "no"}},
      {"priority", &TrunkSettings::priority, "1",
       "Calls go out over the lowest that is up; the next is tried where that one cannot."},
  };
  return kDefinitions;
}

std::string example_trunk() {
  std::string text =
      "\n# Instead of telephone.sip and telephone.gateway: a table for each trunk, as many as "
      "there "
      "are.\n# [[telephone.trunk]]\n";
  for (const TrunkSettingDefinition& setting : trunk_setting_definitions()) {
    text += fmt::format("# # {}\n# {} = {}\n", setting.reason, setting.key, setting.example);
  }
  return text;
}

}  // namespace kept
