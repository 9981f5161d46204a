#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/signer.h"
#include "desk/ports/knowledge_index.h"
#include "desk/ports/place_index.h"
#include "desk/ports/recordings.h"
#include "desk/ports/store.h"
#include "desk/ports/telephone_audio.h"
#include "http/api/sessions.h"
#include "http/server/router.h"
#include "http/server/server.h"

namespace kept::http {

/// A server that carries sound where the browser cannot send it straight (TURN).
struct IceServer {
  std::string url;
  std::string user;
  std::string password;
};

/// Whether people can call.
struct LineFacts {
  std::string state;              ///< up, part (of the trunks), down, silent
  std::vector<std::string> down;  ///< trunks
};

/// Which telephone this installation has.
struct TelephoneFacts {
  std::string provider;  ///< its name; empty: there is no telephone here
  bool simulated = false;
  desk::TelephoneAudio* audio = nullptr;  ///< nothing: sound goes another way than the browser
  std::vector<IceServer> ice_servers = {};
  desk::RecordingFiles* recordings = nullptr;  ///< nothing: it keeps none
  std::function<LineFacts()> line = {};        ///< nothing: its line is no affair of ours
};

/// What the staff API stands on; all of it outlives the server.
struct ApiOptions {
  desk::Store& store;
  desk::KnowledgeIndex& knowledge;
  desk::PlaceIndex& places;
  const base::Signer& signer;
  const base::Clock& clock;
  /// Moves the standing clock of tests; absent: the resource does not exist.
  std::function<base::Result<int>(base::Instant)> advance;
  /// Why the installation is not ready; nothing when it is.
  std::function<std::optional<std::string>()> trouble;
  /// Statements that this thread has run so far; only tests are told.
  std::function<std::int64_t()> statements;
  SessionOptions sessions;
  /// An administrator has confirmed the time.
  std::function<void()> confirm_clock;
  /// Why the clock is in doubt, and nothing due is taken; nothing while it is believed.
  std::function<std::optional<std::string>()> clock_doubt;
  TelephoneFacts telephone = {};
  desk::DrawArea draw_area = {};
  std::filesystem::path basemap = {};  ///< a PMTiles file; empty: there is none
};

/// Adds everything under /api/v1, /healthz and /readyz (docs/api/openapi.yaml).
void add_api(Router& router, const ApiOptions& options);

/// Live changes at /api/v1/live for who is signed in. Subscribes to the store: before serving.
void add_live(Server& server, const ApiOptions& options);

}  // namespace kept::http
