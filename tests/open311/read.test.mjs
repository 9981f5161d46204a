// Lists and single requests: filters, dates, paging, and who sees what.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Client, HERE, NOW } from './client.mjs';
import { elements, golden, textOf } from './formats.mjs';

const FIELDS = [
  'service_request_id',
  'status',
  'status_notes',
  'service_name',
  'service_code',
  'description',
  'agency_responsible',
  'service_notice',
  'requested_datetime',
  'updated_datetime',
  'expected_datetime',
  'address',
  'address_id',
  'zipcode',
  'lat',
  'long',
  'media_url',
];
const MINUTE = 60_000;

let first;
let second;
let third;
let secret;
const client = Client.ofThisFile(async () => {
  first = await client.pothole({ description: 'The first', address_string: '1 Elm Street' });
  await client.advance('PT10M');
  second = await client.pothole({ description: 'The second', lat: '43.7', long: '-79.4' });
  await client.advance('PT10M');
  third = (await client.post({ service_code: 'sidewalk', ...HERE })).body[0].service_request_id;
  const hidden = { service_code: 'snow_sidewalk', address_string: '9 Oak Street', ...HERE };
  secret = (await client.post({ ...hidden, description: 'My home' })).body[0].service_request_id;
});

const at = (minutes) => new Date(NOW.getTime() + minutes * MINUTE);
const iso = (minutes) => at(minutes).toISOString().replace('.000', '');
const idsOf = ({ body }) => body.map((one) => one.service_request_id);
const list = (query) => client.ask('requests.json', { query });

describe('one request', () => {
  test('has the fields of the standard, in an array of one', async () => {
    const { status, body } = await client.ask(`requests/${first}.json`);
    assert.equal(status, 200);
    assert.equal(body.length, 1);
    assert.deepEqual(Object.keys(body[0]), FIELDS);
    assert.equal(body[0].service_request_id, first);
    assert.equal(body[0].status, 'open');
    assert.equal(body[0].requested_datetime, '2026-11-24T10:00:00-05:00');
    assert.equal(body[0].lat, 43.6532);
    assert.equal(body[0].long, -79.3832);
    assert.equal(body[0].address, '1 Elm Street');
    assert.ok(new Date(body[0].expected_datetime) > at(0));
  });

  test('looks as it always did', async () => {
    await golden('request.json', (await client.ask(`requests/${first}.json`)).text);
    await golden('request.xml', (await client.ask(`requests/${first}.xml`)).text);
  });

  test('with its extensions looks as it always did', async () => {
    for (const format of ['json', 'xml']) {
      const { text } = await client.ask(`requests/${first}.${format}`, { query: { extensions: 'true' } });
      await golden(`request_extended.${format}`, text);
    }
  });

  test('that there is not is an error', async () => {
    for (const id of ['1', 'abc', '123456789', `${first}0`]) {
      const { status, body } = await client.ask(`requests/${id}.json`);
      assert.equal(status, 404, id);
      assert.equal(body[0].code, 404);
    }
  });

  test('coordinates are plain decimals, also in XML', async () => {
    const { text } = await client.ask(`requests/${first}.xml`);
    assert.equal(textOf(text, 'lat'), '43.6532');
    assert.doesNotMatch((await client.ask(`requests/${first}.json`)).text, /\dE[+-]?\d/i);
  });
});

describe('who sees what', () => {
  test('of a private service number, state, service and times only', async () => {
    const [shown] = (await client.ask(`requests/${secret}.json`)).body;
    for (const name of ['description', 'address', 'lat', 'long', 'agency_responsible']) {
      assert.equal(shown[name], null, name);
    }
    assert.equal(shown.service_code, 'snow_sidewalk');
    const { text } = await client.ask('requests.xml');
    assert.doesNotMatch(text, /My home|Oak Street/);
  });

  test('of a public service the place too, and what was described where nothing in it is personal', async () => {
    const [shown] = (await client.ask(`requests/${first}.json`)).body;
    assert.equal(shown.address, '1 Elm Street');
    assert.equal(shown.description, 'The first');
  });

  test('all is told to whose request it is, and to no other key', async () => {
    const own = await client.ask(`requests/${secret}.json`, { query: { api_key: client.key } });
    assert.equal(own.body[0].description, 'My home');
    const key = await client.newKey('a stranger');
    const other = await client.ask(`requests/${secret}.json`, { query: { api_key: key } });
    assert.equal(other.body[0].description, null);
  });

  test('a key that is not in force, or an empty one, reads like none', async () => {
    for (const key of ['', 'nonsense']) {
      assert.equal((await list({ api_key: key })).status, 200);
    }
  });

  test('asking where does not tell where private requests are', async () => {
    const found = idsOf(await list({ bbox: '-79.39,43.65,-79.38,43.66' }));
    assert.deepEqual(found.sort(), [first, third].sort());
  });

  test('pages of other origins may read', async () => {
    const { headers } = await list();
    assert.equal(headers.get('access-control-allow-origin'), '*');
  });
});

