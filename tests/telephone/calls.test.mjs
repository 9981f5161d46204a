// Calls by SIP on a trunk that sipp plays, with both sides' sound told apart by tones.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RtpPeer } from './rtp_peer.mjs';
import { Telephone } from './telephone.mjs';

const LOUD = 4000;
const QUIET = 300;
const RESIDENT = 440;
const OPERATOR = 1000;
const THIRD = 1500;
const AGENT = 'oren.hale';

let telephone;
let operator;

before(async () => {
  telephone = await Telephone.start();
  operator = await RtpPeer.open({ hertz: OPERATOR });
  await telephone.headset(AGENT, operator);
});
after(async () => {
  operator.close();
  await telephone.stop();
});

/** A caller who is greeted and waits. */
async function waiting(scenario, { law = 'mu', ...options } = {}) {
  const resident = await RtpPeer.open({ law, hertz: RESIDENT });
  const seen = telephone.events.length;
  const line = await telephone.caller(scenario, { rtp: resident.port, law, ...options });
  const { call_id: call } = await telephone.until(
    () => telephone.events.slice(seen).find(({ event }) => event === 'arrived'),
    'arrived',
  );
  await telephone.does('announce', call, { text: 'Welcome.', language: 'en' });
  await telephone.told('queued', call);
  return { resident, line, call };
}

/** And talks with the operator. */
async function talking(scenario, options) {
  const all = await waiting(scenario, options);
  await telephone.does('connect', all.call, { agent: AGENT });
  await telephone.told('answered', all.call);
  return all;
}

/** The first of two is heard, the second is not. */
async function hears(peer, tone, not) {
  const [loud, quiet] = await peer.hears(tone, not);
  assert.ok(loud > LOUD && quiet < QUIET, `hears ${tone}: ${loud}, ${not}: ${quiet}`);
}

async function hearsNothingOf(peer, ...tones) {
  for (const loud of await peer.hears(...tones)) assert.ok(loud < QUIET, String(loud));
}

for (const law of ['mu', 'a']) {
  test(`a call in ${law}-law: greeted, queued, answered, heard both ways, hung up by the caller`, async () => {
    const { resident, line, call } = await talking('caller_leaves', { law, ms: 6000 });
    const arrived = telephone.events.find((one) => one.call_id === call);
    assert.equal(arrived.caller, '+14165550142');
    assert.equal(arrived.callee, '311');
    await Promise.all([hears(resident, OPERATOR, RESIDENT), hears(operator, RESIDENT, OPERATOR)]);
    await line.done;
    await telephone.told('ended', call);
    assert.deepEqual(telephone.story(call), ['arrived', 'queued', 'answered', 'ended']);
    resident.close();
  });
}

test('on hold the caller hears music only, and the operator nobody', async () => {
  const { resident, line, call } = await talking('caller_waits');
  await telephone.does('hold', call);
  await telephone.told('held', call);
  await Promise.all([
    hearsNothingOf(operator, RESIDENT, OPERATOR),
    resident.listen(5000).then((music) => assert.ok(music.some((sample) => Math.abs(sample) > 500))),
  ]);
  await telephone.does('resume', call);
  await Promise.all([hears(resident, OPERATOR, RESIDENT), hears(operator, RESIDENT, OPERATOR)]);
  await telephone.does('hang_up', call);
  await line.done;
  assert.deepEqual(telephone.story(call).slice(3), ['held', 'resumed', 'ended']);
  resident.close();
});

test('somebody else is asked, joins, takes the call over', async () => {
  const { resident, line, call } = await talking('caller_waits');
  const third = await RtpPeer.open({ hertz: THIRD, law: 'a' });
  const callee = await telephone.callee('callee_answers', { rtp: third.port, law: 'a' });
  await telephone.does('consult', call, { agent: AGENT, phone: '+14165550188' });
  await telephone.told('consulted', call);
  await Promise.all([
    hears(third, OPERATOR, RESIDENT),
    hears(operator, THIRD, RESIDENT),
    hearsNothingOf(resident, OPERATOR, THIRD),
  ]);
  await telephone.does('join', call);
  const [hears_operator, hears_third] = await resident.hears(OPERATOR, THIRD);
  assert.ok(hears_operator > LOUD && hears_third > LOUD);
  await telephone.does('transfer', call);
  await telephone.told('transferred', call);
  await Promise.all([
    hears(third, RESIDENT, OPERATOR),
    hears(resident, THIRD, OPERATOR),
    hearsNothingOf(operator, RESIDENT, THIRD),
  ]);
  await telephone.does('hang_up', call);
  await Promise.all([line.done, callee.done]);
  assert.deepEqual(telephone.story(call).slice(3), ['consulted', 'joined', 'transferred', 'ended']);
  resident.close();
  third.close();
});

