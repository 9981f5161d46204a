// Recordings of calls, as far as the server has to do with them: when they are ordered, how long they
// are kept, who hears them. Here the telephone is played.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, afterEach, beforeEach, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City, later, NOW } from './city.mjs';
import { sign } from './contact_centre.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BINARY = resolve(ROOT, process.env.KEPT311_BINARY ?? 'build/dev/kept311');
const SECRET = 'what-only-the-two-of-them-know-0123456789';
const NAME = 'AAAAAAAAAAAAAAAAAAAAAA';
const CALLER = '+14165550142';
const DAYS = 24;

let directory;
let telephone;
let city;
let events;
/** Orders that came, and who waits for one. */
let ordered;
let waiting;

async function take(request, response) {
  let body = '';
  for await (const piece of request) body += piece;
  if (request.url !== '/standing') ordered.push(JSON.parse(body)); // that is asked now and then
  response.writeHead(200).end('{}');
  waiting.splice(0).forEach((look) => look());
}

/** The order of that name, once it has come. */
async function order(action) {
  for (;;) {
    const found = ordered.find((one) => one.action === action);
    if (found) return found;
    await new Promise((came) => waiting.push(came));
  }
}

after(() => forgetDemoCities());
beforeEach(async () => {
  [ordered, waiting, events] = [[], [], 0];
  directory = await mkdtemp(join(tmpdir(), 'kept311-recordings-'));
  await writeFile(join(directory, 'secret'), `${SECRET}\n`);
  telephone = createServer(take);
  await new Promise((listens) => telephone.listen(0, '127.0.0.1', listens));
  city = await City.start({
    KEPT311_TELEPHONE_PROVIDER: 'built_in',
    KEPT311_TELEPHONE_CONTROL: `127.0.0.1:${telephone.address().port}`,
    KEPT311_TELEPHONE_SECRET_FILE: join(directory, 'secret'),
  });
  await setUp();
});
afterEach(async () => {
  await city?.stop();
  telephone.closeAllConnections();
  await new Promise((ended) => telephone.close(ended));
  await rm(directory, { recursive: true, force: true });
});

/** The demo city decides to record its English calls. */
async function setUp() {
  const config = join(directory, 'config');
  await cp(join(ROOT, 'config/demo'), config, { recursive: true });
  const file = join(config, 'telephone.toml');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    `${text.replace('key = "en"', 'key = "en"\nrecorded = true')}
[recording]
announcement_en = "This call may be recorded."
announcement_fr = "Cet appel peut être enregistré."
days = 30
`,
  );
  await promisify(execFile)(BINARY, ['config', 'import', config, '--data', city.server.data], { cwd: ROOT });
}

async function tell(call_id, event, more = {}) {
  events += 1;
  const raw = JSON.stringify({
    provider: 'built_in',
    event_id: `e${events}`,
    call_id,
    event,
    at: NOW.toISOString(),
    ...more,
  });
  const seconds = String(Math.floor(Date.now() / 1000));
  const headers = { 'X-Kept311-Timestamp': seconds, 'X-Kept311-Signature': sign(seconds, raw, SECRET) };
  const answer = await new Api(city.server).send('recordCallEvent', { raw, headers });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal(answer.body.applied, true, answer.body.why_not);
  return answer.body.call;
}

/** A call that is over and was recorded, with a file in its place. */
async function recorded() {
  await city.operator.call('setDuty', { body: { duty: 'ready' } });
  const call = await tell('1', 'arrived', { caller: CALLER, callee: '311' });
  await tell('1', 'queued');
  await city.operator.call('answerCall', { path: { call } });
  await tell('1', 'answered');
  await order('record');
  await tell('1', 'recording', { recording: NAME });
  await mkdir(join(city.server.data, 'recordings'));
  await writeFile(join(city.server.data, 'recordings', NAME), 'no sealed file');
  return call;
}

const files = () => readdir(join(city.server.data, 'recordings'));
const end = () => tell('1', 'ended');
async function recordingOf(call) {
  const { recordings } = await (await city.as('supervisor')).call('listRecordings', { path: { call } });
  return recordings[0];
}
const hear = (api, recording) =>
  api.send('hearRecording', { path: { recording }, body: { reason: 'dispute' } });

test('a caller is told before anybody answers, and recorded when somebody does', async () => {
  const call = await recorded();
  assert.deepEqual(
    ordered.map(({ action }) => action),
    ['announce', 'tell_of_recording', 'connect', 'record'],
  );
  const told = await order('tell_of_recording');
  assert.deepEqual([told.text, told.language], ['This call may be recorded.', 'en']);
  assert.equal((await city.operator.call('readTelephone')).call.recording, 'running');
  await tell('1', 'recording_failed', { reason: 'disk' });
  assert.equal((await city.operator.call('readTelephone')).call.recording, 'failed');
  assert.equal((await recordingOf(call)).can_be_heard, true);
});

