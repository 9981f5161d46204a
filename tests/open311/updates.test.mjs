// What becomes known of requests with time, and what applications add: servicerequestupdates.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Client, HERE } from './client.mjs';
import { elements, golden, textOf } from './formats.mjs';

const UPDATES = 'servicerequestupdates';
const FIELDS = [
  'update_id',
  'service_request_id',
  'status',
  'updated_datetime',
  'description',
  'media_url',
  'external_status_code',
];
const DAY = { start_date: '2026-11-24T00:00:00-05:00', end_date: '2026-11-24T23:59:59-05:00' };

let operator;
let department;
const client = Client.ofThisFile(async () => {
  operator = await client.staff();
  [department] = (await operator.call('readCatalogue')).departments;
});

const list = (query) => client.ask(`${UPDATES}.json`, { query });
const of = (number, query) => list({ service_request_id: number, ...query });
const privateRequest = async () =>
  (await client.post({ service_code: 'snow_sidewalk', description: 'By my door', ...HERE })).body[0]
    .service_request_id;

let nextId = 1000;
/** What a client must send, for this request. */
const update = (number, fields = {}) => ({
  service_request_id: number,
  update_id: String((nextId += 1)),
  status: 'UNCHANGED',
  updated_datetime: '2026-11-24T10:00:00-05:00',
  description: 'It is deeper now.',
  ...fields,
});
const send = (fields, options) => client.post(fields, { path: `${UPDATES}.json`, ...options });
const caseOf = (number) => operator.call('readCase', { path: { number } });
const errorsOf = ({ body }) => body.map(({ description }) => description);

const complete = (number, text = 'Filled.') =>
  operator.call('recordOutcome', { path: { number }, body: { resolution: 'completed', text } });
const ask = (number) =>
  operator.call('askDepartment', {
    path: { number },
    body: { department: department.id, text: 'When can you? The caller is Rosa.' },
  });

describe('what becomes known', () => {
  test('is told as it happens, oldest first, with the status of then', async () => {
    const number = await client.pothole();
    await ask(number);
    await complete(number);
    await operator.call('reopenCase', { path: { number }, body: { reason: 'It came back.' } });
    const { status, body } = await of(number);
    assert.equal(status, 200);
    for (const one of body) assert.deepEqual(Object.keys(one), FIELDS);
    assert.deepEqual(
      body.map((one) => [one.status, one.description]),
      [
        ['open', 'The request was received.'],
        ['investigating', `The request was passed to: ${department.name.en}.`],
        ['fixed', 'The work is done.'],
        ['fixed', 'The request is closed.'],
        ['open', 'The request is open again.'],
      ],
    );
    assert.equal(body[2].external_status_code, 'completed');
    assert.ok(body.every((one) => one.service_request_id === number));
    assert.doesNotMatch(JSON.stringify(body), /Rosa|came back|Filled/);
  });

  test('speaks French, and tells the application of the request what was told to the resident', async () => {
    const number = await client.pothole();
    await complete(number, 'Filled with gravel.');
    const french = (await of(number, { locale: 'fr' })).body;
    assert.equal(french[1].description, 'Le travail est fait.');
    const own = (await of(number, { api_key: client.key })).body;
    assert.equal(own[1].description, 'The work is done. Filled with gravel.');
    const stranger = (await of(number, { api_key: await client.newKey('stranger') })).body;
    assert.equal(stranger[1].description, 'The work is done.');
  });

  test('of a private request is only whether it is open, for others', async () => {
    const number = await privateRequest();
    await ask(number);
    await complete(number);
    const others = (await of(number)).body;
    assert.deepEqual(
      others.map((one) => [one.status, one.description, one.external_status_code]),
      [
        ['open', null, null],
        ['open', null, null],
        ['closed', null, null],
        ['closed', null, null],
      ],
    );
    const own = (await of(number, { api_key: client.key })).body;
    assert.equal(own[2].status, 'fixed');
    assert.equal(own[2].description, 'The work is done. Filled.');
  });

  test('of a number that is not told yet is not told either', async () => {
    const batch = await client.post({ service_code: 'tree_planting', ...HERE });
    const count = (await list(DAY)).body.length;
    await client.advance('PT15M');
    assert.equal((await list(DAY)).body.length, count + 1);
    assert.ok(batch.body[0].token);
  });

  test('has ids that stay, and are never given twice', async () => {
    const before = (await list(DAY)).body;
    await client.pothole();
    const later = (await list(DAY)).body;
    assert.equal(new Set(later.map((one) => one.update_id)).size, later.length);
    assert.deepEqual(
      later.slice(0, before.length).map((one) => one.update_id),
      before.map((one) => one.update_id),
    );
  });

  test('questions and complaints are nobody else’s', async () => {
    const call = await operator.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
    const count = (await list(DAY)).body.length;
    await operator.call('openCase', {
      body: {
        interaction: call.id,
        kind: 'question',
        summary: 'Who sweeps?',
        ask: { department: department.id, text: 'Who?' },
      },
    });
    assert.equal((await list(DAY)).body.length, count);
  });
});

