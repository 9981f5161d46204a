// Load that looks like a city's: the same for a seed, in the shape of its profile, and read by a ready map.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CODE, demoCity, forgetDemoCity, kept311, ROOT, scratch } from './program.mjs';

after(forgetDemoCity);

const PROFILE = join(ROOT, 'tests/cli/files/profile.csv');
const ROWS = 2000;
const BOX = { south: 43.6, west: -79.4, north: 43.7, east: -79.3 };
// Two weeks that begin with a Monday.
const words = (seed, profile = PROFILE) => [
  ...['generate', '--profile', profile, '--rows', String(ROWS), '--seed', String(seed)],
  ...['--from', '2026-01-05', '--until', '2026-01-18', '--zone', 'America/Toronto'],
  ...['--box', Object.values(BOX).join(',')],
];

/** The rows as objects; no value has a line end in it, and only areas have quotes. */
async function rowsOf(file) {
  const [head, ...rows] = (await readFile(file, 'utf8')).trim().split('\r\n');
  const fields = (row) => row.slice(1, -1).split('","');
  const names = fields(head);
  return rows.map((row) => Object.fromEntries(fields(row).map((value, i) => [names[i], value])));
}

test('a seed gives the same requests each time, and another one others', async (t) => {
  const directory = await scratch(t);
  const one = join(directory, 'one.csv');
  const done = await kept311([...words(7), '--out', one, '--json']);
  assert.equal(done.code, CODE.done, done.stderr);
  const { requests, bytes } = JSON.parse(done.stdout);
  const text = await readFile(one, 'utf8');
  assert.deepEqual([requests, bytes], [ROWS, Buffer.byteLength(text)]);
  assert.equal((await kept311(words(7))).stdout, text);
  assert.notEqual((await kept311(words(8))).stdout, text);
});

test('the requests have the shape of the profile', async (t) => {
  const file = join(await scratch(t), 'load.csv');
  await kept311([...words(7), '--out', file]);
  const rows = await rowsOf(file);
  assert.equal(rows.length, ROWS);
  const near = (found, share, what) =>
    assert.ok(Math.abs(found.length / ROWS - share) < 0.04, `${what}: ${found.length}`);

  near(
    rows.filter((row) => row.service_name === 'Noise'),
    0.75,
    'noise',
  );
  near(
    rows.filter((row) => row.areas.includes('EAST')),
    0.5,
    'east',
  );
  near(
    rows.filter((row) => row.lat === ''),
    0.1,
    'without a place',
  );
  near(
    rows.filter((row) => /^2026-01-(05|12)T09:..:..-05:00$/.test(row.requested_datetime)),
    0.75,
    'from nine',
  );
  near(
    rows.filter((row) => /^2026-01-(05|12)T08:..:..-05:00$/.test(row.requested_datetime)),
    0.25,
    'from eight',
  );
  const times = rows.map((row) => row.requested_datetime);
  assert.deepEqual(times, times.toSorted());
  // Of noise the profile does not know when it is closed; a pothole takes 20 hours at most, half of them 10.
  assert.ok(rows.every((row) => (row.service_name === 'Noise') === (row.status === 'open')));
  const hours = rows
    .filter((row) => row.closed_date !== '')
    .map((row) => (Date.parse(row.closed_date) - Date.parse(row.requested_datetime)) / 3_600_000);
  assert.ok(Math.max(...hours) <= 20);
  near(
    hours.filter((taken) => taken <= 10),
    0.25 / 2,
    'potholes closed within ten hours',
  );
  for (const { lat, long } of rows.filter((row) => row.lat !== '')) {
    // A street may leave the box by its length: 400 numbers of five metres.
    assert.ok(Number(lat) > BOX.south - 0.02 && Number(lat) < BOX.north + 0.02, lat);
    assert.ok(Number(long) > BOX.west - 0.02 && Number(long) < BOX.east + 0.02, long);
  }
});

test('a ready map imports them, and two seeds side by side', async (t) => {
  const { data, directory } = await demoCity(t);
  const load = join(directory, 'load.csv');
  const imported = async (seed) => {
    assert.equal((await kept311([...words(seed), '--out', load])).code, CODE.done);
    const map = join(ROOT, 'config/maps/kept311.toml');
    const done = await kept311(['import', 'csv', '--map', map, load, '--data', data, '--json']);
    const { created, updated, refused } = JSON.parse(done.stdout);
    return [created, updated, refused];
  };
  assert.deepEqual(await imported(7), [ROWS, 0, 0]);
  assert.deepEqual(await imported(8), [ROWS, 0, 0]);
});

test('what is wrong with a profile or a wish is said, and no file is left', async (t) => {
  const directory = await scratch(t);
  const bad = join(directory, 'bad.csv');
  const out = join(directory, 'load.csv');
  const faults = [
    ['kind,key,sub,value\ntype_share,Noise,,lots\n', /bad\.csv:2: the value is no number/],
    ['kind,key,sub,value\ntype_share,Noise,,1\nhour_of_week,noon,,1\n', /bad\.csv:3: the hour of a week/],
    ['kind,key,sub,value\nhour_of_week,dow0_h08,,1\n', /no type_share/],
    ['kind,value\ntype_share,1\n', /no column 'key'/],
  ];
  for (const [text, said] of faults) {
    await writeFile(bad, text);
    const done = await kept311([...words(1, bad), '--out', out]);
    assert.equal(done.code, CODE.usage);
    assert.match(done.stderr, said);
  }
  const turned = await kept311([...words(1), '--box', '43.7,-79.4,43.6,-79.3', '--out', out]);
  assert.equal(turned.code, CODE.usage);
  await assert.rejects(readFile(out), { code: 'ENOENT' });
});
