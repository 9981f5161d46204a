// Rule 6: a time that was told is a wall time. When a country changes its clocks, what is still to be
// kept falls due at another instant, as an event; the sentence that the resident heard stays true.
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City, NOW, ZONE } from './city.mjs';

const HOUR = 3_600_000;
let city;
let zones;
before(async () => {
  city = await City.start();
  zones = await mkdtemp(join(tmpdir(), 'kept311-zones-'));
});
after(async () => {
  await city?.stop();
  await rm(zones, { recursive: true, force: true });
  await forgetDemoCities();
});

/** A database of zones in which the city keeps the clocks of another one. */
async function clocksOf(other) {
  const file = join(zones, ZONE);
  await mkdir(dirname(file), { recursive: true });
  await cp(join('/usr/share/zoneinfo', other), file, { dereference: true });
  return { TZDIR: zones };
}

async function restartWith(environment) {
  await city.server.stopServing();
  city.server.environment = environment;
  await city.server.run(NOW);
}

const promiseOf = async (number) => {
  const { promises, timeline } = await city.operator.call('readCase', { path: { number } });
  return { ...promises[0], retimed: timeline.filter(({ kind }) => kind === 'promise_retimed') };
};

test('what was told at a wall time falls due then by the new clocks, and is told so', async () => {
  const due_local = '2026-11-26T14:00';
  const { case: opened, promise } = await city.question({ ask: false, promiseBody: { due_local } });
  const before = Date.parse(promise.due);
  assert.equal(promise.due, '2026-11-26T19:00:00Z');

  await restartWith({});
  assert.deepEqual((await promiseOf(opened.number)).retimed, []);

  // One hour ahead: their two o'clock comes sooner.
  await restartWith(await clocksOf('America/Halifax'));
  const moved = await promiseOf(opened.number);
  assert.equal(Date.parse(moved.due), before - HOUR);
  assert.equal(Date.parse(moved.first_due), before - HOUR);
  assert.equal(moved.due_local, due_local);
  assert.equal(moved.retimed.length, 1);
  const { obligations } = await city.operator.call('listObligations');
  const owed = obligations.find(({ case: number, kind }) => number === opened.number && kind === 'promise');
  assert.equal(Date.parse(owed.due), before - HOUR);
  const { alerts } = await city.operator.call('listAlerts');
  assert.equal(alerts.find((alert) => alert.case === opened.number)?.kind, 'promise_retimed');

  await city.operator.call('setTestClock', { body: { set: new Date(before - HOUR + 1).toISOString() } });
  assert.equal((await promiseOf(opened.number)).state, 'broken');
});
