// The simulated telephone: residents who dial, wait, answer and hang up, and what the operator's
// console and the records make of it.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { instantOf } from '../support/city_time.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City, NOW, ZONE } from './city.mjs';

const SIMULATED = { KEPT311_TELEPHONE_PROVIDER: 'simulated' };

let city;
let operator;

/** A resident with a telephone. */
class Resident {
  constructor(number) {
    this.number = number;
    this.api = new Api(city.server);
  }

  act(act, more = {}) {
    return this.api.call('useSimulatedLine', { path: { line: this.number }, body: { act, ...more } });
  }

  refused(act, more = {}) {
    return this.api.send('useSimulatedLine', { path: { line: this.number }, body: { act, ...more } });
  }

  line() {
    return this.api.call('readSimulatedLine', { path: { line: this.number } });
  }
}

const resident = () => new Resident(city.phone());
/** Time goes on, or stands; then telephone and queue have nothing left to do. */
const pass = (duration = 'PT0S') => operator.call('setTestClock', { body: { advance: duration } });
const telephone = (who = operator) => who.call('readTelephone');
const duty = (who, wanted, reason) =>
  who.call('setDuty', { body: { duty: wanted, ...(reason ? { reason } : {}) } });

async function dial(who, more) {
  await who.act('dial', more);
  await pass();
  return who.line();
}

/** What the supervisor's list has of a call. */
async function recorded(id) {
  const { calls } = await (await city.as('supervisor')).call('listCalls');
  return calls.find((call) => call.id === id);
}

async function act(operation, call, body, who = operator) {
  await who.call(operation, { path: { call }, ...(body ? { body } : {}) });
  await pass();
}

async function wrapUp(interaction, who = operator) {
  await who.call('endInteraction', { path: { interaction }, body: { wrap_up: 'answered' } });
  await pass();
}

after(() => forgetDemoCities());
beforeEach(async () => {
  city = await City.start(SIMULATED);
  operator = city.operator;
});
afterEach(() => city.stop());

test('a call from the first ring to the wrap-up', async () => {
  await duty(operator, 'ready');
  const caller = resident();
  const line = await dial(caller);
  assert.equal(line.state, 'calling');
  assert.match(line.hears[0], /^Thank you for calling 311 Alder Bay/);
  assert.equal(line.music, true);

  const rings = await telephone();
  assert.equal(rings.standing, 'ringing');
  assert.equal(rings.call.state, 'offered');
  assert.equal(rings.call.id, line.call);

  await pass('PT4S');
  await act('answerCall', rings.call.id);
  const talks = await telephone();
  assert.equal(talks.call.state, 'talking');
  const at = await caller.line();
  assert.deepEqual(
    { state: at.state, with: at.with, music: at.music, hears: at.hears },
    { state: 'in_call', with: 'Oren Hale', music: false, hears: [] },
  );
  const { interaction } = await operator.call('readOwnInteraction');
  assert.equal(interaction.id, talks.call.interaction);
  assert.equal(Date.parse(interaction.answered_at) - NOW.getTime(), 4000);

  await pass('PT60S');
  await act('holdCall', rings.call.id);
  assert.equal((await telephone()).call.state, 'held');
  assert.equal((await caller.line()).music, true);
  await pass('PT10S');
  await act('resumeCall', rings.call.id);
  assert.equal((await caller.line()).music, false);

  await pass('PT30S');
  await caller.act('hang_up');
  await pass();
  assert.equal((await caller.line()).state, 'idle');
  assert.equal((await telephone()).standing, 'wrapping_up');
  const over = await recorded(rings.call.id);
  assert.equal(over.ending, 'hung_up');
  assert.equal(Date.parse(over.ended_at) - Date.parse(over.answered_at), 100_000);
  await wrapUp(interaction.id);
  assert.equal((await telephone()).standing, 'ready');
});

