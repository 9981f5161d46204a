// Writes sounds/music.wav, what callers hear while they wait: a slow melody of the project's own.
// Usage: node script/make-music.mjs
import { wav } from './wav.mjs';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RATE = 8000; // what a telephone carries
const BEAT_S = 0.6;
const RING_S = 2.4;
const LOUDNESS = 0.16; // a conversation is louder
/** Semitones above middle C, one for each beat; null rests. Pentatonic: whatever rings on fits. */
const MELODY = [0, 4, 7, 12, 7, 4, 2, null, 2, 7, 14, 7, 4, 7, 0, null, -5, 2, 7, 11, 7, 2, 4, null, 0, 7, 16, 12, 7, 2, 0, null];
const MIDDLE_C = 261.63;

const beats = MELODY.length;
const samples = new Float32Array(Math.round(beats * BEAT_S * RATE));

/** A soft bell, which rings on over the end of the loop into its beginning. */
function strike(at, frequency) {
  const count = Math.round(RING_S * RATE);
  for (let index = 0; index < count; index += 1) {
    const time = index / RATE;
    const fade = Math.min(1, time / 0.015) * Math.exp(-time * 1.6) * Math.min(1, (count - index) / 400);
    const sound =
      Math.sin(2 * Math.PI * frequency * time) + 0.3 * Math.sin(4 * Math.PI * frequency * time) * Math.exp(-time * 3);
    samples[(at + index) % samples.length] += LOUDNESS * fade * sound;
  }
}

MELODY.forEach((note, beat) => {
  if (note !== null) strike(Math.round(beat * BEAT_S * RATE), MIDDLE_C * 2 ** (note / 12));
});

const clipped = samples.map((sample) => Math.max(-1, Math.min(1, sample)));
writeFileSync(fileURLToPath(new URL('../sounds/music.wav', import.meta.url)), wav(clipped, RATE));
