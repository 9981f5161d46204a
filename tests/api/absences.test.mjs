// Who may enter whose absence, and that a supervisor is there at every instant (rule 2).
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { instantOf } from '../support/city_time.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City, ZONE } from './city.mjs';

let city;
let supervisors;

before(async () => {
  city = await City.start();
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

/** Both supervisors of the demo, without an absence. It is a Tuesday, and the second is there from Wednesday on. */
beforeEach(async () => {
  supervisors = city.catalogue.staff.filter(({ role }) => role === 'supervisor').map(({ id }) => id);
  const admin = await city.as('admin');
  for (const staff of supervisors) {
    const { absences } = await admin.call('listAbsences', { path: { staff } });
    for (const { id } of absences) await admin.call('endAbsence', { path: { absence: id } });
  }
});

const at = (local) => instantOf(ZONE, local).toISOString();
const away = async (who, staff, from, until) => {
  const body = { from: at(from), until: at(until) };
  return (await city.as(who)).send('enterAbsence', { path: { staff }, body });
};

test("a department's manager enters absences of its people, and of nobody else", async () => {
  const manager = await city.as('manager');
  const delegate = (await city.as('delegate')).session.staff.id;
  const entered = await away('manager', delegate, '2026-12-01T08:00', '2026-12-02T08:00');
  assert.equal(entered.status, 201);
  await manager.call('endAbsence', { path: { absence: entered.body.id } });

  const operator = city.operator.session.staff.id;
  assert.equal((await away('manager', operator, '2026-12-01T08:00', '2026-12-02T08:00')).status, 403);
  const own = await away('operator', operator, '2026-12-01T08:00', '2026-12-02T08:00');
  const ended = await manager.send('endAbsence', { path: { absence: own.body.id } });
  assert.equal(ended.status, 403);
  assert.equal(
    (await (await city.as('supervisor')).send('endAbsence', { path: { absence: own.body.id } })).status,
    204,
  );
});

test('no hour in the midst of an absence is left without a supervisor', async () => {
  const [first, second] = supervisors;
  assert.equal((await away('admin', first, '2026-11-25T12:00', '2026-11-25T15:00')).status, 201);
  const refused = await away('admin', second, '2026-11-24T10:30', '2026-11-27T10:30');
  assert.equal(refused.status, 409);
  assert.match(refused.body.type, /staff\.last_supervisor$/);
  assert.equal((await away('admin', second, '2026-11-25T15:00', '2026-11-27T10:30')).status, 201);
});

test('no day off in the midst of an absence is left without a supervisor', async () => {
  // The second has Mondays off.
  const refused = await away('admin', supervisors[0], '2026-11-26T08:00', '2026-12-02T08:00');
  assert.equal(refused.status, 409);
});

test('nobody is disabled while the other supervisor is away, or will be', async () => {
  const [first, second] = supervisors;
  assert.equal((await away('admin', second, '2026-11-26T08:00', '2026-11-27T08:00')).status, 201);
  const refused = await (await city.as('admin')).send('disableStaff', { path: { staff: first } });
  assert.equal(refused.status, 409);
});
