// The conversation that somebody is in, for a page that is loaded again in the middle of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City } from './city.mjs';

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

const end = (call, body) => city.operator.call('endInteraction', { path: { interaction: call.id }, body });

/** The conversations of a case as somebody reads them. */
const conversations = async (api, { number }) =>
  (await api.call('readCase', { path: { number } })).conversations;

test('what is noted at one step of a call stays when more is noted at the next, and stands on the case', async () => {
  const made = await city.question();
  await end(made.call, { wrap_up: 'department_asked' });
  const call = await city.dial(made.case.number, 'promise', made.promise.id);
  await city.operator.call('recordContactAttempt', {
    path: { interaction: call.id },
    body: { result: 'no_answer', note: 'It rang for long.' },
  });
  await end(call, { wrap_up: 'no_contact', notes: 'Try after four.' });
  const told = (await conversations(city.operator, made.case)).map(
    ({ id, direction, result, wrap_up: wrapUp, notes }) => [id, direction, result, wrapUp, notes],
  );
  assert.deepEqual(told, [
    [made.call.id, 'inbound', null, 'department_asked', null],
    [call.id, 'outbound', 'no_answer', 'no_contact', 'It rang for long.\nTry after four.'],
  ]);
});

test('a call that was made for what is owed stands on the case before anything came of it', async () => {
  const made = await city.question();
  await end(made.call, { wrap_up: 'other' });
  const call = await city.dial(made.case.number, 'ask', made.ask.id);
  await end(call, { wrap_up: 'other', notes: 'The manager looks into it.' });
  const [, second] = await conversations(city.operator, made.case);
  assert.deepEqual([second.id, second.notes], [call.id, 'The manager looks into it.']);
});

test('what was noted of two cases is not read by a department that has one of them', async () => {
  const manager = await city.as('manager');
  const { department } = manager.session.staff;
  const call = await city.inbound();
  const open = (summary) =>
    city.operator.call('openCase', {
      body: { interaction: call.id, kind: 'question', summary, ask: { department, text: summary } },
    });
  const first = await open('Who sweeps the stairs?');
  const notes = 'He is hard to understand.';
  const read = async () => (await conversations(manager, first)).map((talk) => talk.notes);
  await open('Who sweeps the yard?');
  await end(call, { wrap_up: 'department_asked', notes });
  assert.deepEqual(await read(), [null]);
  const [told] = await conversations(city.operator, first);
  assert.equal(told.notes, notes);
});

test('what was noted of a complaint is kept from whom it is about, on every case of the same call', async () => {
  const supervisor = await city.as('supervisor');
  const call = await city.inbound(undefined, supervisor);
  const open = (body) => supervisor.call('openCase', { body: { interaction: call.id, ...body } });
  const about = city.operator.session.staff.id;
  const question = await open({ kind: 'question', summary: 'Who sweeps the stairs?' });
  await open({ kind: 'complaint', summary: 'He was rude.', about_staff: about });
  await supervisor.call('endInteraction', {
    path: { interaction: call.id },
    body: { wrap_up: 'other', notes: 'Two complaints of him this week.' },
  });
  const read = async (api) => (await conversations(api, question)).map(({ notes }) => notes);
  assert.deepEqual(await read(supervisor), ['Two complaints of him this week.']);
  assert.deepEqual(await read(city.operator), [null]);
});

test('who was named in error loses what the call kept for them, and is given it back when named again', async () => {
  const made = await city.question({ ask: false });
  await end(made.call, { wrap_up: 'other' });
  const husband = await city.contact('Karim Delgado');
  const call = await city.operator.call('startInteraction', {
    body: { direction: 'inbound', channel: 'call', phone: made.call.phone },
  });
  const is = (contact) =>
    city.operator.call('identifyCaller', { path: { interaction: call.id }, body: { contact: contact.id } });
  const promise = async () => {
    const read = await city.operator.call('readCase', { path: { number: made.case.number } });
    return [read.promises[0].state, read.obligations.some(({ kind }) => kind === 'promise')];
  };
  await is(made.call.contact);
  assert.deepEqual(await promise(), ['kept', false]);
  await is(husband);
  assert.deepEqual(await promise(), ['made', true]);
  await is(husband);
  assert.deepEqual(await promise(), ['made', true]);
  await is(made.call.contact);
  assert.deepEqual(await promise(), ['kept', false]);
  await end(call, { wrap_up: 'other' });
});

test('a call that was made for somebody is not given to whoever answers in their place', async () => {
  const made = await city.question({ ask: false });
  await end(made.call, { wrap_up: 'other' });
  const call = await city.dial(made.case.number, 'promise', made.promise.id);
  const husband = await city.contact('Karim Delgado');
  const refused = await city.operator.send('identifyCaller', {
    path: { interaction: call.id },
    body: { contact: husband.id },
  });
  assert.equal(refused.body.type, 'urn:kept311:problem:interaction.other_contact');
  await end(call, { wrap_up: 'other' });
});

test('the check tells in which call the outcome was told, which is not its own', async () => {
  const { case: resolved, call } = await city.resolved();
  assert.equal(resolved.follow_up.told_in, call.id);
  assert.equal(resolved.follow_up.told_at, resolved.resolved_at);
  const refused = await city.operator.send('recordFollowUp', {
    path: { number: resolved.number },
    body: { interaction: call.id, heard: true },
  });
  assert.equal(refused.body.type, 'urn:kept311:problem:follow_up.with_the_telling');
});