test('who is not answered rings at the next one, whose answer counts', async () => {
  const second = await city.as('operator2');
  await duty(operator, 'ready');
  await pass('PT1S');
  await duty(second, 'ready');
  const caller = resident();
  const { call } = await dial(caller);
  assert.equal((await telephone()).call?.id, call);
  await pass('PT19S');
  assert.equal((await telephone()).standing, 'ringing');
  await pass('PT1S');
  assert.equal((await telephone()).reason, 'did_not_answer');
  assert.equal((await telephone(second)).call.id, call);
  await act('answerCall', call, undefined, second);
  assert.equal((await caller.line()).with, 'Amara Diallo');
});

test('who hangs up while waiting has abandoned', async () => {
  const caller = resident();
  const { call } = await dial(caller);
  await pass('PT45S');
  await caller.act('hang_up');
  await pass();
  const over = await recorded(call);
  assert.equal(over.ending, 'abandoned');
  assert.equal(Date.parse(over.ended_at) - Date.parse(over.arrived_at), 45_000);
});

test('a digit leads to the French queue, another keeps the place in line', async () => {
  const caller = resident();
  const { call } = await dial(caller);
  await caller.act('digit', { digit: '2' });
  await pass();
  assert.equal((await recorded(call)).queue.key, 'fr');
  assert.equal((await recorded(call)).language, 'fr');
  await caller.act('digit', { digit: '9' });
  await pass();
  const line = await caller.line();
  assert.equal(line.state, 'idle');
  assert.match(line.hears.at(-1), /^Nous vous rappellerons/);
  const over = await recorded(call);
  assert.equal(over.ending, 'called_back');
  const kept = await operator.call('readCase', { path: { number: over.call_back } });
  assert.equal(kept.promises.length, 1);
});

test('a call to a relay comes before who waited already', async () => {
  const first = await dial(resident());
  await pass('PT60S');
  const relay = await dial(resident(), { number: '416 555 0114' });
  assert.equal((await recorded(relay.call)).relay, true);
  await duty(operator, 'ready');
  await pass();
  // 60 s of waiting against two steps of priority, 60 s each.
  assert.equal((await telephone()).call.id, relay.call);
  assert.notEqual(relay.call, first.call);
});

test('a withheld number is not seen', async () => {
  const { call } = await dial(resident(), { withheld: true });
  assert.equal((await recorded(call)).phone, null);
});

test('on a holiday a caller has time to ask for a call back, and then it is over', async () => {
  await operator.call('setTestClock', { body: { set: instantOf(ZONE, '2026-12-25T22:00').toISOString() } });
  const asks = resident();
  const { call, hears } = await dial(asks);
  assert.match(hears[0], /not on public holidays/);
  await asks.act('digit', { digit: '9' });
  await pass();
  assert.equal((await recorded(call)).ending, 'called_back');
  const listens = resident();
  const other = await dial(listens);
  await pass('PT19S');
  assert.equal((await listens.line()).state, 'calling');
  await pass('PT1S');
  assert.equal((await listens.line()).state, 'idle');
  assert.equal((await recorded(other.call)).ending, 'closed');
});

/** The operator dials a resident who is owed a call. */
async function dialOut() {
  const made = await city.question({ ask: false });
  await wrapUp(made.call.id);
  await duty(operator, 'ready');
  const talk = await city.dial(made.case.number, 'promise', made.promise.id);
  await pass();
  const called = new Resident(talk.phone);
  return { made, talk, called, call: (await called.line()).call };
}

test('a resident who is dialled and answers keeps the promise', async () => {
  const { made, called, call } = await dialOut();
  assert.equal((await called.line()).state, 'ringing');
  await pass('PT12S');
  await called.act('answer');
  await pass();
  assert.equal((await called.line()).with, 'Oren Hale');
  const { interaction } = await operator.call('readOwnInteraction');
  assert.equal(interaction.result, 'connected');
  await act('hangUp', call);
  assert.equal((await recorded(call)).ending, 'hung_up');
  const read = await operator.call('readCase', { path: { number: made.case.number } });
  assert.equal(read.promises[0].state, 'kept');
});

