import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 50;

/**
 * Looks again and again until it holds, for what tells nobody when it comes about; resolves to what
 * was seen then. `patience` in milliseconds; `says`: what to show of it when it never holds.
 */
export async function until(what, holds, { patience = 20_000, says = () => '' } = {}) {
  const deadline = Date.now() + patience;
  for (;;) {
    const now = await holds();
    if (now) return now;
    if (Date.now() > deadline) throw new Error(`never: ${what}\n${says().slice(-2000)}`);
    await pause(LOOK_MS);
  }
}