test('who may hear, says why, and that is kept; nobody else may', async () => {
  const call = await recorded();
  const supervisor = await city.as('supervisor');
  const { id } = await recordingOf(call);
  assert.equal((await hear(supervisor, id)).body.type, 'urn:kept311:problem:recording.running');
  await end();
  for (const role of ['operator', 'manager']) {
    const api = await city.as(role);
    assert.equal((await hear(api, id)).status, 403, role);
    assert.equal((await api.send('listRecordings', { path: { call } })).status, 403, role);
  }
  const heard = await hear(supervisor, id);
  assert.equal(heard.status, 201);
  const audio = await fetch(city.server.origin + heard.body.audio, {
    headers: { Cookie: supervisor.cookie },
  });
  assert.equal(audio.status, 503); // what lies there is no recording of ours
  for (const query of ['', '?hearing=', '?hearing=mine', '?hearing=-1']) {
    const refused = await fetch(`${city.server.origin}/api/v1/recordings/${id}/audio${query}`, {
      headers: { Cookie: supervisor.cookie },
    });
    assert.equal(refused.status, 422, query);
    assert.equal((await refused.json()).errors[0].pointer, '/hearing', query);
  }
  const { hearings } = await supervisor.call('listHearings');
  assert.deepEqual([hearings.length, hearings[0].recording, hearings[0].reason], [1, id, 'dispute']);
  assert.equal((await city.operator.send('listHearings')).status, 403);
});

test('whom a complaint in the call is about sees no recording of it, wherever it would show', async () => {
  const supervisor = await city.as('supervisor');
  const call = await recorded();
  const recordingOnTheWall = async () => (await supervisor.call('readTelephoneWall')).calls[0].recording;
  assert.equal(await recordingOnTheWall(), 'running');
  const { interaction } = await city.operator.call('readOwnInteraction');
  const body = { interaction: interaction.id, kind: 'question', summary: 'When is the library open?' };
  const asked = await city.operator.call('openCase', { body });
  const recordedIn = async (api) =>
    (await api.call('readCase', { path: { number: asked.number } })).conversations.map((one) => [
      one.call,
      one.recorded,
      one.can_hear,
    ]);
  assert.deepEqual(await recordedIn(supervisor), [[call, true, true]]);
  const about_staff = supervisor.session.staff.id;
  await city.operator.call('openCase', {
    body: { ...body, kind: 'complaint', summary: 'She was rude.', about_staff },
  });
  assert.equal(await recordingOnTheWall(), null);
  await end();
  const { calls } = await supervisor.call('listCalls');
  assert.deepEqual(
    calls.map((one) => [one.id, one.recording, one.cases]),
    [[call, null, [asked.number]]],
  );
  assert.deepEqual(await recordedIn(supervisor), [[call, false, false]]);
  assert.deepEqual(await recordedIn(city.operator), [[call, true, false]]);
});

test('whom a complaint in the call is about does not see who heard it', async () => {
  const [supervisor, administrator] = [await city.as('supervisor'), await city.as('admin')];
  const call = await recorded();
  const { interaction } = await city.operator.call('readOwnInteraction');
  const heardBy = async (api) => (await api.call('listHearings')).hearings.map((one) => one.call);
  await city.operator.call('openCase', {
    body: {
      interaction: interaction.id,
      kind: 'complaint',
      summary: 'The forms ask too much.',
      about_staff: administrator.session.staff.id,
    },
  });
  await end();
  assert.equal((await hear(supervisor, (await recordingOf(call)).id)).status, 201);
  assert.deepEqual(await heardBy(supervisor), [call]);
  assert.deepEqual(await heardBy(administrator), []);
});

test('the list of who heard what costs as many statements for many as for one', async () => {
  const call = await recorded();
  await end();
  const { id } = await recordingOf(call);
  const supervisor = await city.as('supervisor');
  const administrator = await city.as('admin');
  const cost = async () => {
    const { headers, body } = await administrator.send('listHearings');
    return { rows: body.hearings.length, statements: Number(headers.get('x-kept311-statements')) };
  };
  await hear(supervisor, id);
  const one = await cost();
  for (let more = 0; more < 9; more += 1) await hear(supervisor, id);
  assert.deepEqual([one.rows, await cost()], [1, { rows: 10, statements: one.statements }]);
});

test('a recording and its file go when their time is over, and stay until then', async () => {
  const call = await recorded();
  await end();
  const { id, keep_until } = await recordingOf(call);
  assert.equal(keep_until, later(30 * DAYS).replace('.000Z', 'Z'));
  await city.operator.call('setTestClock', { body: { set: later(30 * DAYS - 2) } });
  assert.deepEqual(await files(), [NAME]);
  await city.operator.call('setTestClock', { body: { set: later(30 * DAYS) } });
  assert.deepEqual(await files(), []);
  const { dropped_at, can_be_heard } = await recordingOf(call);
  assert.ok(dropped_at && !can_be_heard);
  assert.equal((await hear(await city.as('supervisor'), id)).body.type, 'urn:kept311:problem:recording.gone');
  await city.server.verify();
});