for (const [what, does, result] of [
  ['is busy', (line) => line.act('busy'), 'busy'],
  ['rejects the call', (line) => line.act('hang_up'), 'busy'],
  ['has voicemail', (line) => line.act('voicemail'), 'voicemail'],
  ['lets it ring for half a minute', () => pass('PT30S'), 'no_answer'],
]) {
  test(`a resident who ${what} is an attempt`, async () => {
    const { called, call } = await dialOut();
    await does(called);
    await pass();
    assert.equal((await called.line()).state, 'idle');
    assert.equal((await recorded(call)).ending, result);
    const { interaction } = await operator.call('readOwnInteraction');
    assert.equal(interaction.result, result);
  });
}

test('somebody is consulted, joined, and goes on with the caller alone', async () => {
  await duty(operator, 'ready');
  const caller = resident();
  const manager = resident();
  const { call } = await dial(caller);
  await act('answerCall', call);
  await act('consultOnCall', call, { phone: manager.number });
  assert.equal((await manager.line()).state, 'ringing');
  await manager.act('answer');
  await pass();
  assert.equal((await telephone()).call.state, 'consulting');
  assert.equal((await caller.line()).music, true);
  await act('joinCall', call);
  assert.equal((await telephone()).call.state, 'joined');
  assert.equal((await caller.line()).music, false);
  await act('completeTransfer', call);
  assert.equal((await recorded(call)).state, 'passed_on');
  assert.equal((await caller.line()).with, (await manager.line()).line);
  await manager.act('hang_up');
  await pass();
  assert.equal((await caller.line()).state, 'idle');
  assert.equal((await recorded(call)).ending, 'hung_up');
});

test('a manager who is rung sees who calls and about which case', async () => {
  await duty(operator, 'ready');
  const caller = resident();
  const { call } = await dial(caller);
  await act('answerCall', call);
  const { interaction } = await operator.call('readOwnInteraction');
  const made = await operator.call('openCase', {
    body: { interaction: interaction.id, kind: 'question', summary: 'The crossing on Elm Street' },
  });
  const { staff } = await operator.call('readCatalogue');
  const manager = await city.as('manager');
  const { id } = (await manager.call('readSession')).staff;
  assert.equal((await telephone(manager)).called, null);
  await act('consultOnCall', call, { phone: staff.find((one) => one.id === id).phone });
  const { called } = await telephone(manager);
  assert.deepEqual(called, { by: called.by, rings: true, cases: [made.number] });
  assert.equal(called.by.name, 'Oren Hale');
  await act('returnToCaller', call);
  assert.equal((await telephone(manager)).called, null);
  const supervisor = await city.as('supervisor');
  const { calls } = await supervisor.call('listCalls', {
    query: { case: made.number, direction: 'inbound' },
  });
  assert.deepEqual(
    calls.map((one) => [one.id, one.cases]),
    [[call, [made.number]]],
  );
  const none = await supervisor.call('listCalls', { query: { case: made.number, direction: 'outbound' } });
  assert.deepEqual(none.calls, []);
  const [talk] = (await supervisor.call('readCase', { path: { number: made.number } })).conversations;
  assert.deepEqual(
    { call: talk.call, recorded: talk.recorded, can_hear: talk.can_hear },
    { call, recorded: false, can_hear: false },
  );
});

