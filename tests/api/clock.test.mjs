// The standing clock of tests, and what runs on the machine's own clock all the same.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { Server, forgetDemoCities } from '../support/server.mjs';
import { City, NOW, later } from './city.mjs';
import { rowCounter } from './rows.mjs';

let city;
let clock;
before(async () => {
  city = await City.start();
  const stranger = new Api(city.server);
  clock = (body) => stranger.send('setTestClock', { body });
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

test('it goes forward by a step or to an instant, and never back', async () => {
  const step = await clock({ advance: 'PT30M' });
  assert.deepEqual([step.status, Date.parse(step.body.now)], [200, Date.parse(later(0.5))]);
  const set = await clock({ set: later(1) });
  assert.deepEqual([set.status, Date.parse(set.body.now)], [200, Date.parse(later(1))]);
  for (const wrong of [{ set: later(0.5) }, { advance: '-PT1H' }, {}, { set: later(2), advance: 'PT1H' }]) {
    assert.equal((await clock(wrong)).status, 422, JSON.stringify(wrong));
  }
});

test('it answers when all that came due on the way is done', async () => {
  const { case: opened, promise } = await city.question();
  const { body } = await clock({ set: new Date(Date.parse(promise.due) + 1).toISOString() });
  assert.ok(body.handled > 0);
  const { promises, timeline } = await city.operator.call('readCase', { path: { number: opened.number } });
  assert.equal(promises[0].state, 'broken');
  // Each at its own instant, in the order in which it came due.
  const times = timeline.map(({ recorded_at }) => Date.parse(recorded_at));
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  const broken = timeline.find(({ kind }) => kind === 'promise_broken');
  assert.equal(Date.parse(broken.recorded_at) - Date.parse(promise.due), 1);
});

test('an idempotency key is kept for seven days, then the keeper lets it go', async () => {
  const countRows = await rowCounter(city.server.data);
  const request = { body: { language: 'en', name: 'Once' }, headers: { 'Idempotency-Key': randomUUID() } };
  const first = await city.operator.call('createContact', request);
  await clock({ advance: 'P6D' });
  assert.deepEqual(await city.operator.call('createContact', request), first);
  const kept = (await countRows()).idempotency_keys;
  await clock({ advance: 'P1DT1H' });
  assert.ok((await countRows()).idempotency_keys < kept, 'the keeper kept every key');
  assert.notEqual((await city.operator.call('createContact', request)).id, first.id);
});

test('who fails to sign in too often has to wait, whatever the standing clock says', async () => {
  const { name, password } = city.server.signInAs('weekender');
  const stranger = new Api(city.server);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const answer = await stranger.send('signIn', { body: { name, password: `wrong ${attempt}` } });
    assert.equal(answer.status, 401);
  }
  const locked = async () => {
    const answer = await stranger.send('signIn', { body: { name, password } });
    return [answer.status, answer.headers.get('retry-after')];
  };
  assert.deepEqual(await locked(), [429, '900']);
  await clock({ advance: 'P1D' });
  assert.deepEqual(await locked(), [429, '900']);
  // Nobody else has to wait, nor whoever has the name where nobody guessed.
  const elsewhere = { 'X-Forwarded-For': '203.0.113.9' };
  const own = new Api(city.server);
  assert.equal((await own.send('signIn', { body: { name, password }, headers: elsewhere })).status, 200);
  assert.ok(await city.signIn('operator2'));
});

test('sessions do not end with the days of the standing clock', async () => {
  await clock({ advance: 'P30D' });
  assert.equal((await city.operator.send('readSession')).status, 200);
});

test('without a standing clock there is no such resource', async () => {
  const server = await Server.start(undefined);
  try {
    const answer = await fetch(`${server.origin}/api/v1/test/clock`, { method: 'POST' });
    assert.ok([404, 405].includes(answer.status), `${answer.status}`);
  } finally {
    await server.stop();
  }
});

test('a server that was killed goes on where its standing clock stood', async () => {
  // Half an hour in which nothing happens that an event could remember.
  const { body } = await clock({ advance: 'PT30M' });
  await city.server.killAndRestart(NOW);
  const { now } = await city.operator.call('listObligations');
  assert.equal(now, body.now);
});
