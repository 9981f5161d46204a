// The operator's sound between browser and `kept311 telephone`: the server hands the offer over,
// signed, and its answer back. Here the telephone is played.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City } from './city.mjs';
import { sign } from './contact_centre.mjs';

const SECRET = 'what-only-the-two-of-them-know-0123456789';
const OFFER = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n';
const ANSWER = 'v=0\r\no=- 2 2 IN IP4 127.0.0.1\r\ns=-\r\n';

let directory;
let telephone;
let asked;
let answers;
let city;

async function take(request, response) {
  if (request.url === '/standing') return response.writeHead(503).end(); // asked now and then
  let body = '';
  for await (const piece of request) body += piece;
  const right = sign(request.headers['x-kept311-timestamp'], body, SECRET);
  asked.push({
    path: request.url,
    ...JSON.parse(body),
    signed: request.headers['x-kept311-signature'] === right,
  });
  return answers(response);
}

const says = (status, body) => (response) => response.writeHead(status).end(JSON.stringify(body));

const environment = () => ({
  KEPT311_TELEPHONE_PROVIDER: 'built_in',
  KEPT311_TELEPHONE_CONTROL: `127.0.0.1:${telephone.address().port}`,
  KEPT311_TELEPHONE_SECRET_FILE: join(directory, 'secret'),
});

after(() => forgetDemoCities());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kept311-audio-'));
  await writeFile(join(directory, 'secret'), `${SECRET}\n`);
  await writeFile(join(directory, 'turn'), 'what-turn-knows\n');
  asked = [];
  answers = says(200, { sdp: ANSWER });
  telephone = createServer(take);
  await new Promise((listens) => telephone.listen(0, '127.0.0.1', listens));
});
afterEach(async () => {
  await city?.stop();
  city = undefined;
  telephone.closeAllConnections();
  await new Promise((ended) => telephone.close(ended));
  await rm(directory, { recursive: true, force: true });
});

const connect = (sdp, headers) => city.operator.send('connectAudio', { body: { sdp }, headers });

test('an offer comes to the telephone, signed and by whom; its answer comes back', async () => {
  city = await City.start(environment());
  const { status, body } = await connect(OFFER);
  assert.equal(status, 200);
  assert.equal(body.sdp, ANSWER);
  answers = says(200, { sdp: '' });
  assert.deepEqual((await connect('')).body, { sdp: '' });
  assert.deepEqual(asked, [
    { path: '/audio', agent: 'oren.hale', sdp: OFFER, signed: true },
    { path: '/audio', agent: 'oren.hale', sdp: '', signed: true },
  ]);
});

test('nobody else makes an offer: no session, no token of the page, no calls', async () => {
  city = await City.start(environment());
  assert.equal((await connect(OFFER, { Cookie: null })).status, 401);
  assert.equal((await connect(OFFER, { 'X-CSRF-Token': null })).status, 403);
  const analyst = await city.as('analyst');
  assert.equal((await analyst.send('connectAudio', { body: { sdp: OFFER } })).status, 403);
  assert.deepEqual(asked, []);
});

test('a telephone that is away, in trouble or talks nonsense is told of as that', async () => {
  city = await City.start(environment());
  answers = says(400, {});
  assert.equal((await connect(OFFER)).body.type, 'urn:kept311:problem:telephone.sound_refused');
  for (const answer of [
    says(503, {}),
    says(200, { sdp: 7 }),
    (response) => response.end('{'),
    (response) => response.destroy(),
  ]) {
    answers = answer;
    const { status, body } = await connect(OFFER);
    assert.equal(status, 503);
    assert.equal(body.type, 'urn:kept311:problem:telephone.no_sound');
  }
});

test('an offer has its limits', async () => {
  city = await City.start(environment());
  assert.equal((await connect('x'.repeat(32 * 1024))).status, 200);
  const { status, body } = await connect('x'.repeat(32 * 1024 + 1));
  assert.equal(status, 422);
  assert.equal(body.errors[0].pointer, '/sdp');
  assert.equal((await city.operator.send('connectAudio', { body: {} })).status, 422);
  assert.equal(asked.length, 1);
});

test('the page is told whether sound is its business, and by which server from outside', async () => {
  city = await City.start({ KEPT311_TELEPHONE_PROVIDER: 'simulated' });
  assert.equal((await city.operator.call('readTelephone')).audio, null);
  const { status, body } = await connect(OFFER);
  assert.equal(status, 409);
  assert.equal(body.type, 'urn:kept311:problem:telephone.no_audio');
  await city.stop();
  city = await City.start({
    ...environment(),
    KEPT311_TELEPHONE_TURN: 'turn:turn.alderbay.example:3478',
    KEPT311_TELEPHONE_TURN_USER: 'kept311',
    KEPT311_TELEPHONE_TURN_PASSWORD_FILE: join(directory, 'turn'),
  });
  assert.deepEqual((await city.operator.call('readTelephone')).audio, {
    ice_servers: [
      {
        urls: 'turn:turn.alderbay.example:3478',
        username: 'kept311',
        credential: 'what-turn-knows',
      },
    ],
  });
});

test('whoever nobody would hear is not ready, in the page’s own word', async () => {
  city = await City.start(environment());
  await city.operator.call('setDuty', { body: { duty: 'ready' } });
  const shown = await city.operator.call('setDuty', { body: { duty: 'not_ready', reason: 'no_sound' } });
  assert.equal(shown.standing, 'not_ready');
  assert.equal(shown.reason, 'no_sound');
});
