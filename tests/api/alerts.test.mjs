// What somebody was told is about one thing, and what of it they have seen is kept with them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City, later, NOW } from './city.mjs';

let city;
let manager;
before(async () => {
  city = await City.start();
  manager = await city.as('manager');
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

/** A question that the manager is asked; the promise to call back comes due before her answer. */
async function asked(promise = {}) {
  const department = city.catalogue.departments.find(
    ({ manager: { id } }) => id === manager.session.staff.id,
  );
  const call = await city.inbound();
  const { number } = await city.operator.call('openCase', {
    body: {
      interaction: call.id,
      kind: 'question',
      summary: 'Who sweeps the stairs?',
      ask: { department: department.id, text: 'Who sweeps them?' },
      promise: { words: 'I will call you back.', ...promise },
    },
  });
  return number;
}
const alertOn = async (api, number) =>
  (await api.call('listAlerts')).alerts.find((one) => one.case === number && one.kind === 'asked');

test('an alert shows what it is about, not whatever comes due first; and that nobody owes it when that is done', async () => {
  const number = await asked();
  const { obligations, asks } = await city.operator.call('readCase', { path: { number } });
  assert.equal(obligations[0].kind, 'promise', 'the first thing owed is another');
  const { values } = await alertOn(manager, number);
  assert.equal(values.duty, 'ask');
  assert.equal(Date.parse(values.due), Date.parse(asks[0].due));
  await manager.call('answerAsk', { path: { ask: asks[0].id }, body: { text: 'The town does.' } });
  const { duty, owner, due } = (await alertOn(manager, number)).values;
  assert.deepEqual({ duty, owner, due }, { duty: 'ask', owner: undefined, due: undefined });
});

test('what was seen at one desk is seen at every other, by nobody else', async () => {
  const numbers = [await asked(), await asked()];
  const [seen, other] = await Promise.all(numbers.map((number) => alertOn(manager, number)));
  assert.deepEqual([seen.seen, other.seen], [false, false]);
  const { alerts } = await manager.call('seeAlerts', { body: { alerts: [seen.id] } });
  assert.equal(alerts.find(({ id }) => id === seen.id).seen, true);
  const elsewhere = await city.signIn('manager');
  assert.equal((await alertOn(elsewhere, numbers[0])).seen, true);
  assert.equal((await alertOn(elsewhere, numbers[1])).seen, false);
  // Naming another's alerts changes nothing for them.
  await city.operator.call('seeAlerts', { body: { alerts: [other.id] } });
  assert.equal((await alertOn(manager, numbers[1])).seen, false);
});

test('of a case that was joined to another it names the one under which that goes on, until it is closed', async () => {
  const { id } = manager.session.staff;
  const duplicate = await asked({ owner: id, said_by: id });
  await city.operator.call('setTestClock', { body: { advance: 'PT40M' } });
  const call = await city.inbound();
  const { number: survivor } = await city.operator.call('openCase', {
    body: { interaction: call.id, kind: 'question', summary: 'Who sweeps the steps?' },
  });
  const { contact } = await city.operator.call('readCase', { path: { number: duplicate } });
  const told = await city.inbound({ ...contact, phones: [city.phone()] });
  await city.operator.call('joinDuplicate', {
    path: { number: duplicate },
    body: { into: survivor, interaction: told.id },
  });
  const { values } = await alertOn(manager, duplicate);
  assert.deepEqual([values.duty, values.owner, values.joined_to], ['ask', undefined, survivor]);
  // The promise went there, and is owed.
  const reminded = async () =>
    (await manager.call('listAlerts')).alerts.find(
      (one) => one.case === duplicate && one.kind === 'reminder' && one.values.duty === 'promise',
    ).values;
  const { promises } = await city.operator.call('readCase', { path: { number: survivor } });
  const moved = await reminded();
  assert.deepEqual(
    [moved.owner, Date.parse(moved.due), moved.joined_to],
    [promises[0].owner.name, Date.parse(promises[0].due), survivor],
  );
  await city.operator.call('releasePromise', {
    path: { promise: promises[0].id },
    body: { interaction: told.id },
  });
  const kept = await reminded();
  assert.deepEqual([kept.owner, kept.joined_to], [undefined, undefined], 'a promise is settled there');
  assert.equal((await alertOn(manager, duplicate)).values.joined_to, survivor);
  await city.operator.call('closeCase', {
    path: { number: survivor },
    body: { resolution: 'entered_in_error', text: 'Nobody asked.' },
  });
  assert.equal((await alertOn(manager, duplicate)).values.joined_to, undefined);
});

test('it names who is away to whoever is responsible for them now, and to nobody who was before', async () => {
  const number = await asked();
  const owes = async () => {
    const { promises } = await city.operator.call('readCase', { path: { number } });
    return promises[0].owner;
  };
  const first = await owes();
  const leave = async ({ id }) => {
    const admin = await city.as('admin');
    const body = { from: NOW.toISOString(), until: later(48) };
    await admin.call('enterAbsence', { path: { staff: id }, body });
    return owes();
  };
  const handed = async ({ name }) => {
    const { role } = city.server.signIns.get(name.toLowerCase().replace(' ', '.'));
    const { alerts } = await (await city.as(role)).call('listAlerts');
    return alerts.find((one) => one.case === number && one.kind === 'handed_to_you').values.covering_for;
  };
  const second = await leave(first);
  assert.equal(await handed(second), first.name);
  const third = await leave(second);
  assert.notEqual(third.id, second.id);
  assert.equal(await handed(third), first.name);
  assert.equal(await handed(second), undefined);
});
