// A city that has a contact centre already: its calls come to the same rows and figures as those of
// our own queue, and it is told, signed, what operators do in the console.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City, NOW } from './city.mjs';
import { ContactCentre, NAME } from './contact_centre.mjs';

const AGENT = 'oren.hale';
const SECOND = 'amara.diallo';

let centre;
let city;
let operator;

after(() => forgetDemoCities());
beforeEach(async () => {
  centre = await ContactCentre.start();
});
afterEach(async () => {
  await city?.stop();
  city = undefined;
  await centre.stop();
});

async function serve(options) {
  city = await City.start(centre.environment(options));
  operator = city.operator;
}

/** So many seconds after the beginning; the clock of the server is moved there. */
async function at(seconds) {
  const instant = new Date(NOW.getTime() + seconds * 1000);
  await operator.call('setTestClock', { body: { set: instant.toISOString() } });
  return instant;
}

/** The centre tells it at that second; it must fit. */
async function tells(seconds, call, kind, more) {
  const { status, body } = await centre.tell(city.server, centre.event(call, kind, await at(seconds), more));
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.applied, true, body.why_not);
  return body.call;
}

const telephone = () => operator.call('readTelephone');
const press = (operation, call, body) =>
  operator.call(operation, { path: { call }, ...(body ? { body } : {}) });

async function recorded(id) {
  const { calls } = await (await city.as('supervisor')).call('listCalls');
  return calls.find((call) => call.id === id);
}

/** What it was told next, which must be signed. */
async function told() {
  const { signed, late, key, ...what } = await centre.next();
  assert.ok(signed && !late);
  assert.match(key, /^kept311-\d+$/);
  return { key, what };
}

const presented = () => ({ caller: city.phone(), callee: '311' });

test('a centre that queues by itself: its calls give the rows and figures of our own', async () => {
  await serve();
  await operator.call('setDuty', { body: { duty: 'ready' } });
  const call = await tells(0, 'a', 'arrived', presented());
  await tells(0, 'a', 'queued', { queue: 'fr' });
  await tells(5, 'a', 'offered', { agent: AGENT });
  assert.equal((await telephone()).standing, 'ringing');
  await tells(12, 'a', 'answered', { agent: AGENT });
  const talks = await telephone();
  assert.equal(talks.standing, 'talking');
  assert.equal(talks.call.queue.key, 'fr');
  const { interaction } = await operator.call('readOwnInteraction');
  assert.equal(Date.parse(interaction.answered_at) - NOW.getTime(), 12_000);
  await tells(42, 'a', 'held');
  await tells(62, 'a', 'resumed');
  await tells(102, 'a', 'ended');
  assert.equal((await telephone()).standing, 'wrapping_up');

  const { agent, ending, ended_at, answered_at, queued_at } = await recorded(call);
  assert.equal(agent.id, operator.session.staff.id);
  assert.equal(ending, 'hung_up');
  assert.equal(Date.parse(ended_at) - Date.parse(answered_at), 90_000);
  assert.equal(Date.parse(queued_at), NOW.getTime());
  const { all, queues } = await (
    await city.as('supervisor')
  ).call('readTelephoneMeasures', {
    query: { from: NOW.toISOString(), until: new Date(NOW.getTime() + 3_600_000).toISOString() },
  });
  assert.deepEqual(all, {
    offered: 1,
    answered: 1,
    abandoned: 0,
    short_abandoned: 0,
    called_back: 0,
    within_level: 1,
    speed_of_answer_seconds: 12,
    longest_wait_seconds: 12,
    handled: 1,
    talk_seconds: 90,
    hold_seconds: 20,
    wrap_up_seconds: null,
  });
  assert.deepEqual(
    queues.map(({ queue }) => queue.key),
    ['fr'],
  );
  // Whoever queues by itself is told nothing that nobody here has pressed.
  assert.deepEqual(centre.told, []);
});