describe('a list', () => {
  test('is newest first', async () => {
    assert.deepEqual(idsOf(await list()), [secret, third, second, first]);
  });

  test('by numbers looks at nothing else', async () => {
    const query = { service_request_id: ` ${first} ,${second},123`, status: 'closed', service_code: 'noise' };
    assert.deepEqual(idsOf(await list(query)), [second, first]);
    assert.deepEqual((await list({ service_request_id: '12' })).body, []);
  });

  test('by service, of one or several, repeated or with commas; an unknown one finds nothing', async () => {
    assert.deepEqual(idsOf(await list({ service_code: 'sidewalk' })), [third]);
    assert.deepEqual(idsOf(await list({ service_code: 'sidewalk , pothole' })), [third, second, first]);
    assert.deepEqual(idsOf(await client.ask('requests.json?service_code=sidewalk&service_code=pothole')), [
      third,
      second,
      first,
    ]);
    assert.deepEqual((await list({ service_code: 'no_such' })).body, []);
  });

  test('by status, in whatever letters', async () => {
    assert.equal((await list({ status: 'OPEN' })).body.length, 4);
    assert.equal((await list({ status: 'open,closed' })).body.length, 4);
    assert.deepEqual((await list({ status: 'Closed' })).body, []);
    assert.equal((await list({ status: 'pending' })).status, 400);
  });

  test('that is empty is an empty document, not an error', async () => {
    const { status, text } = await client.ask('requests.xml', { query: { status: 'closed' } });
    assert.equal(status, 200);
    assert.equal(text, '<?xml version="1.0" encoding="utf-8"?><service_requests></service_requests>');
  });

  const WINDOWS = {
    'both ends belong to it': { start_date: iso(0), end_date: iso(10) },
    'with an offset': { start_date: '2026-11-24T10:00:00-05:00', end_date: '2026-11-24T10:10:00-05:00' },
    'with an offset without colon': { start_date: '2026-11-24T10:00:00-0500', end_date: iso(10) },
    'with a fraction': { start_date: '2026-11-24T15:00:00.000Z', end_date: '2026-11-24T15:10:00.250Z' },
    'with a plus that nobody escaped': {
      start_date: '2026-11-24T16:00:00 01:00',
      end_date: '2026-11-24T16:10:00 0100',
    },
    'on the clock of the city': { start_date: '2026-11-24T10:00:00', end_date: '2026-11-24 10:10' },
  };
  for (const [what, query] of Object.entries(WINDOWS)) {
    test(`in a window: ${what}`, async () => {
      assert.deepEqual(idsOf(await list(query)), [second, first]);
    });
  }

  test('of a day, by its date', async () => {
    assert.equal((await list({ start_date: '2026-11-24', end_date: '2026-11-24' })).body.length, 4);
    assert.equal((await list({ start_date: '2026-11-23', end_date: '2026-11-23' })).body.length, 0);
    assert.equal((await list({ end_date: '2026-11-23' })).body.length, 0);
    assert.equal((await list({ start_date: '2026-11-24' })).body.length, 4);
  });

  test('of a window that cannot be is an error that names it', async () => {
    for (const [query, name] of [
      [{ start_date: 'yesterday' }, 'start_date'],
      [{ start_date: '2026-02-30' }, 'start_date'],
      [{ end_date: '2026-11-24T25:00:00Z' }, 'end_date'],
      [{ start_date: '2026-11-24', end_date: '2026-11-23' }, 'end_date'],
      [{ start_date: '2026-01-01', end_date: '2026-11-24' }, 'end_date'],
      [{ updated_after: 'x' }, 'updated_after'],
    ]) {
      const { status, body } = await list(query);
      assert.equal(status, 400, JSON.stringify(query));
      assert.match(body[0].description, new RegExp(`^${name}`));
    }
    assert.equal((await list({ start_date: '2026-08-26', end_date: '2026-11-24' })).status, 200);
  });

  test('by when they changed', async () => {
    assert.deepEqual(idsOf(await list({ updated_after: iso(10) })), [secret, third, second]);
    assert.deepEqual(idsOf(await list({ updated_before: iso(9) })), [first]);
    assert.deepEqual(idsOf(await list({ updated_after: iso(0), updated_before: iso(10) })), [second, first]);
  });

  test('by where they are', async () => {
    assert.deepEqual(idsOf(await list({ lat: '43.7', long: '-79.4', radius: '50' })), [second]);
    assert.deepEqual(idsOf(await list({ lat: '43.7', long: '-79.4' })), [second]);
    assert.deepEqual(idsOf(await list({ lat: '43.7', long: '-79.4', radius: '10000' })), [
      third,
      second,
      first,
    ]);
    assert.deepEqual((await list({ lat: '0', long: '0', radius: '10' })).body, []);
    for (const query of [{ lat: '43.7' }, { lat: 'x', long: '1' }, { bbox: '1,2,3' }]) {
      assert.equal((await list(query)).status, 400, JSON.stringify(query));
    }
  });
});

