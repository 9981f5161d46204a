#pragma once

#include <atomic>
#include <chrono>
#include <semaphore>
#include <string>

#include "desk/ports/telephone_audio.h"

namespace kept::telephony {

struct AudioRelayOptions {
  std::string address;  ///< where offers are posted to
  std::string secret;   ///< signs them, as it signs commands
  std::chrono::milliseconds patience{4000};
};

/// Hands the offers of browsers to `kept311 telephone`, which makes a leg of each.
class AudioRelay final : public desk::TelephoneAudio {
 public:
  explicit AudioRelay(AudioRelayOptions options);

  [[nodiscard]] base::Result<std::string> connect(const std::string& agent,
                                                  const Offer& offer) override;

 private:
  /// A telephone that stands still must not hold all the threads that answer the city.
  static constexpr int kAtOnce = 3;

  [[nodiscard]] bool have_turn();

  AudioRelayOptions options_;
  std::atomic<int> waiting_ = 0;  ///< for their turn
  std::counting_semaphore<kAtOnce> free_{kAtOnce};
};

}  // namespace kept::telephony
