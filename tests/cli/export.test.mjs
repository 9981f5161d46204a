// Requests as the city publishes them: round trips, what is withheld, periods and services, files
// that are whole or not there.
import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CODE, ROOT, demoCity, forgetDemoCity, kept311, scratch } from './program.mjs';

after(forgetDemoCity);

const HEADER =
  '"service_request_id","requested_datetime","updated_datetime","closed_date","status",' +
  '"status_description","status_notes","source","service_code","service_name","description",' +
  '"agency_responsible","address","lat","long","areas","parent_service_request_id","system"\r\n';

async function done(...words) {
  const answer = await kept311(words);
  assert.equal(answer.code, CODE.done, answer.stderr);
  return answer.stdout;
}

const exported = (form, data, ...words) => done('export', form, '--data', data, ...words);

async function imported(data, map, file) {
  const words = ['import', 'csv', '--map', join(ROOT, 'config/maps', `${map}.toml`), file, '--data', data];
  return JSON.parse(await done(...words, '--json'));
}

const fileOf = (name) => join(ROOT, 'tests/cli/files', name);

/** A city with a week of cases of its own, and records of three others. */
async function cityWithHistory(t) {
  const data = join(await scratch(t), 'data');
  await done('demo', '--data', data, '--at', '2026-11-24T15:00:00Z');
  for (const [map, name] of [
    ['chicago', 'chicago.csv'],
    ['nyc', 'nyc.csv'],
    ['nyc', 'nyc-api.csv'],
    ['toronto', 'toronto.csv'],
  ]) {
    await imported(data, map, fileOf(name));
  }
  return data;
}

test('an export, imported into an empty city and exported again, is the same to the byte', async (t) => {
  const data = await cityWithHistory(t);
  const first = await exported('csv', data);
  const rows = first.split('\r\n').length - 2;
  assert.ok(first.startsWith(HEADER));
  assert.ok(first.includes('"toronto"\r\n') && first.includes('"Alder Bay"\r\n'), 'records and cases');

  const { data: empty, directory } = await demoCity(t);
  assert.equal(await exported('csv', empty), HEADER);
  const file = join(directory, 'requests.csv');
  await writeFile(file, first);
  const counts = await imported(empty, 'kept311', file);
  assert.deepEqual([counts.created, counts.refused], [rows, 0]);
  assert.equal(await exported('csv', empty), first);
  for (const form of ['geojson', 'open311']) {
    assert.equal(await exported(form, empty), await exported(form, data), form);
  }
  assert.equal(await exported('open311', empty, '--xml'), await exported('open311', data, '--xml'));

  const again = await imported(empty, 'kept311', file);
  assert.deepEqual([again.unchanged, again.refused], [rows, 0], 'and once more changes nothing');
  assert.equal((await kept311(['verify', '--data', empty])).code, CODE.done);
});

test('Open311’s bulk, imported into an empty city and exported again, is the same to the byte', async (t) => {
  const data = await cityWithHistory(t);
  for (const words of [[], ['--xml']]) {
    const first = await exported('open311', data, ...words);
    const rows = JSON.parse(await exported('open311', data)).length;
    const { data: empty, directory } = await demoCity(t);
    const file = join(directory, 'requests');
    await writeFile(file, first);
    const taken = JSON.parse(await done('import', 'open311', file, '--data', empty, '--json'));
    assert.deepEqual([taken.created, taken.refused], [rows, 0]);
    assert.equal(await exported('open311', empty, ...words), first);
    assert.equal(await exported('csv', empty), await exported('csv', data), 'nor is anything else lost');
    assert.equal((await kept311(['verify', '--data', empty])).code, CODE.done);
  }
});

test('a row says what its record says, but for free text', async (t) => {
  const { data } = await demoCity(t);
  await imported(data, 'nyc', fileOf('nyc.csv'));
  const [, , row] = (await exported('csv', data)).split('\r\n').slice(1);
  // 01:30 on the day on which the clocks go back; the resolution is free text, so it is left out.
  assert.equal(
    row,
    '"40605866","2018-11-04T01:30:00-04:00","","","open","Open","","ONLINE","Street Condition",' +
      '"Street Condition","","Department of Transportation","JEROME AVENUE / EAST 196 STREET","","",' +
      '"{""borough"":""BRONX"",""community board"":""07 BRONX"",""zip code"":""10468""}","","nyc"',
  );
  const { features } = JSON.parse(await exported('geojson', data));
  assert.deepEqual(
    features.map(({ geometry }) => geometry),
    [null, { type: 'Point', coordinates: [-73.87862009, 40.71051893] }, null],
  );
  assert.equal(features[1].properties.service_request_id, '40611598');
  assert.equal(features[1].properties.status_notes, null);
  const list = JSON.parse(await exported('open311', data));
  assert.deepEqual([list[1].lat, list[1].long], [40.71051893, -73.87862009]);
  const xml = await exported('open311', data, '--xml');
  assert.match(xml, /<lat>40\.71051893<\/lat><long>-73\.87862009<\/long><area kind="borough">QUEENS<\/area>/);
});

test('period and service narrow it, and both days belong to the period', async (t) => {
  const { data } = await demoCity(t);
  await imported(data, 'nyc', fileOf('nyc.csv'));
  const ids = async (...words) =>
    JSON.parse(await exported('open311', data, ...words)).map(({ service_request_id: id }) => id);
  assert.deepEqual(await ids(), ['40605867', '40611598', '40605866']);
  assert.deepEqual(await ids('--from', '2018-10-21'), ['40611598', '40605866']);
  assert.deepEqual(await ids('--until', '2018-10-21'), ['40605867', '40611598']);
  assert.deepEqual(await ids('--from', '2018-10-21', '--until', '2018-10-21'), ['40611598']);
  assert.deepEqual(await ids('--from', '2018-10-22', '--until', '2018-11-03'), []);
  assert.deepEqual(await ids('--service', 'Derelict Vehicle'), ['40611598']);
  assert.deepEqual(await ids('--service', 'Street Condition', '--service', 'x'), ['40605867', '40605866']);
  assert.deepEqual(await ids('--service', 'nothing of the kind'), []);
  for (const words of [
    ['--from', '2018-13-01'],
    ['--from', '2018-10-22', '--until', '2018-10-21'],
  ]) {
    const answer = await kept311(['export', 'csv', '--data', data, ...words]);
    assert.equal(answer.code, CODE.usage, words.join(' '));
    assert.equal(answer.stdout, '');
  }
});

test('a file is whole or not there, and its summary counts', async (t) => {
  const { data, directory } = await demoCity(t);
  await imported(data, 'nyc', fileOf('nyc.csv'));
  const out = join(directory, 'out.csv');
  const { seconds, ...summary } = JSON.parse(await exported('csv', data, '--out', out, '--json'));
  const text = await readFile(out);
  assert.ok(seconds > 0);
  assert.deepEqual(summary, { requests: 3, bytes: text.length, file: out });
  assert.equal(text.toString(), await exported('csv', data));
  const nowhere = await kept311(['export', 'csv', '--data', data, '--out', join(directory, 'none/out.csv')]);
  assert.equal(nowhere.code, CODE.machine);
  assert.match(nowhere.stderr, /could not be written/);
  assert.ok(!(await readdir(directory)).some((name) => name.endsWith('.part')));
});
