// Rule 9: no promise is broken by a machine's mistake. A server that wakes up days after the last
// event takes nothing until somebody who may says that the time is right.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { forgetDemoCities, Server } from '../support/server.mjs';

const DAY = 24 * 3_600_000;

/** A Wednesday in the morning, when everybody is at work, more than two days ago. */
function workingMorning() {
  const morning = new Date(Date.now() - 3 * DAY);
  morning.setUTCHours(15, 0, 0, 0);
  while (morning.getUTCDay() !== 3) morning.setUTCDate(morning.getUTCDate() - 1);
  return morning;
}

let server;
before(async () => {
  server = await Server.start(workingMorning());
});
after(async () => {
  await server?.stop();
  await forgetDemoCities();
});

async function signedIn(role) {
  const { name, password } = server.signInAs(role);
  const api = new Api(server);
  await api.signIn(name, password);
  return api;
}

const doubt = async (api) => (await api.call('readSession')).clock_in_doubt;

const readiness = () => fetch(`${server.origin}/readyz`);

const brokenPromises = async (supervisor) => (await supervisor.call('readMeasures')).promises.broken;

test('a clock in doubt breaks nothing, is named, and is confirmed by an administrator', async () => {
  const operator = await signedIn('operator');
  const contact = await operator.call('createContact', {
    body: { name: 'Rosa Delgado', phones: ['416 555 0142'], language: 'en' },
  });
  const call = await operator.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
  await operator.call('identifyCaller', { path: { interaction: call.id }, body: { contact: contact.id } });
  const { number } = await operator.call('openCase', {
    body: {
      interaction: call.id,
      kind: 'question',
      summary: 'Who sweeps the stairs?',
      promise: { words: 'I will call you back.' },
    },
  });

  assert.equal(await doubt(operator), null);
  await server.stopServing();
  await server.run(undefined, { mayDoubt: true });
  const doubtful = await readiness();
  assert.equal(doubtful.status, 503);
  const supervisor = await signedIn('supervisor');
  assert.match((await doubtful.json()).why, /more than a day after the keeper was last there/);
  assert.equal(await brokenPromises(supervisor), 0);
  assert.match(await doubt(supervisor), /more than a day after the keeper was last there/);

  // People go on working, and what they do breaks nothing either.
  const desk = await signedIn('operator');
  const again = await desk.call('startInteraction', {
    body: { direction: 'inbound', channel: 'call', contact: contact.id },
  });
  await desk.call('recordNotHeard', { path: { number }, body: { interaction: again.id } });
  assert.equal(await brokenPromises(supervisor), 0);

  assert.equal((await (await signedIn('operator')).send('confirmClock')).status, 403);
  assert.equal((await readiness()).status, 503);
  assert.equal((await (await signedIn('admin')).send('confirmClock')).status, 204);
  assert.equal(await doubt(supervisor), null);
  // Ready again means that what fell due has been put right.
  await server.ready();
  assert.equal(await brokenPromises(supervisor), 1);
});
