// Open records of the system before are offered where somebody asks for the same, and one becomes a live case.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BINARY, Client } from './client.mjs';
import { adopting, CORNER, joinTo, letGo, row, serviceOf, take } from './old_records.mjs';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LAST_SPRING = '2026-04-23T08:00:00-04:00';

const ROWS = [
  row('SR-1'),
  row('SR-2', { closed: '2026-11-23T12:00:00-05:00' }),
  row('SR-3', { metres: 400 }),
  row('SR-4', { at: LAST_SPRING }),
  row('SR-5', { service: 'sidewalk' }),
  row('SR-6', { metres: 10 }),
  row('SR-7', { metres: 800, service: 'snow_sidewalk' }),
  row('SR-8', { metres: 900, service: 'road_sign' }),
];

const client = Client.ofThisFile(() => take(client, ROWS));

/** How many records lie in any area of the wards, or in none. */
const countedRecords = async () => {
  const words = ['places', 'count', '--layer', 'ward', '--data', client.server.data, '--json'];
  const { stdout } = await run(BINARY, words, { cwd: ROOT });
  const [{ areas }] = JSON.parse(stdout).drawings;
  return areas.reduce((sum, { records }) => sum + records, 0);
};

const nearby = async (operator, more = {}) =>
  operator.call('listNearby', {
    query: { service: await serviceOf(operator, 'pothole'), ...CORNER, ...more },
  });
