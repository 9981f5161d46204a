import { useSyncExternalStore } from 'react';
import { Temporal } from 'temporal-polyfill';

// What time it is at the city's server: a desk's own clock may be wrong, and a test's stands still.
// Kept outside React because answers tell it, and every sentence with a time in it needs it.

const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let told = { server: Temporal.Now.instant(), heardAt: performance.now(), standing: false };
let shown = told.server;

function refresh() {
  const since = told.standing ? 0 : Math.max(0, Math.round(performance.now() - told.heardAt));
  shown = told.server.add({ milliseconds: since });
  listeners.forEach((listen) => listen());
}

export function tellServerTime(now: string, standing = told.standing) {
  told = { server: Temporal.Instant.from(now), heardAt: performance.now(), standing };
  refresh();
}

function subscribe(listen: () => void) {
  listeners.add(listen);
  const ticking = setInterval(refresh, TICK_MS);
  return () => {
    listeners.delete(listen);
    clearInterval(ticking);
  };
}

/** The server's present instant, a quarter of a minute old at most. */
export const useNow = () => useSyncExternalStore(subscribe, () => shown);