test('who else was in a call stands in its record, with what interpreters are paid for', async () => {
  await duty(operator, 'ready');
  const { call } = await dial(resident());
  await act('answerCall', call);
  const { interaction: talk } = await operator.call('readOwnInteraction');
  const { number } = await operator.call('openCase', {
    body: { interaction: talk.id, kind: 'question', summary: 'Heat in the building' },
  });
  const interpreter = new Resident((await telephone()).interpreter);
  await act('consultOnCall', call, { phone: interpreter.number });
  await interpreter.act('busy');
  await pass();
  await act('consultOnCall', call, { phone: interpreter.number });
  await interpreter.act('answer');
  await pass('PT4M30S');
  const note = { party: 2, interpreter_id: '4711', language: 'so' };
  const noted = (body) =>
    operator.send('noteInterpreter', { path: { interaction: talk.id }, body: { ...note, ...body } });
  assert.equal((await noted({ party: 3 })).body.type, 'urn:kept311:problem:party.unknown');
  assert.equal((await noted({ language: 'S0' })).body.type, 'urn:kept311:problem:field.unknown_word');
  const [missed, came] = (await noted({})).body.parties;
  assert.deepEqual([missed.kind, missed.not_come, missed.minutes], ['interpreter', 'busy', null]);
  assert.deepEqual([came.interpreter_id, came.language, came.minutes], ['4711', 'so', 5]);
  assert.equal(came.left_at, null);
  await act('returnToCaller', call);
  await wrapUp(talk.id);
  assert.equal((await noted({})).body.type, 'urn:kept311:problem:interaction.ended');
  const supervisor = await city.as('supervisor');
  const sum = [{ language: 'so', answered: 1, minutes: 5 }];
  assert.deepEqual((await supervisor.call('readTelephoneWall')).interpreters, sum);
  const day = (from, until) =>
    supervisor.call('readTelephoneMeasures', {
      query: {
        from: new Date(NOW.getTime() + from).toISOString(),
        until: new Date(NOW.getTime() + until).toISOString(),
      },
    });
  assert.deepEqual((await day(0, 3_600_000)).interpreters, sum);
  assert.deepEqual((await day(-3_600_000, 0)).interpreters, []);
  const { parties } = await recorded(call);
  assert.equal(parties.length, 2);
  assert.match(parties[1].phone, /^\+1/);
  const [told] = (await supervisor.call('readCase', { path: { number } })).conversations;
  assert.deepEqual(
    told.parties,
    parties.map((one) => ({ ...one, phone: null })),
  );
});

test('who is consulted and does not want to leaves the caller where they were', async () => {
  await duty(operator, 'ready');
  const caller = resident();
  const manager = resident();
  const { call } = await dial(caller);
  await act('answerCall', call);
  await act('consultOnCall', call, { phone: manager.number });
  await manager.act('busy');
  await pass();
  assert.equal((await telephone()).call.state, 'talking');
  assert.equal((await telephone()).call.third, null);
  await act('consultOnCall', call, { phone: manager.number });
  await manager.act('answer');
  await pass();
  await act('returnToCaller', call);
  assert.equal((await manager.line()).state, 'idle');
  assert.equal((await telephone()).call.state, 'talking');
  assert.equal((await caller.line()).music, false);
});

test('a colleague is asked in their console, joined, and takes the caller over', async () => {
  const second = await city.as('operator2');
  await duty(operator, 'ready');
  const caller = resident();
  const { call } = await dial(caller);
  await act('answerCall', call);
  const { interaction: talk } = await operator.call('readOwnInteraction');
  const made = await operator.call('openCase', {
    body: { interaction: talk.id, kind: 'question', summary: 'The crossing on Elm Street' },
  });
  await duty(second, 'ready');
  const { id: to } = (await second.call('readSession')).staff;
  assert.deepEqual(
    (await telephone()).colleagues.map(({ id }) => id),
    [to],
  );
  await act('consultOnCall', call, { to });
  const asked = await telephone(second);
  assert.equal(asked.standing, 'ringing');
  assert.equal(asked.call, null);
  assert.equal(asked.asked.id, call);
  assert.equal(asked.asked.agent.name, 'Oren Hale');
  assert.deepEqual(asked.asked.cases, [made.number]);
  assert.deepEqual(asked.asked.colleague, { staff: { id: to, name: 'Amara Diallo' }, rings: true });
  assert.equal((await caller.line()).music, false);

  await act('declineCall', call, undefined, second);
  assert.equal((await telephone(second)).standing, 'ready');
  assert.equal((await telephone()).call.colleague, null);

  await act('consultOnCall', call, { to });
  await act('answerCall', call, undefined, second);
  assert.equal((await telephone()).call.state, 'consulting');
  assert.equal((await telephone(second)).standing, 'talking');
  assert.equal((await caller.line()).music, true);
  await act('joinCall', call);
  assert.equal((await caller.line()).music, false);
  await act('hangUp', call, undefined, second);
  assert.equal((await telephone()).call.state, 'talking');
  assert.equal((await telephone(second)).asked, null);

  await act('consultOnCall', call, { to });
  await act('answerCall', call, undefined, second);
  await act('completeTransfer', call);
  assert.equal((await caller.line()).with, 'Amara Diallo');
  assert.equal((await caller.line()).music, false);
  const theirs = await telephone(second);
  assert.equal(theirs.call.state, 'talking');
  assert.equal(theirs.call.agent.id, to);
  const { interaction } = await second.call('readOwnInteraction');
  assert.equal(interaction.id, theirs.call.interaction);
  assert.equal((await telephone()).standing, 'wrapping_up');
  await caller.act('hang_up');
  await pass();
  assert.equal((await recorded(call)).ending, 'hung_up');
});