test('what the operator does in the console is told to the centre, whose events change the call', async () => {
  await serve();
  const call = await tells(0, 'b', 'arrived', presented());
  await tells(1, 'b', 'offered', { agent: AGENT });
  await press('answerCall', call);
  assert.deepEqual((await told()).what, { action: 'connect', call_id: 'b', agent: AGENT });
  assert.equal((await telephone()).call.state, 'connecting');
  await tells(2, 'b', 'answered', { agent: AGENT });
  await press('holdCall', call);
  assert.deepEqual((await told()).what, { action: 'hold', call_id: 'b' });
  assert.equal((await telephone()).call.state, 'talking');
  await tells(3, 'b', 'held');
  assert.equal((await telephone()).call.state, 'held');
  await press('resumeCall', call);
  assert.deepEqual((await told()).what, { action: 'resume', call_id: 'b' });
  await tells(4, 'b', 'resumed');
  await press('consultOnCall', call, { phone: '416 555 0158' });
  assert.deepEqual((await told()).what, {
    action: 'consult',
    call_id: 'b',
    agent: AGENT,
    phone: '+14165550158',
  });
  await tells(5, 'b', 'consulted');
  await press('completeTransfer', call);
  assert.deepEqual((await told()).what, { action: 'transfer', call_id: 'b', phone: '+14165550158' });
  await tells(6, 'b', 'transferred');
  await tells(7, 'b', 'ended');
  assert.equal((await recorded(call)).ending, 'hung_up');
});

test('a colleague who comes on the line is told to the centre, and has the call after a transfer', async () => {
  await serve();
  const second = await city.as('operator2');
  const { staff } = await second.call('readSession');
  await second.call('setDuty', { body: { duty: 'ready' } });
  const call = await tells(0, 'q', 'arrived', presented());
  await tells(1, 'q', 'answered', { agent: AGENT });
  await press('consultOnCall', call, { to: staff.id });
  assert.deepEqual(centre.told, [], 'it rings in the console');
  await second.call('answerCall', { path: { call } });
  const consult = { action: 'consult', call_id: 'q', agent: AGENT, colleague: SECOND };
  assert.deepEqual((await told()).what, consult);
  await tells(2, 'q', 'consulted', { agent: SECOND });
  assert.equal((await telephone()).call.state, 'consulting');
  await second.call('hangUp', { path: { call } });
  assert.deepEqual((await told()).what, { action: 'back', call_id: 'q', colleague: SECOND });
  await tells(3, 'q', 'returned', { agent: SECOND });
  await press('consultOnCall', call, { to: staff.id });
  await second.call('answerCall', { path: { call } });
  assert.deepEqual((await told()).what, consult);
  await tells(4, 'q', 'consulted', { agent: SECOND });
  await press('completeTransfer', call);
  assert.deepEqual((await told()).what, { action: 'transfer', call_id: 'q', colleague: SECOND });
  await tells(5, 'q', 'transferred', { agent: SECOND });
  assert.equal((await second.call('readTelephone')).call.agent.id, staff.id);
});

test('an answer that the centre refuses puts the caller back into the line', async () => {
  await serve();
  const call = await tells(0, 'c', 'arrived', presented());
  await tells(0, 'c', 'queued', { queue: 'en' });
  await tells(1, 'c', 'offered', { agent: AGENT });
  centre.answers.push(409);
  await press('answerCall', call);
  await told();
  await at(1);
  assert.equal((await recorded(call)).state, 'waiting');
  assert.equal((await telephone()).call, null);
  assert.deepEqual(centre.told, [], 'a refusal is not asked again');
});

test('a centre in trouble is asked once more, with the same key', async () => {
  await serve();
  const call = await tells(0, 'd', 'offered', { agent: AGENT, ...presented() });
  centre.answers.push(503);
  await press('answerCall', call);
  const first = await told();
  const second = await told();
  assert.deepEqual(second, first);
  await at(0);
  assert.equal((await telephone()).call.state, 'connecting');
});

