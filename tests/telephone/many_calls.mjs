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
 * agents, the first to the first; `silent`: hears of it and does nothing. `over` resolves when `count`
 * calls have an end; `failures()`: what went otherwise than it must.
 */
export function serveCalls(telephone, { count, agents, talking = count, silent = false }) {
  const ends = new Map();
  const answered = new Set();
  const wrong = [];
  const wanted = silent ? 0 : talking;
  let connected = 0;
  const order = async (action, call, more) => {
    const { status, body } = await telephone.order(action, call, more);
    if (status !== 200) wrong.push(`${action} ${call}: ${status} ${JSON.stringify(body)}`);
  };
  const over = new Promise((done, failed) => {
    const orders = (...words) => void order(...words).catch(failed);
    telephone.onEvent = ({ event, call_id: call }) => {
      if (event === 'arrived' && !silent) orders('announce', call, { text: '', language: 'en' });
      if (event === 'queued' && connected < wanted) {
        orders('connect', call, { agent: agents[connected % agents.length] });
        connected += 1;
      }
      if (event === 'answered') answered.add(call);
      if (!ENDS.has(event)) return;
      if (event !== (answered.has(call) ? 'ended' : 'abandoned')) wrong.push(`${call}: ${event}`);
      if (ends.has(call)) wrong.push(`${call}: ${event} after ${ends.get(call)}`);
      ends.set(call, event);
      if (ends.size === count) done();
    };
  });
  const failures = () => [
    ...wrong,
    ...(answered.size === wanted ? [] : [`${answered.size} were answered, not ${wanted}`]),
  ];
  return { over, failures };
}
