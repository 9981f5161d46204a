// Live changes: whoever may read a case hears of it at once, nobody else does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { forgetDemoCities } from '../support/server.mjs';
import { City } from './city.mjs';

const LIVE = '/api/v1/live';
const PATIENCE_MS = 5_000;

let city;
const opened = [];
before(async () => {
  city = await City.start();
});
after(async () => {
  for (const socket of opened) socket.terminate();
  await city?.stop();
  await forgetDemoCities();
});

const addressOf = (server) => server.origin.replace(/^http/, 'ws') + LIVE;

/** Connects; answers with what arrives, or with the status that the server refused with. */
function connect({ cookie, origin = city.server.origin }) {
  const headers = { Origin: origin, ...(cookie && { Cookie: cookie }) };
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(addressOf(city.server), { headers });
    opened.push(socket);
    const messages = [];
    const waiting = [];
    socket.on('message', (data) => {
      messages.push(JSON.parse(data.toString()));
      for (const look of waiting) look();
    });
    const heard = (wanted) =>
      new Promise((found, failed) => {
        const timer = setTimeout(
          () => failed(new Error(`not heard; heard ${JSON.stringify(messages)}`)),
          PATIENCE_MS,
        );
        const look = () => {
          const message = messages.find(wanted);
          if (!message) return;
          clearTimeout(timer);
          found(message);
        };
        waiting.push(look);
        look();
      });
    socket.once('open', () => resolve({ messages, heard }));
    socket.once('unexpected-response', (_request, response) => resolve({ refused: response.statusCode }));
    socket.once('error', reject);
  });
}

const isAbout = (number) => (message) => JSON.stringify(message).includes(number);

test('a change reaches whoever may read the case', async () => {
  const listener = await connect({ cookie: (await city.as('operator2')).cookie });
  assert.equal(listener.refused, undefined);
  const { case: made } = await city.question();
  await listener.heard(isAbout(made.number));
  const before = listener.messages.length;
  await city.operator.call('askDepartment', {
    path: { number: made.number },
    body: { department: city.catalogue.departments[1].id, text: 'And yours?' },
  });
  await listener.heard(
    (message) => listener.messages.indexOf(message) >= before && isAbout(made.number)(message),
  );
});

test('it does not reach whoever may not', async () => {
  const analyst = await connect({ cookie: (await city.as('analyst')).cookie });
  const operator = await connect({ cookie: city.operator.cookie });
  const { case: made } = await city.question();
  await operator.heard(isAbout(made.number));
  // What one connection has heard the other would have heard too: they are told in one go. A second
  // change gives a slow message the time to come.
  const { case: second } = await city.question();
  await operator.heard(isAbout(second.number));
  assert.deepEqual((analyst.messages ?? []).filter(isAbout(made.number)), []);
});

test('a complaint does not reach whom it is about', async () => {
  const manager = await city.as('manager');
  const listener = await connect({ cookie: manager.cookie });
  const call = await city.inbound();
  const complaint = await city.operator.call('openCase', {
    body: {
      interaction: call.id,
      kind: 'complaint',
      summary: 'She shouted.',
      about_staff: manager.session.staff.id,
    },
  });
  const { case: later } = await city.question();
  await listener.heard(isAbout(later.number));
  assert.deepEqual(listener.messages.filter(isAbout(complaint.number)), []);
});

test('a page of another site cannot listen', async () => {
  const answer = await connect({ cookie: city.operator.cookie, origin: 'https://example.org' });
  assert.equal(answer.refused, 403);
});

test('a stranger cannot listen', async () => {
  const answer = await connect({});
  assert.ok([401, 403].includes(answer.refused), `${answer.refused}`);
});

test('signing out ends listening', async () => {
  const leaving = await city.signIn('operator2');
  const listener = await connect({ cookie: leaving.cookie });
  const operator = await connect({ cookie: city.operator.cookie });
  await leaving.call('signOut');
  for (let change = 0; change < 2; change += 1) {
    const { case: made } = await city.question();
    await operator.heard(isAbout(made.number));
  }
  assert.deepEqual(listener.messages, []);
  const answer = await connect({ cookie: leaving.cookie });
  assert.ok([401, 403].includes(answer.refused), `${answer.refused}`);
});
