// The conversation that somebody is in, for a page that is loaded again in the middle of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City } from './city.mjs';
import { readRows } from './rows.mjs';

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

test('what is noted at one step of a call stays when more is noted at the next', async () => {
  const made = await city.question();
  await city.operator.call('endInteraction', {
    path: { interaction: made.call.id },
    body: { wrap_up: 'other' },
  });
  const call = await city.dial(made.case.number, 'promise', made.promise.id);
  await city.operator.call('recordContactAttempt', {
    path: { interaction: call.id },
    body: { result: 'no_answer', note: 'It rang for long.' },
  });
  await city.operator.call('endInteraction', {
    path: { interaction: call.id },
    body: { wrap_up: 'no_contact', notes: 'Try after four.' },
  });
  const notes = await readRows(city.server.data, `SELECT notes FROM interactions WHERE id = ${call.id}`);
  assert.deepEqual(notes, ['It rang for long.', 'Try after four.']);
});