test('a centre that does not answer at all: the caller waits again', async () => {
  await serve();
  const call = await tells(0, 'e', 'arrived', presented());
  await tells(0, 'e', 'offered', { agent: AGENT });
  centre.answers.push(503, 503);
  await press('answerCall', call);
  await told();
  await told();
  await at(0);
  assert.equal((await recorded(call)).state, 'waiting');
});

test('a centre without a queue has ours: it announces, and rings whom we choose', async () => {
  await serve({ queuesByItself: false });
  await operator.call('setDuty', { body: { duty: 'ready' } });
  const call = await tells(0, 'f', 'arrived', presented());
  const { what } = await told();
  assert.equal(what.action, 'announce');
  assert.match(what.text, /^Thank you for calling 311 Alder Bay/);
  await tells(8, 'f', 'queued');
  assert.equal((await telephone()).call.id, call);
  await press('answerCall', call);
  assert.deepEqual((await told()).what, { action: 'connect', call_id: 'f', agent: AGENT });
  await tells(10, 'f', 'answered', { agent: AGENT });
  await tells(20, 'f', 'ended');
  assert.equal((await recorded(call)).ending, 'hung_up');
});

test('a number is dialled by the centre, and what comes of it is the attempt', async () => {
  await serve();
  const made = await city.question({ ask: false });
  await operator.call('endInteraction', {
    path: { interaction: made.call.id },
    body: { wrap_up: 'answered' },
  });
  await operator.call('setDuty', { body: { duty: 'ready' } });
  const talk = await city.dial(made.case.number, 'promise', made.promise.id);
  const { what } = await told();
  assert.equal(what.action, 'dial');
  assert.equal(what.agent, AGENT);
  assert.equal(what.phone, talk.phone);
  await tells(9, what.call_id, 'failed', { reason: 'busy' });
  const { interaction } = await operator.call('readOwnInteraction');
  assert.equal(interaction.result, 'busy');
});

test('a call goes on while the server is away, and ends in the records afterwards', async () => {
  await serve();
  const call = await tells(0, 'g', 'arrived', presented());
  await tells(3, 'g', 'answered', { agent: AGENT });
  await city.server.killAndRestart(new Date(NOW.getTime() + 10_000));
  assert.equal((await telephone()).call.state, 'talking');
  const held = centre.event('g', 'held', new Date(NOW.getTime() + 5_000));
  assert.equal((await centre.tell(city.server, held)).body.applied, true);
  await tells(15, 'g', 'ended');
  const over = await recorded(call);
  assert.equal(over.ending, 'hung_up');
  assert.equal(Date.parse(over.ended_at) - Date.parse(over.answered_at), 12_000);
});

test('the telephone itself loses calls: who waited is called back, who talked is not abandoned', async () => {
  await serve({ queuesByItself: false });
  const waits = await tells(0, 'h', 'arrived', presented());
  assert.equal((await told()).what.language, 'en');
  await tells(5, 'h', 'queued');
  await tells(20, 'h', 'lost');
  const over = await recorded(waits);
  assert.equal(over.ending, 'called_back');
  assert.ok(over.call_back, JSON.stringify(over));
  await operator.call('setDuty', { body: { duty: 'ready' } });
  const talks = await tells(25, 'i', 'arrived', presented());
  await tells(26, 'i', 'queued');
  await press('answerCall', talks);
  await tells(30, 'i', 'answered', { agent: AGENT });
  await tells(40, 'i', 'lost');
  assert.equal((await recorded(talks)).ending, 'lost');
});

test('the console is told whose telephone it is', async () => {
  await serve();
  const { in_use: inUse, provider, simulated } = await telephone();
  assert.deepEqual({ inUse, provider, simulated }, { inUse: true, provider: NAME, simulated: false });
});
