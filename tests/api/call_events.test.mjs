// The CTI API: what a contact centre tells of its calls, who may, and what is made of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { operations } from '../support/contract.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City, NOW } from './city.mjs';
import { ContactCentre, sign } from './contact_centre.mjs';
import { spoiled } from './faults.mjs';
import { rowCounter } from './rows.mjs';

const AGENT = 'oren.hale';

let centre;
let city;
let countRows;

before(async () => {
  centre = await ContactCentre.start();
  city = await City.start(centre.environment());
  countRows = await rowCounter(city.server.data);
});
after(async () => {
  await city?.stop();
  await centre?.stop();
  await forgetDemoCities();
});

const tell = (event, headers) => centre.tell(city.server, event, headers);
const arrival = (call) =>
  centre.event(call, 'arrived', NOW, { caller: city.phone(), callee: '311', queue: 'en' });

/** Refused with this reason, and nothing is kept of it. */
async function refused(status, reason, send) {
  const rows = await countRows();
  const answer = await send();
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert.equal(answer.body.type, `urn:kept311:problem:${reason}`);
  assert.deepEqual(await countRows(), rows);
  return answer.body;
}

test('an event without a signature, with a wrong one, or changed on the way is refused', async () => {
  const event = arrival('unsigned');
  await refused(401, 'signature.missing', () => tell(event, { 'X-Kept311-Signature': null }));
  await refused(401, 'signature.missing', () =>
    tell(event, { 'X-Kept311-Signature': '', 'X-Kept311-Timestamp': 'now' }),
  );
  const seconds = String(Math.floor(Date.now() / 1000));
  const raw = JSON.stringify(event);
  for (const signature of [
    sign(seconds, raw, 'a secret of somebody else, long enough'),
    sign(seconds, `${raw} `),
    sign(String(Number(seconds) + 1), raw),
    sign(seconds, raw).toUpperCase(),
    'sha256=',
  ]) {
    const headers = { 'X-Kept311-Timestamp': seconds, 'X-Kept311-Signature': signature };
    await refused(401, 'signature.wrong', () => tell(raw, headers));
  }
});

test('an event whose signature is more than five minutes old, or as much early, is refused', async () => {
  const now = Math.floor(Date.now() / 1000);
  for (const off of [-320, 320]) {
    await refused(401, 'signature.old', () =>
      tell(arrival('old'), { 'X-Kept311-Timestamp': String(now + off) }),
    );
  }
  const late = await tell(arrival('on-its-way'), { 'X-Kept311-Timestamp': String(now - 280) });
  assert.equal(late.status, 200, JSON.stringify(late.body));
});

test('each spoiled field is refused by name and keeps nothing', async () => {
  const valid = centre.event('fields', 'failed', NOW, {
    caller: city.phone(),
    callee: '311',
    queue: 'en',
    agent: AGENT,
    digit: '1',
    reason: 'busy',
  });
  const rows = await countRows();
  const breaches = [];
  for (const { pointer, name, raw } of spoiled(operations.get('recordCallEvent').body, valid, NOW)) {
    const { status, body } = await tell(raw);
    const pointers = (body.errors ?? []).map((error) => error.pointer);
    if (status !== 422 || !pointers.includes(pointer)) {
      breaches.push(`${pointer} ${name}: ${status} ${JSON.stringify(body.errors)}`);
    }
  }
  assert.deepEqual(breaches, []);
  assert.deepEqual(await countRows(), rows);
  assert.equal((await tell(valid)).status, 200);
});

test('what an event cannot do without is named', async () => {
  for (const [kind, pointer] of [
    ['digit', '/digit'],
    ['offered', '/agent'],
    ['failed', '/reason'],
  ]) {
    const told = await refused(422, 'field.missing', () => tell(centre.event('lacks', kind, NOW)));
    assert.equal(told.errors[0].pointer, pointer);
  }
});

test('an agent, a queue or a provider that there is not is named', async () => {
  for (const [reason, more] of [
    ['call.agent_unknown', { agent: 'nobody' }],
    ['call.queue_unknown', { queue: 'gardening' }],
    ['call.provider_unknown', { provider: 'another' }],
  ]) {
    const event = { ...arrival('unknown'), ...more };
    const told = await refused(422, reason, () => tell(event));
    assert.equal(told.errors[0].pointer, `/${Object.keys(more)[0]}`);
  }
});

test('what has not happened yet is refused', async () => {
  const event = centre.event('tomorrow', 'arrived', new Date(NOW.getTime() + 120_000));
  const told = await refused(422, 'call.in_future', () => tell(event));
  assert.equal(told.errors[0].pointer, '/at');
});

test('an event that is told twice counts once', async () => {
  const event = arrival('twice');
  const first = (await tell(event)).body;
  assert.deepEqual({ applied: first.applied, repeated: first.repeated }, { applied: true, repeated: false });
  const rows = await countRows();
  const again = (await tell(event)).body;
  assert.deepEqual(again, { ...first, repeated: true });
  assert.deepEqual(await countRows(), rows);
});

test('events that come in the wrong order are kept and change nothing', async () => {
  await tell(arrival('late'));
  await tell(centre.event('late', 'offered', NOW, { agent: AGENT }));
  const before = (await tell(centre.event('late', 'ended', NOW))).body;
  assert.equal(before.applied, true);
  const after = (await tell(centre.event('late', 'answered', NOW, { agent: AGENT }))).body;
  assert.deepEqual(after, { applied: false, repeated: false, call: before.call, why_not: 'call.ended' });
  const held = (await tell(centre.event('late', 'held', NOW))).body;
  assert.equal(held.applied, false);
});

test('a contact centre may begin to tell in the middle of a call', async () => {
  const told = (await tell(centre.event('middle', 'offered', NOW, { agent: AGENT, caller: city.phone() })))
    .body;
  assert.equal(told.applied, true);
  await tell(centre.event('middle', 'abandoned', NOW));
});

test('without a contact centre there is nobody to tell of calls', async () => {
  const other = await City.start();
  try {
    assert.equal((await centre.tell(other.server, arrival('nobody'))).status, 404);
  } finally {
    await other.stop();
  }
});
