#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "desk/ports/recordings.h"
#include "desk/ports/resident_lines.h"
#include "http/api/api.h"
#include "http/api/telephony.h"
#include "main/settings.h"
#include "store/sqlite_store.h"
#include "telephony/line_watch.h"
#include "telephony/switchboard.h"

namespace kept {

/// The telephone of this installation, as its settings have it.
struct Telephone {
  std::unique_ptr<desk::TelephoneProvider> provider;  ///< nothing: there is none
  desk::ResidentLines* lines = nullptr;               ///< of the simulated one
  std::string secret;                                 ///< of whoever tells over the CTI API
  std::unique_ptr<desk::TelephoneAudio> audio;        ///< of the built-in one
  std::unique_ptr<desk::RecordingFiles> recordings;   ///< that it made, whoever rings now
  std::vector<http::IceServer> ice_servers;
  std::unique_ptr<telephony::LineWatch> line;           ///< of the built-in one
  std::unique_ptr<telephony::Switchboard> switchboard;  ///< before the provider, so ended first

  [[nodiscard]] http::TelephoneFacts facts() const;
  [[nodiscard]] http::TelephonyOptions doors(desk::Store& store) const;
};

/// The first line of telephone.secret_file: what signs messages both ways.
[[nodiscard]] base::Result<std::string> telephone_secret(const Settings& settings);

/// What a file holds that has a secret in it; `key` names the setting.
[[nodiscard]] base::Result<std::string> first_line(const std::string& key, const std::string& file);

/// Whether only this machine hears what is sent there; others are told over https:// only.
[[nodiscard]] bool is_this_machine(const std::string& url);

/// Where it is to be served, as far as that says which telephone may be there.
struct TelephonePlace {
  bool loopback = false;
  bool demo = false;
  bool test_clock = false;
};

/// Refused: settings that want each other, a secret that is none, the simulated telephone for
/// everybody to reach, a demo city that could dial anybody.
[[nodiscard]] base::Result<Telephone> make_telephone(const Settings& settings,
                                                     store::SqliteStore& store,
                                                     const base::Clock& clock,
                                                     const TelephonePlace& place);

/// Ends what was up on telephones that know of no call any more: all but a contact centre, which
/// has gone on meanwhile. Before the doors open.
[[nodiscard]] base::Result<base::Done> forget_lost_calls(desk::Store& store,
                                                         const Telephone& telephone);

}  // namespace kept
