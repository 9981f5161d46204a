// Recordings, from the caller's tone on the trunk to the supervisor's ears; and listening to a call
// that is up. The server, the telephone and sipp are real, the operators' headsets are peers.
import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { forgetLiveCity, Installation } from './installation.mjs';
import { decodeMuLaw, loudness, RtpPeer } from './rtp_peer.mjs';
import { freePort, play } from './sipp.mjs';
import { until as looksUntil } from './until.mjs';

const RATE = 8000;
const LOUD = 4000;
const QUIET = 300;
const RESIDENT = 440;
const OPERATOR = 1000;
const SUPERVISOR = 1500;

const recorded = (toml) =>
  `listening = true\n${toml}`.replace('key = "en"', 'key = "en"\nrecorded = true') +
  '\n[recording]\nannouncement_en = "Recorded."\nannouncement_fr = "Enregistré."\n';

let city;
let operator;
let supervisor;

async function person(name, hertz) {
  const api = new Api(city);
  const { name: signIn, password } = city.signIns.get(name);
  await api.signIn(signIn, password);
  const headset = await RtpPeer.open({ hertz });
  await api.call('connectAudio', { body: { sdp: headset.sdp() } });
  return Object.assign(api, { headset });
}

before(async () => {
  city = await Installation.start({}, { setUp: recorded, edge: 'played' });
  operator = await person('oren.hale', OPERATOR);
  supervisor = await person('nadia.okafor', SUPERVISOR);
});
after(async () => {
  operator?.headset.close();
  supervisor?.headset.close();
  await city?.stop();
  await forgetLiveCity();
});

/** Asks again until it holds. */
const until = (what, holds) => looksUntil(what, holds, { says: () => city.said });

const own = async () => (await operator.call('readTelephone')).call;
const act = (api, operation, call, body) =>
  api.call(operation, { path: { call }, ...(body ? { body } : {}) });

/** A caller who has heard that they are recorded talks with the operator. */
async function talking() {
  await operator.call('setDuty', { body: { duty: 'ready' } });
  const resident = await RtpPeer.open({ hertz: RESIDENT });
  const line = await play('caller_waits', { port: await freePort(), to: city.sipPort, rtp: resident.port });
  const { id } = await until('the ring', async () => (await own())?.state === 'offered' && own());
  await act(operator, 'answerCall', id);
  await until('the recorder', async () => (await own())?.recording === 'running');
  return { resident, line, id };
}

async function ended({ id, line, resident }) {
  await act(operator, 'hangUp', id);
  await line.done;
  resident.close();
  await until('the end', async () => (await own()) === null);
  await wrapUp();
}

async function wrapUp() {
  const { interaction } = await operator.call('readOwnInteraction');
  if (!interaction) return;
  await operator.call('endInteraction', {
    path: { interaction: interaction.id },
    body: { wrap_up: 'other' },
  });
}

const fetchAs = (api, path, headers = {}) =>
  fetch(`${city.origin}${path}`, { headers: { Cookie: api.cookie, ...headers } });

async function recordingOf(call) {
  const { recordings } = await act(supervisor, 'listRecordings', call);
  return recordings.at(-1);
}

/** The sound of a recording, which a supervisor says why they hear. */
async function hear(recording) {
  const { audio } = await supervisor.call('hearRecording', {
    path: { recording },
    body: { reason: 'quality' },
  });
  const answer = await fetchAs(supervisor, audio);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'audio/wav');
  const file = Buffer.from(await answer.arrayBuffer());
  assert.equal(file.toString('latin1', 0, 4), 'RIFF');
  assert.equal(file.readUInt32LE(4), file.length - 8);
  assert.equal(file.readUInt16LE(20), 7);
  assert.equal(file.readUInt32LE(54), file.length - 58);
  return { audio, file, sound: Array.from(file.subarray(58), decodeMuLaw) };
}

/** How loud a tone is in each half second. */
const halves = (sound, hertz) =>
  Array.from({ length: Math.floor((2 * sound.length) / RATE) }, (_, at) =>
    loudness(sound.slice((at * RATE) / 2, ((at + 1) * RATE) / 2), hertz),
  );

async function filesWith(bytes) {
  const directory = join(city.data, 'recordings');
  const names = await readdir(directory);
  const contents = await Promise.all(names.map((name) => readFile(join(directory, name))));
  return contents.filter((content) => content.includes(bytes)).length;
}

