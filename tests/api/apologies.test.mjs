// A promise that is broken owes an apology, and only who says it discharges it: that the resident
// answered is no apology yet.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City, localLater } from './city.mjs';

let city;
let late;
before(async () => {
  city = await City.start();
  late = await city.question({ ask: false, promiseBody: { due_local: localLater(1) } });
  await city.operator.call('endInteraction', {
    path: { interaction: late.call.id },
    body: { wrap_up: 'department_asked' },
  });
  await city.operator.call('setTestClock', { body: { advance: 'PT1H1M' } });
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

const owed = async (number) =>
  (await city.operator.call('readCase', { path: { number } })).obligations.map(({ kind }) => kind);
const sorry = (api, { id }, number) =>
  api.send('recordApology', { path: { interaction: id }, body: { case: number } });

test('an apology stays owed until somebody says that it was said', async () => {
  const { number } = late.case;
  assert.ok((await owed(number)).includes('apology'));
  const dialled = await city.dial(number, 'promise', late.promise.id);
  assert.deepEqual(dialled.apologies_owed, [], 'nobody is on the line yet');
  const unanswered = await sorry(city.operator, dialled, number);
  assert.equal(unanswered.status, 422);
  assert.match(unanswered.body.type, /interaction\.not_answered/);

  const reached = await city.operator.call('recordContactAttempt', {
    path: { interaction: dialled.id },
    body: { result: 'connected' },
  });
  assert.deepEqual(reached.apologies_owed, [number]);
  assert.ok((await owed(number)).includes('apology'));

  const other = await sorry(await city.as('operator2'), reached, number);
  assert.equal(other.status, 403, 'it is not their conversation');
  const said = await sorry(city.operator, reached, number);
  assert.equal(said.status, 200);
  assert.deepEqual(said.body.apologies_owed, []);
  assert.ok(!(await owed(number)).includes('apology'));
  assert.equal((await sorry(city.operator, reached, number)).status, 409);
});

/** The resident's own page of a case, in words. */
async function residentPage(number) {
  const { url } = await city.operator.call('caseLink', { path: { number } });
  const page = await fetch(new URL(url, city.server.origin));
  return page.text();
}

test('what owes an apology is named: whose word was not kept, and when it was due', async () => {
  const {
    case: one,
    call,
    promise,
  } = await city.question({
    ask: false,
    promiseBody: { due_local: '2026-11-24T12:00' },
  });
  await city.operator.call('endInteraction', {
    path: { interaction: call.id },
    body: { wrap_up: 'department_asked' },
  });
  await city.operator.call('setTestClock', { body: { set: '2026-11-24T17:01:00Z' } });
  const isApology = ({ kind, case: number }) => kind === 'apology' && number === one.number;
  const broken = { owner: promise.owner, due: promise.due };
  const { obligations } = await city.operator.call('listObligations');
  assert.deepEqual(obligations.find(isApology).broken, broken);
  const read = await city.operator.call('readCase', { path: { number: one.number } });
  assert.deepEqual(read.obligations.find(isApology).broken, broken);
  assert.ok(read.obligations.every((owed) => owed.kind === 'apology' || owed.broken === null));
});

test('the resident is not told of an apology in a call that reached nobody', async () => {
  const { obligations } = await city.operator.call('listObligations');
  const apology = obligations.find(({ kind }) => kind === 'apology');
  const dialled = await city.dial(apology.case, 'apology', apology.id);
  const result = (body) =>
    city.operator.call('recordContactAttempt', { path: { interaction: dialled.id }, body });
  await result({ result: 'connected' });
  assert.equal((await sorry(city.operator, dialled, apology.case)).status, 200);
  assert.match(await residentPage(apology.case), /We apologised\./);
  await result({ result: 'somebody_else' });
  const page = await residentPage(apology.case);
  assert.doesNotMatch(page, /We apologised\./);
  assert.doesNotMatch(page, /was in touch, later than promised/);
  assert.match(page, /We tried to reach you\./);
});
