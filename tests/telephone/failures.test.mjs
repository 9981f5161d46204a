// What goes wrong around the telephone, and what callers and the city's records see of it.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { RtpPeer } from './rtp_peer.mjs';
import { Telephone } from './telephone.mjs';

const LOUD = 4000;
const AGENT = 'oren.hale';

let telephone;
let peers;

beforeEach(() => {
  peers = [];
});
afterEach(async () => {
  for (const peer of peers) peer.close();
  await telephone.stop();
});

async function peer(options) {
  const opened = await RtpPeer.open(options);
  peers.push(opened);
  return opened;
}

/** A caller who is greeted and waits. */
async function waiting(options = {}) {
  const resident = await peer({ hertz: 440 });
  const seen = telephone.events.length;
  const line = await telephone.caller('caller_waits', { rtp: resident.port, ...options });
  const { call_id: call } = await telephone.until(
    () => telephone.events.slice(seen).find(({ event }) => event === 'arrived'),
    'arrived',
  );
  await telephone.does('announce', call, { text: 'Welcome.', language: 'en' });
  await telephone.told('queued', call);
  return { resident, line, call };
}

async function talking() {
  const operator = await peer({ hertz: 1000 });
  await telephone.headset(AGENT, operator);
  const all = await waiting();
  await telephone.does('connect', all.call, { agent: AGENT });
  await telephone.told('answered', all.call);
  return { operator, ...all };
}

test('the server is away: the call goes on, and its events come afterwards, each once, in order', async () => {
  telephone = await Telephone.start();
  const { resident, operator, line, call } = await talking();
  await telephone.closeServer();
  await telephone.does('hold', call);
  await telephone.does('resume', call);
  const [[heard], [said]] = await Promise.all([resident.hears(1000), operator.hears(440)]);
  assert.ok(heard > LOUD && said > LOUD, `${heard} ${said}`);
  await telephone.does('hang_up', call);
  await line.done;
  telephone.answers = [503];
  await telephone.openServer();
  await telephone.told('ended', call);
  assert.deepEqual(telephone.story(call), ['arrived', 'queued', 'answered', 'held', 'resumed', 'ended']);
  assert.equal(new Set(telephone.events.map(({ event_id }) => event_id)).size, telephone.events.length);
});

test('killed in mid-call: the next run says goodbye to both sides, and that the calls are lost, the last first', async () => {
  telephone = await Telephone.start();
  const { line, call } = await talking();
  const { line: other, call: waits } = await waiting({ caller: '+14165550199' });
  await telephone.end('SIGKILL');
  await telephone.run();
  await Promise.all([line.done, other.done]);
  await telephone.told('lost', call);
  const lost = telephone.events.filter(({ event }) => event === 'lost').map(({ call_id }) => call_id);
  assert.deepEqual(lost, [waits, call]);
  await telephone.end();
  const told = telephone.events.length;
  await telephone.run();
  await waiting();
  assert.equal(telephone.events.slice(told).filter(({ event }) => event === 'lost').length, 0);
});

test('killed while it dialled and was connected: who was called is let go', async () => {
  telephone = await Telephone.start();
  const operator = await peer({ hertz: 1000 });
  await telephone.headset(AGENT, operator);
  const resident = await peer({ hertz: 440 });
  const callee = await telephone.callee('callee_answers', { rtp: resident.port });
  const call = telephone.dialled();
  await telephone.does('dial', call, { agent: AGENT, phone: '+14165550142' });
  await telephone.told('answered', call);
  await telephone.end('SIGKILL');
  await telephone.run();
  await callee.done;
  await telephone.told('lost', call);
});

test('ended in order: no new calls, those that are up may end, and then are hung up', async () => {
  telephone = await Telephone.start({ TELEPHONE_DRAIN: '30' });
  const { line, call } = await talking();
  const ending = telephone.end('SIGTERM');
  await telephone.does('hang_up', call);
  assert.equal((await ending).code, 0);
  await line.done;
  assert.deepEqual(telephone.story(call), ['arrived', 'queued', 'answered', 'ended']);
});

test('ended in a hurry: who waits is hung up, and that is told', async () => {
  telephone = await Telephone.start();
  const { line, call } = await waiting();
  assert.equal((await telephone.end('SIGTERM')).code, 0);
  await line.done;
  assert.deepEqual(telephone.story(call), ['arrived', 'queued', 'abandoned']);
});

