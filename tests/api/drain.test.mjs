// A server that is told to end: what is under way is answered and stored, idle clients are let go.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { forgetDemoCities } from '../support/server.mjs';
import { City, NOW } from './city.mjs';
import { rowCounter } from './rows.mjs';

const WRITERS = 8;
const ENOUGH = 100;
const PROMPT_MS = 3_000;

let city;
before(async () => {
  city = await City.start();
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

test('no request under way fails, and none that was answered is lost', async () => {
  const countRows = await rowCounter(city.server.data);
  const before = await countRows();
  const listener = new WebSocket(`${city.server.origin.replace('http', 'ws')}/api/v1/live`, {
    headers: { Origin: city.server.origin, Cookie: city.operator.cookie },
  });
  await new Promise((open, failed) => listener.once('open', open).once('error', failed));
  const goodbye = new Promise((closed) => listener.once('close', closed));

  let acknowledged = 0;
  let ending;
  const failures = [];
  const writer = async () => {
    for (;;) {
      try {
        await city.operator.call('createContact', { body: { name: 'Somebody', language: 'en' } });
        acknowledged += 1;
      } catch (error) {
        // Nobody is at the door any more: that request was never under way.
        if (error.cause?.code === 'ECONNREFUSED') return;
        failures.push(error);
        return;
      }
      if (acknowledged >= ENOUGH) ending ??= { begun: Date.now(), exit: city.server.stopServing() };
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  const { code } = await ending.exit;
  const took = Date.now() - ending.begun;
  assert.deepEqual(failures, []);
  assert.equal(code, 0);
  assert.equal(await goodbye, 1001);
  assert.ok(took < PROMPT_MS, `it took ${took} ms to end`);
  await city.server.run(NOW);
  assert.equal((await countRows()).contacts - before.contacts, acknowledged);
});