test('a third who is busy, and one who is let go while it rings, are not there; the talk goes on', async () => {
  const { resident, line, call } = await talking('caller_waits');
  const busy = await telephone.callee('callee_is_busy');
  await telephone.does('consult', call, { agent: AGENT, phone: '+14165550188' });
  await telephone.told('third_failed', call);
  await busy.done;
  const rings = await telephone.callee('callee_rings');
  await telephone.does('consult', call, { agent: AGENT, phone: '+14165550188' });
  await telephone.does('back', call);
  await rings.done;
  await Promise.all([hears(resident, OPERATOR, RESIDENT), hears(operator, RESIDENT, OPERATOR)]);
  await telephone.does('hang_up', call);
  await line.done;
  assert.deepEqual(telephone.story(call).slice(3), ['third_failed', 'third_failed', 'ended']);
  resident.close();
});

test('a resident is called, rings, answers and is heard', async () => {
  const resident = await RtpPeer.open({ hertz: RESIDENT });
  const callee = await telephone.callee('callee_answers', { rtp: resident.port, ms: 1500 });
  const call = telephone.dialled();
  await telephone.does('dial', call, { agent: AGENT, phone: '+14165550142', text: '311' });
  const [ringing] = await operator.hears(480);
  assert.ok(ringing > 1000, `the operator hears it ring: ${ringing}`);
  await telephone.told('answered', call);
  await Promise.all([hears(resident, OPERATOR, RESIDENT), hears(operator, RESIDENT, OPERATOR)]);
  await telephone.does('hang_up', call);
  await callee.done;
  assert.deepEqual(telephone.story(call), ['answered', 'ended']);
  resident.close();
});

test('a resident is busy', async () => {
  const callee = await telephone.callee('callee_is_busy');
  const call = telephone.dialled();
  await telephone.does('dial', call, { agent: AGENT, phone: '+14165550142', text: '311' });
  assert.equal((await telephone.told('failed', call)).reason, 'busy');
  await callee.done;
});

test('digits are told while the caller waits, and pressed for them afterwards', async () => {
  const { resident, line, call } = await waiting('caller_waits');
  resident.press('9');
  assert.equal((await telephone.told('digit', call)).digit, '9');
  await telephone.does('connect', call, { agent: AGENT });
  await telephone.does('digits', call, { agent: AGENT, text: '4' });
  await resident.listen(1000);
  assert.ok(resident.packets.some(({ type, digit }) => type === 101 && digit === 4));
  await telephone.does('hang_up', call);
  await line.done;
  resident.close();
});

test('who hangs up while waiting, or gives up during the greeting, has abandoned the call once', async () => {
  const { resident, line, call } = await waiting('caller_leaves', { ms: 500 });
  await line.done;
  await telephone.told('abandoned', call);
  assert.deepEqual(telephone.story(call), ['arrived', 'queued', 'abandoned']);
  const seen = telephone.events.length;
  const other = await telephone.caller('caller_gives_up', { rtp: resident.port, ms: 300 });
  const given_up = await telephone.until(
    () => telephone.events.slice(seen).find(({ event }) => event === 'abandoned'),
    'abandoned',
  );
  await other.done;
  assert.deepEqual(telephone.story(given_up.call_id), ['arrived', 'abandoned']);
  resident.close();
});

test('nobody is connected to an operator without sound; no coding in common is 488', async () => {
  const { resident, line, call } = await waiting('caller_waits');
  const { status, body } = await telephone.order('connect', call, { agent: 'maya.osei' });
  assert.equal(status, 409);
  assert.equal(body.reason, 'agent.no_sound');
  await telephone.does('hang_up', call);
  await line.done;
  const refused = await telephone.caller('caller_is_refused', { law: 'g729' });
  await refused.done;
  resident.close();
});

test('an operator whose page is loaded anew is in the same call again', async () => {
  const { resident, line, call } = await talking('caller_waits');
  const other = await RtpPeer.open({ hertz: THIRD });
  await telephone.headset(AGENT, other);
  await Promise.all([hears(resident, THIRD, OPERATOR), hears(other, RESIDENT, OPERATOR)]);
  await telephone.headset(AGENT, operator);
  await Promise.all([hears(resident, OPERATOR, THIRD), hears(operator, RESIDENT, THIRD)]);
  await telephone.does('hang_up', call);
  await line.done;
  resident.close();
  other.close();
});

test('who has not the secret is told nothing and moves nothing', async () => {
  const { status } = await telephone.post(
    '/commands',
    { action: 'hang_up', call_id: 'x' },
    { secret: 'wrong' },
  );
  assert.equal(status, 401);
  const audio = await telephone.post('/audio', { agent: AGENT, sdp: '' }, { secret: 'wrong' });
  assert.equal(audio.status, 401);
});

test('afterwards nothing is left', async () => {
  const health = await telephone.health();
  assert.equal(health.calls, 0);
  assert.equal(health.legs, 1);
});
