// Requests as files: what is withheld, parts and resumption, what has not changed, what is refused.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BINARY, Client, NOW } from '../open311/client.mjs';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const client = Client.ofThisFile(undefined, { KEPT311_OPEN_DATA_DOWNLOADS_A_MINUTE: '1000' });

const ask = (name, options) => client.ask(`/open-data/${name}`, options);
/** What was asked for a moment ago is not made anew: time passes first. */
const later = () => client.advance('PT1M');
const rosa = {
  description: 'Deep.',
  first_name: 'Rosa',
  last_name: 'Delgado',
  email: 'rosa@example.org',
  phone: '416 555 0142',
};

describe('files of requests', () => {
  test('every form has the request, and none says who made it', async () => {
    const number = await client.pothole({ ...rosa, address_string: '12 Elm Street' });
    await later();
    const types = {
      'requests.csv': 'text/csv; charset=utf-8',
      'requests.geojson': 'application/geo+json',
      'requests.json': 'application/json; charset=utf-8',
      'requests.xml': 'application/xml; charset=utf-8',
    };
    for (const [name, type] of Object.entries(types)) {
      const answer = await ask(name);
      assert.equal(answer.status, 200, name);
      assert.equal(answer.type, type);
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
      assert.ok(answer.text.includes(number) && answer.text.includes('12 Elm Street'), name);
      for (const personal of ['Rosa', 'Delgado', 'rosa@', '555', 'Deep']) {
        assert.ok(!answer.text.includes(personal), `${name}: ${personal}`);
      }
    }
    const { body } = await ask('requests.json');
    const own = body.find(({ service_request_id: id }) => id === number);
    assert.deepEqual(
      [own.status, own.service_code, own.lat, own.long],
      ['open', 'pothole', 43.6532, -79.3832],
    );
    assert.deepEqual(own.areas, { city: 'Alder Bay', ward: 'Old Harbour' });
  });

  test('of services that are not public little is told, and of homes no more than the block', async () => {
    const where = { lat: '43.65349', long: '-79.38371', address_string: '1127 Elm Street, unit 4' };
    const post = async (fields) => {
      const answer = await client.post({ ...where, ...fields });
      assert.equal(answer.status, 200, answer.text);
      return answer.body[0].service_request_id;
    };
    const animal = await post({ service_code: 'stray_animal' });
    const bin = await post({ service_code: 'missed_collection', 'attribute[stream]': 'garbage' });
    await later();
    const { body } = await ask('requests.json?service=stray_animal,missed_collection');
    const [first, second] = body;
    assert.deepEqual([first.service_request_id, second.service_request_id], [animal, bin]);
    const told = Object.entries(first).filter(([, value]) => value !== null);
    assert.deepEqual(
      told.map(([name]) => name),
      [
        'service_request_id',
        'requested_datetime',
        'updated_datetime',
        'status',
        'service_code',
        'service_name',
        'system',
        'areas',
      ],
    );
    assert.deepEqual(first.areas, {});
    assert.deepEqual([second.address, second.lat, second.long], ['11XX Elm Street', 43.653, -79.384]);
  });

  test('what else somebody wrote into the place is not told, and is no formula', async () => {
    const place = (address_string) => client.pothole({ address_string });
    await place('12 Elm Street, ask Jane, 416 555 0142');
    await place('=1+1 Elm Street');
    await later();
    const { text } = await ask('requests.csv');
    assert.ok(!/Jane|0142/.test(text));
    assert.ok(text.includes(', =1+1 Elm Street,') || text.includes('," =1+1 Elm Street",'), text);
  });

  test('what was redacted is in no file that is handed out', async () => {
    const number = await client.pothole({ phone: '12', address_string: '77 Cedar Row' });
    await later();
    assert.ok((await ask('requests.csv')).text.includes('77 Cedar Row'));
    const operator = await client.staff();
    const { contact } = await operator.call('readCase', { path: { number } });
    await operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'completed', text: 'Filled.' },
    });
    const supervisor = await client.staff('supervisor');
    await supervisor.call('redactContact', { path: { contact: contact.id }, body: { reason: 'Asked to.' } });
    assert.ok(!(await ask('requests.csv')).text.includes('77 Cedar Row'));
  });

  test('a page of another site may ask for the rest of a file', async () => {
    const { status, headers } = await ask('requests.csv', { method: 'OPTIONS' });
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.match(headers.get('access-control-allow-headers'), /Range, If-Range/);
  });

  test('it is the file that the command line writes', async () => {
    await client.pothole();
    await later();
    const words = ['export', 'csv', '--service', 'pothole', '--data', client.server.data];
    const { stdout } = await run(BINARY, words, { cwd: ROOT });
    assert.equal((await ask('requests.csv?service=pothole')).text, stdout);
  });

  test('a download that was interrupted goes on where it was', async () => {
    await client.pothole();
    await later();
    const whole = await ask('requests.csv');
    const tag = whole.headers.get('etag');
    assert.equal(whole.headers.get('accept-ranges'), 'bytes');
    assert.match(tag, /^"[0-9a-f]{32}"$/);
    const half = Math.floor(whole.text.length / 2);
    const rest = await ask('requests.csv', { headers: { Range: `bytes=${half}-`, 'If-Range': tag } });
    assert.equal(rest.status, 206);
    assert.equal(
      rest.headers.get('content-range'),
      `bytes ${half}-${whole.text.length - 1}/${whole.text.length}`,
    );
    assert.equal(whole.text.slice(0, half) + rest.text, whole.text);

    // Another request has come meanwhile: the rest of the older file would not fit.
    await client.pothole();
    await later();
    const other = await ask('requests.csv', { headers: { Range: `bytes=${half}-`, 'If-Range': tag } });
    assert.equal(other.status, 200);
    assert.notEqual(other.headers.get('etag'), tag);
    assert.ok(other.text.length > whole.text.length);
    const beyond = await ask('requests.csv', { headers: { Range: 'bytes=99999999-' } });
    assert.equal(beyond.status, 416);
  });

  test('who has it already is not sent it again, also after a restart', async () => {
    const first = await ask('requests.geojson');
    const tag = first.headers.get('etag');
    const again = await ask('requests.geojson', { headers: { 'If-None-Match': tag } });
    assert.equal(again.status, 304);
    assert.equal(again.text, '');
    await client.server.killAndRestart(NOW);
    const after = await ask('requests.geojson', { headers: { 'If-None-Match': tag } });
    assert.equal(after.status, 304);
    const head = await ask('requests.geojson', { method: 'HEAD' });
    assert.equal(head.headers.get('content-length'), String(Buffer.byteLength(first.text)));
    assert.equal(head.text, '');
  });

  test('only days and services that were asked for are in it', async () => {
    const number = await client.pothole();
    const bin = await client.post({ service_code: 'litter_bin', lat: '43.65', long: '-79.38' });
    assert.equal(bin.status, 200);
    await later();
    const ids = async (query) =>
      (await ask(`requests.json?${query}`)).body.map(({ service_request_id: id }) => id);
    assert.ok((await ids('from=2026-11-24&until=2026-11-24')).includes(number));
    assert.deepEqual(await ids('until=2026-11-23'), []);
    assert.deepEqual(await ids('from=2026-11-25'), []);
    assert.deepEqual(await ids('service=none_of_them'), []);
    const both = await ids('service=litter_bin,pothole');
    assert.deepEqual(await ids('service=litter_bin&service=pothole'), both);
    assert.ok((await ids('service=litter_bin')).length === 1 && both.length > 1);
  });

  test('what cannot be meant is refused, and tells which argument', async () => {
    for (const [query, pointer] of [
      ['from=2026-02-30', '/from'],
      ['from=2026-11-24&until=2026-11-23', '/until'],
      ['services=pothole', '/services'],
      ['service=', '/service'],
      [`service=${Array.from({ length: 21 }, (_, i) => `s${i}`).join()}`, '/service'],
    ]) {
      const answer = await ask(`requests.csv?${query}`);
      assert.equal(answer.status, 400, query);
      assert.equal(answer.type, 'application/problem+json');
      assert.equal(JSON.parse(answer.text).pointer, pointer);
    }
    assert.equal((await ask('requests.pdf')).status, 404);
    assert.equal((await ask('requests.csv', { method: 'POST' })).status, 405);
  });

  test('however many files are asked for, few are kept', async () => {
    for (let day = 1; day <= 30; day += 1) {
      const date = `2026-10-${String(day).padStart(2, '0')}`;
      assert.equal((await ask(`requests.csv?from=${date}`)).status, 200);
    }
    assert.ok((await readdir(join(client.server.data, 'open-data'))).length <= 24);
  });
});

test('a client that fetches too many in a minute is told when to come again; others go on', async (t) => {
  const limited = await Client.start({ KEPT311_OPEN_DATA_DOWNLOADS_A_MINUTE: '2' });
  t.after(() => limited.stop());
  const fetched = (from) =>
    limited.ask(
      '/open-data/requests.csv',
      from ? { headers: { 'X-Forwarded-For': `9.9.9.9, ${from}` } } : {},
    );
  assert.equal((await fetched()).status, 200);
  assert.equal((await fetched()).status, 200);
  const refused = await fetched();
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), '60');
  assert.equal(refused.type, 'application/problem+json');
  // A proxy on this machine says for whom it asks.
  assert.equal((await fetched('192.0.2.7')).status, 200);
  assert.equal((await limited.ask('/open-data/requests.atom')).status, 200);
});