describe('pages', () => {
  test('follow each other by their links, and say how many there are', async () => {
    const seen = [];
    let { headers, body } = await list({ page_size: '3', status: 'open' });
    for (;;) {
      seen.push(...body.map((one) => one.service_request_id));
      assert.equal(headers.get('x-total-count'), '4');
      const [, next] = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '') ?? [];
      if (!next) break;
      ({ headers, body } = await client.ask(next.slice(client.server.origin.length)));
    }
    assert.deepEqual(seen, [secret, third, second, first]);
  });

  test('beyond the last are empty; page 0 is the first', async () => {
    assert.deepEqual((await list({ page: '9', page_size: '3' })).body, []);
    assert.equal((await list({ page: '0', page_size: '3' })).body.length, 3);
    assert.equal((await list({ page: 'two' })).status, 400);
    assert.equal((await list({ page_size: '5000' })).status, 200);
  });

  test('do not carry a key in their links', async () => {
    const { headers } = await list({ page_size: '1', api_key: client.key });
    assert.doesNotMatch(headers.get('link'), /api_key/);
  });

  test('of an address too long to be sent back are told without links', async () => {
    const { status, headers } = await client.ask(
      `/open311/v2/requests.json?page=2&page_size=1&x=${'%22'.repeat(5000)}`,
    );
    assert.equal(status, 200);
    assert.equal(headers.get('link'), null);
    assert.equal((await list({ page_size: '1' })).status, 200);
  });

  // A page that ends before the list does asks for the total besides.
  test('cost no more statements for many than for one', async () => {
    const cost = async (query) => Number((await list(query)).headers.get('x-kept311-statements'));
    const one = await cost({ page_size: '1' });
    assert.ok(one > 0);
    assert.ok((await cost({ page_size: '50' })) <= one);
  });
});

test('what was closed changed last when it was', async () => {
  const number = await client.pothole();
  await client.advance('PT2H');
  const operator = await client.staff();
  await operator.call('recordOutcome', {
    path: { number },
    body: { resolution: 'completed', text: 'Filled.' },
  });
  const of = async () => (await client.ask(`requests/${number}.json`)).body[0];
  const closed = await of();
  assert.equal(closed.status, 'closed');
  assert.equal(new Date(closed.updated_datetime) - new Date(closed.requested_datetime), 2 * 3_600_000);
  await client.advance('P1D');
  assert.equal((await of()).updated_datetime, closed.updated_datetime);
});

test('both formats tell the same', async () => {
  const json = (await list()).body;
  const xml = elements((await client.ask('requests.xml')).text, 'request');
  assert.equal(xml.length, json.length);
  json.forEach((one, i) => {
    for (const name of FIELDS) {
      const told = textOf(xml[i], name) ?? '';
      assert.equal(told, one[name] === null ? '' : String(one[name]), name);
    }
  });
});

test('what was described is kept apart where something personal or rude stands in it', async () => {
  for (const description of ['Call me: 416 555 0142', 'Ana Ruiz saw it', 'What the fuck', 'a@example.org']) {
    const number = await client.pothole({ description, first_name: 'Ana', last_name: 'Ruiz' });
    const others = (await client.ask(`requests/${number}.json`)).body[0];
    assert.equal(others.description, null, description);
    const mine = await client.ask(`requests/${number}.json`, { query: { api_key: client.key } });
    assert.equal(mine.body[0].description, description);
  }
});
