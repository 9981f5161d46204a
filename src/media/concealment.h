#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace kept::media {

/// Fills holes in speech: the last pitch goes on and fades away within 50 ms, and what comes after
/// is blended in (spandsp's, after ITU-T G.711 appendix I).
class Concealment {
 public:
  Concealment();
  ~Concealment();
  Concealment(Concealment&& other) noexcept;
  Concealment& operator=(Concealment&& other) noexcept;

  /// Sound that came; its beginning is changed when a hole was before it.
  void came(std::span<std::int16_t> samples);
  /// Makes up what did not come.
  void make_up(std::span<std::int16_t> samples);

 private:
  struct State;
  void remember(std::span<const std::int16_t> samples);

  std::unique_ptr<State> state_;
};

}  // namespace kept::media
