// Sound as the tests in the page make it and find it again. It also runs in the page.

/** How strong a tone of that frequency is in samples of −1 to 1; a full sine is 1 (Goertzel). */
export function toneIn(samples, rate, frequency) {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequency) / rate);
  let last = 0;
  let before = 0;
  for (const sample of samples) {
    const next = sample + coefficient * last - before;
    before = last;
    last = next;
  }
  const power = last * last + before * before - coefficient * last * before;
  return samples.length === 0 ? 0 : (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}

/** Sound that begins at `from` samples into the tone. */
export function tone(frequency, rate, count, from = 0, loudness = 0.5) {
  return Float32Array.from(
    { length: count },
    (_, index) => loudness * Math.sin((2 * Math.PI * frequency * (from + index)) / rate),
  );
}

/** How long, in ms, a tone is away at the most within the sound, and which part of it it is away. */
export function holes(samples, rate, frequency) {
  const window = Math.round(rate / 100);
  let longest = 0;
  let run = 0;
  let away = 0;
  let windows = 0;
  const levels = [];
  for (let at = 0; at + window <= samples.length; at += window) {
    levels.push(toneIn(samples.subarray(at, at + window), rate, frequency));
  }
  const usual = [...levels].sort((one, other) => one - other)[Math.floor(levels.length / 2)] ?? 0;
  for (const level of levels) {
    windows += 1;
    run = level < usual / 4 ? run + 1 : 0;
    if (run > 0) away += 1;
    longest = Math.max(longest, run);
  }
  return { longest: longest * 10, part: windows === 0 ? 1 : away / windows, usual };
}