describe('a window', () => {
  test('is of when it became known, with both ends', async () => {
    await client.advance('P2D');
    const number = await client.pothole();
    const [{ updated_datetime: at }] = (await of(number)).body;
    const found = async (start_date, end_date) =>
      (await list({ start_date, end_date })).body.map((one) => one.service_request_id);
    assert.deepEqual(await found(at, at), [number]);
    const shifted = (seconds) => new Date(Date.parse(at) + seconds * 1000).toISOString();
    assert.deepEqual(await found(shifted(1), shifted(60)), []);
    assert.deepEqual(await found(shifted(-60), shifted(-1)), []);
    assert.deepEqual(await found(shifted(-7200).replace('.000', ''), shifted(0).replace('.000', '')), [
      number,
    ]);
  });

  test('has both dates or neither, and is not too wide; an empty key is none', async () => {
    const { status, body } = await list({ start_date: DAY.start_date });
    assert.equal(status, 400);
    assert.match(body[0].description, /^end_date required/);
    assert.match((await list({ end_date: DAY.end_date })).body[0].description, /^start_date required/);
    assert.match((await list({ ...DAY, end_date: 'soon' })).body[0].description, /^end_date must be a time/);
    assert.equal((await list({ start_date: '2026-11-25', end_date: '2026-11-24' })).status, 400);
    assert.equal((await list({ start_date: '2026-01-01', end_date: '2026-11-24' })).status, 400);
    assert.equal((await list()).status, 200);
    assert.equal((await list({ ...DAY, api_key: '', jurisdiction_id: '' })).status, 200);
  });

  test('that is empty is an empty document', async () => {
    const { status, text } = await client.ask(`${UPDATES}.xml`, {
      query: { start_date: '2026-01-01', end_date: '2026-01-02' },
    });
    assert.equal(status, 200);
    assert.equal(
      text,
      '<?xml version="1.0" encoding="utf-8"?><service_request_updates></service_request_updates>',
    );
  });

  test('comes in pages, and costs as many statements for many as for one', async () => {
    const seen = [];
    let answer = await list({ ...DAY, page_size: '2' });
    const cost = Number(answer.headers.get('x-kept311-statements'));
    const total = answer.headers.get('x-total-count');
    assert.ok(cost > 0);
    for (;;) {
      seen.push(...answer.body.map((one) => one.update_id));
      const [, next] = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '') ?? [];
      if (!next) break;
      answer = await client.ask(next.slice(client.server.origin.length));
    }
    const all = await list(DAY);
    assert.equal(all.headers.get('x-total-count'), String(all.body.length));
    assert.equal(answer.headers.get('x-total-count'), String(all.body.length));
    assert.equal((await list({ ...DAY, page: '99' })).headers.get('x-total-count'), String(all.body.length));
    assert.deepEqual(
      seen,
      all.body.map((one) => one.update_id),
    );
    assert.ok(seen.length > 10);
    assert.equal(total, String(all.body.length));
    // A page that ends before the list does asks for the total besides.
    assert.equal(Number(all.headers.get('x-kept311-statements')), cost - 1);
  });
});

