#include "media/sound_file.h"

#include <samplerate.h>
#include <sndfile.h>

#include <cmath>
#include <cstddef>
#include <memory>

namespace kept::media {
namespace {

constexpr int kRate = 8000;
constexpr int kLeastRate = 4000;
constexpr int kMostRate = 192'000;
constexpr int kMostChannels = 8;
constexpr sf_count_t kMostSeconds = 600;

struct Close {
  void operator()(SNDFILE* file) const { sf_close(file); }
};

std::vector<std::int16_t> as_samples(std::span<const float> sound) {
  std::vector<std::int16_t> samples(sound.size());
  src_float_to_short_array(sound.data(), samples.data(), static_cast<int>(sound.size()));
  return samples;
}

std::vector<std::int16_t> resampled(std::span<const float> sound, int rate) {
  if (rate == kRate || sound.empty()) return as_samples(sound);
  const double ratio = static_cast<double>(kRate) / rate;
  std::vector<float> into(
      static_cast<std::size_t>(std::ceil(static_cast<double>(sound.size()) * ratio)) + 1);
  SRC_DATA data{};
  data.data_in = sound.data();
  data.input_frames = static_cast<long>(sound.size());
  data.data_out = into.data();
  data.output_frames = static_cast<long>(into.size());
  data.src_ratio = ratio;
  if (src_simple(&data, SRC_SINC_MEDIUM_QUALITY, 1) != 0) return {};
  into.resize(static_cast<std::size_t>(data.output_frames_gen));
  return as_samples(into);
}

}  // namespace

std::optional<std::vector<std::int16_t>> read_sound_file(const std::string& path) {
  SF_INFO info{};
  const std::unique_ptr<SNDFILE, Close> file(sf_open(path.c_str(), SFM_READ, &info));
  if (!file || info.samplerate < kLeastRate || info.samplerate > kMostRate || info.channels < 1 ||
      info.channels > kMostChannels || info.frames < 0 ||
      info.frames > kMostSeconds * info.samplerate) {
    return std::nullopt;
  }
  const auto channels = static_cast<std::size_t>(info.channels);
  std::vector<float> all(static_cast<std::size_t>(info.frames) * channels);
  const sf_count_t read = sf_readf_float(file.get(), all.data(), info.frames);
  std::vector<float> middle(static_cast<std::size_t>(read));
  for (std::size_t at = 0; at < middle.size(); ++at) {
    float sum = 0;
    for (std::size_t channel = 0; channel < channels; ++channel)
      sum += all[at * channels + channel];
    middle[at] = sum / static_cast<float>(channels);
  }
  return resampled(middle, info.samplerate);
}

std::vector<std::int16_t> at_telephone_rate(std::span<const std::int16_t> samples, int rate) {
  std::vector<float> sound(samples.size());
  src_short_to_float_array(samples.data(), sound.data(), static_cast<int>(samples.size()));
  return resampled(sound, rate);
}

}  // namespace kept::media
