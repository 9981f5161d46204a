// The conversation that somebody is in, for a page that is loaded again in the middle of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City } from './city.mjs';

let city;
before(async () => {
  city = await City.start();
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

const mine = async (api) => (await api.call('readOwnInteraction')).interaction;

test('it is there from the answer to the wrap-up, and nobody else has it', async () => {
  const colleague = await city.as('operator2');
  assert.equal(await mine(city.operator), null);
  const call = await city.operator.call('startInteraction', {
    body: { direction: 'inbound', channel: 'call', phone: city.phone() },
  });
  assert.deepEqual(await mine(city.operator), call);
  assert.equal(await mine(colleague), null);
  await city.operator.call('endInteraction', {
    path: { interaction: call.id },
    body: { wrap_up: 'other' },
  });
  assert.equal(await mine(city.operator), null);
});

test('an analyst has no conversations', async () => {
  const answer = await (await city.as('analyst')).send('readOwnInteraction');
  assert.equal(answer.status, 403);
});
