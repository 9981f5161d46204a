// Records of the system before, seen as requests: alone, by number, by time and service, on pages.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BINARY, Client } from './client.mjs';
import { elements, textOf } from './formats.mjs';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HEADER =
  'service_request_id,requested_datetime,closed_date,status,status_description,service_code,service_name,address,lat,long,system';

/** An hour of the city's day before: its standing clock shows ten. */
const at = (hour) => `2026-11-23T${hour}:00:00-05:00`;
const ROWS = [
  `OLD-1,${at('08')},,open,Assigned,old_bench,Bench,12 Elm Street,43.65,-79.38,oldcity`,
  `OLD-2,${at('09')},${at('12')},closed,Fixed,old_bench,Bench,,,,oldcity`,
  `OLD-3,${at('10')},,open,Assigned,stray_animal,Animal,1 Oak Street,43.65,-79.38,oldcity`,
  `OLD-4,${at('11')},,open,Assigned,missed_collection,Missed,1127 Elm Street,43.65349,-79.38371,oldcity`,
];

const client = Client.ofThisFile(async () => {
  const file = join(client.server.directory, 'old.csv');
  await writeFile(file, [HEADER, ...ROWS, ''].join('\n'));
  const map = join(ROOT, 'config/maps/kept311.toml');
  await run(BINARY, ['import', 'csv', '--map', map, file, '--data', client.server.data], { cwd: ROOT });
});

const list = (query) => client.ask('requests.json', { query });
const ids = async (query) => (await list(query)).body.map(({ service_request_id: id }) => id);

describe('records of the system before', () => {
  test('one is read by its number, as a request', async () => {
    const answer = await client.ask('requests/OLD-2.json');
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, [
      {
        service_request_id: 'OLD-2',
        status: 'closed',
        status_notes: 'Fixed',
        service_name: 'Bench',
        service_code: 'old_bench',
        description: null,
        agency_responsible: null,
        service_notice: null,
        requested_datetime: at('09'),
        updated_datetime: at('12'),
        expected_datetime: null,
        address: null,
        address_id: null,
        zipcode: null,
        lat: null,
        long: null,
        media_url: null,
      },
    ]);
    const xml = await client.ask('requests/OLD-1.xml');
    const [request] = elements(xml.text, 'request');
    assert.equal(textOf(request, 'lat'), '43.65');
    assert.equal(textOf(request, 'updated_datetime'), undefined);
    assert.equal((await client.ask('requests/OLD-9.json')).status, 404);
    const [extended] = (await client.ask('requests/OLD-1.json', { query: { extensions: 'true' } })).body;
    assert.deepEqual(extended.notes, []);
  });

  test('of a service that is not public little is told, and of homes no more than the block', async () => {
    const [animal] = (await client.ask('requests/OLD-3.json')).body;
    assert.deepEqual(
      [animal.status, animal.address, animal.lat, animal.status_notes],
      ['open', null, null, null],
    );
    const [missed] = (await client.ask('requests/OLD-4.json')).body;
    assert.deepEqual([missed.address, missed.lat, missed.long], ['11XX Elm Street', 43.653, -79.384]);
  });

  test('stand among requests in lists, the last made first, and pages hold each once', async () => {
    const number = await client.pothole();
    assert.deepEqual(await ids({}), [number, 'OLD-4', 'OLD-3', 'OLD-2', 'OLD-1']);
    const pages = [];
    for (const page of ['1', '2', '3', '4']) {
      const answer = await list({ page, page_size: '2' });
      assert.equal(answer.headers.get('x-total-count'), '5');
      assert.equal(/rel="next"/.test(answer.headers.get('link') ?? ''), page < '3');
      pages.push(answer.body.map(({ service_request_id: id }) => id));
    }
    assert.deepEqual(pages, [[number, 'OLD-4'], ['OLD-3', 'OLD-2'], ['OLD-1'], []]);
    assert.deepEqual(await ids({ service_request_id: `OLD-1,${number},OLD-9,OLD-2` }), [
      number,
      'OLD-2',
      'OLD-1',
    ]);
  });

  test('are found by time, service and state', async () => {
    assert.deepEqual(await ids({ start_date: at('09'), end_date: at('10') }), ['OLD-3', 'OLD-2']);
    assert.deepEqual(await ids({ service_code: 'old_bench' }), ['OLD-2', 'OLD-1']);
    assert.deepEqual(await ids({ service_code: 'old_bench', status: 'open' }), ['OLD-1']);
    assert.deepEqual(await ids({ service_code: 'old_bench,stray_animal', status: 'open' }), [
      'OLD-3',
      'OLD-1',
    ]);
    assert.deepEqual(await ids({ service_code: 'none_of_them' }), []);
  });

  test('words of service and address find them beside requests, but not where the place is not told', async () => {
    const number = await client.pothole({ description: 'A hole beside the bench.' });
    const answer = await list({ q: 'bench' });
    assert.equal(answer.headers.get('x-total-count'), '3');
    assert.deepEqual(
      answer.body.map(({ service_request_id: id }) => id),
      [number, 'OLD-2', 'OLD-1'],
    );
    assert.deepEqual(await ids({ q: 'bench', page_size: '1', page: '2' }), ['OLD-2']);
    assert.deepEqual(await ids({ q: 'bench', status: 'closed' }), ['OLD-2']);
    // 12 Elm Street, and not 1127: of homes the block is told. Nothing of a service that is not public.
    assert.deepEqual(await ids({ q: 'elm', end_date: at('12') }), ['OLD-1']);
    assert.deepEqual(await ids({ q: 'animal' }), []);
    assert.deepEqual(await ids({ q: 'nothing of the kind' }), []);
  });

  test('by place only those are found whose place is told', async () => {
    const before = { end_date: at('12') };
    assert.deepEqual(await ids({ ...before, bbox: '-79.39,43.64,-79.37,43.66' }), ['OLD-1']);
    assert.deepEqual(await ids({ ...before, lat: '43.65', long: '-79.38', radius: '50' }), ['OLD-1']);
    assert.deepEqual(await ids({ ...before, lat: '43.66', long: '-79.38', radius: '50' }), []);
  });
});