test('questions to the edge are asked again under the same cookie; when it is gone that is said', async () => {
  telephone = await Telephone.start();
  const operator = await peer({ hertz: 1000 });
  telephone.edge.losing = 2;
  await telephone.headset(AGENT, operator);
  const offers = telephone.edge.asked.filter(({ command }) => command === 'offer');
  assert.equal(offers.length, 3);
  assert.equal(new Set(offers.map(({ cookie }) => cookie)).size, 1);
  telephone.edge.losing = Infinity;
  const { status, body } = await telephone.post('/audio', { agent: AGENT, sdp: operator.sdp() });
  assert.equal(status, 503);
  assert.equal(body.reason, 'telephone.edge_down');
  assert.equal((await telephone.health()).legs, 1);
});

test('an offer without sound is refused; an empty one ends the leg', async () => {
  telephone = await Telephone.start();
  const operator = await peer({ hertz: 1000 });
  await telephone.headset(AGENT, operator);
  const { status } = await telephone.post('/audio', { agent: AGENT, sdp: 'v=0\r\n' });
  assert.equal(status, 422);
  assert.equal((await telephone.health()).legs, 1);
  const ended = await telephone.post('/audio', { agent: AGENT, sdp: '' });
  assert.deepEqual(ended, { status: 200, body: { sdp: '' } });
  assert.equal((await telephone.health()).legs, 0);
});

test('nothing comes from the caller any more: the call is over', async () => {
  telephone = await Telephone.start({ TELEPHONE_SILENCE: '5' });
  const { resident, line, call } = await talking();
  resident.fallSilent();
  await line.done;
  await telephone.told('ended', call);
});

test('an operator’s page dies in mid-call: the caller is told so and waits for another', async () => {
  telephone = await Telephone.start({ TELEPHONE_UNHEARD: '3' });
  const { resident, operator, line, call } = await talking();
  operator.fallSilent();
  await telephone.told('unheard', call);
  assert.equal((await telephone.health()).legs, 0);
  await telephone.does('announce', call, { text: 'Please stay on the line.', language: 'en' });
  const other = await peer({ hertz: 1500 });
  await telephone.headset('amara.diallo', other);
  await telephone.does('connect', call, { agent: 'amara.diallo' });
  const [[heard], [said]] = await Promise.all([resident.hears(1500), other.hears(440)]);
  assert.ok(heard > LOUD && said > LOUD, `${heard} ${said}`);
  await telephone.does('hang_up', call);
  await line.done;
  assert.deepEqual(telephone.story(call), ['arrived', 'queued', 'answered', 'unheard', 'answered', 'ended']);
});

test('an operator signs out in mid-call: they hear nobody any more, at once', async () => {
  telephone = await Telephone.start();
  const { resident, operator, line, call } = await talking();
  await telephone.does('silence', call, { agent: AGENT });
  await telephone.told('unheard', call);
  assert.equal((await telephone.health()).legs, 0);
  const { length: before } = operator.packets;
  await resident.listen(8000); // a second of music
  assert.ok(operator.packets.length - before < 10, 'nothing is sent to their page');
  await telephone.does('hang_up', call);
  await line.done;
});

test('the server does not want a call: it is hung up', async () => {
  telephone = await Telephone.start();
  const resident = await peer();
  telephone.answers = [422];
  const line = await telephone.caller('caller_is_turned_away', { rtp: resident.port });
  await line.done;
});

test('the server says nothing of a call: it is answered, hears music, and waits', async () => {
  telephone = await Telephone.start();
  const resident = await peer({ hertz: 440 });
  const line = await telephone.caller('caller_leaves', { rtp: resident.port, ms: 300 });
  await line.done;
  const { call_id: call } = await telephone.told('abandoned');
  assert.deepEqual(telephone.story(call), ['arrived', 'abandoned']);
});

test('whom we call does not answer: after the time for that we give up', async () => {
  telephone = await Telephone.start({ TELEPHONE_RING: '5' });
  const operator = await peer({ hertz: 1000 });
  await telephone.headset(AGENT, operator);
  const callee = await telephone.callee('callee_rings');
  const call = telephone.dialled();
  await telephone.does('dial', call, { agent: AGENT, phone: '+14165550142' });
  const failed = await telephone.told('failed', call);
  assert.equal(failed.reason, 'no_answer');
  await callee.done;
  const nobody = telephone.dialled();
  await telephone.does('dial', nobody, { agent: AGENT, phone: '+14165550142' });
  assert.equal((await telephone.told('failed', nobody)).reason, 'unreachable');
});
