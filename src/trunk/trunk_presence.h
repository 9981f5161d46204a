#pragma once

// Private to trunk.

#include <sofia-sip/nua.h>

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "trunk/trunk_standing.h"

namespace kept::trunk {

struct TrunkPresenceOptions {
  std::string name;
  std::string gateway;  ///< "sip:192.0.2.1:5060;transport=udp"
  std::string host;     ///< that we present in From
  std::string user;
  std::string password;
  bool registers = false;
  std::chrono::seconds keep_alive{0};
  std::function<void(const TrunkStanding&)> report;
};

/// Whether the other side of a trunk is there: asks it by OPTIONS, and is registered at it where
/// that is wanted. The thread of the trunk calls it; standing() may be asked by any.
class TrunkPresence {
 public:
  explicit TrunkPresence(TrunkPresenceOptions options);

  void begin(nua_t* nua);
  /// What is due by now.
  void pass_time();
  /// Whether that answer was to a question of ours.
  [[nodiscard]] bool takes(nua_event_t event, int status, nua_handle_t* handle, const sip_t* sip);
  /// Asks nothing more, and takes the registration back.
  void end();
  [[nodiscard]] bool has_ended() const { return registration_ == nullptr; }
  /// Gives up what is not answered yet.
  void abandon();

  [[nodiscard]] TrunkStanding standing() const;

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] nua_handle_t* new_handle(const std::string& user) const;
  void ask();
  void drop_question();
  void register_again();
  void take_registration(int status, const sip_t* sip);
  void is_there();
  void is_away(const std::string& why);
  void judge();

  const TrunkPresenceOptions options_;
  nua_t* nua_ = nullptr;

  nua_handle_t* question_ = nullptr;
  Clock::time_point asks_at_{};
  bool answers_;
  std::string silence_;  ///< why it does not

  nua_handle_t* registration_ = nullptr;
  std::optional<Clock::time_point> registers_at_;
  bool is_registered_;
  bool has_identified_ = false;  ///< since the last request that was begun
  std::string refusal_;

  mutable std::mutex standing_mutex_;  ///< guards standing_
  TrunkStanding standing_;
};

}  // namespace kept::trunk
