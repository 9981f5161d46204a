// Rule 8 under power cuts: eight writers, 5,000 acknowledged writes, the server killed at least
// fifty times among them. Every acknowledged write is there once, also when it is sent again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City, NOW } from '../api/city.mjs';
import { rowCounter } from '../api/rows.mjs';

const WRITES = 5_000;
const WRITERS = 8;
const KILLS = 50;
const CASE_EVERY = 10; // one write of ten opens a case, the others add a contact
const RETRY_MS = 5;

let city;
before(async () => {
  city = await City.start();
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

/** Requests whose answer a kill took away: only they try what the repeats are for. */
let unanswered = 0;

const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));

/** Sends until it is answered; whether an unanswered one was done nobody knows. */
async function sendUntilAnswered(write) {
  for (;;) {
    try {
      const answer = await city.operator.send(write.operation, {
        body: write.body,
        headers: { 'Idempotency-Key': write.key },
      });
      if (answer.status === 201) return answer.body;
      if (answer.status !== 429 && answer.status !== 503) {
        throw new Refused(`${write.operation} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (error.cause?.code !== 'ECONNREFUSED') unanswered += 1;
    }
    await pause(RETRY_MS);
  }
}
class Refused extends Error {}

function planned(index, call) {
  const key = randomUUID();
  if (index % CASE_EVERY === 0) {
    const body = { interaction: call.id, kind: 'question', summary: `Question ${index}?` };
    return { index, key, operation: 'openCase', body };
  }
  return { index, key, operation: 'createContact', body: { name: `Resident ${index}`, language: 'en' } };
}

test(`${WRITES} acknowledged writes survive ${KILLS} kills`, async (t) => {
  const countRows = await rowCounter(city.server.data);
  const call = await city.inbound();
  const before = await countRows();
  const writes = Array.from({ length: WRITES }, (_, index) => planned(index, call));
  const acknowledged = [];
  let next = 0;
  let kills = 0;
  let over = false;

  const killer = (async () => {
    // Spread over the writes, each at a moment of its own within its share.
    for (let turn = 0; turn < KILLS; turn += 1) {
      const moment = Math.floor(((turn + Math.random()) / KILLS) * WRITES * 0.99);
      while (acknowledged.length < moment && !over) await pause(1);
      assert.ok(!over, `the writers ended after ${kills} kills`);
      await city.server.killAndRestart(NOW);
      kills += 1;
    }
  })();

  const writer = async () => {
    while (next < writes.length) {
      const write = writes[next];
      next += 1;
      acknowledged.push({ write, answer: await sendUntilAnswered(write) });
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer)).finally(() => {
    over = acknowledged.length < WRITES;
  });
  await killer;
  t.diagnostic(
    `${kills} kills, ${acknowledged.length} acknowledged writes by ${WRITERS} writers, ` +
      `${unanswered} answers lost`,
  );
  assert.ok(kills >= KILLS);
  assert.ok(unanswered >= KILLS, 'the kills met no request under way');
  assert.equal(acknowledged.length, WRITES);

  const stored = await countRows();
  const cases = writes.filter(({ operation }) => operation === 'openCase').length;
  assert.equal(stored.cases - before.cases, cases);
  assert.equal(stored.contacts - before.contacts, WRITES - cases);
  const identities = acknowledged.map(({ answer }) => `${answer.number ?? ''}/${answer.id ?? ''}`);
  assert.equal(new Set(identities).size, WRITES);

  // Every one once more, with its key: the first answer, and nothing new.
  const queue = [...acknowledged];
  const repeater = async () => {
    for (let one = queue.pop(); one; one = queue.pop()) {
      assert.deepEqual(await sendUntilAnswered(one.write), one.answer);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, repeater));
  assert.deepEqual(await countRows(), stored);

  for (const { write, answer } of acknowledged.filter(({ write }) => write.operation === 'openCase')) {
    const read = await city.operator.call('readCase', { path: { number: answer.number } });
    assert.equal(read.summary, write.body.summary);
  }
  await city.server.stopServing();
  await city.server.verify();
});
