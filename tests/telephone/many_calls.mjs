// Many calls at once or one after the other, and what is left of them.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const ENDS = new Set(['ended', 'abandoned', 'failed', 'lost']);
const PATIENCE_MS = 40_000;
const LOOK_MS = 200;

/** What the telephone has open. */
export async function standing(telephone) {
  const { calls, legs, dialogs, channels, rooms, descriptors } = await telephone.health();
  const files = await readdir(join(telephone.directory, 'telephone', 'dialogs')).catch(() => []);
  const asked = (what) => telephone.edge.asked.filter(({ command }) => command === what).length;
  const sessions = asked('offer') - asked('delete');
  return { calls, legs, dialogs, channels, rooms, descriptors, files: files.length, sessions };
}

async function standingWhen(telephone, holds) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const now = await standing(telephone);
    if (holds(now) || Date.now() > until) return now;
    await new Promise((wake) => setTimeout(wake, LOOK_MS));
  }
}

/** Once no call is up any more. */
export const atRest = (telephone) =>
  standingWhen(telephone, ({ dialogs, channels, legs }) => dialogs === 0 && channels === legs);

/** Looks until it stands as before; how it stands in the end. */
export const restored = (telephone, before) =>
  standingWhen(telephone, (now) => JSON.stringify(now) === JSON.stringify(before));

/**
 * Takes every call that comes, without words, and lets the first `talking` of them talk to one of the
 * agents; `silent`: hears of it and does nothing. Resolves to how many ends were told of each call,
 * when `count` calls have one.
 */
export function serveCalls(telephone, { count, agents, talking = count, silent = false }) {
  const ends = new Map();
  let connected = 0;
  return new Promise((done, failed) => {
    const order = (...words) => telephone.order(...words).catch(failed);
    telephone.onEvent = ({ event, call_id: call }) => {
      if (event === 'arrived' && !silent) void order('announce', call, { text: '', language: 'en' });
      if (event === 'queued' && connected < talking) {
        void order('connect', call, { agent: agents[connected % agents.length] });
        connected += 1;
      }
      if (!ENDS.has(event)) return;
      ends.set(call, (ends.get(call) ?? 0) + 1);
      if (ends.size === count) done(ends);
    };
  });
}
