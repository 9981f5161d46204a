// After many calls nothing of them is left, and each had one end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { atRest, restored, serveCalls } from './many_calls.mjs';
import { RtpPeer } from './rtp_peer.mjs';
import { Telephone } from './telephone.mjs';

const AGENTS = ['oren.hale', 'amara.diallo', 'maya.osei'];
const CALLS = 100;

let telephone;
const peers = [];

before(async () => {
  telephone = await Telephone.start({ TELEPHONE_LAST_PORT: '65000' });
  for (const agent of AGENTS) {
    peers.push(await RtpPeer.open({ hertz: 1000 }));
    await telephone.headset(agent, peers.at(-1));
  }
});
after(async () => {
  peers.forEach((peer) => peer.close());
  await telephone.stop();
});

/** What went otherwise than it must. */
async function calls(scenario, count, silent) {
  const served = serveCalls(telephone, { count, agents: AGENTS, silent });
  // Long enough to be connected on a machine that has other things to do.
  const callers = await telephone.caller(scenario, { calls: count, rate: 25, ms: 1_000, rtp: peers[0].port });
  await Promise.all([served.over, callers.done]);
  return served.failures();
}

test(`${CALLS} calls are answered and end once each, and leave nothing open`, async (t) => {
  await calls('caller_leaves', 10); // what is opened once, and kept
  const before = await atRest(telephone);
  const { memory_kb: memory } = await telephone.health();
  assert.deepEqual(await calls('caller_leaves', CALLS), []);
  assert.deepEqual(await calls('caller_gives_up', 20, true), []);
  assert.deepEqual(await restored(telephone, before), before);
  const { memory_kb: now } = await telephone.health();
  // AddressSanitizer's own share grows with it: script/bench telephone holds the release build to 5 MB.
  t.diagnostic(`memory grew by ${now - memory} kB`);
});