test('both voices are in the recording, a pause is silence, nothing on the disk can be read', async () => {
  const call = await talking();
  await operator.headset.listen(2000);
  await act(operator, 'pauseRecording', call.id);
  await until('the pause', async () => (await own()).recording === 'paused');
  await operator.headset.listen(2000);
  await act(operator, 'resumeRecording', call.id);
  await until('the rest', async () => (await own()).recording === 'running');
  await operator.headset.listen(2000);
  await ended(call);
  const { id } = await recordingOf(call.id);
  const { sound, file } = await hear(id);
  for (const tone of [RESIDENT, OPERATOR]) {
    const levels = halves(sound, tone);
    assert.ok(levels.filter((one) => one > LOUD).length >= 6, `${tone}: ${levels}`);
    const silent = levels.slice(3, -3).filter((one) => one < QUIET).length;
    assert.ok(silent >= 3, `${tone} while it was paused: ${levels}`);
  }
  assert.ok(Math.abs(sound.length / RATE - 6.5) < 2.5, `${sound.length / RATE} s`);
  assert.equal(await filesWith(file.subarray(58, 58 + 400)), 0);
});

test('a part of the sound is sent, to nobody but whoever said why', async () => {
  const call = await talking();
  await operator.headset.listen(2000); // what is kept goes to the disk second by second
  await ended(call);
  const { id } = await recordingOf(call.id);
  const refused = await operator.send('hearRecording', {
    path: { recording: id },
    body: { reason: 'quality' },
  });
  assert.equal(refused.status, 403);
  const { audio, file } = await hear(id);
  assert.equal((await fetchAs(operator, audio)).status, 403);
  assert.equal((await fetchAs(supervisor, audio.replace(/=\d+/, '=1'))).status, 403);
  // The last quarter of a second may still be on its way to the disk: what is compared stands before it.
  const part = await fetchAs(supervisor, audio, { Range: 'bytes=58-117' });
  assert.equal(part.status, 206);
  assert.match(part.headers.get('content-range'), /^bytes 58-117\/\d+$/);
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), file.subarray(58, 118));
  assert.equal((await fetchAs(supervisor, audio, { Range: 'bytes=99999999-' })).status, 416);
  const { hearings } = await supervisor.call('listHearings');
  assert.deepEqual(
    hearings.filter(({ recording }) => recording === id).map(({ staff, reason }) => [staff.name, reason]),
    [['Nadia Okafor', 'quality']],
  );
});

test('a telephone that is killed in mid-call leaves what was said until a second before', async () => {
  const call = await talking();
  await operator.headset.listen(4000);
  await city.killTelephone();
  await until('the loss', async () => (await own()) === null);
  await wrapUp();
  call.resident.close();
  await operator.call('connectAudio', { body: { sdp: operator.headset.sdp() } });
  await supervisor.call('connectAudio', { body: { sdp: supervisor.headset.sdp() } });
  const { id, state } = await recordingOf(call.id);
  assert.equal(state, 'ended');
  const { sound } = await hear(id);
  assert.ok(sound.length >= 3 * RATE, `${sound.length / RATE} s`);
  assert.ok(
    halves(sound, RESIDENT)
      .slice(2)
      .every((one) => one > LOUD),
  );
});

test('a supervisor listens, is heard by nobody, and the operator sees that', async () => {
  const call = await talking();
  await supervisor.call('setDuty', { body: { duty: 'not_ready', reason: 'paperwork' } });
  await act(supervisor, 'listenToCall', call.id, { reason: 'training' });
  const [resident, colleague] = await until('the sound', async () => {
    const heard = await supervisor.headset.hears(RESIDENT, OPERATOR);
    return heard.every((one) => one > LOUD) && heard;
  });
  assert.ok(resident > LOUD && colleague > LOUD);
  assert.equal((await own()).listener.name, 'Nadia Okafor');
  for (const peer of [operator.headset, call.resident]) {
    const [loud] = await peer.hears(SUPERVISOR);
    assert.ok(loud < QUIET, `heard: ${loud}`);
  }
  await ended(call);
  const silent = await supervisor.headset.hears(RESIDENT, OPERATOR);
  assert.ok(
    silent.every((one) => one < QUIET),
    String(silent),
  );
  assert.equal((await supervisor.call('readTelephone')).listening, null);
  const { hearings } = await supervisor.call('listHearings');
  assert.deepEqual(
    [hearings[0].call, hearings[0].recording, hearings[0].reason],
    [call.id, null, 'training'],
  );
});

test('another key seals what comes, the old one still opens what was; a file that is gone is missed', async () => {
  const first = await talking();
  await ended(first);
  const { id } = await recordingOf(first.id);
  assert.match(await city.command('recording', 'new-key'), /sealed with the key/);
  const second = await talking();
  await ended(second);
  await hear(id);
  await hear((await recordingOf(second.id)).id);
  assert.match(await city.command('verify'), / recordings of calls, 0 differences/);
  await rm(join(city.data, 'recordings'), { recursive: true });
  await assert.rejects(city.command('verify'), new RegExp(`the file of ${id} is missing`));
});
