// How long it took from a request to its outcome: of cases and of what the city had before, together
// and apart, by service, period and area; and what an operator may say is usual.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { forgetDemoCities } from '../support/server.mjs';
import { City, NOW } from './city.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BINARY = resolve(ROOT, process.env.KEPT311_BINARY ?? 'build/dev/kept311');
const HOUR = 3600;
const DAY = 24 * HOUR;
const HARBOUR = { lat: 43.64, lng: -79.41 };
const MAP = `source = "alder311"
times = ["%Y-%m-%dT%H:%M:%SZ"]
[columns]
id = "Id"
requested = "Opened"
closed = "Closed"
status = "Status"
service_code = "Code"
service_name = "Kind"
[areas]
ward = "Ward"
[status]
open = ["open"]
closed = ["closed"]
`;

let city;
let supervisor;
let pothole;

/** Written at that many seconds before the beginning. */
const ago = (seconds) => new Date(NOW.getTime() - seconds * 1000).toISOString().replace('.000', '');

/** Forty potholes, a day apart, closed within 1 to 40 hours; and one tree of no service here. */
async function importRecords() {
  const rows = Array.from({ length: 40 }, (_, index) => {
    const opened = (index + 10) * DAY;
    const ward = index < 10 ? '02' : '03';
    return `P-${index},${ago(opened)},${ago(opened - (index + 1) * HOUR)},closed,pothole,Pothole,${ward}`;
  });
  rows.push(`T-1,${ago(9 * DAY)},,open,old_tree,Fallen tree,02`);
  const file = (name) => join(city.server.directory, name);
  await writeFile(file('records.csv'), ['Id,Opened,Closed,Status,Code,Kind,Ward', ...rows, ''].join('\n'));
  await writeFile(file('map.toml'), MAP);
  const words = ['import', 'csv', '--map', file('map.toml'), file('records.csv'), '--data', city.server.data];
  await promisify(execFile)(BINARY, words, { cwd: ROOT });
}

const times = async (query = {}, api = supervisor) => {
  const { services, ...period } = await api.call('readOutcomeTimes', { query });
  return { ...period, of: (code) => services.find((one) => one.code === code) };
};
const usual = (service, api = city.operator) => api.send('readUsualTime', { path: { service } });

before(async () => {
  city = await City.start();
  supervisor = await city.as('supervisor');
  pothole = city.catalogue.services.find(({ code }) => code === 'pothole').id;
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

test('what is usual is not told before enough stands behind it', async () => {
  assert.deepEqual((await usual(pothole)).body, { days: null, requests: 0 });
});

test('half and nine in ten, of cases and records together and apart', async () => {
  await importRecords();
  const opened = await city.request({ point: HARBOUR });
  await city.operator.call('setTestClock', { body: { advance: 'PT3H' } });
  await supervisor.call('recordOutcome', {
    path: { number: opened.number },
    body: { resolution: 'completed', text: 'It is filled.' },
  });
  const { from, until, of } = await times();
  assert.deepEqual([from, until], ['2025-11-24', '2026-11-24']);
  assert.deepEqual(of('pothole'), {
    service: pothole,
    code: 'pothole',
    name: 'Pothole',
    sampled: false,
    all: {
      requests: 41,
      with_outcome: 41,
      half_within_seconds: 20 * HOUR,
      nine_in_ten_within_seconds: 36 * HOUR,
    },
    cases: {
      requests: 1,
      with_outcome: 1,
      half_within_seconds: 3 * HOUR,
      nine_in_ten_within_seconds: 3 * HOUR,
    },
    records: {
      requests: 40,
      with_outcome: 40,
      half_within_seconds: 20 * HOUR,
      nine_in_ten_within_seconds: 36 * HOUR,
    },
  });
  const tree = of('old_tree');
  assert.deepEqual([tree.service, tree.name, tree.all.half_within_seconds], [null, 'Fallen tree', null]);
  assert.deepEqual([tree.records.requests, tree.records.with_outcome], [1, 0]);
});

test('over a period, and in an area', async () => {
  // Of ten, opened from 10 to 19 days ago, within 1 to 10 hours.
  const early = (await times({ from: '2026-11-05', until: '2026-11-14' })).of('pothole');
  assert.deepEqual([early.all.requests, early.all.half_within_seconds], [10, 5 * HOUR]);
  const harbour = (await times({ layer: 'ward', area: '02' })).of('pothole');
  assert.deepEqual([harbour.cases.requests, harbour.records.requests], [1, 10]);
  const elsewhere = (await times({ layer: 'ward', area: '03' })).of('pothole');
  assert.deepEqual([elsewhere.cases.requests, elsewhere.records.requests], [0, 30]);
  for (const [query, pointer] of [
    [{ from: 'May' }, '/from'],
    [{ until: '2026-11-31' }, '/until'],
    [{ from: '2026-11-24', until: '2026-11-01' }, '/until'],
    [{ from: '2026-12-24' }, '/until'],
    [{ layer: 'ward' }, '/area'],
    [{ layer: 'ward', area: '99' }, '/area'],
  ]) {
    const { status, body } = await supervisor.send('readOutcomeTimes', { query });
    assert.equal(status, 422, JSON.stringify(query));
    assert.equal(body.errors[0].pointer, pointer);
  }
});

test('what is usual is told to who talks to residents, in whole days', async () => {
  assert.deepEqual((await usual(pothole)).body, { days: 2, requests: 41 });
  assert.equal((await usual(1)).status, 404);
  assert.equal((await usual(pothole, await city.as('analyst'))).status, 403);
});

test('figures are for who may read figures', async () => {
  await times({}, await city.as('analyst'));
  await times({}, await city.as('manager'));
  assert.equal((await city.operator.send('readOutcomeTimes')).status, 403);
});

test('what came at this very instant belongs to a period until now', async () => {
  const counted = async () => (await times()).of('pothole').cases.requests;
  const before = await counted();
  await city.request({ point: HARBOUR });
  assert.equal(await counted(), before + 1);
  assert.equal((await usual(pothole)).body.requests, 42);
});
