import { useSyncExternalStore } from 'react';
import { Temporal } from 'temporal-polyfill';

// What time it is at the city's server: a desk's own clock may be wrong, and a test's stands still.
// Kept outside React because answers tell it, and every sentence with a time in it needs it.

const TICK_MS = 15_000;
const SECOND_MS = 1_000;
const listeners = new Set<() => void>();
let told = { server: Temporal.Now.instant(), heardAt: performance.now(), standing: false };
let shown = told.server;

function serverNow() {
  const since = told.standing ? 0 : Math.max(0, Math.round(performance.now() - told.heardAt));
  return told.server.add({ milliseconds: since });
}

function refresh() {
  shown = serverNow();
  listeners.forEach((listen) => listen());
}

export function tellServerTime(now: string, standing = told.standing) {
  told = { server: Temporal.Instant.from(now), heardAt: performance.now(), standing };
  refresh();
}

function subscribe(listen: () => void, tick: () => void, every: number) {
  listeners.add(listen);
  const ticking = setInterval(tick, every);
  return () => {
    listeners.delete(listen);
    clearInterval(ticking);
  };
}

const subscribeToShown = (listen: () => void) => subscribe(listen, refresh, TICK_MS);
const subscribeToSeconds = (listen: () => void) => subscribe(listen, listen, SECOND_MS);

/** The server's present instant, a quarter of a minute old at most. */
export const useNow = () => useSyncExternalStore(subscribeToShown, () => shown);

/** Whole seconds since an instant, each second anew: how long somebody waits or is held. */
export function useSecondsSince(instant: string): number {
  return useSyncExternalStore(subscribeToSeconds, () =>
    Math.max(0, Math.floor(serverNow().since(Temporal.Instant.from(instant)).total('seconds'))),
  );
}