describe('an update from the application', () => {
  test('is kept on the case with its words and who wrote them, and is told to who works on it', async () => {
    const number = await client.pothole({ first_name: 'Rosa', email: 'rosa@example.org' });
    const { status, body } = await send(
      update(number, { status: 'FIXED', first_name: 'Ana', email: 'ana@example.org' }),
    );
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body[0]), ['update_id']);
    const opened = await caseOf(number);
    const event = opened.timeline.find(({ kind }) => kind === 'update_received');
    assert.equal(event.text, 'It is deeper now.');
    assert.equal(event.values.claimed_status, 'fixed');
    assert.match(event.values.from, /Ana/);
    assert.match(event.values.from, /ana@example\.org/);
    assert.equal(opened.state, 'open'); // a claim closes nothing
    const { alerts } = await operator.call('listAlerts');
    assert.ok(alerts.some((one) => one.kind === 'update_received' && one.case === number));
    const told = (await of(number)).body.at(-1);
    assert.equal(told.update_id, body[0].update_id);
    assert.deepEqual([told.status, told.description], ['open', 'It is deeper now.']);
  });

  test('tells who wrote it to who works on it, and to nobody else, whatever the answer', async () => {
    const collection = { service_code: 'missed_collection', 'attribute[stream]': 'garbage', ...HERE };
    const number = (await client.post(collection)).body[0].service_request_id;
    await send(update(number, { first_name: 'Ana', email: 'ana@example.org' }));
    const { timeline, department: doesIt, version } = await caseOf(number);
    assert.match(timeline.find(({ kind }) => kind === 'update_received').values.from, /Ana/);
    const other = await client.staff('manager');
    assert.notEqual(other.session.staff.department, doesIt);
    const read = await other.call('readCase', { path: { number } });
    const late = await other.send('askDepartment', {
      path: { number },
      body: { department: doesIt, text: 'When?', expected_version: version - 1 },
    });
    assert.equal(late.status, 409);
    for (const shown of [read.timeline, late.body.events_since]) {
      const event = shown.find(({ kind }) => kind === 'update_received');
      assert.equal(event.text, 'It is deeper now.');
      assert.equal(event.values.from, undefined);
    }
  });

  test('in XML is answered in XML', async () => {
    const number = await client.pothole();
    const answer = await client.post(update(number), { path: `${UPDATES}.xml` });
    assert.equal(answer.type, 'text/xml; charset=utf-8');
    const [inner] = elements(answer.text, 'request_update');
    assert.equal(textOf(inner, 'update_id'), (await of(number)).body.at(-1).update_id);
  });

  test('with words that are somebody’s is shown to nobody else', async () => {
    const number = await client.pothole();
    await send(update(number, { description: 'Ring 416 555 0142 first.' }));
    assert.equal((await of(number)).body.at(-1).description, 'There is news from whoever asked.');
    const own = (await of(number, { api_key: client.key })).body.at(-1);
    assert.equal(own.description, 'Ring 416 555 0142 first.');
    const hidden = await privateRequest();
    await send(update(hidden));
    assert.equal((await of(hidden)).body.at(-1).description, null);
  });

  for (const status of [
    'CLOSED',
    'closed',
    'No further action',
    'NO_FURTHER_ACTION',
    'cancelled',
    'DUPLICATE',
  ]) {
    test(`that says ${status} leaves the case open`, async () => {
      const number = await client.pothole();
      assert.equal((await send(update(number, { status }))).status, 200);
      assert.equal((await caseOf(number)).state, 'open');
    });
  }

  test('that says REOPEN opens a case that is not; OPEN does not', async () => {
    const number = await client.pothole();
    assert.equal((await send(update(number, { status: 'REOPEN' }))).status, 200);
    assert.equal((await caseOf(number)).state, 'open');
    await complete(number);
    assert.notEqual((await caseOf(number)).state, 'open');
    await send(update(number, { status: 'OPEN' }));
    assert.notEqual((await caseOf(number)).state, 'open');
    await send(update(number, { status: 'REOPEN', description: 'It sank again.' }));
    const opened = await caseOf(number);
    assert.equal(opened.state, 'open');
    const reopened = opened.timeline.find(({ kind }) => kind === 'case_reopened');
    assert.equal(reopened.text, 'It sank again.');
    assert.ok(opened.obligations.length > 0);
    assert.equal((await client.ask(`requests/${number}.json`)).body[0].status, 'open');
  });

  test('that says REOPEN of a duplicate opens the case that stands', async () => {
    const stands = await client.pothole();
    const number = await client.pothole({ first_name: 'Kim', phone: '416 555 0177' });
    const contact = (await caseOf(number)).contact.id;
    const call = await operator.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
    await operator.call('identifyCaller', { path: { interaction: call.id }, body: { contact } });
    await operator.call('joinDuplicate', {
      path: { number },
      body: { into: stands, interaction: call.id },
    });
    await operator.call('endInteraction', {
      path: { interaction: call.id },
      body: { wrap_up: 'other' },
    });
    await complete(stands);
    await send(update(number, { status: 'REOPEN' }));
    assert.equal((await caseOf(stands)).state, 'open');
    assert.equal((await caseOf(number)).state, 'closed');
    // It is open now: these words are the duplicate's alone, as the last test of this file sees.
    await send(update(number, { status: 'REOPEN' }));
    assert.equal((await caseOf(stands)).timeline.filter(({ kind }) => kind === 'case_reopened').length, 1);
  });

  test('sent again gets the first answer, and is there once', async () => {
    const number = await client.pothole();
    const fields = update(number);
    const first = await send(fields);
    assert.equal((await send(fields)).text, first.text);
    await client.advance('P8D');
    assert.equal((await send(fields)).text, first.text);
    assert.equal((await of(number)).body.length, 2);
    const other = await send({ ...fields, description: 'Something else.' });
    assert.equal(other.status, 422);
    assert.match(other.body[0].description, /^This update_id/);
  });

  test('under the id of another application is another update', async () => {
    const key = await client.newKey('another app');
    const mine = await client.pothole();
    const theirs = (
      await client.post({ service_code: 'pothole', 'attribute[where_in_road]': 'lane', ...HERE }, { key })
    ).body[0].service_request_id;
    const fields = update(mine);
    const first = await send(fields);
    const second = await send({ ...fields, service_request_id: theirs }, { key });
    assert.equal(second.status, 200, second.text);
    assert.notEqual(second.text, first.text);
  });

  test('with a time of a wrong clock is kept, with a time that can be', async () => {
    const number = await client.pothole();
    for (const updated_datetime of ['2030-01-01T00:00:00Z', '2001-01-01T00:00:00Z']) {
      assert.equal((await send(update(number, { updated_datetime }))).status, 200);
    }
    const { timeline, opened_at: opened } = await caseOf(number);
    for (const { kind, occurred_at: at, recorded_at: recorded } of timeline) {
      if (kind !== 'update_received') continue;
      assert.ok(Date.parse(opened) <= Date.parse(at) && Date.parse(at) <= Date.parse(recorded));
    }
  });
});

