// The city's map by command: areas come in as a whole or not at all, and cases count by any drawing.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CODE, demoCity, forgetDemoCity, kept311 } from './program.mjs';

after(forgetDemoCity);

const square = (west, south, east, north) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
];
const district = (number, name, coordinates) => ({
  type: 'Feature',
  properties: { number, name },
  geometry: { type: 'Polygon', coordinates },
});

/** Writes a file of districts; the words with which it is imported. */
async function districts(city, features, words = []) {
  const file = join(city.directory, 'districts.geojson');
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
  const fields = ['--layer', 'district', '--id-field', 'number', '--name-field', 'name'];
  return ['places', 'import', 'areas', file, ...fields, ...words, '--data', city.data, '--json'];
}

const TWO = [
  district(1, 'West', square(-79.5, 43.6, -79.4, 43.75)),
  district(2, 'East', square(-79.4, 43.6, -79.3, 43.75)),
];

test('areas are imported, listed, found and drawn anew', async (t) => {
  const city = await demoCity(t);
  const first = await kept311(await districts(city, TWO));
  assert.equal(first.code, CODE.done, first.stderr);
  assert.deepEqual(JSON.parse(first.stdout), {
    layer: 'district',
    from: null,
    until: null,
    created: 2,
    updated: 0,
    unchanged: 0,
  });
  const anew = [district('A', 'All', square(-79.5, 43.6, -79.3, 43.75))];
  assert.equal((await kept311(await districts(city, anew, ['--from', '2025-01-01']))).code, CODE.done);

  const at = async (...words) => {
    const found = await kept311(['places', 'at', '43.7,-79.45', ...words, '--data', city.data, '--json']);
    return JSON.parse(found.stdout).areas.filter(({ layer }) => layer === 'district');
  };
  assert.deepEqual(await at(), [{ layer: 'district', code: 'A', name: 'All' }]);
  assert.deepEqual(await at('--on', '2024-12-31'), [{ layer: 'district', code: '1', name: 'West' }]);

  const listed = JSON.parse((await kept311(['places', 'list', '--data', city.data, '--json'])).stdout);
  assert.deepEqual(
    listed.layers.filter(({ layer }) => layer === 'district'),
    [
      { layer: 'district', from: null, until: '2025-01-01', areas: 2 },
      { layer: 'district', from: '2025-01-01', until: null, areas: 1 },
    ],
  );
  const verified = await kept311(['verify', '--data', city.data]);
  assert.equal(verified.code, CODE.done, verified.stderr);
});

test('a file that is not in order is refused as a whole, feature by feature', async (t) => {
  const city = await demoCity(t);
  const bow = [[[-79.5, 43.6], [-79.4, 43.7], [-79.4, 43.6], [-79.5, 43.7], [-79.5, 43.6]]]; // prettier-ignore
  const refused = await kept311(
    await districts(city, [TWO[0], district(2, 'East', bow), { type: 'Feature', properties: {} }]),
  );
  assert.equal(refused.code, CODE.usage);
  const { error, message } = JSON.parse(refused.stderr);
  assert.equal(error, 'areas.wrong');
  assert.match(message, /feature 2 \(2\): its polygon is not valid: Self-intersection/);
  assert.match(message, /feature 3: it has no number; its properties are: none/);
  const listed = await kept311(['places', 'list', '--data', city.data]);
  assert.doesNotMatch(listed.stdout, /district/);
});

test('cases are counted by the areas of a day', async (t) => {
  const city = await demoCity(t);
  const count = async (...words) =>
    kept311(['places', 'count', '--layer', 'ward', ...words, '--data', city.data, '--json']);
  const codes = ({ stdout }) =>
    JSON.parse(stdout).drawings.map(({ areas }) => areas.map(({ code }) => code).join(' '));
  assert.deepEqual(codes(await count()), ['01 02 03 04 05 06 ']);
  assert.deepEqual(codes(await count('--on', '2020-01-01')), ['1 2 3 ']);
  assert.deepEqual(codes(await count('--of-its-day')), ['1 2 3', '01 02 03 04 05 06']);
  const unknown = await kept311(['places', 'count', '--layer', 'parish', '--data', city.data]);
  assert.equal(unknown.code, CODE.notThere);
});

test('addresses come in from CSV: repeated, changed and left out', async (t) => {
  const city = await demoCity(t);
  const file = join(city.directory, 'addresses.csv');
  const take = async (...lines) => {
    await writeFile(file, ['ID,ADDRESS,LAT,LONG', ...lines, ''].join('\n'));
    const columns = [
      '--id-field',
      'ID',
      '--name-field',
      'ADDRESS',
      '--lat-field',
      'LAT',
      '--lng-field',
      'LONG',
    ];
    return kept311([
      'places',
      'import',
      'addresses',
      file,
      '--layer',
      'more',
      ...columns,
      '--data',
      city.data,
      '--json',
    ]);
  };
  const counts = async (...lines) => {
    const { layer, ...rest } = JSON.parse((await take(...lines)).stdout);
    assert.equal(layer, 'more');
    return Object.values(rest);
  };
  const one = '1,1 Heron Walk,43.65,-79.38';
  const two = '2,2 Heron Walk,43.651,-79.38';
  assert.deepEqual(await counts(one, two), [2, 0, 0, 0]); // created, updated, unchanged, dropped
  assert.deepEqual(await counts(one, two), [0, 0, 2, 0]);
  assert.deepEqual(await counts('1,1a Heron Walk,43.65,-79.38'), [0, 1, 0, 1]);
  assert.deepEqual(await counts(one, two), [0, 2, 0, 0]);

  const refused = await take(one, '3,3 Heron Walk,north,-79.38');
  assert.equal(refused.code, CODE.usage);
  assert.match(refused.stderr, /line 3: it has no point in degrees/);
  const verified = await kept311(['verify', '--data', city.data]);
  assert.equal(verified.code, CODE.done, verified.stderr);
});