test('a colleague who lets it ring is not waited for, and one who signs out is gone', async () => {
  const second = await city.as('operator2');
  await duty(operator, 'ready');
  const caller = resident();
  const { call } = await dial(caller);
  await act('answerCall', call);
  await duty(second, 'ready');
  const { id: to } = (await second.call('readSession')).staff;
  await act('consultOnCall', call, { to });
  await pass('PT20S');
  assert.equal((await telephone()).call.colleague, null);
  assert.equal((await telephone(second)).standing, 'ready');
  await act('consultOnCall', call, { to });
  await act('answerCall', call, undefined, second);
  await act('joinCall', call);
  await second.call('signOut');
  await pass();
  assert.equal((await telephone()).call.state, 'talking');
  assert.equal((await telephone()).call.colleague, null);
  assert.equal((await caller.line()).music, false);
});

test('whoever is asked is one, a number or a colleague', async () => {
  await duty(operator, 'ready');
  const { call } = await dial(resident());
  await act('answerCall', call);
  for (const body of [{}, { phone: '416 555 0160', to: 1 }]) {
    const answer = await operator.send('consultOnCall', { path: { call }, body });
    assert.equal(answer.status, 422);
    assert.equal(answer.body.type, 'urn:kept311:problem:call.whom_to_consult');
  }
});

test('what a telephone cannot do is refused', async () => {
  const caller = resident();
  for (const what of ['hang_up', 'answer', 'busy', 'voicemail']) {
    const answer = await caller.refused(what);
    assert.equal(answer.status, 409, what);
    assert.equal(answer.body.type, 'urn:kept311:problem:line.no_such_act');
  }
  await dial(caller);
  assert.equal((await caller.refused('dial')).status, 409);
  const none = await new Resident('999-999-990').refused('dial');
  assert.equal(none.status, 404);
});

test('after a restart who waited is called back, in the order of the line', async () => {
  const first = resident();
  const second = resident();
  const talks = resident();
  const { call: talking } = await dial(talks);
  await duty(operator, 'ready');
  await pass();
  await act('answerCall', talking);
  await pass('PT5S');
  const { call: one } = await dial(first);
  await pass('PT5S');
  const { call: two } = await dial(second);
  await city.server.killAndRestart(new Date(NOW.getTime() + 10_000));
  assert.equal((await recorded(talking)).ending, 'lost');
  const due = [];
  for (const call of [one, two]) {
    const over = await recorded(call);
    assert.equal(over.ending, 'called_back');
    const kept = await operator.call('readCase', { path: { number: over.call_back } });
    due.push(Date.parse(kept.promises[0].due));
  }
  assert.ok(due[0] <= due[1], due.join(' '));
  assert.equal((await first.line()).state, 'idle');
});
