#include "media/speech.h"

#include <espeak-ng/speak_lib.h>

#include <span>

#include "media/sound_file.h"

namespace kept::media {
namespace {

/// Slower than espeak-ng's own 175 words a minute: it is heard once, over a telephone.
constexpr int kWordsAMinute = 150;

int collect(short* samples, int count, espeak_EVENT* events) {
  auto* into = static_cast<std::vector<std::int16_t>*>(events->user_data);
  if (samples != nullptr && into != nullptr) into->insert(into->end(), samples, samples + count);
  return 0;
}

/// Samples a second; 0: no voice can be had.
int rate_of_voices() {
  static const int kVoiceRate = [] {
    const int rate =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr, espeakINITIALIZE_DONT_EXIT);
    if (rate > 0) espeak_SetSynthCallback(collect);
    return rate > 0 ? rate : 0;
  }();
  return kVoiceRate;
}

}  // namespace

std::vector<std::int16_t> spoken(const std::string& text, const std::string& language) {
  const int rate = rate_of_voices();
  if (rate == 0 || text.empty()) return {};
  if (espeak_SetVoiceByName(language == "fr" ? "fr-fr" : "en-us") != EE_OK) return {};
  espeak_SetParameter(espeakRATE, kWordsAMinute, 0);
  std::vector<std::int16_t> samples;
  if (espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr,
                   &samples) != EE_OK) {
    return {};
  }
  return at_telephone_rate(samples, rate);
}

}  // namespace kept::media