describe('an update that is refused', () => {
  test('names every field that is wrong', async () => {
    const answer = await send({ status: 'MAYBE', updated_datetime: 'yesterday', update_id: 'x'.repeat(201) });
    assert.equal(answer.status, 400);
    const told = errorsOf(answer);
    assert.equal(told.length, 5, told.join(' | '));
    for (const name of ['service_request_id', 'update_id', 'status', 'updated_datetime', 'description']) {
      assert.ok(
        told.some((one) => one.startsWith(name)),
        `${name}: ${told.join(' | ')}`,
      );
    }
    const xml = await client.post({ status: 'MAYBE' }, { path: `${UPDATES}.xml` });
    assert.equal(xml.status, 400);
    assert.ok(elements(xml.text, 'error').length >= 5);
  });

  test('for its key, or a request of another, is told so', async () => {
    const number = await client.pothole();
    const refused = async (status, words, fields, key) => {
      const answer = await send(fields, { key });
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.body[0].description, words);
    };
    await refused(403, /^api_key required/, update(number), null);
    await refused(403, /not in force/, update(number), 'nonsense');
    await refused(403, /not for sending/, update(number), await client.newKey('reader', 'figures'));
    await refused(403, /did not come with your api_key/, update(number), await client.newKey('other'));
    await refused(404, /service_request_id/, update('123456789'), client.key);
    assert.equal((await of(number)).body.length, 1);
  });

  test('for its method is told which would do', async () => {
    const { status, headers } = await client.ask(`${UPDATES}.json`, { method: 'DELETE' });
    assert.equal(status, 405);
    assert.equal(headers.get('allow'), 'GET, HEAD, POST');
  });
});

test('it looks as it always did, and both formats tell the same', async () => {
  const number = await client.pothole();
  const query = { service_request_id: number };
  const undated = (text) =>
    text.replaceAll(number, 'NUMBER').replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-05:00/g, 'TIME');
  await complete(number);
  const json = await client.ask(`${UPDATES}.json`, { query });
  const xml = await client.ask(`${UPDATES}.xml`, { query });
  await golden('updates.json', undated(json.text));
  await golden('updates.xml', undated(xml.text));
  const items = elements(xml.text, 'request_update');
  assert.equal(items.length, json.body.length);
  json.body.forEach((one, i) => {
    for (const name of FIELDS) assert.equal(textOf(items[i], name) ?? '', one[name] ?? '', name);
  });
});

test('what was received stands as its events tell it', async () => {
  await client.server.verify();
});