describe('records of the system before, where somebody asks for the same', () => {
  test('open ones of the service are offered, near in place and time, nearest first', async () => {
    const { records } = await nearby(await client.staff());
    assert.deepEqual(records, [
      {
        ...{ source: 'oldcity', number: 'SR-6', place: 'SR-6 Elm Street' },
        ...{ opened_at: '2026-11-23T13:00:00Z', metres: 10 },
      },
      {
        ...{ source: 'oldcity', number: 'SR-1', place: 'SR-1 Elm Street' },
        ...{ opened_at: '2026-11-23T13:00:00Z', metres: 20 },
      },
    ]);
    const further = await nearby(await client.staff(), { metres: 500 });
    assert.deepEqual(
      further.records.map(({ number }) => number),
      ['SR-6', 'SR-1', 'SR-3'],
    );
    const manager = await nearby(await client.staff('manager'));
    assert.equal(manager.records[0].place, null);
  });

  test('what cannot be adopted is refused, and no case is opened', async () => {
    const operator = await client.staff();
    const other = { service: await serviceOf(operator, 'sidewalk'), attributes: {} };
    for (const [number, more, reason] of [
      ['SR-2', {}, 'record.closed'],
      ['SR-5', {}, 'record.other_service'],
      ['SR-1', { ...other, kind: 'question' }, 'record.other_service'],
      ['SR-9', {}, 'record.unknown'],
      ['SR-1', { adopts: { source: 'elsewhere', number: 'SR-1' } }, 'record.unknown'],
    ]) {
      const { status, body } = await adopting(operator, number, more);
      assert.deepEqual([status, body.errors[0].reason], [422, reason], number);
    }
    assert.equal((await nearby(operator)).cases.length, 0);
  });

  test('one that is adopted becomes a live case: owed, the caller’s, and a record no more', async () => {
    const operator = await client.staff();
    const { status, body: opened } = await adopting(operator, 'SR-1');
    assert.equal(status, 201, JSON.stringify(opened));
    assert.deepEqual(opened.adopted, { source: 'oldcity', number: 'SR-1' });
    assert.equal(opened.place, 'SR-1 Elm Street');
    assert.equal(opened.contact.name, 'Rosa');
    assert.ok(opened.obligations.some(({ kind }) => kind === 'target'));
    const around = await nearby(operator);
    assert.deepEqual(
      [around.cases.map(({ number }) => number), around.records.map(({ number }) => number)],
      [[opened.number], ['SR-6']],
    );
    const again = await adopting(operator, 'SR-1');
    assert.equal(again.status, 409);
    assert.ok(JSON.stringify(again.body).includes(opened.number), JSON.stringify(again.body));

    const found = await operator.call('search', { query: { q: 'SR-1' } });
    assert.equal(found.historic[0].case, opened.number);
    const { records } = await operator.call('listHistoricRecords', { query: { number: 'SR-1' } });
    assert.deepEqual(
      records.map((one) => [one.open, one.case]),
      [[true, opened.number]],
    );

    const ids = async (query) =>
      (await client.ask('requests.json', { query: { service_code: 'pothole', ...query } })).body.map(
        ({ service_request_id: id }) => id,
      );
    assert.deepEqual(await ids({ status: 'open' }), [opened.number, 'SR-6', 'SR-3']);
    assert.deepEqual(await ids({ status: 'closed' }), ['SR-2', 'SR-1']);
    const [record] = (await client.ask('requests/SR-1.json', { query: { extensions: 'true' } })).body;
    const [live] = (await client.ask(`requests/${opened.number}.json`)).body;
    assert.deepEqual(
      [record.status, record.status_notes, record.updated_datetime],
      ['closed', 'adopted', live.requested_datetime],
    );
    const since = { updated_after: '2026-11-24T00:00:00Z' };
    assert.deepEqual(new Set(await ids(since)), new Set([opened.number, 'SR-1']));
    assert.deepEqual(
      await ids({ updated_before: since.updated_after, updated_after: '2026-11-23T00:00:00Z' }),
      ['SR-2', 'SR-6', 'SR-3'],
    );
    assert.equal(await countedRecords(), ROWS.length - 1);
    await client.advance('PT1M');
    const { body: published } = await client.ask('/open-data/requests.json');
    const row = published.find(({ service_request_id: id }) => id === 'SR-1');
    assert.deepEqual([row.status, row.parent_service_request_id], ['closed', opened.number]);
    assert.equal(Date.parse(row.closed_date), Date.parse(live.requested_datetime));
  });

  test('one that was adopted by mistake can be adopted again, and is nobody else’s then', async () => {
    const operator = await client.staff();
    const { body: mistaken } = await adopting(operator, 'SR-6');
    const { number } = mistaken;
    await letGo(operator, number);
    assert.deepEqual(
      (await nearby(operator)).records.map((one) => one.number),
      ['SR-6'],
    );
    await operator.call('reopenCase', { path: { number }, body: { reason: 'It was right.' } });
    assert.deepEqual((await nearby(operator)).records, []);
    const joined = await client.pothole({ first_name: 'Kim', phone: '416 555 0177' });
    await joinTo(operator, joined, number);
    await letGo(operator, number);
    const again = await adopting(operator, 'SR-6');
    assert.equal(again.status, 201, JSON.stringify(again.body));
    const reopened = await operator.send('reopenCase', { path: { number }, body: { reason: 'No.' } });
    assert.deepEqual([reopened.status, reopened.body.type], [409, 'urn:kept311:problem:record.adopted']);
    // Nor by an application that says so of a duplicate of it; what it says is kept all the same.
    const updated = await client.post(
      {
        update_id: 'again',
        service_request_id: joined,
        status: 'REOPEN',
        updated_datetime: '2026-11-24T12:00:00Z',
        description: 'It is there again.',
      },
      { path: 'servicerequestupdates.json' },
    );
    assert.equal(updated.status, 200, JSON.stringify(updated.body));
    assert.equal((await operator.call('readCase', { path: { number } })).state, 'closed');
    await client.server.verify();
  });

  test('one that is let go again is told once, as it is, to who asks what changed since', async () => {
    const operator = await client.staff();
    let since = await client.advance('PT1M');
    const changed = async () => {
      const now = await client.advance('PT1M');
      const query = { service_code: 'pothole', updated_after: since, extensions: 'true' };
      const { body, headers } = await client.ask('requests.json', { query });
      assert.equal(Number(headers.get('x-total-count')), body.length);
      const told = body
        .filter(({ service_request_id: id }) => id === 'SR-3')
        .map(({ status, status_notes: notes, updated_datetime: at }) => [status, notes, Date.parse(at)]);
      const at = Date.parse(since);
      since = now;
      return told.map(([status, notes, updated]) => [status, notes, updated === at]);
    };
    const { body: mistaken } = await adopting(operator, 'SR-3');
    assert.deepEqual(await changed(), [['closed', 'adopted', true]]);
    await letGo(operator, mistaken.number);
    assert.deepEqual(await changed(), [['open', 'Assigned', true]]);
    assert.deepEqual(await changed(), []);
    const reason = { reason: 'It was right.' };
    await operator.call('reopenCase', { path: { number: mistaken.number }, body: reason });
    assert.deepEqual(await changed(), [['closed', 'adopted', true]]);
    await letGo(operator, mistaken.number);
    const { body: second } = await adopting(operator, 'SR-3');
    await letGo(operator, second.number);
    assert.deepEqual(await changed(), [['open', 'Assigned', true]]);
    await client.server.verify();
  });

  test('whoever joins one that a list offers makes it a request of their own, and the next joins that', async () => {
    const around = { lat: String(CORNER.lat + 900 / 111_195), long: String(CORNER.lng), radius: '50' };
    const offered = async () => {
      const query = { service_code: 'road_sign', status: 'open', ...around };
      return (await client.ask('requests.json', { query })).body.map(({ service_request_id: id }) => id);
    };
    assert.deepEqual(await offered(), ['SR-8']);
    const join = (fields, headers) =>
      client.post({ service_code: 'road_sign', joins: 'SR-8', ...fields }, headers && { headers });
    const kim = { first_name: 'Kim', email: 'kim@example.org' };
    const answers = { 'attribute[sign]': 'stop', 'attribute[state]': 'missing' };
    for (const [fields, words] of [
      [kim, /^sign required/],
      [{ first_name: 'Kim', ...answers }, /^email or phone required/],
      [{ ...kim, ...answers, service_code: 'sidewalk' }, /^joins: this request is for another/],
      [{ ...kim, ...answers, service_code: 'pothole', joins: 'SR-2' }, /^joins: this request is closed/],
      [{ ...kim, service_code: 'snow_sidewalk', joins: 'SR-7' }, /^joins: this request is private/],
    ]) {
      const { status, body } = await join(fields);
      assert.equal(status, 400, JSON.stringify(body));
      assert.match(body[0].description, words);
    }
    assert.deepEqual(await offered(), ['SR-8']);

    const key = { 'Idempotency-Key': 'adopt' };
    const made = await join({ ...kim, ...answers }, key);
    assert.equal(made.status, 200, made.text);
    const number = made.body[0].service_request_id;
    assert.match(made.headers.get('link'), /token=/, 'it is theirs');
    assert.equal((await join({ ...kim, ...answers }, key)).text, made.text);
    assert.deepEqual(await offered(), [number]);
    const operator = await client.staff();
    const opened = await operator.call('readCase', { path: { number } });
    assert.deepEqual(opened.adopted, { source: 'oldcity', number: 'SR-8' });
    assert.deepEqual([opened.place, opened.contact.name], ['SR-8 Elm Street', 'Kim']);
    assert.ok(opened.obligations.some(({ kind }) => kind === 'target'));

    for (const who of [kim, { first_name: 'Nadia', email: 'nadia@example.org' }]) {
      const joined = await join(who);
      assert.equal(joined.status, 200, joined.text);
      assert.equal(joined.body[0].service_request_id, number);
      assert.match(joined.body[0].service_notice, /asked for already/);
    }
    const { followers } = await operator.call('readCase', { path: { number } });
    assert.deepEqual(
      followers.map(({ name }) => name),
      ['Nadia'],
      'Kim hears of it anyhow',
    );
    await client.server.verify();
  });

  test('the same file again changes nothing, and all stands as its events tell it', async () => {
    const { unchanged, updated, created } = await take(client, ROWS);
    assert.deepEqual([unchanged, updated, created], [ROWS.length, 0, 0]);
    assert.deepEqual(
      (await nearby(await client.staff())).records.map(({ number }) => number),
      [],
    );
    await client.server.verify();
  });
});
