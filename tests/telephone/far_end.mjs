// The far end of a call, as it was heard: tones are looked for in what came a moment ago.
import { RtpPeer } from './rtp_peer.mjs';
import { toneIn } from './sound.mjs';

const RATE = 8000;
const FULL = 32_768;

export class FarEnd extends RtpPeer {
  /** What came in the last `ms`, −1 to 1. */
  recent(ms) {
    const since = performance.now() - ms;
    const pieces = this.packets.filter(({ at, samples }) => samples && at >= since);
    return Float32Array.from(
      pieces.flatMap(({ samples }) => samples),
      (sample) => sample / FULL,
    );
  }

  /** How strong a tone is in what came in the last `ms`. */
  level(hertz, ms = 400) {
    return toneIn(this.recent(ms), RATE, hertz);
  }

  loudness(ms = 400) {
    const samples = this.recent(ms);
    return Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / Math.max(1, samples.length));
  }

  /** How many ms after that instant (performance.now()) the tone was first heard. */
  heardAfter(hertz, since) {
    const found = this.packets.find(
      ({ at, samples }) => samples && at >= since && toneIn(samples, RATE, hertz) > 0.02 * FULL,
    );
    return found && found.at - since;
  }
}
