#include "media/concealment.h"

#include <spandsp.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace kept::media {

struct Concealment::State {
  State() : plc(plc_init(nullptr)) {}
  ~State() { plc_free(plc); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  plc_state_t* plc;
  std::array<std::int16_t, PLC_HISTORY_LEN> last{};  ///< what was heard last, oldest first
  bool in_hole = false;
};

Concealment::Concealment() : state_(std::make_unique<State>()) {}
Concealment::~Concealment() = default;
Concealment::Concealment(Concealment&& other) noexcept = default;
Concealment& Concealment::operator=(Concealment&& other) noexcept = default;

void Concealment::remember(std::span<const std::int16_t> samples) {
  auto& last = state_->last;
  const auto news = samples.last(std::min(samples.size(), last.size()));
  std::shift_left(last.begin(), last.end(), static_cast<std::ptrdiff_t>(news.size()));
  std::ranges::copy(news, last.end() - static_cast<std::ptrdiff_t>(news.size()));
}

void Concealment::came(std::span<std::int16_t> samples) {
  if (state_->in_hole) plc_rx(state_->plc, samples.data(), static_cast<int>(samples.size()));
  state_->in_hole = false;
  remember(samples);
}

void Concealment::make_up(std::span<std::int16_t> samples) {
  if (!state_->in_hole) {
    // Its whole history at once: from pieces spandsp 0.0.6 would put it in order with a memcpy
    // whose ranges overlap.
    plc_rx(state_->plc, state_->last.data(), static_cast<int>(state_->last.size()));
    state_->in_hole = true;
  }
  plc_fillin(state_->plc, samples.data(), static_cast<int>(samples.size()));
  remember(samples);
}

}  // namespace kept::media
