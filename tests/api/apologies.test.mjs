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
