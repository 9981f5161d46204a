// When people are there, and what is proposed to residents because of it: within the hours of whoever
// owes it, from when the department answers that was asked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { instantOf, localOf } from '../support/city_time.mjs';
import { forgetDemoCities, Server } from '../support/server.mjs';

const ZONE = 'America/Toronto';
const at = (local) => instantOf(ZONE, local).toISOString();
const same = (instant, local) => assert.equal(new Date(instant).toISOString(), at(local));

let server;
let oren;
let staff;
let departments;
const person = (name) => staff.find((one) => one.name === name);
const department = (name) => departments.find((one) => one.name.en === name);
const propose = (query) => oren.call('proposeDueTime', { query });

async function itIs(local) {
  await oren.call('setTestClock', { body: { set: at(local) } });
  ({ staff, departments } = await oren.call('readCatalogue'));
}

before(async () => {
  // Tuesday. Oren works until 16:00, Maya and her department until 16:30.
  server = await Server.start(instantOf(ZONE, '2026-11-24T12:00'));
  oren = new Api(server);
  const { name, password } = server.signInAs('operator');
  await oren.signIn(name, password);
  ({ staff, departments } = await oren.call('readCatalogue'));
});
after(async () => {
  await server?.stop();
  await forgetDemoCities();
});

test('who is at work is so until the shift ends, and a call back is proposed within the hour', async () => {
  assert.equal(person('Maya Lindqvist').presence.state, 'at_work');
  same(person('Maya Lindqvist').presence.until, '2026-11-24T16:30');
  assert.equal(department('Transportation').opens_at, null);
  const now = await propose({ owner: person('Oren Hale').id, department: department('Transportation').id });
  assert.equal(now.due_local, '2026-11-24T13:00');
  assert.equal(now.in_hours, true);
  assert.equal(now.owner_back_at, null);
  assert.equal(now.department_opens_at, null);
});

test('a time after hours is doubted, and the next one is named', async () => {
  const late = await propose({ owner: person('Maya Lindqvist').id, local: '2026-11-24T20:00' });
  assert.equal(late.owner_present, true);
  assert.equal(late.in_hours, false);
  same(late.next_possible, '2026-11-25T08:30');
  const last = await propose({ owner: person('Maya Lindqvist').id, local: '2026-11-24T16:30' });
  assert.equal(last.in_hours, true);
});

test('towards the end of a shift the hour goes on with the next one', async () => {
  await itIs('2026-11-24T15:40');
  const { due_local: due } = await propose({ owner: person('Oren Hale').id });
  assert.equal(due, '2026-11-25T08:40');
});

test('in the evening of a Friday the department answers on Monday, and the call is proposed for then', async () => {
  await itIs('2026-11-27T19:00');
  const maya = person('Maya Lindqvist');
  assert.equal(maya.away, false);
  assert.equal(maya.presence.state, 'off_hours');
  same(maya.presence.until, '2026-11-30T08:30');
  const transportation = department('Transportation');
  same(transportation.opens_at, '2026-11-30T08:30');
  assert.equal(transportation.responsible.name, 'Maya Lindqvist');
  const proposed = await propose({ owner: person('Oren Hale').id, department: transportation.id });
  assert.equal(proposed.due_local, '2026-11-30T09:30');
  assert.equal(proposed.in_hours, true);
  same(proposed.department_opens_at, '2026-11-30T08:30');
  same(proposed.owner_back_at, '2026-11-30T08:00');
});

test('a promise without a time is due when it would have been proposed', async () => {
  const call = await oren.call('startInteraction', {
    body: { direction: 'inbound', channel: 'call', phone: '+14165550142' },
  });
  const { id } = await oren.call('createContact', {
    body: { name: 'Rosa Delgado', phones: ['+14165550142'], language: 'en' },
  });
  await oren.call('identifyCaller', { path: { interaction: call.id }, body: { contact: id } });
  const one = await oren.call('openCase', {
    body: {
      interaction: call.id,
      kind: 'question',
      summary: 'How often is the button pressed?',
      ask: { department: department('Transportation').id, text: 'How often is the button pressed?' },
      promise: { words: 'I will call you back.' },
    },
  });
  assert.equal(one.promises[0].due_local, '2026-11-30T09:30');
});

test('a department that is not there is not asked for a time', async () => {
  await assert.rejects(propose({ owner: person('Oren Hale').id, department: 999 }), /422/);
});

test('who cannot keep a time is told apart, with when they are back', async () => {
  const { staff: all } = await oren.call('listAvailability', { query: { local: '2026-11-28T14:00' } });
  const maya = all.find(({ id }) => id === person('Maya Lindqvist').id);
  assert.deepEqual([maya.there, maya.at_work], [false, false]);
  same(maya.back_at, '2026-11-30T08:30');
  const monday = await oren.call('listAvailability', { query: { local: '2026-11-30T10:00' } });
  assert.equal(monday.staff.find(({ id }) => id === maya.id).at_work, true);
});

test('an apology is owed by somebody who is at work by then', async () => {
  const { interaction } = await oren.call('readOwnInteraction');
  const one = await oren.call('openCase', {
    body: {
      interaction: interaction.id,
      kind: 'question',
      summary: 'Who waters the trees?',
      promise: { words: 'I will call you back.', due_local: '2026-11-27T19:20' },
    },
  });
  await itIs('2026-11-27T19:21');
  const { obligations } = await oren.call('readCase', { path: { number: one.number } });
  const { owner, due } = obligations.find(({ kind }) => kind === 'apology');
  const local = localOf(ZONE, new Date(due).getTime());
  const { staff: all } = await oren.call('listAvailability', { query: { local } });
  assert.equal(all.find(({ id }) => id === owner.id).at_work, true, `${owner.name} by ${local}`);
});

test('on a Saturday somebody who is there apologises the same day, though offices open on Monday', async () => {
  await itIs('2026-11-28T12:00');
  const amara = new Api(server);
  await amara.signIn('amara.diallo', server.signInAs('operator2').password);
  const phone = '+14165550188';
  const { id: contact } = await amara.call('createContact', {
    body: { name: 'Lina Haddad', phones: [phone], language: 'en' },
  });
  const { id: interaction } = await amara.call('startInteraction', {
    body: { direction: 'inbound', channel: 'call', phone },
  });
  await amara.call('identifyCaller', { path: { interaction }, body: { contact } });
  const one = await amara.call('openCase', {
    body: {
      interaction,
      kind: 'question',
      summary: 'Who sweeps the market?',
      promise: { words: 'I will call you back.', due_local: '2026-11-28T12:10' },
    },
  });
  await itIs('2026-11-28T12:11');
  const { obligations } = await amara.call('readCase', { path: { number: one.number } });
  const { owner, due } = obligations.find(({ kind }) => kind === 'apology');
  assert.equal(owner.name, 'Amara Diallo');
  assert.equal(localOf(ZONE, new Date(due).getTime()), '2026-11-28T13:10');
});
